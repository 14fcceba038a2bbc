/* command_link.c - a shell, here or behind a transport, that runs requests and answers in frames */
#define _GNU_SOURCE /* pipe2 */
#include "command_link.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../base/child.h"
#include "../../base/format.h"
#include "../../base/io.h"
#include "../../base/text.h"
#include "../../base/waiting.h"

/* A connection that has been silent for this long is dead, whatever TCP believes. A slow trickle is
 * limited too: after that time an answer must have this average rate. */
enum { SILENCE_MS = 60000, DRIP_BYTES_PER_S = 256 };

/* How long a shell may take to end after its input ends; shorter if somebody waits for us to end.
 */
enum { FAREWELL_MS = 1000, FAREWELL_HURRIED_MS = 100 };

/* The first text sent to the shell: a wrapper's options go (the first file that has gone would end
 * a shell with -e, and -f leaves patterns as they are), and variables that change the output of ps
 * and pmap (ps(1), ENVIRONMENT VARIABLES). */
static const char PREPARE[] =
	"set +efu; unset COLUMNS LINES LANGUAGE PS_FORMAT PS_PERSONALITY PS_COLORS CMD_ENV "
	"I_WANT_A_BROKEN_PS POSIXLY_CORRECT UNIX95 _XPG; LC_ALL=C; TZ=UTC; export LC_ALL TZ\n";

static void lost(struct command_link *link, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void lost(struct command_link *link, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	format_list(link->why, sizeof link->why, format, arguments);
	va_end(arguments);
}

static int make_token(char token[COMMAND_TOKEN + 1])
{
	unsigned char random[COMMAND_TOKEN / 2];

	/* needs no file: a chroot may have no /dev */
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return -1;
	for (size_t i = 0; i < sizeof random; i++)
		format_text(token + 2 * i, 3, "%02x", random[i]);
	return 0;
}

/* The child: starts the shell in its own session, so that a ^C at the terminal does not reach it.
 */
static void become_shell(const char *via, int in, int out)
{
	char command[8192];

	setsid();
	if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(127);
	if (!via) {
		child_become_shell(NULL);
	} else if (strlen(via) < sizeof command - 4) {
		format_text(command, sizeof command, "%s sh", via);
		child_become_shell(command);
	}
	_exit(127);
}

static int start_shell(struct command_link *link, int in[2], int out[2])
{
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		return -1;
	link->pid = fork();
	if (link->pid == 0)
		become_shell(link->via, in[0], out[1]);
	if (link->pid < 0) {
		link->pid = 0;
		return -1;
	}
	return 0;
}

int command_link_open(struct command_link *link)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, error;

	link->number = 0;
	link->strip_cr = false;
	if (make_token(link->token) != 0 || start_shell(link, in, out) != 0) {
		error = errno;
		for (int i = 0; i < 2; i++) {
			close(in[i]);
			close(out[i]);
		}
		lost(link, "%s", strerror(error));
		return -1;
	}
	close(in[0]);
	close(out[1]);
	link->to = in[1];
	link->from = out[0];
	fcntl(link->to, F_SETFL, O_NONBLOCK);
	fcntl(link->from, F_SETFL, O_NONBLOCK);
	return 0;
}

/* Returns true once the child is gone, false when the time is over. */
static bool wait_for_end(struct command_link *link, int64_t deadline_ms)
{
	for (;;) {
		pid_t ended = waitpid(link->pid, NULL, WNOHANG);

		if (ended == link->pid || (ended < 0 && errno != EINTR))
			return true;
		switch (wait_for(link->waiting, -1, 0, deadline_ms)) {
		case WAIT_DEADLINE:
		case WAIT_FAILED:
			return waitpid(link->pid, NULL, WNOHANG) != 0;
		default:
			break;
		}
	}
}

void command_link_close(struct command_link *link)
{
	int64_t farewell = link->waiting->stops > 0 ? FAREWELL_HURRIED_MS : FAREWELL_MS;

	if (link->pid == 0)
		return;
	/* the end of its input ends a shell, and a good transport */
	close(link->to);
	close(link->from);
	if (!wait_for_end(link, io_monotonic_ms() + farewell)) {
		kill(-link->pid, SIGTERM);
		if (!wait_for_end(link, io_monotonic_ms() + farewell)) {
			kill(-link->pid, SIGKILL);
			waitpid(link->pid, NULL, 0);
		}
	}
	link->pid = 0;
}

