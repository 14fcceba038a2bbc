/* test_collect_design.c - what a round runs: the values of the options, the draws, and a run that
 * is resumed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "collect/base/buffer.h"
#include "collect/design.h"

enum { ROUNDS = 8000 };

static void test_values(void **state)
{
	static const struct {
		const char *text;
		bool good;
		uint32_t least, most;
	} times[] = {
		{ "1", true, 1, 1 },
		{ "4294967294", true, 4294967294U, 4294967294U },
		{ "1-3", true, 1, 3 },
		{ "0-1", true, 0, 1 },
		{ "2-2", true, 2, 2 },
		{ "0", false, 0, 0 },
		{ "0-0", false, 0, 0 },
		{ "3-2", false, 0, 0 },
		{ "4294967295", false, 0, 0 },
		{ "1-", false, 0, 0 },
		{ "-3", false, 0, 0 },
		{ "1-2x", false, 0, 0 },
		{ "", false, 0, 0 },
	};
	struct design design = { .block = 1 };
	char name[DESIGN_NAME + 4];

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		assert_int_equal(design_take_times(&design, times[i].text), times[i].good);
		if (times[i].good) {
			assert_int_equal(design.least, times[i].least);
			assert_int_equal(design.most, times[i].most);
		}
	}
	memset(name, 'x', sizeof name);
	memcpy(name + DESIGN_NAME, "=a", 3);
	assert_non_null(design_add_action(&design, name)); /* one byte too many */
	assert_null(design_add_action(&design, name + 1));
	assert_string_equal(design.arms[0].command, "a");
	for (int i = 1; i < DESIGN_ARMS; i++)
		assert_null(
			design_add_action(&design, (char[]){ (char)('a' + i), '=', 'b', '\0' }));
	assert_non_null(design_add_control(&design, "idle"));
	assert_int_equal(design.count, DESIGN_ARMS);
}

/* Two actions and the control. */
static struct design three(uint64_t seed)
{
	struct design design = {
		.block = 4, .least = 1, .most = 3, .is_range = true, .seed = seed
	};

	assert_null(design_add_action(&design, "a=true"));
	assert_null(design_add_action(&design, "b=true"));
	assert_null(design_add_control(&design, "idle"));
	return design;
}

static void test_draws(void **state)
{
	struct design design = three(4711), other = three(4712);
	size_t arms[3] = { 0 }, times[4] = { 0 }, pairs[3] = { 0 }, alike = 0;
	size_t before = 0;

	(void)state;
	for (uint32_t i = 1; i <= ROUNDS; i++) {
		const struct design_arm *arm = design_arm(&design, i, 0);
		size_t at = (size_t)(arm - design.arms);

		/* a block is alike, and counted from the end of the warm-up */
		assert_ptr_equal(arm, design_arm(&design, (i - 1) / 4 * 4 + 1, 0));
		assert_ptr_equal(arm, design_arm(&design, i + 7, 7));
		times[design_times(&design, arm, i)] += at != 2;
		assert_int_equal(design_times(&design, &design.arms[2], i), 0);
		if (i % 4 != 1)
			continue;
		arms[at]++;
		pairs[(at + 3 - before) % 3]++;
		before = at;
		alike += at == (size_t)(design_arm(&other, i, 0) - other.arms);
	}
	/* 2000 blocks: each third within four standard deviations, 84 */
	for (int i = 0; i < 3; i++) {
		assert_true(arms[i] >= 667 - 84 && arms[i] <= 667 + 84);
		assert_true(pairs[i] >= 667 - 84 && pairs[i] <= 667 + 84);
	}
	assert_true(alike >= 667 - 84 && alike <= 667 + 84);
	/* some 5300 rounds with an action: four are 140 */
	assert_int_equal(times[0], 0);
	for (int i = 1; i <= 3; i++) {
		assert_true(times[i] * 3 + 3 * 140 >= times[1] + times[2] + times[3]);
		assert_true(times[i] * 3 <= times[1] + times[2] + times[3] + 3 * 140);
	}
}

/* The warm-up has actions only, in turn. */
static void test_warmup(void **state)
{
	struct design design = three(1);

	(void)state;
	for (uint32_t i = 1; i <= 20; i++)
		assert_ptr_equal(design_arm(&design, i, 20), &design.arms[(i - 1) % 2]);
}

/* Runs are resumed by later versions: the draws of a seed must never change. */
static void test_pinned(void **state)
{
	struct design design = three(UINT64_C(18446744073709551615));
	char arms[13] = "", times[13] = "";

	(void)state;
	for (uint32_t i = 0; i < 12; i++) {
		arms[i] = design_arm(&design, 4 * i + 1, 0)->name[0];
		times[i] = (char)('0' + design_times(&design, &design.arms[0], i));
	}
	assert_string_equal(arms, "iabaabbiabbb");
	assert_string_equal(times, "212221333322");
}

static const char *resume(struct design *design, const char *info)
{
	struct buffer text = { (char *)(uintptr_t)info, strlen(info), 0 };

	return design_resume(design, &text);
}

static void test_resume(void **state)
{
	struct design design = three(1), plain = { .block = 4, .least = 2, .most = 2 };
	struct buffer text = { 0 };
	static char *argv[] = { "true", NULL };

	(void)state;
	buffer_string(&text, "format: leakline-run 1\n");
	design_write(&design, &text);
	buffer_add(&text, "", 1);
	assert_non_null(strstr(text.bytes,
		"action: a=true; b=true\ncontrol: idle\narms: a b idle\nblock: 4\nseed: 1\ntimes: 1-3\n"));
	design.seed = 2;
	assert_null(resume(&design, text.bytes));
	assert_int_equal(design.seed, 1);
	design.block = 5;
	assert_string_equal(resume(&design, text.bytes), "block");
	design.block = 4;
	design.arms[1].command = "false";
	assert_string_equal(resume(&design, text.bytes), "action");
	assert_string_equal(resume(&design, "format: leakline-run 1\naction: a\n"), "arms");
	assert_null(design_add_program(&plain, argv));
	assert_string_equal(resume(&plain, text.bytes), "arms");
	/* without a design all may change */
	assert_null(resume(&plain, "action: other\n"));
	assert_null(resume(&plain, ""));
	buffer_free(&text);
}

static bool runs_as_often(const struct design *design, const char *info, uint32_t actions)
{
	struct buffer text = { (char *)(uintptr_t)info, strlen(info), 0 };

	return design_runs_as_often(design, &text, actions);
}

/* A run.info of an earlier version does not say how often: the rounds do. */
static void test_runs_as_often(void **state)
{
	struct design twice = { .block = 4, .least = 2, .most = 2 }, drawn = three(1);
	static char *argv[] = { "true", NULL };

	(void)state;
	assert_true(runs_as_often(&twice, "action: true\n", 1)); /* no ACTION now */
	assert_null(design_add_program(&twice, argv));
	assert_true(runs_as_often(&twice, "action: true\n", 2));
	assert_false(runs_as_often(&twice, "action: true\n", 1));
	assert_false(runs_as_often(&twice, "action: true\n", 3));
	assert_true(runs_as_often(&twice, "action: true\n", 0));
	assert_true(runs_as_often(&twice, "times: 2\n", 1)); /* its rounds were all cut short */
	assert_true(runs_as_often(&drawn, "action: true\n", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_draws),
		cmocka_unit_test(test_warmup),
		cmocka_unit_test(test_pinned),
		cmocka_unit_test(test_resume),
		cmocka_unit_test(test_runs_as_often),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
