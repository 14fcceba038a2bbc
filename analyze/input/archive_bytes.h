/* archive_bytes.h - the bytes of an archive as libarchive asks for them: of a file or pipe,
 * unpacked already where that is gzip. */
#ifndef LEAKLINE_ARCHIVE_BYTES_H
#define LEAKLINE_ARCHIVE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "../base/span.h"

struct archive;
struct gunzip;

struct archive_bytes {
	int fd; /* the caller's, as the block is */
	unsigned char *block;
	size_t ahead, room; /* bytes that lie in it before the first read; its size */
	int64_t block_at;   /* where the block begins in a tar that can be read at any place; -1: it
			       cannot */
	int64_t taken;      /* bytes of the file that were read */
	size_t zeros;       /* that what was given until now ends in */
	struct gunzip *gunzip; /* NULL: given as they are */
	unsigned char *unpacked;
	struct span packed;  /* what of the block is to be unpacked */
	bool at_end;         /* of the file */
	const char *damaged; /* why what was given ends before its time, or NULL */
};

/* For what lies in fd (-1: nothing more), of which len bytes stand in block (room bytes) already.
 */
void archive_bytes_begin(
	struct archive_bytes *bytes, int fd, unsigned char *block, size_t len, size_t room);

/* Opens the archive to read from there, by callbacks: both stay until the archive is freed. 0, or
 * -1 as archive_read_open. */
int archive_bytes_open(struct archive_bytes *bytes, struct archive *archive);

/* Where in the file size bytes stand of which the first were given at this address; -1 where they
 * cannot be read by that place. */
int64_t archive_bytes_place(const struct archive_bytes *bytes, const void *at, int64_t size);

void archive_bytes_free(struct archive_bytes *bytes);

#endif
