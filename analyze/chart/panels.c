/* panels.c - the model of a process's trend chart: readings, fit, band, marks and axes, computed
 * once for all engines that draw it. */
#include "panels.h"

#include <math.h>

#include "thin.h"

enum { KIB_OF_MIB = 1024, VALUE_TICKS = 4 };

/* Shares of the round axis: margins at its ends, room for the label of a restart and of a warm-up.
 */
static const double AIR = 0.02, RESTART_NAME = 0.28, WARM_UP_NAME = 0.055;

/* Shares of the height of all readings: room at both ends, below for the value of the first one. */
static const double BELOW = 0.09, ABOVE = 0.04;

/* The input that the panels are built from. */
struct builder {
	struct arena *arena;
	const struct analysis *analysis;
	const struct lives *lives;
	size_t most_points;
	bool grows; /* a leak, or a suspect */
};

static const struct series *series_of(const struct finding *life, enum metric metric)
{
	return &life->process->value[metric];
}

static uint32_t round_of(const struct builder *builder, const struct series *series, size_t i)
{
	return builder->analysis->rounds.items[series->at[i]].number;
}

/* The position just before a point, where the event of a mark happened. */
static double before(const struct builder *builder, const struct series *series, size_t i)
{
	double round = round_of(builder, series, i);

	return i ? (round + round_of(builder, series, i - 1)) / 2 : round - 0.5;
}

static bool is_pulse(const struct pulses *pulses, uint32_t at)
{
	for (size_t i = 0; i < pulses->count; i++)
		if (pulses->at[i] == at)
			return true;
	return false;
}

/* A reading with its fit; its band is cut off at the limits, so that it does not dwarf the
 * readings. */
static struct panel_point point_of(const struct builder *builder, const struct finding *life,
	enum metric metric, size_t i, const struct axis *limits)
{
	const struct series *series = series_of(life, metric);
	struct panel_point point = { round_of(builder, series, i), series->value[i], NAN, NAN, NAN,
		is_pulse(&life->pulses, series->at[i]) };
	double fit, band;

	if (trend_curve(&life->trend[metric], series->x[i], &fit, &band)) {
		point.fit = fit;
		point.low = fmax(fit - band, limits->low);
		point.high = fmin(fit + band, limits->high);
	}
	return point;
}

static struct panel_life life_of(const struct builder *builder, struct panel *panel,
	const struct finding *finding, const struct axis *limits)
{
	struct thinned thinned =
		thin(builder->arena, series_of(finding, panel->metric), builder->most_points);
	struct panel_point *points =
		arena_take_array(builder->arena, thinned.count, sizeof *points);

	for (size_t i = 0; i < thinned.count; i++) {
		points[i] = point_of(builder, finding, panel->metric, thinned.at[i], limits);
		axis_add(&panel->axis, points[i].low);
		axis_add(&panel->axis, points[i].high);
	}
	return (struct panel_life){ finding, points, thinned.count };
}

static double height_of(const struct builder *builder, const struct panel *panel)
{
	return builder->grows ? axis_height_of_growth(&panel->axis) : axis_height(&panel->axis);
}

/* The axis contains all readings. The bands reach beyond them by half of the chart at most: a
 * quarter on each side, of the chart without bands where that is higher than the readings are. */
static void take_lives(const struct builder *builder, struct panel *panel)
{
	size_t count = builder->lives->count;
	struct panel_life *lives = arena_take_array(builder->arena, count, sizeof *lives);
	struct axis limits;
	double room;

	for (size_t k = 0; k < count; k++) {
		const struct series *series = series_of(builder->lives->items[k], panel->metric);

		panel->readings += series->n;
		panel->last_kib = series->n ? series->value[series->n - 1] : panel->last_kib;
		for (size_t i = 0; i < series->n; i++)
			axis_add(&panel->axis, series->value[i]);
	}
	room = fmax((panel->axis.high - panel->axis.low) / 2, height_of(builder, panel) / 4);
	limits = (struct axis){ panel->axis.low - room, panel->axis.high + room, true };
	for (size_t k = 0; k < count; k++)
		lives[k] = life_of(builder, panel, builder->lives->items[k], &limits);
	panel->lives = lives;
	panel->life_count = count;
}

/* Gives all panels the same KiB per pixel; no axis begins below 0 KiB. */
static void set_axes(const struct builder *builder, struct panels *panels)
{
	double height = 0;

	for (size_t i = 0; i < panels->count; i++)
		height = fmax(height, height_of(builder, &panels->items[i]));
	for (size_t i = 0; i < panels->count; i++) {
		struct axis *axis = &panels->items[i].axis;
		double middle = (axis->low + axis->high) / 2;

		axis->low = fmax(middle - (0.5 + BELOW) * height, 0);
		axis->high = axis->low + (1 + BELOW + ABOVE) * height;
	}
	panels->step_mib = axis_step((1 + BELOW + ABOVE) * height / KIB_OF_MIB, VALUE_TICKS);
}

