/* native_reader.h - reads files below /proc, or a recorded one, by a kept folder descriptor */
#ifndef LEAKLINE_NATIVE_READER_H
#define LEAKLINE_NATIVE_READER_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;

/* How reading a file ended. */
enum native_read {
	NATIVE_READ_DONE,
	NATIVE_READ_GONE,   /* there is no such file or process (any more) */
	NATIVE_READ_DENIED, /* it may not be read */
	NATIVE_READ_FAILED  /* any other error: errno */
};

struct native_reader {
	DIR *folder;
	bool live; /* this is a proc file system, not a recorded tree */
	int32_t *pids;
	size_t pid_count, pid_room;
};

/* Opens the folder; -1 with errno if that fails. */
int native_reader_open(struct native_reader *reader, const char *folder);
void native_reader_close(struct native_reader *reader);

/* Lists the processes into reader->pids, ascending. -1 with errno. */
int native_reader_list(struct native_reader *reader);

/* Appends the result of one read of NAME: all of a file that the kernel shows in one piece. */
enum native_read native_reader_piece(
	const struct native_reader *reader, const char *name, struct buffer *into);

/* Appends NAME to its end. */
enum native_read native_reader_whole(
	const struct native_reader *reader, const char *name, struct buffer *into);

/* Opens NAME for reading. What is no regular file is not read: NATIVE_READ_DENIED, errno
 * ENXIO. */
enum native_read native_reader_file(const struct native_reader *reader, const char *name, int *fd);

/* Reads once from fd to the end of what is in `into`, making room for at least 4 KiB. Returns the
 * bytes read, 0 at the end, -1 with errno. */
long native_reader_more(int fd, struct buffer *into);

/* What errno means for the file of a process. */
enum native_read native_reader_error(void);

/* Room for the name of any file that is asked for. */
enum { NATIVE_READER_NAME = 32 };

/* Makes `PID/FILE`. */
void native_reader_name(char name[static NATIVE_READER_NAME], int32_t pid, const char *file);

#endif
