/* run_batch.c - memory for members. */
#include "run_batch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../base/say.h"

enum { PAGE = 4096, CHUNK = 256 * 1024 };

void *run_buffer_aligned(size_t size)
{
	void *place;

	if (posix_memalign(&place, PAGE, size)) {
		say("no memory: a file of %zu bytes does not fit (give fewer runs at once)", size);
		exit(2);
	}
	return place;
}

void run_buffer_reserve(struct run_buffer *buffer, size_t size, size_t keep)
{
	unsigned char *larger;

	if (buffer->room >= size)
		return;
	size = size + size / 8 + PAGE;
	larger = run_buffer_aligned(size);
	if (keep)
		memcpy(larger, buffer->bytes, keep);
	free(buffer->bytes);
	buffer->bytes = larger;
	buffer->room = size;
}

int run_buffer_read(
	struct run_buffer *buffer, int fd, size_t offset, int64_t expected, struct span *text)
{
	ssize_t got;

	if (expected > RUN_MEMBER_LIMIT)
		return -2;
	do {
		if (expected > (int64_t)offset)
			run_buffer_reserve(buffer, (size_t)expected, offset);
		else if (buffer->room < offset + CHUNK) /* twice as much: what is there is copied */
			run_buffer_reserve(buffer, 2 * offset + CHUNK, offset);
		got = read(fd, buffer->bytes + offset, buffer->room - offset);
		if (got > 0)
			offset += (size_t)got;
		*text = (struct span){ (const char *)buffer->bytes, offset };
		if (offset > RUN_MEMBER_LIMIT)
			return -2;
	} while ((got > 0 && (int64_t)offset != expected) || (got < 0 && errno == EINTR));
	return got < 0 ? -1 : 0;
}

static void unmap(struct run_buffer *buffer)
{
	if (buffer->map)
		munmap(buffer->map, buffer->map_len);
	buffer->map = NULL;
}

int run_buffer_map(struct run_buffer *buffer, int fd, int64_t size, int64_t from, struct span *text)
{
	unmap(buffer);
	if (size < from || (uint64_t)size > SIZE_MAX)
		return -1;
	buffer->map_len = (size_t)size;
	buffer->map = mmap(NULL, buffer->map_len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (buffer->map == MAP_FAILED)
		buffer->map = NULL;
	*text = (struct span){ buffer->map, buffer->map_len };
	return buffer->map ? 0 : -1;
}

int run_buffer_read_at(
	struct run_buffer *buffer, int fd, int64_t at, size_t size, struct span *text)
{
	size_t used = 0;

	run_buffer_reserve(buffer, size, 0);
	while (used < size) {
		ssize_t got =
			pread(fd, buffer->bytes + used, size - used, (off_t)(at + (int64_t)used));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			errno = got < 0 ? errno : 0;
			return -1;
		}
		used += (size_t)got;
	}
	*text = (struct span){ (const char *)buffer->bytes, size };
	return 0;
}

void run_buffer_free(struct run_buffer *buffer)
{
	free(buffer->bytes);
	unmap(buffer);
	*buffer = (struct run_buffer){ .bytes = NULL };
}
