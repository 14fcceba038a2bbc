/*
 * gunzip.h - gzip by a library that is faster than zlib, ISA-L, and looks at the checksum, which
 * libarchive's reader does not. Of its two sources one is linked: gunzip_isal.c, or gunzip_none.c
 * where there is no such library, and libarchive unpacks.
 */
#ifndef LEAKLINE_GUNZIP_H
#define LEAKLINE_GUNZIP_H

#include <stdbool.h>

#include "../base/span.h"

struct gunzip;

/* NULL where this program is built without it (or there is no memory). */
struct gunzip *gunzip_new(void);

/*
 * Unpacks into out (room bytes, not 0), and takes from *packed what it used: all, or until out is
 * full; more may come then from no bytes. *len: how many came. NULL, or what is wrong: what came
 * before that is good, and nothing comes after it. Members that follow each other are one stream;
 * what else stands behind one is taken and left out, as gzip does.
 */
const char *gunzip_step(
	struct gunzip *gunzip, struct span *packed, unsigned char *out, size_t room, size_t *len);

/* Is it behind a whole member, so that the bytes may end here? */
bool gunzip_may_end(const struct gunzip *gunzip);

void gunzip_free(struct gunzip *gunzip);

#endif
