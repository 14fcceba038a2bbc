/* test_collect_targets.c - who is a target, and the events of what appears, ends, starts anew; by a
 * source made of tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "collect/base/buffer.h"
#include "collect/options.h"
#include "collect/base/proc_mount.h"
#include "collect/targets.h"

/* A process of a made-up system; arguments are ended by |. */
struct made {
	int32_t pid;
	uint64_t start;
	const char *name, *arguments;
	char state;
	int64_t threads;
	enum source_result result;
};

/* For tests of --tree, besides: whose child it is, and so on. */
struct relation {
	int32_t pid;
	uint64_t start;
	int64_t parent, group, session;
	bool in_kin, is_ours;
};

/* And what else stat shows of a process, where that is not 0. */
struct trace {
	int32_t pid;
	uint64_t start_stack, faults, children_faults;
	bool drops_children, is_zombie;
};

struct world {
	const struct trace *traces;
	size_t trace_count;
	struct collect_options options;
	struct targets targets;
	struct buffer lines;
	char recorded[400];
};

static void begin(struct world *world, const char **operands, size_t count)
{
	memset(world, 0, sizeof *world);
	world->options = (struct collect_options){
		.proc = "/proc", .targets = operands, .target_count = count, .quiet = true
	};
	assert_int_equal(targets_open(&world->targets, &world->options), 0);
}

static void end(struct world *world)
{
	targets_close(&world->targets);
	buffer_free(&world->lines);
}

/* Shows the processes (a pid of 0 ends them) to the targets, as a source does. */
static void show(struct world *world, const struct made *made)
{
	struct source_round round = { 0 };

	targets_prepare(&world->targets, &round);
	world->recorded[0] = '\0';
	for (; made->pid; made++) {
		char cmdline[200] = "";
		struct source_process process = { .pid = made->pid,
			.start_ticks = made->start,
			.name = made->name,
			.name_len = strlen(made->name),
			.cmdline = cmdline,
			.state = made->state ? made->state : 'S',
			.has_memory = true,
			.threads = made->threads ? made->threads : 1 };
		size_t used = strlen(world->recorded);

		process.cmdline_len = made->arguments ? strlen(made->arguments) : 0;
		for (size_t i = 0; i < process.cmdline_len; i++)
			cmdline[i] = made->arguments[i];
		for (size_t i = 0; i < process.cmdline_len; i++)
			if (cmdline[i] == '|')
				cmdline[i] = '\0';
		if (!round.meet(round.context, &process))
			continue;
		round.result(round.context, &process, made->result);
		snprintf(world->recorded + used, sizeof world->recorded - used, "%d ",
			(int)made->pid);
	}
}

/* One round; the events without their times. */
static const char *take(struct world *world, uint32_t number, const struct made *made)
{
	char *at, *tab;
	size_t used = 0;

	show(world, made);
	world->lines.len = 0;
	targets_finish(&world->targets, number, &world->lines);
	buffer_add(&world->lines, "", 1);
	at = world->lines.bytes;
	/* each line: what stands behind the third TAB */
	for (char *line = at; *line;) {
		char *next = strchr(line, '\n') + 1;
		size_t len;

		tab = line;
		for (int i = 0; i < 3; i++)
			tab = strchr(tab, '\t') + 1;
		len = (size_t)(next - tab);
		memmove(at + used, tab, len);
		used += len;
		line = next;
	}
	at[used] = '\0';
	return at;
}

