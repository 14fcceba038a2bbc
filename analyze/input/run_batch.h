/* run_batch.h - a batch of members of a run, and memory for their bytes. */
#ifndef LEAKLINE_RUN_BATCH_H
#define LEAKLINE_RUN_BATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* Page-aligned memory (a misaligned buffer makes the kernel's copy three times slower). All zero is
 * empty. */
struct run_buffer {
	unsigned char *bytes;
	size_t room;
	void *map; /* of a large file, in place of bytes; or NULL */
	size_t map_len;
};

/* One member. Its path is valid until the batch is filled again; its text until then, or until the
 * buffer it was read into is reused. */
struct run_member {
	struct span path; /* as it stands in the archive, or below the folder */
	struct span text; /* after run_input_read */
	bool is_mapped;   /* the text is a file's, page by page as it is read (run_text.h) */
	bool is_cut;      /* it was compressed, and what came behind the text is lost */
	uint64_t order;   /* position in the input: of two members with the same name the later one
			     counts */
	int64_t mtime_ms; /* -1 if unknown */
	int64_t at, size; /* offset and size of a large member of a tar on a seekable file; else
			     size 0 */
};

/* The member name of a single file: a log. */
#define RUN_FILE_NAME "(file)"

/* Batch limits: large enough to make handing over to a worker cheap compared with reading. */
enum { RUN_BATCH_MEMBERS = 64, RUN_BATCH_BYTES = 192 * 1024, RUN_MEMBER_LIMIT = 256 << 20 };

/* From this size on a file is mapped, so that it may be larger than memory; smaller ones are read
 * faster than mapped. A log is only one file, and its bytes would stay beside its numbers. */
enum { RUN_MAP_FROM = 4 << 20, RUN_MAP_LOG_FROM = 512 << 10 };

/* All zero is empty. */
struct run_batch {
	struct run_member members[RUN_BATCH_MEMBERS];
	size_t count;
	struct run_buffer buffer; /* bytes of archive members, which are read with the batch */
};

/* Returns size bytes of page-aligned memory; the caller frees it with free(). Never NULL: on
 * failure the program prints one line and exits with status 2. */
void *run_buffer_aligned(size_t size);

/* Makes room for size bytes and keeps the first keep bytes. */
void run_buffer_reserve(struct run_buffer *buffer, size_t size, size_t keep);

/*
 * Reads fd to its end into the buffer at offset. Stops after expected bytes (-1: unknown): asking
 * for more costs as much as an open. *text is the buffer's content. Returns 0, -1 with errno, -2 if
 * over RUN_MEMBER_LIMIT: *text is what was read so far, if anything was.
 */
int run_buffer_read(
	struct run_buffer *buffer, int fd, size_t offset, int64_t expected, struct span *text);

/* Maps a regular file of size bytes. Returns 0, or -1 where it cannot be mapped, or is smaller than
 * from: read it then. A file that shrinks while it is read ends the program (run_map.h). */
int run_buffer_map(
	struct run_buffer *buffer, int fd, int64_t size, int64_t from, struct span *text);

/* Reads size bytes of fd at offset at. Returns 0, or -1 with errno (0: the file is shorter). */
int run_buffer_read_at(
	struct run_buffer *buffer, int fd, int64_t at, size_t size, struct span *text);

void run_buffer_free(struct run_buffer *buffer);

#endif
