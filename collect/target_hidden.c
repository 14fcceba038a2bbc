/* target_hidden.c - does a target live that /proc does not show any more (hidepid)? */
#define _GNU_SOURCE /* syscall */
#include "target_hidden.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/proc_mount.h"
#include "target.h"

/* Linux 5.3 and later, of any process; the descriptor is closed by exec. */
static int open_process(int32_t pid)
{
#ifdef SYS_pidfd_open
	return (int)syscall(SYS_pidfd_open, pid, 0);
#else
	errno = ENOSYS;
	return -1;
#endif
}

/* An older kernel, a filter of calls, or no descriptor left: nothing is known by that. */
static bool says_nothing(int error)
{
	return error != ESRCH && error != EINVAL && error != ENOENT; /* these: no process has the
									PID, or a thread has it */
}

static bool look_at_life(struct target *target)
{
	struct pollfd end = { .events = POLLIN };

	if (!target->watch) {
		int fd = open_process(target->pid);

		if (fd < 0)
			return says_nothing(errno) && kill(target->pid, 0) != 0 && errno == EPERM;
		target->watch = fd;
	}
	end.fd = target->watch;
	return poll(&end, 1, 0) <= 0; /* one that has ended can be "read" (pidfd_open(2)) */
}

void target_hidden_end(struct target *target)
{
	if (target->watch)
		close(target->watch);
	target->watch = 0;
}

void target_hidden_look(struct target *target)
{
	bool met = target->seen, is_free = !met && kill(target->pid, 0) != 0 && errno == ESRCH;
	bool hides = met ? target->hidden : !is_free && proc_mount_hides_here();

	if (hides && look_at_life(target)) {
		target->seen = target->denied = target->hidden = true;
		return;
	}
	target->seen &= !hides;
	target_hidden_end(target);
}
