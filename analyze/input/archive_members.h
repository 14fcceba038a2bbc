/* archive_members.h - members of an archive in memory: a recording that is itself a tar (smemcap).
 */
#ifndef LEAKLINE_ARCHIVE_MEMBERS_H
#define LEAKLINE_ARCHIVE_MEMBERS_H

#include <stdbool.h>

#include "../base/span.h"

struct archive;
struct notes;

/* Enables the supported formats and filters by name, never all: some of libarchive's would start
 * other programs. */
void archive_members_formats(struct archive *archive);
void archive_members_filters(struct archive *archive);

/*
 * Calls take for each regular file, in order; path and text are valid until the next call. An
 * archive that is truncated, damaged or unpacks to more than 256 MiB yields the members before that
 * point and a note.
 */
void archive_members(struct span bytes, struct notes *notes,
	void (*take)(void *context, struct span path, struct span text), void *context);

/* Is it a tar whose first member is /proc's meminfo, version or a process, as smemcap writes it? */
bool archive_members_is_proc(struct span bytes);

/* Is the checksum of a member wrong, by what reading it gave? A zip has one of each file;
 * libarchive 3.6 warns of one that is wrong, 3.7 gives up this entry; in both the next one can be
 * read. */
bool archive_members_wrong(struct archive *archive, int result);

#endif
