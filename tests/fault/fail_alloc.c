/*
 * fail_alloc.c - LD_PRELOAD: one allocation of a program fails, that with the number FAIL_AT, or
 * all from it on if FAIL_ON is set. FAIL_COUNT names a file that gets the number of allocations.
 * glibc only: its real functions have names of their own. Programs that are started get none of it.
 */
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
static int fail_on;
static const char *count_file;

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

static int fails(void)
{
	long number = ++taken;

	if (!fail_at || (fail_on ? number < fail_at : number != fail_at))
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
