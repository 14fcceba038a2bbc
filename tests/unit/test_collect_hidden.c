/* test_collect_hidden.c - targets that /proc does not show any more (hidepid): they live, until
 * they end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collect/options.h"
#include "collect/targets.h"

/* What a source shows: d of this PID and session, or that there is one of which nothing is known.
 */
static struct source_process shown(int32_t pid, int64_t session)
{
	return (struct source_process){ .pid = pid,
		.start_ticks = 10,
		.name = "d",
		.name_len = 1,
		.cmdline = "",
		.state = 'S',
		.threads = 1,
		.session = session,
		.group = session,
		.has_memory = true };
}

static struct source_process hidden(int32_t pid)
{
	return (struct source_process){
		.pid = pid, .name = "", .cmdline = "", .state = '?', .is_hidden = true
	};
}

/* One round; returns the events. */
static const char *take(struct targets *targets, uint32_t number,
	const struct source_process *processes, size_t count, struct buffer *lines)
{
	struct source_round round = { 0 };

	targets_prepare(targets, &round);
	for (size_t i = 0; i < count; i++)
		if (round.meet(round.context, &processes[i]))
			round.result(round.context, &processes[i],
				processes[i].is_hidden ? SOURCE_DENIED : SOURCE_RECORDED);
	lines->len = 0;
	targets_finish(targets, number, lines);
	buffer_add(lines, "", 1);
	return lines->bytes;
}

/* A process of that PID is there to the end, but after a while it is another: it is not the target.
 */
static void reused_pid(void **state)
{
	char pid[16];
	const char *operands[] = { pid };
	struct collect_options options = {
		.proc = "/proc", .targets = operands, .target_count = 1, .quiet = true
	};
	struct source_process process;
	struct targets targets;
	struct buffer lines = { 0 };
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (!child) {
		pause();
		_exit(0);
	}
	snprintf(pid, sizeof pid, "%d", (int)child);
	assert_int_equal(targets_open(&targets, &options), 0);
	process = shown(child, child);
	take(&targets, 0, &process, 1, &lines);
	process = hidden(child);
	assert_non_null(strstr(take(&targets, 1, &process, 1, &lines), "hides (hidepid)"));
	assert_string_equal(take(&targets, 2, &process, 1, &lines), "");
	assert_int_equal(targets.alive, 1);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_non_null(strstr(take(&targets, 3, &process, 1, &lines), "\tgone\td["));
	assert_int_equal(targets.alive, 0);
	assert_true(targets_ended(&targets));
	targets_close(&targets);
	buffer_free(&lines);
}

/* A target that began a session is hidden: what is of its session is still its descendant. */
static void session_of_hidden(void **state)
{
	const char *operands[] = { "50" };
	struct collect_options options = { .proc = "fixtures",
		.targets = operands,
		.target_count = 1,
		.quiet = true,
		.tree = true };
	struct source_process first = shown(50, 50), second[] = { hidden(50), shown(93, 50) };
	struct targets targets;
	struct buffer lines = { 0 };

	(void)state;
	second[1].parent = 92;
	second[1].start_ticks = 20;
	assert_int_equal(targets_open(&targets, &options), 0);
	take(&targets, 0, &first, 1, &lines);
	assert_non_null(
		strstr(take(&targets, 1, second, 2, &lines), "appeared\td[93] start=20 tree=50"));
	targets_close(&targets);
	buffer_free(&lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reused_pid),
		cmocka_unit_test(session_of_hidden) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
