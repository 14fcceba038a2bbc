/*
 * fail_call.c - LD_PRELOAD: one call of a function fails: FAIL_CALL is its name (open64 and the
 * like without their 64), FAIL_AT the number of the call (0: none), FAIL_ERROR the errno (EIO); or
 * it does one byte of what was asked, if that is `short`. FAIL_COUNT names a file that gets a line
 * a function, its name and the number of its calls. A child counts on until it becomes another
 * program. Standard error never fails; and unless FAIL_ALL is set, write() counts on regular files
 * only, openat() with O_CREAT only. FAIL_TELL: standard error names the file that is meant, where a
 * call has a name for it.
 * SHRINKS: a file that is cut off at its first page when pages of a mapped one are given back.
 * NO_TYPES: readdir() tells no types of files, as on some file systems. CHANGES: the name of a file
 * that is another one, with `.new` behind its name, from opening CHANGES_AT on. glibc, 64-bit
 * off_t.
 */
#define _GNU_SOURCE
#undef _FORTIFY_SOURCE /* its wrappers are not what is called here */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FUNCTIONS = 80 };

/* Shared with children. */
static struct count {
	char name[16];
	long calls;
} * counts;
static const char *failing, *count_file, *changing;
static long fail_at, change_at, openings;
static int error = EIO, all, tells;

#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

static long number(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text ? strtol(text, NULL, 10) : otherwise;
}

