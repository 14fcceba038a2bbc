/* archive_unpack.h - a single compressed file of a run: a rotated log, or a folder on which gzip
 * was run. */
#ifndef LEAKLINE_ARCHIVE_UNPACK_H
#define LEAKLINE_ARCHIVE_UNPACK_H

#include "../base/span.h"

struct notes;
struct run_buffer;
struct run_member;

/*
 * Unpacks bytes for which archive_kind_is_compressed is true into the buffer; what is larger than
 * RUN_MEMBER_LIMIT goes through a file (spool.h). The member's text is the output up to its end or
 * to the damage (which adds a note, and is_cut). Returns 0; -1 with a note if there is none, no
 * room for it, or from 16 MiB on more than 1,000 times the packed size.
 */
int archive_unpack(struct span packed, struct run_buffer *buffer, struct notes *notes,
	struct run_member *member);

/* The path without its compression suffix: .gz, .bz2, .xz, .zst, .lz4. */
struct span archive_unpacked_name(struct span path);

#endif
