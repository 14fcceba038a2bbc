/* buffer.h - bytes that grow: what is read of a file, and what is going to be written. */
#ifndef LEAKLINE_COLLECT_BUFFER_H
#define LEAKLINE_COLLECT_BUFFER_H

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
/* Appends the whole of a file, by path. Returns 0, or -1 with errno. */
int buffer_add_file(struct buffer *buffer, const char *path);

#endif
