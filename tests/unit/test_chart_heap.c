/* test_chart_heap.c - the model of the chart of a live heap: changes from the first judged round,
 * the free heap above the bytes in use, the blocks that grow. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analyze/chart/heap_chart.h"
#include "fake_analysis.h"
#include "own_arena.h"

enum { CLASSES = 8 };

/* A life whose heap grows by 2 KiB a round below 100 KiB of free heap; RSS grows 300 KiB in the
 * first round and is flat then. */
struct life {
	struct fake *fake;
	double used[FAKE_ROUNDS], spare[FAKE_ROUNDS], rss[FAKE_ROUNDS];
	double blocks[CLASSES][FAKE_ROUNDS];
	struct block_class classes[CLASSES];
	struct block_finding block_findings[CLASSES];
	struct process process;
	struct finding finding;
};

static void near(double got, double wanted)
{
	if (!(fabs(got - wanted) <= 1e-9))
		fail_msg("got %.12g, wanted %.12g", got, wanted);
}

static struct fake *made[8];
static size_t made_count;

static int free_all(void **state)
{
	while (made_count)
		free(made[--made_count]);
	return free_arena(state);
}

/* Class k has 1000 blocks and grows by k in every round. */
static struct life *make_life(void)
{
	struct life *life = arena_take(&own_arena, sizeof *life);

	assert_true(made_count < sizeof made / sizeof *made);
	life->fake = made[made_count++] = fake_new();
	for (size_t i = 0; i < FAKE_ROUNDS; i++) {
		life->used[i] = 500 + 2 * (double)i;
		life->spare[i] = 100;
		life->rss[i] = i == 0 ? 4000 : 4300;
		for (size_t k = 0; k < CLASSES; k++)
			life->blocks[k][i] = 1000 + (double)(k * i);
	}
	for (size_t k = 0; k < CLASSES; k++)
		life->classes[k] = (struct block_class){ .size = 64,
			.block_bytes = 64,
			.blocks = fake_series(life->fake, life->blocks[k]) };
	life->process =
		(struct process){ .heap = { .classes = life->classes, .class_count = CLASSES } };
	life->process.value[METRIC_HEAP] = fake_series(life->fake, life->used);
	life->process.value[METRIC_HEAP_FREE] = fake_series(life->fake, life->spare);
	life->process.value[METRIC_RSS] = fake_series(life->fake, life->rss);
	life->finding = (struct finding){ .process = &life->process,
		.heap = { .blocks = life->block_findings } };
	return life;
}

static bool build(struct life *life, size_t most, struct heap_chart *chart)
{
	return heap_chart_build(&own_arena, &life->fake->analysis, &life->finding, most, chart);
}

static void changes(void **state)
{
	struct life *life = make_life();
	struct heap_chart chart;

	(void)state;
	assert_true(build(life, 1000, &chart));
	assert_int_equal(chart.line[HEAP_LINE_USED].count, FAKE_ROUNDS);
	near(chart.line[HEAP_LINE_USED].points[0].kib, 0);
	near(chart.line[HEAP_LINE_USED].points[60].kib, 120);
	near(chart.line[HEAP_LINE_USED].points[60].round, 60);
	/* the free heap lies on the bytes in use */
	near(chart.line[HEAP_LINE_HELD].points[60].below, 120);
	near(chart.line[HEAP_LINE_HELD].points[60].kib, 220);
	near(chart.free_kib, 100);
	near(chart.line[HEAP_LINE_RSS].points[60].kib, 300);
	assert_int_equal(chart.line[HEAP_LINE_PRIVATE].count, 0);
	assert_false(chart.is_cut);
	assert_true(chart.axis.low < 0 && chart.axis.high > 300 && chart.axis.high < 340);
	near(chart.first, -1.2);
	near(chart.last, 61.2);
	assert_true(build(life, 10, &chart));
	assert_true(chart.line[HEAP_LINE_USED].count <= 10);
}

/* What the warm-up did is not drawn: changes count from the first judged round. */
static void warm_up(void **state)
{
	struct life *life = make_life();
	struct heap_chart chart;

	(void)state;
	life->fake->analysis.settings.skip_x = 10;
	assert_true(build(life, 1000, &chart));
	near(chart.line[HEAP_LINE_USED].points[0].round, 10);
	near(chart.line[HEAP_LINE_USED].points[50].kib, 100);
	near(chart.line[HEAP_LINE_RSS].points[50].kib, 0);
	near(chart.blocks[0].line.points[50].kib, 7 * 50 / 16.0);
}

/* Far more free heap than anything moves is cut, so that the lines can be seen. */
static void much_free_heap(void **state)
{
	struct life *life = make_life();
	struct heap_chart chart;

	(void)state;
	for (size_t i = 0; i < FAKE_ROUNDS; i++)
		life->spare[i] = 8192;
	assert_true(build(life, 1000, &chart));
	assert_true(chart.is_cut);
	assert_true(chart.axis.high < 340);
	near(chart.line[HEAP_LINE_HELD].points[60].kib, chart.axis.high);
	near(chart.free_kib, 8192);
}

static void classes(void **state)
{
	struct life *life = make_life();
	struct heap_chart chart;

	(void)state;
	/* one class does not change; of the others those that changed most */
	assert_true(build(life, 1000, &chart));
	assert_int_equal(chart.block_count, HEAP_CHART_CLASSES);
	assert_ptr_equal(chart.blocks[0].class, &life->classes[7]);
	near(chart.blocks[0].line.points[60].kib, 7 * 60 / 16.0);
	assert_ptr_equal(chart.blocks[5].class, &life->classes[2]);
	/* where some grow, only those */
	life->block_findings[1].grows = life->block_findings[3].grows = true;
	assert_true(build(life, 1000, &chart));
	assert_int_equal(chart.block_count, 2);
	assert_ptr_equal(chart.blocks[0].class, &life->classes[3]);
	assert_ptr_equal(chart.blocks[1].class, &life->classes[1]);
}

static void nothing_to_draw(void **state)
{
	struct life *life = make_life();
	struct heap_chart chart;

	(void)state;
	life->fake->analysis.settings.skip_x = 59.5;
	assert_false(build(life, 1000, &chart));
	life->fake->analysis.settings.skip_x = 0;
	life->process.value[METRIC_HEAP].n = 0;
	assert_false(build(life, 1000, &chart));
	/* without classes there is one panel */
	life = make_life();
	life->process.heap.class_count = 0;
	assert_true(build(life, 1000, &chart));
	assert_int_equal(chart.block_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(changes), cmocka_unit_test(warm_up),
		cmocka_unit_test(much_free_heap), cmocka_unit_test(classes),
		cmocka_unit_test(nothing_to_draw) };

	return cmocka_run_group_tests(tests, NULL, free_all);
}
