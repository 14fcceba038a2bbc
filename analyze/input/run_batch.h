/* run_batch.h - some members of a run, and the memory that bytes are read into. */
#ifndef LEAKLINE_RUN_BATCH_H
#define LEAKLINE_RUN_BATCH_H

#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* Memory that begins at a page (a misaligned buffer makes the kernel's copy three times slower).
 * All zero is empty. */
struct run_buffer {
	unsigned char *bytes;
	size_t room;
};

/* One member. Its path lives until the batch is filled again; its text too, or until the buffer is
 * that it was read into. */
struct run_member {
	struct span path; /* as it stands in the archive, or below the folder */
	struct span text; /* after run_input_read */
	uint64_t order;   /* in which it came: of two with one name the later counts */
	int64_t mtime_ms; /* -1 not told */
	int64_t at, size; /* of a large member of a tar that can be read at any place: its bytes;
			     else size 0 */
};

/* The name of the one member of what is a file of its own: a log. */
#define RUN_FILE_NAME "(file)"

/* As many as make handing them to a worker cheap against reading them: few, or few bytes. */
enum { RUN_BATCH_MEMBERS = 64, RUN_BATCH_BYTES = 192 * 1024, RUN_MEMBER_LIMIT = 256 << 20 };

/* All zero is empty. */
struct run_batch {
	struct run_member members[RUN_BATCH_MEMBERS];
	size_t count;
	struct run_buffer buffer; /* of members of an archive, which come with their bytes */
};

/* Memory of size bytes that begins at a page; for free(). Never NULL: one line, exit status 2. */
void *run_buffer_aligned(size_t size);

/* Room for size bytes, the first keep of them kept. */
void run_buffer_reserve(struct run_buffer *buffer, size_t size, size_t keep);

/*
 * Reads fd to its end into the buffer, from offset on. expected bytes (-1 not known) are the end:
 * to ask for more costs as much as opening. text: what lies in the buffer then. 0, -1 with errno,
 * -2 over RUN_MEMBER_LIMIT.
 */
int run_buffer_read(
	struct run_buffer *buffer, int fd, size_t offset, int64_t expected, struct span *text);

/* Reads size bytes of fd from at on. 0, -1 with errno (0: there are fewer). */
int run_buffer_read_at(
	struct run_buffer *buffer, int fd, int64_t at, size_t size, struct span *text);

void run_buffer_free(struct run_buffer *buffer);

#endif