static enum link_result give_up(struct command_link *link, enum link_result result)
{
	command_link_close(link);
	return result;
}

/* Waits until fd is ready. Returns LINK_LOST with why if nothing comes for too long, or at the time
 * limit of the whole answer. */
static enum link_result wait_ready(
	struct command_link *link, int fd, short events, int64_t limit_ms)
{
	int64_t silence = io_monotonic_ms() + SILENCE_MS,
		deadline = silence < limit_ms ? silence : limit_ms;

	for (;;) {
		switch (wait_for(link->waiting, fd, events, deadline)) {
		case WAIT_READY:
			return LINK_GOOD;
		case WAIT_STOP:
			/* after the first one this round is still wanted */
			if (link->waiting->stops > 1)
				return LINK_STOPPED;
			break;
		case WAIT_CHILD:
			break;
		case WAIT_DEADLINE:
			if (deadline == silence)
				lost(link, "no answer for %d s", SILENCE_MS / 1000);
			else
				lost(link, "an answer that came too slowly");
			return LINK_LOST;
		case WAIT_FAILED:
			lost(link, "poll: %s", strerror(errno));
			return LINK_LOST;
		}
	}
}

static enum link_result send_all(struct command_link *link, const struct buffer *request)
{
	size_t sent = 0;

	while (sent < request->len) {
		ssize_t wrote = write(link->to, request->bytes + sent, request->len - sent);
		enum link_result result;

		if (wrote > 0) {
			sent += (size_t)wrote;
			continue;
		}
		if (wrote < 0 && errno != EAGAIN && errno != EINTR) {
			lost(link, "the connection ended");
			return LINK_LOST;
		}
		result = wait_ready(link, link->to, POLLOUT, INT64_MAX);
		if (result != LINK_GOOD)
			return result;
	}
	return LINK_GOOD;
}

void command_link_mark(struct buffer *script, const char *name)
{
	buffer_string(script, "echo; echo \"$t file ");
	buffer_string(script, name);
	buffer_string(script, "\"; ");
}

static void build_request(
	struct command_link *link, const struct buffer *script, struct buffer *request)
{
	if (link->number == 0) {
		buffer_string(request, "t=");
		buffer_string(request, link->token);
		buffer_string(request, "; ");
		buffer_string(request, PREPARE);
	}
	link->number++;
	buffer_string(request, "{ echo; echo \"$t begin ");
	buffer_number(request, link->number);
	buffer_string(request, "\"; ");
	buffer_add(request, script->bytes, script->len);
	buffer_string(request, "echo; echo \"$t end ");
	buffer_number(request, link->number);
	buffer_string(request, "\"; } </dev/null 2>/dev/null\n");
}

/* The position of `TOKEN WORD` at the start of a line, not before FROM; NULL: not there yet. */
static char *find_mark(
	const struct command_link *link, const struct buffer *text, size_t from, const char *word)
{
	char mark[COMMAND_TOKEN + 8], *at = text->bytes + from, *end = text->bytes + text->len;

	format_text(mark, sizeof mark, "%s %s ", link->token, word);
	while ((at = text_find(at, (size_t)(end - at), mark)) != NULL) {
		if (at == text->bytes || at[-1] == '\n')
			return at;
		at++;
	}
	return NULL;
}

/* The mark's line must be complete. True if its number is that of the request. */
static bool is_number(const struct command_link *link, const char *mark, const char *end)
{
	char number[16];
	size_t len = (size_t)format_text(number, sizeof number, "%u", (unsigned)link->number);
	const char *word = mark + COMMAND_TOKEN + 1, *at = memchr(word, ' ', (size_t)(end - word));

	at = at == NULL ? end : at + 1;
	return (size_t)(end - at) >= len && !memcmp(at, number, len) &&
	       (at + len == end || at[len] == '\r');
}

static size_t without_cr(char *bytes, size_t len)
{
	size_t to = 0;

	for (size_t from = 0; from < len; from++) {
		size_t next = from;

		while (next < len && bytes[next] == '\r')
			next++;
		if (next < len && bytes[next] == '\n')
			from = next;
		bytes[to++] = bytes[from];
	}
	return to;
}

