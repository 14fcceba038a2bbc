/* archive_unpack.h - a file of a run that is compressed by itself: a log that was rotated, a folder
 * in which gzip was called. */
#ifndef LEAKLINE_ARCHIVE_UNPACK_H
#define LEAKLINE_ARCHIVE_UNPACK_H

#include "../base/span.h"

struct notes;
struct run_buffer;

/*
 * Unpacks into the buffer what archive_kind_is_compressed. *text: what came, until it ended or was
 * damaged (a note). 0; -1 where nothing came, or too much for a file of a run (RUN_MEMBER_LIMIT, or
 * from 16 MiB on 1,000 times its size): a note.
 */
int archive_unpack(
	struct span packed, struct run_buffer *buffer, struct notes *notes, struct span *text);

/* The path without the suffix that such a file has: .gz, .bz2, .xz, .zst, .lz4. */
struct span archive_unpacked_name(struct span path);

#endif
