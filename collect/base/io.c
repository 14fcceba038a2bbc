/* io.c - buffers, whole reads and writes, one-line messages. */
#define _GNU_SOURCE /* CLOCK_BOOTTIME */
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format.h"

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

void say(const char *format, ...)
{
	static const char program[] = "leakline-collect: ";
	char line[2048];
	size_t begin = sizeof program - 1, len;
	va_list arguments;

	memcpy(line, program, begin);
	va_start(arguments, format);
	format_list(line + begin, sizeof line - begin - 1, format, arguments);
	va_end(arguments);
	len = strlen(line);
	for (size_t i = begin; i < len; i++) {
		unsigned char c = (unsigned char)line[i], before = (unsigned char)line[i - 1];

		/* C0, DEL, and the C1 controls, as UTF-8 or as single bytes */
		if (c < 0x20 || c == 0x7f ||
			(c >= 0x80 && c < 0xa0 && (before == 0xc2 || before < 0x80)))
			line[i] = '?';
	}
	line[len++] = '\n';
	/* a failure to write to standard error cannot be reported anywhere */
	(void)io_write_all(STDERR_FILENO, line, len);
}

int io_read_file(const char *path, struct buffer *into)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), error;
	ssize_t got;

	if (fd < 0)
		return -1;
	do {
		buffer_reserve(into, 4096);
		got = read(fd, into->bytes + into->len, into->room - into->len);
		if (got > 0)
			into->len += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	error = errno;
	close(fd);
	errno = error;
	return got < 0 ? -1 : 0;
}

bool io_is_regular(int fd)
{
	struct stat info;

	return !fstat(fd, &info) && S_ISREG(info.st_mode);
}

int io_flush_file(int fd)
{
	struct stat info;

	if (fdatasync(fd))
		return -1;
	if (fstat(fd, &info) || info.st_nlink > 0)
		return 0;
	errno = ENOENT;
	return -1;
}

int io_write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		if (put == 0) {
			errno = EIO;
			return -1;
		}
		bytes += put;
		len -= (size_t)put;
	}
	return 0;
}

int io_flush_folder(int fd)
{
	return fsync(fd) && errno != EINVAL ? -1 : 0;
}

int io_flush_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *parent =
		slash ? strndup(path, slash > path ? (size_t)(slash - path) : 1) : strdup(".");
	int fd = parent ? open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	int result = fd < 0 ? 0 : io_flush_folder(fd), error = errno;

	if (fd >= 0)
		close(fd);
	free(parent);
	errno = error;
	return result;
}

void io_time(char text[static IO_TIME], int64_t wall_ms)
{
	time_t seconds = (time_t)(wall_ms / 1000);
	struct tm tm = { .tm_mday = 1 };
	unsigned year;

	gmtime_r(&seconds, &tm);
	/* four digits for a year, even if a device's clock is wrong */
	year = (unsigned)(tm.tm_year + 1900) % 10000;
	format_text(text, IO_TIME, "%04u%02u%02uT%02u%02u%02u.%03uZ", year,
		(unsigned)(tm.tm_mon + 1) % 100, (unsigned)tm.tm_mday % 100,
		(unsigned)tm.tm_hour % 100, (unsigned)tm.tm_min % 100, (unsigned)tm.tm_sec % 100,
		(unsigned)(wall_ms % 1000) % 1000);
}

char *io_path(int fd, const char *path)
{
	char link[40], target[PATH_MAX];
	ssize_t len;

	format_text(link, sizeof link, "/proc/self/fd/%d", fd);
	len = readlink(link, target, sizeof target);
	return len > 0 && *target == '/' ? strndup(target, (size_t)len) : strdup(path);
}

static int64_t clock_ms(clockid_t clock)
{
	struct timespec now = { 0, 0 };

	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t io_wall_ms(void)
{
	return clock_ms(CLOCK_REALTIME);
}

int64_t io_uptime_ms(void)
{
	return clock_ms(CLOCK_BOOTTIME);
}

int64_t io_monotonic_ms(void)
{
	return clock_ms(CLOCK_MONOTONIC);
}