static void test_matching(void **state)
{
	static const struct {
		const char *operand, *name, *arguments;
		bool match;
	} rows[] = {
		{ "ntpd", "ntpd", "/usr/sbin/ntpd|-g|", true },
		{ "ntpd", "other", "/usr/sbin/ntpd|-g|", true },
		{ "ntpd", "other", "ntpd|", true },
		{ "/usr/sbin/ntpd", "ntpd", "/usr/sbin/ntpd|", true },
		{ "sbin/ntpd", "ntpd", "/usr/sbin/ntpd|", false },
		{ "tpd", "ntpd", "/usr/sbin/ntpd|", false },
		{ "ntp", "ntpd", "ntpd|", false },
		{ "-g", "ntpd", "ntpd|-g|", false },
		{ "averylongprocessname", "averylongproces", "", true },
		{ "averylongprocess", "averylongproces", "", true },
		{ "averylongproces", "averylongproces", "", true },
		{ "averylongproce", "averylongproces", "", false },
		{ "kworker/0:0H-kblockd", "kworker/0:0H-kblockd", "", true },
		{ "postgres", "x", "postgres: writer|", false },
		{ "nginx", "x", "nginx: worker process", false },
		{ "x", "y", "x", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *operands[] = { rows[i].operand };
		const struct made made[] = { { 50, 1, rows[i].name, rows[i].arguments, 0, 0,
						     SOURCE_RECORDED },
			{ 0, 0, NULL, NULL, 0, 0, SOURCE_GONE } };
		struct world world;

		begin(&world, operands, 1);
		show(&world, made);
		if ((world.recorded[0] != '\0') != rows[i].match)
			fail_msg("%s and %s", rows[i].operand, rows[i].name);
		assert_int_equal(targets_missing(&world.targets) == NULL, rows[i].match);
		end(&world);
	}
}

static void test_lives(void **state)
{
	static const struct made first[] = { { 10, 5, "d", "d|", 0, 0, SOURCE_RECORDED },
		{ 11, 6, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 } };
	static const struct made one_gone[] = { { 10, 5, "d", "d|", 0, 0, SOURCE_RECORDED },
		{ 0 } };
	static const struct made same_pid[] = { { 10, 99, "d", "d|", 0, 0, SOURCE_RECORDED },
		{ 0 } };
	static const struct made renamed[] = { { 10, 99, "other", "o|", 0, 0, SOURCE_RECORDED },
		{ 0 } };
	static const struct made leader[] = { { 10, 99, "other", "", 'Z', 3, SOURCE_RECORDED },
		{ 0 } };
	static const struct made zombie[] = { { 10, 99, "other", "", 'Z', 1, SOURCE_RECORDED },
		{ 0 } };
	static const struct made none[] = { { 0 } };
	const char *operands[] = { "d" };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	assert_string_equal(take(&world, 0, first), "");
	assert_string_equal(world.recorded, "10 11 ");
	assert_string_equal(take(&world, 1, one_gone), "gone\td[11] start=6\n");
	assert_int_equal(targets_only_pid(&world.targets), 10);
	assert_string_equal(
		take(&world, 2, same_pid), "restarted\td[10] start=99 was 10 start=5\n");
	assert_string_equal(take(&world, 3, renamed), "");
	assert_string_equal(world.recorded, "10 ");
	assert_string_equal(take(&world, 4, leader), "");
	assert_string_equal(world.recorded, "10 ");
	assert_string_equal(take(&world, 5, zombie), "gone\tother[10] start=99\n");
	assert_false(targets_ended(&world.targets));
	assert_string_equal(take(&world, 6, none), "");
	assert_true(targets_ended(&world.targets));
	end(&world);
}

/* A zombie whose threads live on has lost its first thread, no more; one that is alone has ended.
 */
static void test_threads(void **state)
{
	static const struct made two[] = { { 10, 5, "d", "d|", 'Z', 2, SOURCE_RECORDED }, { 0 } };
	static const struct made one[] = { { 10, 5, "d", "d|", 'Z', 1, SOURCE_RECORDED }, { 0 } };
	const char *operands[] = { "d" };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	take(&world, 0, two);
	assert_string_equal(world.recorded, "10 ");
	assert_string_equal(take(&world, 1, one), "gone\td[10] start=5\n");
	end(&world);
}

/* Of two that ended together, the new one is taken for the one that was known last. */
static void test_predecessor(void **state)
{
	static const struct made two[] = { { 10, 5, "d", "d|", 0, 0, SOURCE_RECORDED },
		{ 11, 6, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 } };
	static const struct made third[] = { { 12, 7, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 } };
	const char *operands[] = { "d" };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	take(&world, 0, two);
	assert_string_equal(take(&world, 1, third),
		"restarted\td[12] start=7 was 11 start=6\ngone\td[10] start=5\n");
	end(&world);
}

/* A PID cannot come back: the run ends at once. A name may, so a second empty round is waited for.
 */
static void test_end(void **state)
{
	static const struct made one[] = { { 10, 5, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 } };
	static const struct made none[] = { { 0 } };
	const char *operands[2][1] = { { "10" }, { "d" } };
	struct world world;

	(void)state;
	for (size_t by_name = 0; by_name < 2; by_name++) {
		begin(&world, operands[by_name], 1);
		take(&world, 0, one);
		assert_false(targets_ended(&world.targets));
		take(&world, 1, none);
		assert_int_equal(targets_ended(&world.targets), !by_name);
		take(&world, 2, none);
		assert_true(targets_ended(&world.targets));
		end(&world);
	}
}

static void test_pid(void **state)
{
	static const struct made first[] = { { 10, 5, "d", "d|", 0, 0, SOURCE_DENIED }, { 0 } };
	static const struct made reused[] = { { 10, 99, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 } };
	const char *operands[] = { "10" };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	assert_string_equal(take(&world, 0, first), "denied\td[10] start=5\n");
	assert_string_equal(take(&world, 1, first), "");
	assert_string_equal(take(&world, 2, reused), "gone\td[10] start=5\n");
	assert_string_equal(world.recorded, "");
	assert_true(targets_ended(&world.targets));
	end(&world);
}

/* Neither ourselves nor ACTION's group by name; on another host our number is somebody else's. */
static void test_ourselves(void **state)
{
	const struct made made[] = { { (int32_t)getpid(), 5, "d", "d|", 0, 0, SOURCE_RECORDED },
		{ 0 } };
	const char *operands[] = { "d" };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	show(&world, made);
	assert_string_equal(world.recorded, "");
	end(&world);
	begin(&world, operands, 1);
	world.options.via = "ssh dut";
	targets_close(&world.targets);
	assert_int_equal(targets_open(&world.targets, &world.options), 0);
	show(&world, made);
	assert_string_not_equal(world.recorded, "");
	end(&world);
}

/* What /proc hides after a while keeps its name and place, and is told once; what is hidden from
 * the beginning is denied. */
static void test_hidden_later(void **state)
{
	const char *operands[] = { "d", "7" };
	static const struct made first[] = { { 5, 10, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 } };
	struct source_process hidden = {
		.name = "", .cmdline = "", .state = '?', .is_hidden = true
	};
	struct source_round round = { 0 };
	struct world world;

	(void)state;
	begin(&world, operands, 2);
	world.targets.match.self = 0; /* no PIDs of this host */
	take(&world, 0, first);
	for (uint32_t number = 1; number < 3; number++) {
		bool now = number == 1;

		targets_prepare(&world.targets, &round);
		for (hidden.pid = 5; hidden.pid < 8; hidden.pid++)
			if (round.meet(round.context, &hidden))
				round.result(round.context, &hidden, SOURCE_DENIED);
		world.lines.len = 0;
		targets_finish(&world.targets, number, &world.lines);
		buffer_add(&world.lines, "", 1);
		assert_int_equal(!!strstr(world.lines.bytes, "\t1\tdenied\td[5] start=10\n"), now);
		assert_int_equal(!!strstr(world.lines.bytes,
					 "\t1\terror\t/proc hides (hidepid): d[5] start=10\n"),
			now);
		assert_int_equal(!!strstr(world.lines.bytes, "\t1\tappeared\t[7] start=0\n"), now);
		assert_null(strstr(world.lines.bytes, "gone"));
		assert_int_equal(world.targets.list.count, 2);
	}
	end(&world);
}

/* A program that restarts for weeks does not make the list grow. */
static void test_many_restarts(void **state)
{
	const char *operands[] = { "d" };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	for (uint32_t i = 0; i < 20000; i++) {
		const struct made made[] = {
			{ (int32_t)(10 + i % 3000), 5 + i, "d", "d|", 0, 0, SOURCE_RECORDED }, { 0 }
		};

		take(&world, i, made);
	}
	assert_true(world.targets.list.room < 100);
	end(&world);
}

static struct trace trace_of(const struct world *world, int32_t pid)
{
	for (size_t i = 0; i < world->trace_count; i++)
		if (world->traces[i].pid == pid)
			return world->traces[i];
	return (struct trace){ 0 };
}

/* Shows processes that are related; then the round ends, and its events are given. */
static const char *take_related(
	struct world *world, uint32_t number, const struct relation *relations, size_t count)
{
	struct source_round round = { 0 };

	targets_prepare(&world->targets, &round);
	world->recorded[0] = '\0';
	for (const struct relation *at = relations; at < relations + count; at++) {
		struct trace trace = trace_of(world, at->pid);
		struct source_process process = { .pid = at->pid,
			.start_stack = trace.start_stack,
			.faults = trace.faults,
			.children_faults = trace.children_faults,
			.drops_children = trace.drops_children,
			.start_ticks = at->start,
			.name = "x",
			.name_len = 1,
			.cmdline = "",
			.state = trace.is_zombie ? 'Z' : 'S',
			.threads = 1,
			.has_memory = true,
			.parent = at->parent,
			.group = at->group,
			.session = at->session,
			.in_kin = at->in_kin,
			.is_ours = at->is_ours };
		size_t used = strlen(world->recorded);

		if (!round.meet(round.context, &process))
			continue;
		round.result(round.context, &process, SOURCE_RECORDED);
		snprintf(
			world->recorded + used, sizeof world->recorded - used, "%d ", (int)at->pid);
	}
	world->lines.len = 0;
	if (!world->targets.first_look)
		targets_finish(&world->targets, number, &world->lines);
	buffer_add(&world->lines, "", 1);
	return world->lines.bytes;
}

/* The target 50 with its descendants, from the look of these on. */
static void begin_tree(struct world *world, const struct relation *look, size_t count)
{
	static const char *operands[] = { "50" };

	begin(world, operands, 1);
	world->options.tree = true;
	world->targets.first_look = true;
	take_related(world, 0, look, count);
	world->targets.first_look = false;
	assert_null(targets_missing(&world->targets));
}

static void test_tree(void **state)
{
	/* 20 and 10 are below 50, though their PIDs are lower; 60 is a sibling, 70 an orphan that a
	 * session of 20 has left, 80 one of a session that the target only shares */
	static const struct relation first[] = { { 1, 1, 0, 1, 1, false, false },
		{ 10, 9, 20, 50, 20, false, false }, { 20, 8, 50, 20, 20, false, false },
		{ 50, 7, 40, 50, 40, false, false }, { 60, 9, 40, 60, 40, false, false },
		{ 70, 9, 1, 70, 20, false, false }, { 80, 9, 1, 80, 40, false, false } };
	/* 50 has ended. 85 is new, with its group; 86 is as new, of another group; 87 is old; 88 is
	 * in its cgroup; 89 is ours. 10 was adopted by 30. */
	static const struct relation second[] = { { 10, 9, 30, 50, 20, false, false },
		{ 70, 9, 1, 70, 20, false, false }, { 85, 9, 1, 50, 40, false, false },
		{ 86, 12, 1, 86, 40, false, false }, { 87, 8, 1, 50, 40, false, false },
		{ 88, 12, 1, 88, 88, true, false }, { 89, 12, 10, 50, 20, false, true } };
	/* so 30 adopts others, too, and 31 does not */
	static const struct relation third[] = { { 10, 9, 30, 50, 20, false, false },
		{ 91, 13, 30, 50, 40, false, false }, { 92, 13, 31, 50, 40, false, false },
		{ 93, 13, 91, 93, 93, false, false } };
	struct world world;

	(void)state;
	begin_tree(&world, first, 7);
	assert_string_equal(take_related(&world, 0, first, 7), "");
	assert_string_equal(world.recorded, "10 20 50 70 ");
	assert_int_equal(targets_only_pid(&world.targets), 50);
	take_related(&world, 1, second, 7);
	assert_string_equal(world.recorded, "10 70 85 88 ");
	assert_false(targets_ended(&world.targets));
	assert_non_null(strstr(
		take_related(&world, 2, third, 4), "restarted\tx[93] start=13 tree=50 was "));
	assert_string_equal(world.recorded, "10 91 93 ");
	take_related(&world, 3, NULL, 0);
	assert_true(targets_ended(&world.targets));
	end(&world);
}

/* What ended between the look and the first snapshot was never a part of the run. */
static void test_tree_before(void **state)
{
	static const struct relation look[] = { { 50, 7, 40, 50, 40, false, false },
		{ 60, 8, 50, 50, 40, false, false } };
	struct world world;

	(void)state;
	begin_tree(&world, look, 2);
	assert_string_equal(take_related(&world, 0, look, 1), "");
	assert_string_equal(take_related(&world, 1, look, 1), "");
	assert_string_equal(world.recorded, "50 ");
	end(&world);
}

/* The orphan that was made to see who adopts may still be there in the first look: it is ours. */
static void test_tree_own_orphan(void **state)
{
	static const char *operands[] = { "50" };
	static const struct relation look[] = { { 50, 7, 40, 40, 40, false, false },
		{ 60, 8, 1, 40, 40, false, false } };
	struct world world;

	(void)state;
	begin(&world, operands, 1);
	world.options.tree = true;
	world.targets.first_look = true;
	world.targets.match.orphan = 60;
	take_related(&world, 0, look, 2);
	world.targets.first_look = false;
	assert_null(targets_missing(&world.targets));
	assert_string_equal(take_related(&world, 0, look, 1), "");
	assert_int_equal(world.targets.list.count, 1);
	assert_int_equal(world.targets.match.orphan, 0);
	end(&world);
}

/* Orphans from before the first round are known by a group that is the target's own, or one that
 * was not begun by who adopts them: the first process of a container begins services itself. */
static void test_tree_orphans_before(void **state)
{
	static const struct relation services[] = { { 50, 7, 1, 1, 1, false, false },
		{ 60, 8, 1, 1, 1, false, false }, { 61, 8, 60, 1, 1, false, false } };
	static const struct relation workers[] = { { 50, 7, 1, 1, 1, false, false },
		{ 55, 7, 50, 1, 1, false, false }, { 60, 8, 1, 1, 1, false, false } };
	static const struct relation without_session[] = { { 50, 7, 40, 0, 0, false, false },
		{ 60, 8, 1, 0, 0, false, false } };
	static const struct relation own_group[] = { { 50, 7, 1, 50, 40, false, false },
		{ 60, 8, 1, 50, 40, false, false } };
	static const struct relation shell[] = { { 50, 7, 40, 40, 40, false, false },
		{ 60, 8, 1, 40, 40, false, false } };
	static const struct {
		const struct relation *look;
		size_t count;
		const char *recorded;
	} cases[] = { { services, 3, "50 " }, { workers, 3, "50 55 " },
		{ without_session, 2, "50 " }, { own_group, 2, "50 60 " }, { shell, 2, "50 60 " } };
	struct world world;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin_tree(&world, cases[i].look, cases[i].count);
		take_related(&world, 0, cases[i].look, cases[i].count);
		assert_string_equal(world.recorded, cases[i].recorded);
		end(&world);
	}
}

