/*
 * fail_alloc.c - LD_PRELOAD: one allocation of a program fails, that with the number FAIL_AT, or
 * all from it on if FAIL_ON is set. FAIL_COUNT names a file that gets the number of allocations.
 * What is allocated once main() is over (the counters of tests/coverage) neither fails nor counts.
 * glibc only: its real functions have names of their own. Programs that are started get none of it.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_long taken;
static long fail_at;
static int fail_on, is_over;
static const char *count_file;
static int (*real_main)(int, char **, char **);

#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
	void (*init)(void), void (*fini)(void), void (*loader_fini)(void), void *stack_end);

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("FAIL_AT");

	fail_at = at ? strtol(at, NULL, 10) : 0;
	fail_on = getenv("FAIL_ON") != NULL;
	count_file = getenv("FAIL_COUNT");
	unsetenv("LD_PRELOAD");
	taken = 0;
}

__attribute__((destructor)) static void end(void)
{
	char number[32];
	int len = snprintf(number, sizeof number, "%ld\n", (long)taken);
	int fd = count_file ? open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;

	if (fd >= 0 && write(fd, number, (size_t)len) != len)
		_exit(125);
}

static int watched_main(int argc, char **argv, char **environment)
{
	int status = real_main(argc, argv, environment);

	is_over = 1;
	return status;
}

int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
	void (*init)(void), void (*fini)(void), void (*loader_fini)(void), void *stack_end)
{
	real_main = program;
	return REAL(__libc_start_main)(
		watched_main, argc, argv, init, fini, loader_fini, stack_end);
}

void exit(int status)
{
	is_over = 1;
	REAL(exit)(status);
	__builtin_unreachable();
}

static int fails(void)
{
	long number = is_over ? 0 : ++taken;

	if (!fail_at || is_over || (fail_on ? number < fail_at : number != fail_at))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return fails() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
	*out = fails() ? NULL : __libc_memalign(alignment, size);
	return *out ? 0 : ENOMEM;
}
