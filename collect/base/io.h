/* io.h - buffers, whole reads and writes, one-line messages: EINTR and short writes end here. */
#ifndef LEAKLINE_COLLECT_IO_H
#define LEAKLINE_COLLECT_IO_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that grow and keep their room. All zero is empty. */
struct buffer {
	char *bytes;
	size_t len, room;
};

/* Makes room for more bytes after len. If memory runs out, the program prints one line and exits
 * with status 3. */
void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, const char *bytes, size_t len);
void buffer_string(struct buffer *buffer, const char *string);
void buffer_zeros(struct buffer *buffer, size_t count);
void buffer_number(struct buffer *buffer, int64_t number);
/* Appends the bytes with \n and \\ escaped as the kernel does in names, other control bytes as
 * \xHH: one line stays one line. */
void buffer_escaped(struct buffer *buffer, const char *bytes, size_t len);
void buffer_escaped_string(struct buffer *buffer, const char *string);
/* Appends a text as one word of a shell, in quotes if it needs them. */
void buffer_quoted(struct buffer *buffer, const char *text);
/* Frees the bytes; the buffer is then empty. */
void buffer_free(struct buffer *buffer);

/* Prints "leakline-collect: ", the message and LF with one write; control bytes become '?'. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Appends the whole of a file, by path. Returns 0, or -1 with errno. */
int io_read_file(const char *path, struct buffer *into);

/* Is it a regular file? A planted one may be a FIFO, which hangs, or a device. */
bool io_is_regular(int fd);

/* Writes all bytes. Returns 0, or -1 with errno. */
int io_write_all(int fd, const char *bytes, size_t len);

/* Flushes the data of a file, which must still have a name. Returns 0, or -1 with errno: ENOENT if
 * somebody removed it. */
int io_flush_file(int fd);

/* Flushes an open folder. Some file systems do not (EINVAL, fsync(2)): there a rename is as safe as
 * it can be, and that is no failure. Returns 0, or -1 with errno. */
int io_flush_folder(int fd);

/* The same with the folder that path is in: a name just made there then survives a power cut. If
 * the folder cannot be read nothing more can be done, and that is no failure either. */
int io_flush_name(const char *path);

/* The absolute path of an open file that was opened as path, or where there is no /proc that one.
 * The caller frees it; NULL: no memory. */
char *io_path(int fd, const char *path);

/* TIME of run-format: 20261123T051600.123Z; text has IO_TIME bytes with its NUL. */
enum { IO_TIME = 24 };
void io_time(char text[static IO_TIME], int64_t wall_ms);

/* Milliseconds of CLOCK_REALTIME since 1970, CLOCK_BOOTTIME, CLOCK_MONOTONIC. */
int64_t io_wall_ms(void);
int64_t io_uptime_ms(void);
int64_t io_monotonic_ms(void);

#endif
