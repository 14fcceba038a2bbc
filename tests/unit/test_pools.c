/* test_pools.c - groups of processes: who belongs together, sums with gaps, the slope of lives. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "analyze/base/arena.h"
#include "analyze/columns/rounds.h"
#include "analyze/history/happenings.h"
#include "analyze/history/pool_members.h"
#include "analyze/history/series_build.h"
#include "analyze/history/sums.h"
#include "analyze/stats/pooled.h"

enum { ROUNDS = 6 };

static struct process life_of(const char *name, int32_t pid, int32_t parent, int32_t session)
{
	return (struct process){ .name = span_of(name),
		.pid = pid,
		.parent = parent,
		.session = session,
		.is_target = true,
		.last_round = 9 };
}

/* first[] of the sets, as a number of decimals: 0012 for {0, 1}, {2}, {3 joins 2}. */
static unsigned digits_of(struct pool_sets sets, size_t count)
{
	unsigned digits = 0;

	for (size_t i = 0; i < count; i++)
		digits = digits * 10 + (unsigned)sets.first[i];
	return digits;
}

static void names_are_one_set_each(void **state)
{
	struct arena arena = { NULL, 0 };
	struct process items[] = { life_of("a", 1, 0, 0), life_of("a", 2, 0, 0),
		life_of("b", 3, 0, 0), life_of("b", 4, 0, 0) };
	struct processes all = { .items = items, .count = 4, .target_count = 4 };

	(void)state;
	assert_int_equal(digits_of(pool_members_by_name(&all, &arena), 4), 22);
	/* without parents the name is all that is known */
	assert_int_equal(digits_of(pool_members_related(&all, &arena), 4), 22);
	arena_free(&arena);
}

static void related_are_parents_and_siblings(void **state)
{
	struct arena arena = { NULL, 0 };
	struct process items[] = {
		life_of("bash", 10, 1, 10), /* alone: another session than 11 */
		life_of("bash", 11, 1, 11), life_of("nginx", 20, 1, 20),
		life_of("nginx", 21, 20, 20), /* child of 20 */
		life_of("work", 30, 5, 7), /* of one parent and session, which was not recorded */
		life_of("work", 31, 5, 7),
		life_of("work", 32, 20, 7), /* child of a process of another name */
	};
	struct processes all = { .items = items, .count = 7, .target_count = 7 };

	(void)state;
	assert_int_equal(digits_of(pool_members_related(&all, &arena), 7), 122446);
	arena_free(&arena);
}

static void a_reused_pid_is_the_parent_of_its_own_time(void **state)
{
	struct arena arena = { NULL, 0 };
	struct process items[] = { life_of("a", 10, 1, 10), life_of("a", 10, 1, 11),
		life_of("a", 12, 10, 12), life_of("a", 13, 10, 13) };
	struct processes all = { .items = items, .count = 4, .target_count = 4 };

	(void)state;
	items[1].first_round = 5;
	items[2].first_round = 4;
	items[3].first_round = 5;
	assert_int_equal(digits_of(pool_members_related(&all, &arena), 4), 101);
	arena_free(&arena);
}

static void trees_have_orphans(void **state)
{
	struct arena arena = { NULL, 0 };
	struct happened_birth birth = { 40, 10, 77 };
	struct happenings happened = { .births = &birth, .birth_count = 1 };
	struct process items[] = {
		life_of("super", 10, 1, 10),
		life_of("child", 20, 10, 10),
		life_of("orphan", 30, 1, 10), /* its parent died: the session is left */
		life_of("lost", 40, 1, 40),   /* an event names its root */
		life_of("other", 50, 1, 9),
	};
	struct processes all = { .items = items, .count = 5, .target_count = 5 };

	(void)state;
	items[3].start_ticks = 77;
	assert_int_equal(digits_of(pool_members_by_tree(&all, &happened, &arena), 5), 4);
	items[3].start_ticks = 78;
	assert_int_equal(digits_of(pool_members_by_tree(&all, &happened, &arena), 5), 34);
	arena_free(&arena);
}

