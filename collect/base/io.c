/* io.c - whole writes and flushes, paths and clocks. */
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
