/* run_map.c - the end of a program whose mapped file became shorter while it was read. */
#define _POSIX_C_SOURCE 200809L
#include "run_map.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "../base/say.h"

/* The signal comes while a page is read, so no lock is held that printing a line would need. Any
 * other cause than a page beyond the file's end (mmap(2)) raises the signal again, and then ends
 * the program as usual. */
static void end_program(int number, siginfo_t *info, void *context)
{
	(void)number, (void)context;
	if (info->si_code != BUS_ADRERR)
		return;
	say("a large file: it became shorter while it was read, or its disk failed (copy it, and give the copy)");
	_exit(2);
}

void run_map_guard(void)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO | (int)SA_RESETHAND };

	action.sa_sigaction = end_program;
	sigemptyset(&action.sa_mask);
	(void)sigaction(SIGBUS, &action, NULL);
}