/* In the run, the first process of a container may begin a service with the group of the target: a
 * new one is an orphan of the target if it is a fork of its program, or if a child of the target
 * may have ended and the first process did nothing. */
static void test_tree_orphans_in_container(void **state)
{
	static const struct relation first[] = { { 1, 1, 0, 1, 1, false, false },
		{ 50, 7, 1, 1, 1, false, false }, { 55, 8, 50, 1, 1, false, false } };
	static const struct relation second[] = { { 1, 1, 0, 1, 1, false, false },
		{ 50, 7, 1, 1, 1, false, false }, { 55, 8, 50, 1, 1, false, false },
		{ 70, 9, 1, 1, 1, false, false } };
	static const struct relation without_55[] = { { 1, 1, 0, 1, 1, false, false },
		{ 50, 7, 1, 1, 1, false, false }, { 70, 9, 1, 1, 1, false, false } };
	static const struct relation zombie[] = { { 1, 1, 0, 1, 1, false, false },
		{ 50, 7, 1, 1, 1, false, false }, { 55, 8, 50, 1, 1, false, false },
		{ 69, 9, 55, 1, 1, false, false }, { 70, 9, 1, 1, 1, false, false } };
	static const struct relation shell[] = { { 1, 1, 0, 1, 1, false, false },
		{ 40, 2, 1, 1, 1, false, false }, { 50, 7, 40, 1, 1, false, false },
		{ 70, 9, 1, 1, 1, false, false } };
	static const struct trace before[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 5, false, false }, { 55, 3000, 0, 0, false, false } };
	static const struct trace quiet[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 5, false, false }, { 55, 3000, 0, 0, false, false },
		{ 70, 4000, 0, 0, false, false } };
	static const struct trace fork_of_member[] = { { 1, 1000, 11, 5, false, false },
		{ 50, 2000, 0, 5, false, false }, { 55, 3000, 0, 0, false, false },
		{ 70, 3000, 0, 0, false, false } };
	static const struct trace fork_of_first[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 6, false, false }, { 70, 1000, 0, 0, false, false } };
	static const struct trace forks_all[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 1000, 0, 5, false, false }, { 70, 1000, 0, 0, false, false } };
	static const struct trace child_ended[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 6, false, false }, { 70, 4000, 0, 0, false, false } };
	static const struct trace both[] = { { 1, 1000, 11, 5, false, false },
		{ 50, 2000, 0, 6, false, false }, { 70, 4000, 0, 0, false, false } };
	static const struct trace drops[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 5, true, false }, { 70, 4000, 0, 0, false, false } };
	static const struct trace left_zombie[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 5, false, false }, { 69, 0, 0, 0, false, true },
		{ 70, 4000, 0, 0, false, false } };
	static const struct {
		const struct relation *relations;
		size_t count;
		const struct trace *traces;
		size_t trace_count;
		const char *recorded;
	} cases[] = {
		{ second, 4, quiet, 4, "50 55 " },
		{ second, 4, fork_of_member, 4, "50 55 70 " },
		{ second, 4, fork_of_first, 3, "50 55 " },
		{ second, 4, forks_all, 3, "50 55 " },
		{ second, 4, child_ended, 3, "50 55 70 " },
		{ second, 4, both, 3, "50 55 " },
		{ second, 4, drops, 3, "50 55 70 " },
		{ zombie, 5, left_zombie, 4, "50 55 70 " },
		{ without_55, 3, quiet, 4, "50 70 " },
		{ shell, 4, quiet, 4, "50 " },
	};
	struct world world;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct relation *earlier = cases[i].relations == shell ? shell : first;

		begin_tree(&world, earlier, 3);
		world.traces = before;
		world.trace_count = 3;
		take_related(&world, 0, earlier, 3);
		world.traces = cases[i].traces;
		world.trace_count = cases[i].trace_count;
		take_related(&world, 1, cases[i].relations, cases[i].count);
		if (strcmp(world.recorded, cases[i].recorded))
			fail_msg("case %zu: %s", i, world.recorded);
		end(&world);
	}
}

