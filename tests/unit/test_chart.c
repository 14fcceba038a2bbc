/* test_chart.c - the chart model: thinning, axes, ticks of time, panels with their marks. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "analyze/chart/panels.h"
#include "analyze/chart/thin.h"
#include "fake_analysis.h"
#include "own_arena.h"

static void near(double got, double wanted)
{
	if (!(fabs(got - wanted) <= 1e-9))
		fail_msg("got %.12g, wanted %.12g", got, wanted);
}

/* Few readings are all kept; of many a spike up and one down are. */
static void test_thin(void **state)
{
	double values[100], x[100];
	struct series series = { .n = 100, .x = x, .value = values };
	struct thinned thinned;

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		values[i] = i == 55 ? 9 : i == 56 ? -9 : 0;
		x[i] = (double)i;
	}
	thinned = thin(&own_arena, &series, 100);
	assert_int_equal(thinned.count, 100);
	assert_int_equal(thinned.at[99], 99);
	thinned = thin(&own_arena, &series, 99);
	assert_true(thinned.count < 99);
	thinned = thin(&own_arena, &series, 10);
	assert_true(thinned.count <= 10);
	assert_int_equal(thinned.at[0], 0);
	assert_int_equal(thinned.at[thinned.count - 1], 99);
	for (size_t i = 1; i < thinned.count; i++)
		assert_true(thinned.at[i] > thinned.at[i - 1]);
	for (size_t i = 0, peaks = 0; i <= thinned.count; i++) {
		if (i == thinned.count)
			assert_int_equal(peaks, 2);
		else
			peaks += thinned.at[i] == 55 || thinned.at[i] == 56;
	}
	series.n = 0;
	assert_int_equal(thin(&own_arena, &series, 10).count, 0);
}

static void test_axis(void **state)
{
	struct axis axis = axis_empty;

	(void)state;
	near(axis_step(9, 4), 2);
	near(axis_step(4000, 4), 1000);
	near(axis_step(0, 4), 1);
	/* the borders between 1, 2, 5 and 10 */
	near(axis_step(1.49, 1), 1);
	near(axis_step(1.51, 1), 2);
	near(axis_step(3.49, 1), 2);
	near(axis_step(3.51, 1), 5);
	near(axis_step(7.49, 1), 5);
	near(axis_step(7.51, 1), 10);
	near(axis_round_step(3, 8), 1);
	near(axis_round_step(60, 8), 10);
	assert_int_equal(axis_digits(0.05), 2);
	assert_int_equal(axis_digits(0.1), 1);
	assert_int_equal(axis_digits(1), 0);
	assert_int_equal(axis_digits(20), 0);
	axis_add(&axis, (double)NAN);
	assert_false(axis.any);
	axis_add(&axis, 10008);
	axis_add(&axis, 10000);
	near(axis_height(&axis), 500.2);
	near(axis_height_of_growth(&axis), 256);
	axis_add(&axis, 9744);
	near(axis_height_of_growth(&axis), 264);
	axis = axis_empty;
	axis_add(&axis, 100);
	axis_add(&axis, 101);
	near(axis_height(&axis), 256);
	axis_widen(&axis, axis_height(&axis));
	near(axis.high - axis.low, 256 * 1.12);
	near(axis.high + axis.low, 201);
}

/* 61 rounds of 30.2 s: 1,812 s, of which a tick stands at each fifth minute. */
static void test_times(void **state)
{
	struct fake *fake = fake_new();
	struct time_ticks ticks = time_ticks_of(
		&own_arena, &fake->analysis, (struct round_range){ 0, FAKE_ROUNDS - 1 }, 8);

	(void)state;
	assert_string_equal(ticks.unit, "min");
	assert_int_equal(ticks.count, 7);
	near(ticks.items[1].value, 5);
	near(ticks.items[1].round, 300 / 30.2);
	/* the later part of the run alone */
	ticks = time_ticks_of(
		&own_arena, &fake->analysis, (struct round_range){ 30, FAKE_ROUNDS - 1 }, 8);
	near(ticks.items[0].value, 20);
	ticks = time_ticks_of(
		&own_arena, &fake->analysis, (struct round_range){ 0, FAKE_ROUNDS - 1 }, 4);
	near(ticks.items[1].value, 10);
	fake->analysis.rounds.count = 0;
	assert_string_equal(
		time_ticks_of(&own_arena, &fake->analysis, (struct round_range){ 0, 1 }, 8).unit,
		"");
	free(fake);
}

static struct panels panels_of(struct fake *fake, size_t identity, size_t most)
{
	static const enum metric metrics[] = { METRIC_PRIVATE, METRIC_FOOTPRINT };
	struct lives lives = lives_of(&own_arena, &fake->analysis, identity);

	return panels_build(&own_arena, &fake->analysis, &lives, metrics, most);
}

