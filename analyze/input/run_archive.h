/*
 * run_archive.h - members of an archive, read as a stream: each batch with its bytes. Large members
 * of a tar on a seekable file are skipped; the workers read them, several at a time.
 */
#ifndef LEAKLINE_RUN_ARCHIVE_H
#define LEAKLINE_RUN_ARCHIVE_H

#include <stdbool.h>

#include "run_batch.h"

struct notes;
struct run_archive;

/*
 * Opens the archive in fd. Its first bytes are already in block (room bytes), which is also the
 * buffer for later reads; fd and block stay the caller's. On NULL, *why is the reason (valid until
 * the next call).
 */
struct run_archive *run_archive_open(
	int fd, unsigned char *block, size_t len, size_t room, const char **why);

/*
 * Reads the next members; returns their number. 0 at the end, or if the archive is truncated or
 * exceeds a limit: earlier members are good, and notes report it. *failed is the reason for the
 * case that no run was found.
 */
size_t run_archive_next(struct run_archive *archive, struct run_batch *batch, struct notes *notes,
	const char **failed);

/* Has it more members than RUN_MEMBERS_LIMIT? Known at the end. */
bool run_archive_is_part(const struct run_archive *archive);

/* Did it end too early or exceed a limit? Known at the end. */
bool run_archive_is_cut(const struct run_archive *archive);

/* Is it a single compressed file (a log), not an archive? Known from the first batch on. */
bool run_archive_is_file(const struct run_archive *archive);

/* Is its content compressed, so that few bytes can become many? */
bool run_archive_is_compressed(const struct run_archive *archive);

/* Reads the bytes of a skipped member into the buffer. Returns 0, or -1 with a note if they are
 * missing. */
int run_archive_read(const struct run_archive *archive, struct run_member *member,
	struct run_buffer *buffer, struct notes *notes);

/* Frees everything but fd and block. */
void run_archive_free(struct run_archive *archive);

#endif
