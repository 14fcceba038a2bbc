/* archive_bytes.h - the bytes of an archive as libarchive asks for them: of a file or pipe, unpacked already where that is gzip. */
#ifndef LEAKLINE_ARCHIVE_BYTES_H
#define LEAKLINE_ARCHIVE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../base/span.h"

struct gunzip;

struct archive_bytes {
	int fd;                    /* the caller's, as the block is */
	unsigned char *block;
	size_t ahead, room;        /* bytes that lie in it before the first read; its size */
	int64_t block_at;          /* where the block begins in a tar that can be read at any place; -1: it cannot */
	int64_t taken;             /* bytes of the file that were read */
	size_t zeros;              /* that what was given until now ends in */
	struct gunzip *gunzip;     /* NULL: given as they are */
	unsigned char *unpacked;
	struct span packed;        /* what of the block is to be unpacked */
	bool at_end;               /* of the file */
	const char *damaged;       /* where unpacking ended, why */
};

/* For what lies in fd, of which len bytes stand in block (room bytes) already. */
void archive_bytes_open(struct archive_bytes *bytes, int fd, unsigned char *block, size_t len, size_t room);

/* The next bytes, which live until the next call: how many; 0 at the end; -1: *why says why not. */
ssize_t archive_bytes_next(struct archive_bytes *bytes, const void **at, const char **why);

/* Passes over so many bytes, where that is no more work than a seek. How many. */
int64_t archive_bytes_skip(struct archive_bytes *bytes, int64_t wanted);

/* Where in the file size bytes stand of which the first were given at this address; -1 where they cannot be read by that place. */
int64_t archive_bytes_place(const struct archive_bytes *bytes, const void *at, int64_t size);

void archive_bytes_free(struct archive_bytes *bytes);

#endif