static void set_rounds(const struct lives *lives, struct panels *panels)
{
	uint32_t first = lives->items[0]->process->first_round, last = first;
	double air;

	for (size_t k = 0; k < lives->count; k++)
		last = lives->items[k]->process->last_round > last
			       ? lives->items[k]->process->last_round
			       : last;
	air = fmax(0.4, (last - first) * AIR);
	panels->rounds = (struct round_range){ first, last };
	panels->first = first - air;
	panels->last = last + air;
}

/* Steps and drops that the method set aside, except those too small to be seen at this scale. */
static void take_steps(const struct builder *builder, struct panel *panel)
{
	double *steps = arena_take_array(builder->arena, PANELS_MARKS, sizeof *steps);

	for (size_t k = 0; k < builder->lives->count; k++) {
		const struct finding *life = builder->lives->items[k];
		const struct series *series = series_of(life, panel->metric);
		const struct trend *trend = &life->trend[panel->metric];

		for (size_t i = 0; i < trend->nuisance_count && panel->step_count < PANELS_MARKS;
			i++) {
			size_t p = 0;

			if (!trend_draws_step(
				    &trend->nuisance[i], panel->axis.high - panel->axis.low))
				continue;
			while (p + 1 < series->n && series->x[p] < trend->nuisance[i].parameter)
				p++;
			steps[panel->step_count++] = before(builder, series, p);
		}
	}
	panel->steps = steps;
}

/* Finds the restarts, and those that can be labelled without covering the label of the previous
 * one. */
static void take_restarts(
	const struct builder *builder, const struct panels *panels, struct panel *panel)
{
	double free_from = panels->first, span = panels->last - panels->first;
	struct panel_restart *restarts =
		arena_take_array(builder->arena, PANELS_MARKS, sizeof *restarts);

	for (size_t k = 1; k < builder->lives->count && k <= PANELS_MARKS; k++) {
		const struct finding *life = builder->lives->items[k];
		const struct series *series = series_of(life, panel->metric),
				    *last = series_of(builder->lives->items[k - 1], panel->metric);
		double x;

		if (!series->n)
			continue;
		x = last->n ? (round_of(builder, series, 0) +
				      round_of(builder, last, last->n - 1)) /
				      2.0
			    : before(builder, series, 0);
		restarts[panel->restart_count++] =
			(struct panel_restart){ x, life->process, k, x >= free_from };
		free_from = x >= free_from ? x + RESTART_NAME * span : free_from;
	}
	panel->restarts = restarts;
}

static void take_warm_ups(const struct builder *builder, struct panels *panels)
{
	struct panel_warm_up *list = arena_take_array(builder->arena, PANELS_MARKS, sizeof *list);
	double least = WARM_UP_NAME * (panels->rounds.last - panels->rounds.first);

	for (size_t k = 0; k < builder->lives->count && k < PANELS_MARKS; k++) {
		const struct finding *life = builder->lives->items[k];
		const struct series *series = series_of(life, panels->items[0].metric);
		size_t rounds = life->warm_up_rounds, skipped = 0;
		double from, to;

		while (skipped < series->n &&
			series->x[skipped] < builder->analysis->settings.skip_x)
			skipped++;
		rounds = rounds > skipped ? rounds : skipped;
		if (!rounds || rounds >= series->n)
			continue;
		from = before(builder, series, 0);
		to = before(builder, series, rounds);
		list[panels->warm_up_count++] =
			(struct panel_warm_up){ from, to, k, !k && to - from >= least };
	}
	panels->warm_ups = list;
}

static bool any_grows(const struct lives *lives)
{
	for (size_t k = 0; k < lives->count; k++)
		if (lives->items[k]->verdict >= VERDICT_SUSPECT)
			return true;
	return false;
}

static bool is_measured(const struct lives *lives, enum metric metric)
{
	for (size_t k = 0; k < lives->count; k++)
		if (series_of(lives->items[k], metric)->n)
			return true;
	return false;
}

struct panels panels_build(struct arena *arena, const struct analysis *analysis,
	const struct lives *lives, const enum metric metrics[2], size_t most_points)
{
	struct builder builder = { arena, analysis, lives, most_points, any_grows(lives) };
	struct panels panels = { .lives = *lives };

	for (size_t i = 0; i < 2; i++)
		if (is_measured(lives, metrics[i]))
			panels.items[panels.count++] =
				(struct panel){ .metric = metrics[i], .axis = axis_empty };
	if (!panels.count)
		return panels;
	set_rounds(lives, &panels);
	for (size_t i = 0; i < panels.count; i++)
		take_lives(&builder, &panels.items[i]);
	set_axes(&builder, &panels);
	take_warm_ups(&builder, &panels);
	for (size_t i = 0; i < panels.count; i++) {
		take_steps(&builder, &panels.items[i]);
		take_restarts(&builder, &panels, &panels.items[i]);
	}
	return panels;
}