/* Of two services of a container the orphan is that one's whose program it is. */
static void test_tree_orphan_of_two(void **state)
{
	static const struct relation relations[] = { { 1, 1, 0, 1, 1, false, false },
		{ 50, 7, 1, 1, 1, false, false }, { 60, 8, 1, 1, 1, false, false },
		{ 70, 9, 1, 1, 1, false, false } };
	static const struct trace traces[] = { { 1, 1000, 10, 5, false, false },
		{ 50, 2000, 0, 5, true, false }, { 60, 3000, 0, 5, true, false },
		{ 70, 3000, 0, 0, false, false } };
	static const char *operands[] = { "50", "60" };
	struct world world;

	(void)state;
	begin(&world, operands, 2);
	world.options.tree = true;
	world.traces = traces;
	world.trace_count = sizeof traces / sizeof *traces;
	take_related(&world, 0, relations, 3);
	assert_non_null(strstr(take_related(&world, 1, relations, 4), "x[70] start=9 tree=60"));
	end(&world);
}

/* Orphans go to a runner above that asked for them, as in containers and CI. */
static void test_tree_adopter(void **state)
{
	struct collect_options options = { .proc = "/proc", .quiet = true, .tree = true };
	struct targets targets;

	(void)state;
	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
	assert_int_equal(targets_open(&targets, &options), 0);
	targets_close(&targets);
	assert_int_equal(targets.tree.reaper, getpid());
	assert_true(targets.match.orphan > 1);
	while (waitpid(-1, NULL, 0) > 0)
		;

	assert_int_equal(prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0), 0);
	assert_int_equal(targets_open(&targets, &options), 0);
	targets_close(&targets);
	assert_true(targets.tree.reaper > 0 && targets.tree.reaper != getpid());

	options.proc = "fixtures"; /* of another machine */
	assert_int_equal(targets_open(&targets, &options), 0);
	targets_close(&targets);
	assert_int_equal(targets.tree.reaper, 0);
}

