/* child.c - runs a tool and reads its output, within a time limit. */
#define _GNU_SOURCE /* pipe2 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buffer.h"
#include "waiting.h"

enum { NOT_FOUND = 127, PIECE = 4096 };

/* In the child: never returns. */
static void become(char *const *argv, int output)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	setpgid(0, 0);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
		dup2(null, STDERR_FILENO) < 0)
		_exit(NOT_FOUND);
	waiting_restore();
	execvp(argv[0], argv);
	_exit(NOT_FOUND);
}

/* Reads its output until it closes its end. */
static enum child_end take_output(
	int fd, struct waiting *waiting, int64_t deadline_ms, struct buffer *into)
{
	size_t before = into->len;

	for (;;) {
		enum wait_result woke = wait_for(waiting, fd, POLLIN, deadline_ms);
		ssize_t got;

		if (woke == WAIT_FAILED || woke == WAIT_DEADLINE || waiting->stops > 1)
			return CHILD_LATE;
		if (woke != WAIT_READY)
			continue;
		buffer_reserve(into, PIECE);
		got = read(fd, into->bytes + into->len, PIECE);
		if (got == 0)
			return CHILD_GOOD;
		if (got < 0 && errno != EINTR && errno != EAGAIN)
			return CHILD_BAD;
		into->len += got > 0 ? (size_t)got : 0;
		if (into->len - before > CHILD_OUTPUT_MAX)
			return CHILD_BAD;
	}
}

/* Waits for its end; kills it if it was told to end or takes too long. */
static int end(pid_t pid, struct waiting *waiting, int64_t deadline_ms)
{
	int status = 0;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (wait_for(waiting, -1, 0, deadline_ms) == WAIT_CHILD && waiting->stops < 2)
			continue;
		kill(-pid, SIGKILL);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		return status;
	}
	return status;
}

enum child_end child_output(
	char *const *argv, struct waiting *waiting, int64_t deadline_ms, struct buffer *into)
{
	enum child_end result;
	int fds[2], status;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return CHILD_FAILED;
	pid = fork();
	if (pid < 0) {
		int error = errno;

		close(fds[0]);
		close(fds[1]);
		errno = error;
		return CHILD_FAILED;
	}
	if (!pid)
		become(argv, fds[1]);
	setpgid(pid, pid); /* both parent and child do it: whichever runs first */
	close(fds[1]);
	result = take_output(fds[0], waiting, deadline_ms, into);
	close(fds[0]);
	if (result != CHILD_GOOD)
		kill(-pid, SIGKILL);
	status = end(pid, waiting, deadline_ms);
	if (result != CHILD_GOOD)
		return result;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
		return CHILD_MISSING;
	return WIFEXITED(status) && !WEXITSTATUS(status) ? CHILD_GOOD : CHILD_BAD;
}

void child_become_shell(const char *command)
{
	/* execv changes none of them: it was declared before const was */
	char *argv[] = { "sh", command ? "-c" : NULL, (char *)command, NULL };

	waiting_restore();
	execv("/bin/sh", argv);
}
