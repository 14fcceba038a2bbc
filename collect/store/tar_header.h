/* tar_header.h - the 512-byte headers of a tar: ustar, and what GNU tar adds for long names and
 * large numbers. */
#ifndef LEAKLINE_TAR_HEADER_H
#define LEAKLINE_TAR_HEADER_H

#include <stdint.h>

#include "../base/buffer.h"

enum { TAR_BLOCK = 512 };

/* Appends the header of a member. type: '0' a file, '5' a folder (its name ends in /). mtime:
 * seconds since 1970. */
void tar_header(struct buffer *out, const char *name, uint64_t size, int64_t mtime, char type);

/* Appends the zeros that fill the last block of size bytes. */
void tar_header_pad(struct buffer *out, uint64_t size);

#endif
