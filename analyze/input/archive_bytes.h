/* archive_bytes.h - the bytes of an archive for libarchive: from a file or pipe, already unpacked
 * if it is gzip. */
#ifndef LEAKLINE_ARCHIVE_BYTES_H
#define LEAKLINE_ARCHIVE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../base/span.h"

struct archive;
struct gunzip;

struct archive_bytes {
	int fd; /* owned by the caller, like the block */
	unsigned char *block;
	size_t ahead, room;    /* bytes in the block before the first read; the block's size */
	int64_t block_at;      /* where the block starts in a tar on a seekable file; else -1 */
	int64_t taken;         /* bytes read from the file */
	size_t zeros;          /* zero bytes at the end of what was returned so far */
	struct gunzip *gunzip; /* NULL: the bytes are returned as they are */
	unsigned char *unpacked;
	struct span packed;  /* the part of the block still to be unpacked */
	bool at_end;         /* of the file */
	const char *damaged; /* why the data ends too early, or NULL */
};

/* Prepares to read fd (-1: no more input); the first len bytes are already in block (room bytes).
 */
void archive_bytes_begin(
	struct archive_bytes *bytes, int fd, unsigned char *block, size_t len, size_t room);

/* Opens the archive with callbacks that read from bytes; both must outlive it. Returns 0, or -1 as
 * archive_read_open does. */
int archive_bytes_open(struct archive_bytes *bytes, struct archive *archive);

/* Returns the file offset of a member of size bytes whose first bytes were returned at this
 * address; -1 if it cannot be read by offset. */
int64_t archive_bytes_place(const struct archive_bytes *bytes, const void *at, int64_t size);

void archive_bytes_free(struct archive_bytes *bytes);

#endif
