/*
 * fail_call.c - LD_PRELOAD: one call of a function that changes files fails: FAIL_CALL is its name,
 * FAIL_AT the number of the call (0: none), FAIL_ERROR the errno (EIO). FAIL_COUNT names a file
 * that gets the number of its calls. write() counts on regular files only, openat() with O_CREAT
 * only. SHRINKS: a file that is cut off at its first page when pages of a mapped one are given
 * back. NO_TYPES: readdir() tells no types of files, as on some file systems. CHANGES: the name of
 * a file that is another one, with `.new` behind its name, from opening CHANGES_AT on. glibc,
 * 64-bit off_t.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *failing, *count_file, *changing;
static long fail_at, calls, change_at, openings;
static int error = EIO;

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("FAIL_AT"), *number = getenv("FAIL_ERROR");

	failing = getenv("FAIL_CALL");
	fail_at = at ? strtol(at, NULL, 10) : 0;
	error = number ? (int)strtol(number, NULL, 10) : EIO;
	count_file = getenv("FAIL_COUNT");
	changing = getenv("CHANGES");
	at = getenv("CHANGES_AT");
	change_at = at ? strtol(at, NULL, 10) : 0;
	unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void)
{
	FILE *file = count_file ? fopen(count_file, "w") : NULL;

	failing = NULL;
	if (file && (fprintf(file, "%ld\n", calls) < 0 || fclose(file)))
		_exit(125);
}

static int fails(const char *name)
{
	if (!failing || strcmp(failing, name) != 0 || ++calls != fail_at)
		return 0;
	errno = error;
	return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fdatasync(int fd)
{
	return fails("fdatasync") ? -1 : REAL(fdatasync)(fd);
}

int madvise(void *at, size_t len, int advice)
{
	const char *shrinks = getenv("SHRINKS");

	if (shrinks && truncate(shrinks, 4096))
		_exit(125);
	return REAL(madvise)(at, len, advice);
}

int fsync(int fd)
{
	return fails("fsync") ? -1 : REAL(fsync)(fd);
}

int ftruncate64(int fd, off64_t size)
{
	return fails("ftruncate") ? -1 : REAL(ftruncate64)(fd, size);
}

int renameat(int from, const char *old, int to, const char *new)
{
	return fails("renameat") ? -1 : REAL(renameat)(from, old, to, new);
}

int unlinkat(int fd, const char *name, int flags)
{
	return fails("unlinkat") ? -1 : REAL(unlinkat)(fd, name, flags);
}

int fchmod(int fd, mode_t mode)
{
	return fails("fchmod") ? -1 : REAL(fchmod)(fd, mode);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	struct stat info;

	return failing && !fstat(fd, &info) && S_ISREG(info.st_mode) && fails("write")
		       ? -1
		       : REAL(write)(fd, bytes, len);
}

int openat64(int folder, const char *name, int flags, ...)
{
	char other[64];
	va_list more;
	mode_t mode;

	va_start(more, flags);
	mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
	va_end(more);
	if (changing && strcmp(name, changing) == 0 && ++openings >= change_at) {
		snprintf(other, sizeof other, "%s.new", name);
		name = other;
	}
	return flags & O_CREAT && fails("openat") ? -1 : REAL(openat64)(folder, name, flags, mode);
}

struct dirent64 *readdir64(DIR *listing)
{
	struct dirent64 *entry = REAL(readdir64)(listing);

	if (entry && getenv("NO_TYPES"))
		entry->d_type = DT_UNKNOWN;
	return entry;
}
