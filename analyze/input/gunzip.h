/*
 * gunzip.h - gzip by ISA-L, which is faster than zlib; also verifies the checksum, which
 * libarchive's reader does not. One of two sources is linked: gunzip_isal.c, or without ISA-L
 * gunzip_none.c, and libarchive unpacks.
 */
#ifndef LEAKLINE_GUNZIP_H
#define LEAKLINE_GUNZIP_H

#include <stdbool.h>

#include "../base/span.h"

struct gunzip;

/* Returns NULL if built without ISA-L; without memory the program ends with status 2. */
struct gunzip *gunzip_new(void);

/*
 * Unpacks into out (room bytes, not 0) and removes the used bytes from *packed: all, or until out
 * is full; a call without input may then return more. *len is the output length. Returns NULL or an
 * error text: output before the error is good, and none follows. Concatenated members are one
 * stream; other bytes after a member are skipped, as gzip does.
 */
const char *gunzip_step(
	struct gunzip *gunzip, struct span *packed, unsigned char *out, size_t room, size_t *len);

/* Is a member complete, so that the input may end here? */
bool gunzip_may_end(const struct gunzip *gunzip);

void gunzip_free(struct gunzip *gunzip);

#endif
