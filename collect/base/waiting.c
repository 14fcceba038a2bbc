/* waiting.c - the only place that waits. */
#include "waiting.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "io.h"

/* How long a stop signal may be answered in order. What follows (a shell's end, a flush) is to fit
 * into the rest of a second. */
enum { PATIENCE_MS = 750 };

static const int stop_signals[] = { SIGINT, SIGTERM, SIGHUP };

static bool is_ignored(int number)
{
	struct sigaction action;

	return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int waiting_open(struct waiting *waiting)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, normal = { .sa_handler = SIG_DFL };
	sigset_t set;

	*waiting = (struct waiting){ .fd = -1, .reader = -1 };
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	for (size_t i = 0; i < sizeof stop_signals / sizeof *stop_signals; i++)
		if (stop_signals[i] != SIGHUP || !is_ignored(SIGHUP))
			sigaddset(&set, stop_signals[i]);
	/* Who started this may ignore it, and exec() keeps that: then nobody could wait for a child
	 * (waitpid(2), ECHILD). */
	sigaction(SIGCHLD, &normal, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL); /* past RLIMIT_FSIZE write() then returns EFBIG */
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -1;
	waiting->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return waiting->fd < 0 ? -1 : 0;
}

void waiting_close(struct waiting *waiting)
{
	if (waiting->fd >= 0)
		close(waiting->fd);
	waiting->fd = -1;
}

void waiting_restore(void)
{
	struct sigaction normal = { .sa_handler = SIG_DFL };
	sigset_t none;

	sigaction(SIGPIPE, &normal, NULL);
	sigaction(SIGXFSZ, &normal, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static enum wait_result take_stop(struct waiting *waiting, int number)
{
	if (waiting->stops++ == 0) {
		waiting->stop_signal = number;
		waiting->patient_ms = io_monotonic_ms() + PATIENCE_MS;
	}
	return WAIT_STOP;
}

/* Does somebody wait for this program to end? Not if the stop is that its reader has gone. */
static bool is_urgent(const struct waiting *waiting)
{
	return waiting->stops == 1 && waiting->stop_signal != SIGPIPE;
}

/* Reads one signal from the descriptor. */
static enum wait_result take_signal(struct waiting *waiting)
{
	struct signalfd_siginfo info;
	ssize_t got = read(waiting->fd, &info, sizeof info);

	if (got != (ssize_t)sizeof info)
		return WAIT_FAILED;
	if ((int)info.ssi_signo == SIGCHLD)
		return WAIT_CHILD;
	return take_stop(waiting, (int)info.ssi_signo);
}

/* The timeout for poll(): the remaining time, rounded up, in pieces that fit an int. */
static int rest_ms(int64_t deadline_ms)
{
	int64_t rest;

	if (deadline_ms < 0)
		return -1;
	rest = deadline_ms - io_monotonic_ms();
	return rest <= 0 ? 0 : rest > 1000000000 ? 1000000000 : (int)rest;
}

/* How long poll() may wait: until the deadline, or until a stop signal is overdue. */
static int poll_ms(const struct waiting *waiting, int64_t deadline_ms)
{
	bool sooner = waiting->stops == 1 && (deadline_ms < 0 || waiting->patient_ms < deadline_ms);

	return rest_ms(sooner ? waiting->patient_ms : deadline_ms);
}

enum wait_result wait_for(struct waiting *waiting, int fd, short events, int64_t deadline_ms)
{
	for (;;) {
		/* one of a negative number is passed over (poll(2)) */
		struct pollfd polled[3] = { { waiting->fd, POLLIN, 0 }, { fd, events, 0 },
			{ waiting->reader, 0, 0 } };
		int ready = poll(polled, 3, poll_ms(waiting, deadline_ms));

		if (ready < 0 && errno != EINTR && errno != EAGAIN)
			return WAIT_FAILED;
		if (ready > 0 && polled[0].revents) {
			enum wait_result result = take_signal(waiting);

			if (result != WAIT_FAILED || (errno != EAGAIN && errno != EINTR))
				return result;
		}
		if (is_urgent(waiting) && io_monotonic_ms() >= waiting->patient_ms)
			return take_stop(waiting, waiting->stop_signal);
		if (ready > 0 && polled[1].revents)
			return WAIT_READY;
		if (ready > 0 && polled[2].revents) {
			waiting->reader = -1;
			return take_stop(waiting, SIGPIPE);
		}
		if (deadline_ms >= 0 && io_monotonic_ms() >= deadline_ms)
			return WAIT_DEADLINE;
	}
}

bool waiting_look(struct waiting *waiting)
{
	enum wait_result woke;

	do
		woke = wait_for(waiting, -1, 0, 0);
	while (woke == WAIT_CHILD || woke == WAIT_STOP);
	return waiting->stops > 1;
}

int wait_and_write(struct waiting *waiting, int fd, const char *bytes, size_t len, size_t *written)
{
	*written = 0;
	while (len > 0) {
		enum wait_result woke = wait_for(waiting, fd, POLLOUT, -1);
		/* a pipe that is ready for writing takes PIPE_BUF bytes without blocking (pipe(7))
		 */
		size_t part = len < PIPE_BUF ? len : PIPE_BUF;
		ssize_t put;

		if (waiting->stops > 1) {
			errno = EINTR;
			return -1;
		}
		if (woke == WAIT_FAILED)
			return -1;
		if (woke != WAIT_READY)
			continue;
		put = write(fd, bytes, part);
		if (put < 0 && errno != EINTR && errno != EAGAIN)
			return -1;
		/* the reader takes bytes again: it may have the rest */
		if (put > 0)
			waiting->patient_ms = io_monotonic_ms() + PATIENCE_MS;
		bytes += put > 0 ? put : 0;
		len -= put > 0 ? (size_t)put : 0;
		*written += put > 0 ? (size_t)put : 0;
	}
	return 0;
}