/* Cuts the frame out of the received bytes, once its end is there. LINK_LOST: it is no frame. */
static enum link_result cut_frame(struct command_link *link, struct buffer *answer,
	const char *end_mark, const char *end_line)
{
	char *begin = find_mark(link, answer, 0, "begin"), *line_end;
	size_t len;

	if (begin && begin < end_mark && is_number(link, end_mark, end_line)) {
		line_end = memchr(begin, '\n', (size_t)(end_mark - begin));
		if (line_end && is_number(link, begin, line_end)) {
			if (link->number == 1)
				link->strip_cr = line_end[-1] == '\r';
			len = (size_t)(end_mark - line_end - 1);
			memmove(answer->bytes, line_end + 1, len);
			answer->len = link->strip_cr ? without_cr(answer->bytes, len) : len;
			return LINK_GOOD;
		}
	}
	lost(link, "an answer to another question");
	return LINK_LOST;
}

static enum link_result receive(struct command_link *link, struct buffer *answer)
{
	int64_t begin_ms = io_monotonic_ms();
	size_t searched = 0;

	for (;;) {
		/* what says nothing is silent, and not slow */
		int64_t limit_ms = answer->len
					   ? begin_ms + SILENCE_MS +
						     (int64_t)answer->len * 1000 / DRIP_BYTES_PER_S
					   : INT64_MAX;
		char *end_mark, *line_end;
		ssize_t got;

		buffer_reserve(answer, 65536);
		got = read(link->from, answer->bytes + answer->len, answer->room - answer->len);
		if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
			enum link_result result = wait_ready(link, link->from, POLLIN, limit_ms);

			if (result != LINK_GOOD)
				return result;
			continue;
		}
		if (got <= 0 || answer->len + (size_t)got > link->answer_max) {
			lost(link, got > 0 ? "an answer without end" : "the connection ended");
			return LINK_LOST;
		}
		/* input without a pause would leave no chance to notice a stop signal */
		if (wait_for(link->waiting, -1, 0, 0) == WAIT_STOP && link->waiting->stops > 1)
			return LINK_STOPPED;
		answer->len += (size_t)got;
		end_mark = find_mark(link, answer, searched, "end");
		line_end = end_mark == NULL
				   ? NULL
				   : memchr(end_mark, '\n',
					     (size_t)(answer->bytes + answer->len - end_mark));
		if (line_end)
			return cut_frame(link, answer, end_mark, line_end);
		/* a mark may have arrived in part */
		searched = answer->len > 64 ? answer->len - 64 : 0;
	}
}

enum link_result command_link_ask(
	struct command_link *link, const struct buffer *script, struct buffer *answer)
{
	struct buffer request = { 0 };
	enum link_result result;

	build_request(link, script, &request);
	answer->len = 0;
	result = send_all(link, &request);
	buffer_free(&request);
	if (result == LINK_GOOD)
		result = receive(link, answer);
	return result == LINK_GOOD ? LINK_GOOD : give_up(link, result);
}

bool command_link_next(const struct command_link *link, const struct buffer *answer, size_t *at,
	struct command_file *file)
{
	char *mark = answer->len > 0 ? find_mark(link, answer, *at, "file") : NULL;
	char *end, *line_end, *next;
	size_t skip = COMMAND_TOKEN + strlen(" file ");

	/* an empty answer is NULL, to which nothing may be added */
	if (!mark)
		return false;
	end = answer->bytes + answer->len;
	line_end = memchr(mark, '\n', (size_t)(end - mark));
	if (!line_end)
		return false;
	file->name = mark + skip;
	file->name_len = (size_t)(line_end - file->name);
	file->bytes = line_end + 1;
	next = find_mark(link, answer, (size_t)(line_end + 1 - answer->bytes), "file");
	*at = (size_t)((next == NULL ? end : next) - answer->bytes);
	file->len = (size_t)((next == NULL ? end : next) - file->bytes);
	/* the LF before the next mark */
	if (file->len > 0)
		file->len--;
	return true;
}

bool command_link_is_called(const struct command_file *file, const char *name)
{
	return file->name_len == strlen(name) && !memcmp(file->name, name, file->name_len);
}
