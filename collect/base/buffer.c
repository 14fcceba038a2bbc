/* buffer.c - bytes that grow: what is read of a file, and what is going to be written. */
#include "buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "format.h"
#include "say.h"

void buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t room = buffer->room;
	char *bytes;

	if (room - buffer->len >= more)
		return;
	/* half as much again: a text that grows a little each round does not grow its buffer each
	 * round */
	room = buffer->len + more + (buffer->len + more) / 2 + 256;
	bytes = more > SIZE_MAX / 4 || buffer->len > SIZE_MAX / 4 ? NULL
								  : realloc(buffer->bytes, room);
	if (!bytes) {
		say("no memory: %zu bytes more for a round (record fewer targets, or --ps never)",
			more);
		exit(3);
	}
	buffer->bytes = bytes;
	buffer->room = room;
}

void buffer_add(struct buffer *buffer, const char *bytes, size_t len)
{
	buffer_reserve(buffer, len);
	if (len)
		memcpy(buffer->bytes + buffer->len, bytes, len);
	buffer->len += len;
}

void buffer_zeros(struct buffer *buffer, size_t count)
{
	buffer_reserve(buffer, count);
	if (count)
		memset(buffer->bytes + buffer->len, 0, count);
	buffer->len += count;
}

void buffer_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, string, strlen(string));
}

void buffer_number(struct buffer *buffer, int64_t number)
{
	char text[24];
	int len = format_text(text, sizeof text, "%lld", (long long)number);

	buffer_add(buffer, text, (size_t)len);
}

void buffer_escaped(struct buffer *buffer, const char *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		char hex[4] = { '\\', 'x', digits[c >> 4], digits[c & 15] };

		if (c == '\n' || c == '\\')
			buffer_string(buffer, c == '\n' ? "\\n" : "\\\\");
		else if (c < 0x20 || c == 0x7f)
			buffer_add(buffer, hex, sizeof hex);
		else
			buffer_add(buffer, &bytes[i], 1);
	}
}

void buffer_escaped_string(struct buffer *buffer, const char *string)
{
	buffer_escaped(buffer, string, strlen(string));
}

void buffer_quoted(struct buffer *buffer, const char *text)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@=,%";

	if (*text && !text[strspn(text, plain)]) {
		buffer_string(buffer, text);
		return;
	}
	buffer_string(buffer, "'");
	for (; *text; text++)
		if (*text == '\'')
			buffer_string(
				buffer, "'\"'\"'"); /* a backslash would be escaped in run.info */
		else
			buffer_add(buffer, text, 1);
	buffer_string(buffer, "'");
}

void buffer_free(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){ NULL, 0, 0 };
}

int buffer_add_file(struct buffer *buffer, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;
	ssize_t got;

	if (fd < 0)
		return -1;
	do {
		buffer_reserve(buffer, 4096);
		got = read(fd, buffer->bytes + buffer->len, buffer->room - buffer->len);
		if (got > 0)
			buffer->len += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	error = errno;
	close(fd);
	errno = error;
	return got < 0 ? -1 : 0;
}
