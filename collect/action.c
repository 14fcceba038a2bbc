/* action.c - runs ACTION. */
#define _GNU_SOURCE /* pipe2 */
#include "action.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/format.h"
#include "base/io.h"
#include "base/waiting.h"

enum { HALF = 32 * 1024, NOT_FOUND = 127, DRAIN_READS = 64 };

/* TERM_TO_KILL_MS: from TERM to KILL. LOOK_MS: how often to check whether a group that got TERM is
 * empty. ABANDON_MS: how long to wait for an abandoned one. */
enum { TERM_TO_KILL_MS = 5000, LOOK_MS = 20, ABANDON_MS = 300 };

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

	format_text(text, sizeof text, "%lld", (long long)number);
	setenv(name, text, 1);
}

/* In the child: tells in ACTION's output why it does not run, and ends. */
static void cannot_run(int output, const char *what)
{
	char why[100];

	format_text(why, sizeof why, ": %s\n", strerror(errno));
	(void)(io_write_all(output, what, strlen(what)) || io_write_all(output, why, strlen(why)));
	_exit(NOT_FOUND);
}

/* Runs in the child; never returns. */
static void become(const struct action *action, int output)
{
	int null = open("/dev/null", O_RDONLY);

	setpgid(0, 0);
	if (null < 0)
		cannot_run(output, "/dev/null, for its standard input");
	if (dup2(null, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
		dup2(output, STDERR_FILENO) < 0)
		cannot_run(output, "its standard descriptors");
	if (null > STDERR_FILENO)
		close(null);
	set_number("LEAKLINE_ROUND", action->warmup ? 0 : action->round);
	setenv("LEAKLINE_RUN", action->run, 1);
	setenv("LEAKLINE_ARM", action->arm, 1);
	if (action->only_pid)
		set_number("LEAKLINE_PID", action->only_pid);
	else
		unsetenv("LEAKLINE_PID");
	if (action->command) {
		child_become_shell(action->command);
	} else {
		waiting_restore();
		execvp(action->argv[0], action->argv);
	}
	cannot_run(STDERR_FILENO, action_title(action));
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

int action_output_open(struct action_output *output)
{
	int fds[2];

	*output = (struct action_output){ .read_fd = -1, .write_fd = -1 };
	if (pipe2(fds, O_CLOEXEC))
		return -1;
	output->read_fd = fds[0];
	output->write_fd = fds[1];
	return fcntl(fds[0], F_SETFL, O_NONBLOCK);
}

void action_drain(struct action_output *output)
{
	char bytes[16384];
	ssize_t got;

	for (int reads = 0; reads < DRAIN_READS; reads++) {
		got = read(output->read_fd, bytes, sizeof bytes);
		if (got <= 0 && !(got < 0 && errno == EINTR))
			break;
		if (got > 0)
			keep(output, bytes, (size_t)got);
	}
}

/* Has it ended, or can it not be waited for? It stays a zombie, so its process group ID cannot be
 * reused. */
static bool has_ended(pid_t pid)
{
	siginfo_t info = { .si_pid = 0 };

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) || info.si_pid == pid;
}

static void reap(pid_t pid, struct action_result *result)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) != pid)
		return;
	result->exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	result->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static bool told_to_end(const struct action_result *result)
{
	return result->timed_out || result->stopped || result->abandoned;
}

/* Sends the group TERM, and CONT, without which a stopped process never receives it. Returns the
 * time for KILL. */
static int64_t ask_to_end(pid_t pid)
{
	kill(-pid, SIGTERM);
	kill(-pid, SIGCONT);
	return io_monotonic_ms() + TERM_TO_KILL_MS;
}

/* Acts on the result of a wait; *deadline is the next one. */
static void react(enum wait_result woke, pid_t pid, struct waiting *waiting,
	struct action_result *result, int64_t *deadline)
{
	bool told = told_to_end(result);

	if ((woke == WAIT_STOP && waiting->stops > 1) || woke == WAIT_FAILED) {
		result->abandoned = true;
		result->error = woke == WAIT_FAILED ? errno : 0;
		kill(-pid, SIGKILL);
		*deadline = io_monotonic_ms() + ABANDON_MS;
	} else if (woke == WAIT_STOP) {
		result->stopped = true;
		*deadline = told ? *deadline : ask_to_end(pid);
	} else if (woke == WAIT_DEADLINE && told) {
		kill(-pid, SIGKILL);
		*deadline = -1;
	} else if (woke == WAIT_DEADLINE) {
		result->timed_out = true;
		*deadline = ask_to_end(pid);
	}
}

/* No member of a group that was told to end may remain: the others have until the deadline too. */
static void end_group(
	pid_t pid, struct waiting *waiting, struct action_output *output, int64_t deadline)
{
	while (kill(-pid, 0) == 0) {
		int64_t now = io_monotonic_ms();

		if (now >= deadline || waiting->stops > 1) {
			kill(-pid, SIGKILL);
			return;
		}
		(void)wait_for(waiting, -1, 0, now + LOOK_MS);
		action_drain(output);
	}
}

static void follow(pid_t pid, const struct action *action, struct waiting *waiting,
	struct action_output *output, struct action_result *result)
{
	int64_t deadline = action->timeout_ms < 0 ? -1 : io_monotonic_ms() + action->timeout_ms;

	while (!has_ended(pid)) {
		enum wait_result woke = wait_for(waiting, output->read_fd, POLLIN, deadline);

		/* a process that survives even KILL (a hung disk) is left behind */
		if (woke == WAIT_DEADLINE && result->abandoned)
			return;
		if (woke == WAIT_READY)
			action_drain(output);
		else
			react(woke, pid, waiting, result, &deadline);
	}
	action_drain(output);
	reap(pid, result);
	if (told_to_end(result))
		end_group(pid, waiting, output, deadline);
}

void action_run(const struct action *action, struct waiting *waiting, struct action_output *output,
	int32_t *group, struct action_result *result)
{
	int64_t begin = io_monotonic_ms();
	pid_t pid = fork();

	*result = (struct action_result){ .exit_status = -1 };
	if (pid < 0) {
		result->error = errno;
		return;
	}
	if (!pid)
		become(action, output->write_fd);
	setpgid(pid, pid); /* both parent and child do it: whichever runs first */
	*group = (int32_t)pid;
	result->started = true;
	follow(pid, action, waiting, output, result);
	result->ms = io_monotonic_ms() - begin;
}

const char *action_title(const struct action *action)
{
	return action->command ? action->command : action->argv[0];
}

bool action_failed(const struct action_result *result)
{
	return result->exit_status != 0 || result->timed_out;
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
		buffer_add(text, output->tail.bytes + output->tail_begin,
			output->tail.len - output->tail_begin);
		buffer_add(text, output->tail.bytes, output->tail_begin);
	}
	if (text->bytes[text->len - 1] != '\n')
		buffer_string(text, "\n");
	output->head.len = output->tail.len = output->tail_begin = 0;
	output->lost = 0;
}

void action_output_close(struct action_output *output)
{
	if (output->read_fd >= 0)
		close(output->read_fd);
	if (output->write_fd >= 0)
		close(output->write_fd);
	buffer_free(&output->head);
	buffer_free(&output->tail);
}
