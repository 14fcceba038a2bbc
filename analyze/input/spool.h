/* spool.h - a text that is too large for memory, in a file without a name. */
#ifndef LEAKLINE_SPOOL_H
#define LEAKLINE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct run_buffer;

struct spool {
	int fd; /* -1: none */
	int64_t size;
};

/* Makes the file, in $TMPDIR, else in /var/tmp, which is no memory. False with errno: none can be
 * made. */
bool spool_open(struct spool *spool);

/* What a message says of a call that failed with this errno, and what to do. A constant string. */
const char *spool_failed(int error);

/* Adds bytes at its end. False with errno: it has no room for them. */
bool spool_add(struct spool *spool, const void *bytes, size_t len);

/* Maps it in place of the buffer's bytes, which are freed. False: it cannot be mapped. */
bool spool_map(struct spool *spool, struct run_buffer *buffer, struct span *text);

/* Closes it, mapped or not: the mapping lives as long as its buffer's. */
void spool_close(struct spool *spool);

#endif