__attribute__((constructor)) static void begin(void)
{
	const char *kind = getenv("FAIL_ERROR");

	counts = REAL(mmap64)(NULL, FUNCTIONS * sizeof *counts, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (counts == MAP_FAILED)
		_exit(125);
	failing = getenv("FAIL_CALL");
	fail_at = number("FAIL_AT", 0);
	error = kind && strcmp(kind, "short") == 0 ? 0 : (int)number("FAIL_ERROR", EIO);
	all = getenv("FAIL_ALL") != NULL;
	tells = getenv("FAIL_TELL") != NULL;
	count_file = getenv("FAIL_COUNT");
	changing = getenv("CHANGES");
	change_at = number("CHANGES_AT", 0);
	unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void)
{
	FILE *file;
	int i;

	fail_at = 0;
	file = count_file ? fopen(count_file, "w") : NULL;
	for (i = 0; file && i < FUNCTIONS && counts[i].name[0]; i++)
		fprintf(file, "%s %ld\n", counts[i].name, counts[i].calls);
	if (file && fclose(file))
		_exit(125);
}

/* The row of a function, by its name without 64. */
static struct count *row(const char *name)
{
	size_t len = strlen(name);
	int i = 0;

	if (len > 2 && strcmp(name + len - 2, "64") == 0)
		len -= 2;
	while (counts[i].name[0] &&
		(strncmp(counts[i].name, name, len) != 0 || counts[i].name[len]))
		i++;
	if (i == FUNCTIONS - 1 || len >= sizeof counts[i].name)
		_exit(125);
	memcpy(counts[i].name, name, len);
	return &counts[i];
}

static int fails(const char *name, const char *file)
{
	struct count *count;
	long calls;

	if (!counts)
		return 0;
	count = row(name);
	calls = __atomic_add_fetch(&count->calls, 1, __ATOMIC_RELAXED);
	if (!fail_at || calls != fail_at || !failing || strcmp(failing, count->name) != 0)
		return 0;
	if (tells)
		dprintf(2, "[%s %ld: %s]\n", count->name, calls, file ? file : "");
	errno = error;
	return 1;
}

#define FAILS(type, name, parameters, arguments, file, failed) \
	type name parameters \
	{ \
		return fails(#name, file) ? failed : REAL(name) arguments; \
	}

FAILS(int, access, (const char *file, int mode), (file, mode), file, -1)
FAILS(int, dup, (int fd), (fd), NULL, -1)
FAILS(int, dup2, (int fd, int as), (fd, as), NULL, -1)
FAILS(int, execv, (const char *file, char *const *words), (file, words), file, -1)
FAILS(int, execvp, (const char *file, char *const *words), (file, words), file, -1)
FAILS(int, fchmod, (int fd, mode_t mode), (fd, mode), NULL, -1)
FAILS(int, fdatasync, (int fd), (fd), NULL, -1)
FAILS(DIR *, fdopendir, (int fd), (fd), NULL, NULL)
FAILS(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL, NULL)
FAILS(int, flock, (int fd, int how), (fd, how), NULL, -1)
FAILS(FILE *, fopen64, (const char *file, const char *mode), (file, mode), file, NULL)
FAILS(FILE *, fopencookie, (void *cookie, const char *mode, cookie_io_functions_t io),
	(cookie, mode, io), NULL, NULL)
FAILS(pid_t, fork, (void), (), NULL, -1)
FAILS(int, fstat64, (int fd, struct stat64 *info), (fd, info), NULL, -1)
FAILS(int, fstatat64, (int at, const char *file, struct stat64 *info, int flags),
	(at, file, info, flags), file, -1)
FAILS(int, fstatfs64, (int fd, struct statfs64 *info), (fd, info), NULL, -1)
FAILS(int, fsync, (int fd), (fd), NULL, -1)
FAILS(int, ftruncate64, (int fd, off64_t size), (fd, size), NULL, -1)
FAILS(ssize_t, getrandom, (void *bytes, size_t len, unsigned flags), (bytes, len, flags), NULL, -1)
FAILS(off64_t, lseek64, (int fd, off64_t by, int from), (fd, by, from), NULL, -1)
FAILS(int, lstat64, (const char *file, struct stat64 *info), (file, info), file, -1)
FAILS(int, mkdir, (const char *file, mode_t mode), (file, mode), file, -1)
FAILS(int, mkostemp64, (char *file, int flags), (file, flags), file, -1)
FAILS(int, mkstemp64, (char *file), (file), file, -1)
FAILS(void *, mmap64, (void *at, size_t len, int prot, int flags, int fd, off64_t from),
	(at, len, prot, flags, fd, from), NULL, MAP_FAILED)
FAILS(int, nanosleep, (const struct timespec *time, struct timespec *left), (time, left), NULL, -1)
FAILS(DIR *, opendir, (const char *file), (file), file, NULL)
FAILS(int, pipe2, (int fds[2], int flags), (fds, flags), NULL, -1)
FAILS(int, poll, (struct pollfd * fds, nfds_t count, int ms), (fds, count, ms), NULL, -1)
FAILS(int, pthread_create,
	(pthread_t * thread, const pthread_attr_t *how, void *(*work)(void *), void *with),
	(thread, how, work, with), NULL, EAGAIN)
FAILS(ssize_t, readlink, (const char *file, char *name, size_t size), (file, name, size), file, -1)
FAILS(char *, realpath, (const char *file, char *path), (file, path), file, NULL)
FAILS(int, rename, (const char *old, const char *new), (old, new), old, -1)
FAILS(int, renameat, (int from, const char *old, int to, const char *new), (from, old, to, new),
	old, -1)
FAILS(int, setpgid, (pid_t pid, pid_t group), (pid, group), NULL, -1)
FAILS(pid_t, setsid, (void), (), NULL, -1)
FAILS(int, sigaction, (int signal, const struct sigaction *how, struct sigaction *old),
	(signal, how, old), NULL, -1)
FAILS(int, signalfd, (int fd, const sigset_t *signals, int flags), (fd, signals, flags), NULL, -1)
FAILS(int, stat64, (const char *file, struct stat64 *info), (file, info), file, -1)
FAILS(int, statvfs64, (const char *file, struct statvfs64 *info), (file, info), file, -1)
FAILS(int, sync_file_range, (int fd, off64_t from, off64_t len, unsigned how), (fd, from, len, how),
	NULL, -1)
FAILS(int, uname, (struct utsname * name), (name), NULL, -1)
FAILS(int, unlink, (const char *file), (file), file, -1)
FAILS(int, unlinkat, (int at, const char *file, int flags), (at, file, flags), file, -1)
FAILS(int, waitid, (idtype_t kind, id_t id, siginfo_t *info, int flags), (kind, id, info, flags),
	NULL, -1)
FAILS(pid_t, waitpid, (pid_t pid, int *status, int flags), (pid, status, flags), NULL, -1)

/* What was to be closed is closed, as by the kernel. */
int close(int fd)
{
	int result = REAL(close)(fd);

	return fails("close", NULL) ? -1 : result;
}

int fclose(FILE *file)
{
	int result = REAL(fclose)(file);

	return fails("fclose", NULL) ? EOF : result;
}

int fflush(FILE *file)
{
	int result = REAL(fflush)(file);

	return fails("fflush", NULL) ? EOF : result;
}

/* How many of so many bytes a call may do now; -1: it fails. */
static ssize_t part(const char *name, size_t len)
{
	if (!fails(name, NULL))
		return (ssize_t)len;
	return error ? -1 : len > 0;
}

ssize_t read(int fd, void *bytes, size_t len)
{
	ssize_t now = part("read", len);

	return now < 0 ? -1 : REAL(read)(fd, bytes, (size_t)now);
}

ssize_t pread64(int fd, void *bytes, size_t len, off64_t from)
{
	ssize_t now = part("pread", len);

	return now < 0 ? -1 : REAL(pread64)(fd, bytes, (size_t)now, from);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	struct stat info;
	ssize_t now = (ssize_t)len;

	if (fd != STDERR_FILENO &&
		(all || (!REAL(fstat64)(fd, (void *)&info) && S_ISREG(info.st_mode))))
		now = part("write", len);
	return now < 0 ? -1 : REAL(write)(fd, bytes, (size_t)now);
}

int madvise(void *at, size_t len, int advice)
{
	const char *shrinks = getenv("SHRINKS");

	if (shrinks && truncate(shrinks, 4096))
		_exit(125);
	return fails("madvise", NULL) ? -1 : REAL(madvise)(at, len, advice);
}

int fcntl64(int fd, int command, ...)
{
	va_list more;
	void *with;

	va_start(more, command);
	with = va_arg(more, void *);
	va_end(more);
	return fails("fcntl", NULL) ? -1 : REAL(fcntl64)(fd, command, with);
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list more;
	void *with;

	va_start(more, request);
	with = va_arg(more, void *);
	va_end(more);
	return fails("ioctl", NULL) ? -1 : REAL(ioctl)(fd, request, with);
}

int open64(const char *name, int flags, ...)
{
	va_list more;
	mode_t mode;

	va_start(more, flags);
	mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
	va_end(more);
	return fails("open", name) ? -1 : REAL(open64)(name, flags, mode);
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
	return (all || flags & O_CREAT) && fails("openat", name)
		       ? -1
		       : REAL(openat64)(folder, name, flags, mode);
}

struct dirent64 *readdir64(DIR *listing)
{
	struct dirent64 *entry = fails("readdir", NULL) ? NULL : REAL(readdir64)(listing);

	if (entry && getenv("NO_TYPES"))
		entry->d_type = DT_UNKNOWN;
	return entry;
}