static void test_panels(void **state)
{
	struct fake *fake = fake_new();
	struct panels panels;
	const struct panel_point *point;

	(void)state;
	panels = panels_of(fake, 0, 240);
	assert_int_equal(panels.count, 2);
	assert_int_equal(panels.items[0].metric, METRIC_PRIVATE);
	assert_int_equal(panels.items[0].lives[0].count, FAKE_ROUNDS);
	point = &panels.items[0].lives[0].points[7];
	assert_int_equal(point->round, 7);
	near(point->kib, fake->private[0][7]);
	assert_true(point->low < point->fit && point->fit < point->high);
	/* the same KiB a pixel, nothing outside */
	near(panels.items[0].axis.high - panels.items[0].axis.low,
		panels.items[1].axis.high - panels.items[1].axis.low);
	for (size_t i = 0; i < FAKE_ROUNDS; i++) {
		assert_true(fake->private[0][i] > panels.items[0].axis.low);
		assert_true(fake->private[0][i] < panels.items[0].axis.high);
	}
	near(panels.first, -1.2);
	near(panels.last, 61.2);
	assert_int_equal(panels.warm_up_count, 1);
	near(panels.warm_ups[0].to, 4.5);
	assert_true(panels.warm_ups[0].named);
	panels = panels_of(fake, 0, 20);
	assert_true(panels.items[0].lives[0].count <= 20);
	assert_int_equal(panels.items[0].readings, FAKE_ROUNDS);
	free(fake);
}

/* How much of a chart the readings take, and how far its band reaches beyond them, in its height.
 */
static void shares(const struct panel *panel, double *readings, double *beyond)
{
	double height = panel->axis.high - panel->axis.low, low = panel->lives[0].points[0].kib,
	       high = low, band_low = INFINITY, band_high = -INFINITY;

	for (size_t i = 0; i < panel->lives[0].count; i++) {
		const struct panel_point *point = &panel->lives[0].points[i];

		low = fmin(low, point->kib);
		high = fmax(high, point->kib);
		band_low = fmin(band_low, point->low);
		band_high = fmax(band_high, point->high);
	}
	*readings = (high - low) / height;
	*beyond = (fmax(low - band_low, 0) + fmax(band_high - high, 0)) / height;
}

/* However wide the band, it leaves half of the chart to the readings; less than 256 KiB are not
 * drawn higher than they are. */
static void test_wide_band(void **state)
{
	static const double covariance[4] = { 1e12, 0, 0, 1e9 };
	struct fake *fake = fake_new();
	double readings, beyond;

	(void)state;
	for (size_t m = 0; m < METRICS; m++)
		fake->trends[0][m].curve_covariance = covariance;
	shares(&panels_of(fake, 0, 240).items[0], &readings, &beyond);
	assert_true(readings > 0.44 && beyond < 0.5 && beyond > 0.4);
	for (size_t i = 0; i < FAKE_ROUNDS; i++)
		fake->private[0][i] = fake->rss[0][i] = 1000 + (double)(i % 2);
	shares(&panels_of(fake, 0, 240).items[0], &readings, &beyond);
	assert_true(readings < 0.01 && beyond < 0.5 && beyond > 0.4);
	free(fake);
}

/* Just before the reading from which on it is there; one of less than a hundredth of the height is
 * not seen. */
static void test_steps(void **state)
{
	struct fake *fake = fake_new();
	struct trend *trend = &fake->trends[0][METRIC_PRIVATE];
	struct panels panels;

	(void)state;
	trend->curve_covariance = NULL; /* it knows no steps */
	trend->nuisance_count = 2;
	trend->nuisance[0] =
		(struct nuisance){ .kind = NUISANCE_STEP, .parameter = 30, .coefficient = 132 };
	trend->nuisance[1] =
		(struct nuisance){ .kind = NUISANCE_DROP, .parameter = 40, .coefficient = -1 };
	panels = panels_of(fake, 0, 240);
	assert_int_equal(panels.items[0].step_count, 1);
	near(panels.items[0].steps[0], 29.5);
	free(fake);
}

/* Two lives of one process: what was not measured has no panel, a restart stands between them. */
static void test_restart(void **state)
{
	struct fake *fake = fake_new();
	struct panels panels;

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct process *process = &fake->processes[k];

		process->identity = 0;
		process->value[METRIC_PRIVATE].n = 0;
		process->first_round = k ? 31 : 0;
		process->last_round = k ? 60 : 30;
		process->value[METRIC_FOOTPRINT].at += k ? 31 : 0;
		process->value[METRIC_FOOTPRINT].n = k ? 30 : 31;
	}
	fake->findings[0].warm_up_rounds = 1;
	panels = panels_of(fake, 0, 240);
	assert_int_equal(panels.count, 1);
	assert_int_equal(panels.items[0].metric, METRIC_FOOTPRINT);
	assert_int_equal(panels.items[0].life_count, 2);
	assert_int_equal(panels.items[0].restart_count, 1);
	near(panels.items[0].restarts[0].round, 30.5);
	assert_true(panels.items[0].restarts[0].named);
	/* too narrow for its name */
	assert_int_equal(panels.warm_up_count, 1);
	assert_false(panels.warm_ups[0].named);
	free(fake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thin),
		cmocka_unit_test(test_axis),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_panels),
		cmocka_unit_test(test_wide_band),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_restart),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