static bool hides(const char *mountinfo)
{
	struct buffer text = { 0 };
	bool result;

	buffer_string(&text, mountinfo);
	result = proc_mount_hides(&text);
	buffer_free(&text);
	return result;
}

static void test_hidden(void **state)
{
	(void)state;
	assert_false(hides(""));
	assert_false(hides("22 1 0:20 / /proc rw,relatime shared:5 - proc proc rw\n"));
	assert_true(hides("22 1 0:20 / /proc rw - proc proc rw,hidepid=invisible\n"));
	assert_true(hides("22 1 0:20 / /proc rw - proc proc rw,gid=27,hidepid=1"));
	/* mounted elsewhere, and another file system with such an option */
	assert_false(hides("22 1 0:20 / /jail/proc rw - proc proc rw,hidepid=2\n"));
	assert_false(hides("22 1 0:20 / /proc rw - tmpfs none rw,hidepid=2\n"));
	/* the one mounted last is seen */
	assert_true(hides("22 1 0:20 / /proc rw - proc proc rw\n"
			  "90 22 0:61 / /proc rw - proc none rw,hidepid=noaccess\n"
			  "91 90 0:62 / /proc/sys rw - proc none rw\n"));
	assert_false(hides("22 1 0:20 / /proc rw - proc proc rw,hidepid=2\n"
			   "90 22 0:61 / /proc rw - proc none rw\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_matching),
		cmocka_unit_test(test_lives), cmocka_unit_test(test_pid),
		cmocka_unit_test(test_threads), cmocka_unit_test(test_predecessor),
		cmocka_unit_test(test_end), cmocka_unit_test(test_ourselves),
		cmocka_unit_test(test_tree), cmocka_unit_test(test_tree_before),
		cmocka_unit_test(test_tree_orphans_before),
		cmocka_unit_test(test_tree_orphans_in_container),
		cmocka_unit_test(test_tree_own_orphan), cmocka_unit_test(test_tree_orphan_of_two),
		cmocka_unit_test(test_tree_adopter), cmocka_unit_test(test_hidden_later),
		cmocka_unit_test(test_many_restarts), cmocka_unit_test(test_hidden) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
