/* test_collect_child.c - tools that are run: their output, and each way in which one can end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/base/child.h"
#include "collect/base/io.h"
#include "collect/base/waiting.h"

static int open_waiting(void **state)
{
	static struct waiting waiting;

	*state = &waiting;
	return waiting_open(&waiting);
}

static int close_waiting(void **state)
{
	waiting_close(*state);
	return 0;
}

static enum child_end run(
	const char *command, struct waiting *waiting, int64_t ms, struct buffer *into)
{
	/* execvp changes none of them: it was declared before const was */
	char *argv[] = { "sh", "-c", (char *)(uintptr_t)command, NULL };

	return child_output(argv, waiting, io_monotonic_ms() + ms, into);
}

/* What it wrote is added, whatever its status is, and no child stays behind. */
static void ways_to_end(void **state)
{
	static const struct {
		const char *command;
		int64_t ms;
		enum child_end end;
		size_t len;
	} rows[] = {
		{ "printf hello", 60000, CHILD_GOOD, 5 },
		{ "printf hello >&2", 60000, CHILD_GOOD, 0 },
		{ "cat", 60000, CHILD_GOOD, 0 }, /* its standard input is empty */
		{ "printf hello; exit 3", 60000, CHILD_BAD, 5 },
		{ "printf hello; kill -9 $$", 60000, CHILD_BAD, 5 },
		{ "exit 127", 60000, CHILD_MISSING, 0 },
		{ "printf hello; exec sleep 100", 500, CHILD_LATE, 5 },
		{ "printf hello; exec >&-; exec sleep 100", 500, CHILD_BAD, 5 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer text = { NULL, 0, 0 };

		assert_int_equal(run(rows[i].command, *state, rows[i].ms, &text), rows[i].end);
		assert_int_equal(text.len, rows[i].len);
		assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
		assert_int_equal(errno, ECHILD);
		buffer_free(&text);
	}
}

/* One that never ends its output is ended. */
static void too_much(void **state)
{
	struct buffer text = { NULL, 0, 0 };

	assert_int_equal(run("exec cat /dev/zero", *state, 60000, &text), CHILD_BAD);
	assert_true(text.len > CHILD_OUTPUT_MAX && text.len < 2 * CHILD_OUTPUT_MAX);
	buffer_free(&text);
}

static void no_program(void **state)
{
	char *argv[] = { "/no/such/program", NULL };
	struct buffer text = { NULL, 0, 0 };

	assert_int_equal(
		child_output(argv, *state, io_monotonic_ms() + 60000, &text), CHILD_MISSING);
	assert_int_equal(text.len, 0);
	buffer_free(&text);
}

/* After a second stop signal nothing is waited for. */
static void stopped(void **state)
{
	struct waiting *waiting = *state;
	struct buffer text = { NULL, 0, 0 };
	int64_t begin = io_monotonic_ms();

	waiting->stops = 2;
	assert_int_equal(run("printf x; exec sleep 100", waiting, 60000, &text), CHILD_LATE);
	assert_true(io_monotonic_ms() - begin < 50000);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	buffer_free(&text);
}

/* Without a pipe there is no tool: the caller can say why. */
static void no_pipe(void **state)
{
	struct buffer text = { NULL, 0, 0 };
	struct rlimit before, limit;
	enum child_end end;
	int error, fd = dup(STDOUT_FILENO);

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	limit = before;
	limit.rlim_cur = (rlim_t)fd; /* all below it are taken */
	close(fd);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	end = run("printf hello", *state, 60000, &text);
	error = errno;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(end, CHILD_FAILED);
	assert_int_equal(error, EMFILE);
	assert_int_equal(text.len, 0);
	buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(ways_to_end, open_waiting, close_waiting),
		cmocka_unit_test_setup_teardown(too_much, open_waiting, close_waiting),
		cmocka_unit_test_setup_teardown(no_program, open_waiting, close_waiting),
		cmocka_unit_test_setup_teardown(stopped, open_waiting, close_waiting),
		cmocka_unit_test_setup_teardown(no_pipe, open_waiting, close_waiting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
