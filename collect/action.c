/* action.c - runs ACTION. */
#define _GNU_SOURCE /* pipe2 */
#include "action.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "waiting.h"

enum { HALF = 32 * 1024, TERM_TO_KILL_MS = 5000, NOT_FOUND = 127 };

static int executable(const char *path)
{
	struct stat info;

	if (stat(path, &info))
		return -1;
	if (S_ISDIR(info.st_mode)) {
		errno = EISDIR;
		return -1;
	}
	return access(path, X_OK);
}

int action_find(const char *name)
{
	const char *path = getenv("PATH");
	int error = ENOENT;

	if (strchr(name, '/') || !*name)
		return *name ? executable(name) : (errno = ENOENT, -1);
	for (path = path ? path : "/bin:/usr/bin";;) {
		struct buffer file = { NULL, 0, 0 };
		size_t len = strcspn(path, ":");
		int found;

		buffer_add(&file, len ? path : ".", len ? len : 1);
		buffer_string(&file, "/");
		buffer_add(&file, name, strlen(name) + 1);
		found = executable(file.bytes);
		if (found && errno == EACCES)
			error = EACCES;
		buffer_free(&file);
		if (!found)
			return 0;
		if (!path[len])
			break;
		path += len + 1;
	}
	errno = error;
	return -1;
}

static void set_number(const char *name, int64_t number)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)number);
	setenv(name, text, 1);
}

/* In the child: never returns. */
static void become(const struct action *action, int output)
{
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
		_exit(NOT_FOUND);
	if (null > STDERR_FILENO)
		close(null);
	set_number("LEAKLINE_ROUND", action->round);
	setenv("LEAKLINE_RUN", action->run, 1);
	if (action->only_pid)
		set_number("LEAKLINE_PID", action->only_pid);
	else
		unsetenv("LEAKLINE_PID");
	waiting_restore();
	execvp(action->argv[0], action->argv);
	dprintf(STDERR_FILENO, "%s: %s\n", action->argv[0], strerror(errno));
	_exit(NOT_FOUND);
}

static void keep(struct action_output *output, const char *bytes, size_t len)
{
	size_t room = HALF - output->head.len, part = len < room ? len : room;

	buffer_add(&output->head, bytes, part);
	bytes += part;
	len -= part;
	if (len > HALF) {
		output->lost += len - HALF;
		bytes += len - HALF;
		len = HALF;
	}
	part = len < HALF - output->tail.len ? len : HALF - output->tail.len;
	buffer_add(&output->tail, bytes, part);
	for (size_t i = part; i < len; i++) {
		output->tail.bytes[output->tail_begin] = bytes[i];
		output->tail_begin = (output->tail_begin + 1) % HALF;
		output->lost++;
	}
}

/* Takes what is in the pipe. Gives false at its end. */
static bool drain(int fd, struct action_output *output)
{
	char bytes[16384];
	ssize_t got;

	while ((got = read(fd, bytes, sizeof bytes)) > 0)
		keep(output, bytes, (size_t)got);
	return got < 0 && (errno == EAGAIN || errno == EINTR);
}

/* Has the child ended? Fills the result. */
static bool reap(pid_t pid, struct action_result *result)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) != pid)
		return false;
	result->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	result->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	return true;
}

/* What a wait's end means; *deadline is the next one. */
static void react(enum wait_result woke, pid_t pid, struct waiting *waiting, struct action_result *result, int64_t *deadline)
{
	if (woke == WAIT_STOP && waiting->stops > 1) {
		result->abandoned = true;
		kill(-pid, SIGKILL);
	} else if (woke == WAIT_STOP) {
		result->stopped = true;
		kill(-pid, SIGTERM);
		kill(-pid, SIGCONT);
		*deadline = io_monotonic_ms() + TERM_TO_KILL_MS;
	} else if (woke == WAIT_DEADLINE && (result->timed_out || result->stopped)) {
		kill(-pid, SIGKILL);
		*deadline = -1;
	} else if (woke == WAIT_DEADLINE) {
		result->timed_out = true;
		kill(-pid, SIGTERM);
		kill(-pid, SIGCONT);
		*deadline = io_monotonic_ms() + TERM_TO_KILL_MS;
	}
}

static void follow(pid_t pid, int fd, const struct action *action, struct waiting *waiting, struct action_output *output,
	struct action_result *result)
{
	int64_t deadline = action->timeout_ms < 0 ? -1 : io_monotonic_ms() + action->timeout_ms;
	bool open = true;

	while (!reap(pid, result)) {
		enum wait_result woke = wait_for(waiting, open ? fd : -1, POLLIN, deadline);

		if (woke == WAIT_READY)
			open = drain(fd, output);
		else if (woke == WAIT_FAILED)
			break;
		else
			react(woke, pid, waiting, result, &deadline);
	}
	if (open)
		drain(fd, output);
	/* of a group that was told to end nothing stays */
	if (result->timed_out || result->stopped || result->abandoned)
		kill(-pid, SIGKILL);
}

void action_run(const struct action *action, struct waiting *waiting, struct action_output *output, int32_t *group,
	struct action_result *result)
{
	int64_t begin = io_monotonic_ms();
	int fds[2] = { -1, -1 };
	pid_t pid = -1;

	*result = (struct action_result){ .exit_status = -1 };
	if (pipe2(fds, O_CLOEXEC) || fcntl(fds[0], F_SETFL, O_NONBLOCK) || (pid = fork()) < 0) {
		result->error = errno;
		if (fds[0] >= 0) {
			close(fds[0]);
			close(fds[1]);
		}
		return;
	}
	if (!pid)
		become(action, fds[1]);
	setpgid(pid, pid); /* both sides do it: whoever comes first */
	*group = (int32_t)pid;
	close(fds[1]);
	result->started = true;
	follow(pid, fds[0], action, waiting, output, result);
	close(fds[0]);
	result->ms = io_monotonic_ms() - begin;
}

bool action_failed(const struct action_result *result)
{
	return !result->started || result->exit_status != 0 || result->timed_out;
}

void action_take_output(struct action_output *output, uint32_t round, struct buffer *text)
{
	if (!output->head.len)
		return;
	buffer_string(text, "==> round ");
	buffer_number(text, round);
	buffer_string(text, " <==\n");
	buffer_add(text, output->head.bytes, output->head.len);
	if (output->lost) {
		buffer_string(text, "\n==> ");
		buffer_number(text, (int64_t)output->lost);
		buffer_string(text, " bytes left out <==\n");
	}
	if (output->tail.len) {
		buffer_add(text, output->tail.bytes + output->tail_begin, output->tail.len - output->tail_begin);
		buffer_add(text, output->tail.bytes, output->tail_begin);
	}
	if (text->bytes[text->len - 1] != '\n')
		buffer_string(text, "\n");
	output->head.len = output->tail.len = output->tail_begin = 0;
	output->lost = 0;
}

void action_output_free(struct action_output *output)
{
	buffer_free(&output->head);
	buffer_free(&output->tail);
}
