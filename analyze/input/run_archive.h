/*
 * run_archive.h - members of an archive, read as a stream: each batch with its bytes. But large
 * members of a tar in a file that can be read at any place are passed over, and read by who works
 * on them: several at a time.
 */
#ifndef LEAKLINE_RUN_ARCHIVE_H
#define LEAKLINE_RUN_ARCHIVE_H

#include <stdbool.h>

#include "run_batch.h"

struct notes;
struct run_archive;

/*
 * The archive in fd, of which the first bytes were read already: they lie in block, which is read
 * into from then on (room bytes; the caller's, as fd is). NULL: why says why not (until the next
 * call).
 */
struct run_archive *run_archive_open(
	int fd, unsigned char *block, size_t len, size_t room, const char **why);

/*
 * The next members; how many. 0 at the end, or where the archive is cut off or exceeds a limit:
 * what came until then is good, and notes say so. *failed, for where that is no run at all, says
 * why then.
 */
size_t run_archive_next(struct run_archive *archive, struct run_batch *batch, struct notes *notes,
	const char **failed);

/* Did it end before its time, or exceed a limit? Known at the end. */
bool run_archive_is_cut(const struct run_archive *archive);

/* Is it no archive but a file that is compressed (a log)? Known from the first batch on. */
bool run_archive_is_file(const struct run_archive *archive);

/* Is what lies in it compressed: can much come of few bytes? */
bool run_archive_is_compressed(const struct run_archive *archive);

/* The bytes of a member that came without, read into the buffer. 0, or -1 where they are not there:
 * then a note says so. */
int run_archive_read(const struct run_archive *archive, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes);

void run_archive_free(struct run_archive *archive);

#endif