static void sums_leave_gaps_where_one_is_missing(void **state)
{
	struct arena arena = { NULL, 0 };
	struct round rounds[ROUNDS];
	struct round_list list = { .items = rounds, .count = ROUNDS };
	struct processes_settings settings = { .rounds = &list };
	struct series_builder builder = { .arena = &arena, .settings = &settings };
	static const uint32_t all[] = { 0, 1, 2, 3, 4, 5 }, some[] = { 1, 3 };
	static const double x[] = { 0, 1, 2, 3, 4, 5 }, ten[] = { 10, 10, 10, 10, 10, 10 },
			    one[] = { 1, 2 };
	struct process a = { .pid = 1 }, b = { .pid = 2 };
	const struct process *items[] = { &a, &b };
	struct lives lives = { items, 2 };
	struct sums sums = sums_new(ROUNDS, &arena);
	struct series sum;

	(void)state;
	for (uint32_t i = 0; i < ROUNDS; i++)
		rounds[i] = (struct round){ .number = i };
	a.value[METRIC_FOOTPRINT] = (struct series){ 6, x, ten, all, KIND_STATUS, 4 };
	b.value[METRIC_FOOTPRINT] = (struct series){ 2, x, one, some, KIND_STATUS, 4 };
	/* b lives from round 1 to 3, and lacks round 2: the sum does too */
	sum = sums_metric(&sums, &builder, &lives, METRIC_FOOTPRINT);
	assert_int_equal(sum.n, 5);
	assert_true(sum.value[0] == 10 && sum.value[1] == 11 && sum.value[2] == 12);
	assert_int_equal(sum.at[2], 3);
	assert_true(sum.value[4] == 10);
	sum = sums_members(&sums, &builder, &lives);
	assert_int_equal(sum.n, 6);
	assert_true(sum.value[0] == 1 && sum.value[2] == 2 && sum.value[4] == 1);
	/* a metric that one of the living never has cannot be summed */
	a.value[METRIC_PRIVATE] = a.value[METRIC_FOOTPRINT];
	sum = sums_metric(&sums, &builder, &lives, METRIC_PRIVATE);
	assert_int_equal(sum.n, 3);
	free(builder.at);
	free(builder.value);
	arena_free(&arena);
}

static void lives_share_a_slope(void **state)
{
	static const double x[] = { 0, 1, 2, 3 }, a[] = { 100, 120, 140, 160 },
			    b[] = { 7, 27, 47, 67 }, c[] = { 0, 22, 38, 60 }, few[] = { 0, 500 };
	struct pooled_part parts[] = { { 4, x, a }, { 4, x, b }, { 2, x, few }, { 4, x, c } };
	struct pooled_slope slope = pooled_slope(parts, 3);

	(void)state;
	/* each has its own level, and what has two points only is left out */
	assert_true(slope.known);
	assert_int_equal(slope.parts, 2);
	assert_true(fabs(slope.slope - (20)) < 1e-12);
	assert_true(slope.p < 1e-9);
	slope = pooled_slope(parts, 4);
	/* Sxy of c is 98, of the others 100, Sxx is 5 each: b = 298 / 15; scores 0.667, 0.667,
	 * -1.333 */
	assert_true(fabs(slope.slope - (298.0 / 15)) < 1e-12);
	assert_true(fabs(slope.error - (sqrt(24.0 / 9 * 3 / 2) / 15)) < 1e-12);
	assert_true(fabs(slope.high - slope.slope - (4.302652729911275 * slope.error)) < 1e-9);
	assert_false(pooled_slope(parts, 1).known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_one_set_each),
		cmocka_unit_test(related_are_parents_and_siblings),
		cmocka_unit_test(a_reused_pid_is_the_parent_of_its_own_time),
		cmocka_unit_test(trees_have_orphans),
		cmocka_unit_test(sums_leave_gaps_where_one_is_missing),
		cmocka_unit_test(lives_share_a_slope),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
