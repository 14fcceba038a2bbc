/* archive_members.h - members of an archive that lies in memory: a recording that is itself a tar
 * (smemcap). */
#ifndef LEAKLINE_ARCHIVE_MEMBERS_H
#define LEAKLINE_ARCHIVE_MEMBERS_H

#include <stdbool.h>

#include "../base/span.h"

struct archive;
struct notes;

/* The formats and filters that are read, by name and never all: some of libarchive's would start
 * other programs. */
void archive_members_formats(struct archive *archive);
void archive_members_filters(struct archive *archive);

/*
 * Calls take for each regular file, in order; path and text live until the next. An archive that is
 * cut off or damaged, or unpacks to more than 256 MiB, gives what came until then, and a note.
 */
void archive_members(struct span bytes, struct notes *notes,
	void (*take)(void *context, struct span path, struct span text), void *context);

/* Does a tar begin here whose first member is /proc's meminfo, version or a process: what smemcap
 * writes? */
bool archive_members_is_proc(struct span bytes);

#endif
