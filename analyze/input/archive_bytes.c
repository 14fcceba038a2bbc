/* archive_bytes.c - reads the bytes of an archive in blocks. */
#define _POSIX_C_SOURCE 200809L
#include "archive_bytes.h"

#include <archive.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive_kind.h"
#include "gunzip.h"
#include "run_batch.h"

enum {
	HEADERS = 16 *
		  1024, /* read size while large members are skipped: headers and small members */
	UNPACKED =
		256 * 1024, /* unpacked at once: small enough for the core's second-level cache */
};

/* Where the block starts in the file, if it is a tar on a seekable file; else -1. */
static int64_t place_of_block(const struct archive_bytes *bytes)
{
	struct stat info;
	off_t at = fstat(bytes->fd, &info) || !S_ISREG(info.st_mode)
			   ? -1
			   : lseek(bytes->fd, 0, SEEK_CUR);

	return at >= (off_t)bytes->ahead && archive_kind_is_tar((struct span){
						    (const char *)bytes->block, bytes->ahead })
		       ? (int64_t)at - (int64_t)bytes->ahead
		       : -1;
}

void archive_bytes_begin(
	struct archive_bytes *bytes, int fd, unsigned char *block, size_t len, size_t room)
{
	*bytes = (struct archive_bytes){ .fd = fd, .block = block, .ahead = len, .room = room };
	bytes->block_at = place_of_block(bytes);
	if (archive_kind_is_gzip((struct span){ (const char *)block, len }))
		bytes->gunzip = gunzip_new();
	if (bytes->gunzip)
		bytes->unpacked = run_buffer_aligned(UNPACKED);
}

/* Returns the bytes read ahead, later refills the block. False at the end and on a read error. */
static bool read_block(struct archive_bytes *bytes, struct span *block)
{
	ssize_t got = (ssize_t)bytes->ahead;

	bytes->ahead = 0;
	if (!got && bytes->fd >= 0) {
		if (bytes->block_at >= 0)
			bytes->block_at = lseek(bytes->fd, 0, SEEK_CUR);
		do
			got = read(bytes->fd, bytes->block,
				bytes->block_at >= 0 ? HEADERS : bytes->room);
		while (got < 0 && errno == EINTR);
	}
	if (got < 0)
		bytes->damaged = strerror(errno);
	bytes->taken += got > 0 ? got : 0;
	*block = (struct span){ (const char *)bytes->block, got > 0 ? (size_t)got : 0 };
	return got > 0;
}

/* Unpacks until the room is full or the input ends; returns the byte count. 0: end of the archive
 * or of its undamaged part. */
static size_t unpack(struct archive_bytes *bytes)
{
	size_t len = 0;

	while (!bytes->damaged && len < UNPACKED) {
		size_t got = 0;

		if (!bytes->packed.len && !bytes->at_end)
			bytes->at_end = !read_block(bytes, &bytes->packed);
		bytes->damaged = gunzip_step(
			bytes->gunzip, &bytes->packed, bytes->unpacked + len, UNPACKED - len, &got);
		len += got;
		if (bytes->at_end && !got)
			break;
	}
	if (!len && !bytes->damaged && !gunzip_may_end(bytes->gunzip))
		bytes->damaged = "truncated gzip input";
	return len;
}

static void count_zeros(struct archive_bytes *bytes, struct span block)
{
	size_t zeros = 0;

	while (zeros < block.len && !block.at[block.len - 1 - zeros])
		zeros++;
	bytes->zeros = zeros == block.len ? bytes->zeros + zeros : zeros;
}

/*
 * libarchive's callbacks: read and skip. A read or unpack error looks like the end of the file, and
 * the caller then asks why: an error would make libarchive discard the data it already holds.
 */
static la_ssize_t give(struct archive *archive, void *data, const void **at)
{
	struct archive_bytes *bytes = data;
	struct span block = { (const char *)bytes->unpacked, 0 };

	(void)archive;
	if (bytes->gunzip)
		block.len = unpack(bytes);
	else if (!bytes->damaged)
		(void)read_block(bytes, &block);
	*at = block.at;
	count_zeros(bytes, block);
	return (la_ssize_t)block.len;
}

static la_int64_t skip(struct archive *archive, void *data, la_int64_t wanted)
{
	struct archive_bytes *bytes = data;
	struct stat info;
	off_t at = bytes->block_at >= 0 && !fstat(bytes->fd, &info) ? lseek(bytes->fd, 0, SEEK_CUR)
								    : -1;

	(void)archive;
	if (at < 0 || at >= info.st_size)
		return 0;
	if (wanted > info.st_size - at)
		wanted = info.st_size - at;
	return lseek(bytes->fd, wanted, SEEK_CUR) < 0 ? 0 : wanted;
}

int archive_bytes_open(struct archive_bytes *bytes, struct archive *archive)
{
	/* not archive_read_open2(): it follows a null pointer if the data find no memory */
	archive_read_set_read_callback(archive, give);
	archive_read_set_skip_callback(archive, skip);
	if (archive_read_set_callback_data(archive, bytes) != ARCHIVE_OK)
		return -1;
	return archive_read_open1(archive) == ARCHIVE_OK ? 0 : -1;
}

int64_t archive_bytes_place(const struct archive_bytes *bytes, const void *at, int64_t size)
{
	const unsigned char *first = at;
	struct stat info;
	int64_t place;

	if (bytes->block_at < 0 || first < bytes->block || first >= bytes->block + bytes->room ||
		fstat(bytes->fd, &info))
		return -1;
	place = bytes->block_at + (first - bytes->block);
	return place + size <= info.st_size ? place : -1;
}

void archive_bytes_free(struct archive_bytes *bytes)
{
	gunzip_free(bytes->gunzip);
	free(bytes->unpacked);
}
