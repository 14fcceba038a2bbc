/* stack.c - is the stack large enough? */
#define _GNU_SOURCE /* prlimit: musl's setrlimit asks all threads, and takes 2 KiB to do so */
#include "stack.h"

#include <stddef.h>
#include <sys/resource.h>

#include "say.h"

/* Reading a heap takes 150, two pieces of its memory among it. */
enum { STACK_KIB = 256 };

int stack_begin(void)
{
	const rlim_t wanted = (rlim_t)STACK_KIB * 1024;
	struct rlimit limit;

	if (getrlimit(RLIMIT_STACK, &limit) || limit.rlim_cur >= wanted)
		return 0;
	if (limit.rlim_max >= wanted) {
		limit.rlim_cur = wanted;
		if (!prlimit(0, RLIMIT_STACK, &limit, NULL))
			return 0;
	}
	say("the stack: a limit of %u KiB is too low (ulimit -s %d)",
		(unsigned)(limit.rlim_max / 1024), STACK_KIB);
	return -1;
}
