/* verdict_inject.c - adds a leak of a known rate to a series, and finds the smallest rate that
 * would have been caught. */
#include "verdict_inject.h"

#include <math.h>
#include <string.h>

#include "../base/arena.h"
#include "../history/heap_series.h"
#include "method.h"
#include "verdict_rules.h"

static struct series leaking(const struct series *series, double rate, double quantum,
	double round_x, struct arena *arena)
{
	struct series out = *series;
	double *value = arena_take_array(arena, series->n + 1, sizeof *value);

	for (size_t i = 0; i < series->n; i++) {
		double leaked = rate * (series->x[i] - series->x[0]) / round_x;

		value[i] = series->value[i] + floor(leaked / quantum) * quantum;
	}
	out.value = value;
	return out;
}

/* The size of blocks that make a rate of KiB a round, one in nearly each round: headers and all, a
 * multiple of what malloc gives. */
static int64_t block_of(double rate)
{
	return (int64_t)fmax(
		METHOD_INJECT_BLOCK, floor(rate / HEAP_GRAIN_KIB) * HEAP_GRAIN_KIB * 1024);
}

/* The number of blocks in each whole reading that leak at that rate, beside those of a class; NULL:
 * there were none. */
static struct series leaking_blocks(const struct block_class *class, const struct series *used,
	double per_round, double round_x, struct arena *arena)
{
	struct series out = class ? class->blocks : *used;
	double *value = arena_take_array(arena, out.n + 1, sizeof *value);

	for (size_t i = 0; i < out.n; i++)
		value[i] = (class ? class->blocks.value[i] : 0.0) +
			   floor(per_round * (out.x[i] - out.x[0]) / round_x);
	out.value = value;
	out.grain = 1.0;
	return out;
}

/* The leak is made of blocks of one size without a known pointer: they join the class of these. */
static struct heap_view leaking_heap(const struct process *process, double rate,
	const struct verdict_settings *settings, struct arena *arena)
{
	struct heap_view out = process->heap;
	int64_t size = block_of(rate);
	double per_round = rate * 1024 / (double)size;
	const struct block_class *old = NULL;
	struct block_class *class;
	size_t at = 0;

	while (at < out.class_count && (out.classes[at].size != size || out.classes[at].is_pooled ||
					       out.classes[at].module.len))
		at++;
	out.classes = arena_take_array(arena, out.class_count + 1, sizeof *out.classes);
	if (process->heap.class_count)
		memcpy(out.classes, process->heap.classes,
			process->heap.class_count * sizeof *out.classes);
	class = &out.classes[at];
	if (at < out.class_count) {
		old = &process->heap.classes[at];
	} else {
		*class = (struct block_class){ .size = size, .block_bytes = (double)size };
		out.class_count++;
		out.classes_seen++;
	}
	class->blocks = leaking_blocks(
		old, &process->value[METRIC_HEAP], per_round, settings->round_x, arena);
	return out;
}

/* A reading in MiB shows a leak in whole MiB: finer than its grain nothing is added. Bytes in use
 * are exact, whatever counts as growth of theirs. */
static double step_of(
	const struct series *series, double step, const struct verdict_settings *settings)
{
	return settings->is_exact ? step : fmax(step, series->grain);
}

struct process verdict_inject(const struct process *process, double rate,
	const struct verdict_settings *settings, struct arena *arena)
{
	static const enum metric resident[] = { METRIC_RSS, METRIC_FOOTPRINT, METRIC_ANON,
		METRIC_VMRSS, METRIC_OLD };
	struct process out = *process;

	for (size_t i = 0; i < sizeof resident / sizeof *resident; i++)
		out.value[resident[i]] = leaking(&process->value[resident[i]], rate,
			step_of(&process->value[resident[i]], settings->page_kib, settings),
			settings->round_x, arena);
	out.value[METRIC_HEAP] = leaking(
		&process->value[METRIC_HEAP], rate, HEAP_GRAIN_KIB, settings->round_x, arena);
	out.value[METRIC_PRIVATE] = leaking(&process->value[METRIC_PRIVATE], rate,
		step_of(&process->value[METRIC_PRIVATE],
			fmax(process->quantum_kib, settings->page_kib), settings),
		settings->round_x, arena);
	if (process->heap.complete)
		out.heap = leaking_heap(process, rate, settings, arena);
	return out;
}

bool verdict_inject_caught(struct verdict_again *again, const struct process *process, double rate,
	const struct verdict_settings *settings, const struct verdict_again_tests *tests)
{
	struct arena arena = { NULL, 0 };
	struct process leaks = verdict_inject(process, rate, settings, &arena);
	bool caught = verdict_again_leaks(again, &leaks, tests);

	arena_free(&arena);
	return caught;
}

/* A higher rate is not always easier to catch: private memory moves in the steps of an allocator,
 * and two or three steps are not growth yet. So rates lie on a grid, and the answer is the smallest
 * rate that begins a row of caught rates. */
enum {
	RATES = 120, /* METHOD_INJECT_RATIO^120: from one page a year to more memory than any
			machine has */
	IN_A_ROW = METHOD_INJECT_ROW
};

struct grid {
	struct verdict_again *again;
	const struct process *process;
	const struct verdict_settings *settings;
	const struct verdict_again_tests *tests;
	double first;             /* KiB per round: the floor divided by the length of the run */
	int row;                  /* number of neighbouring rates that must all be caught */
	signed char known[RATES]; /* 1 caught, 0 missed, -1 not tried yet */
};

static double rate_at(const struct grid *grid, int i)
{
	return grid->first * pow(METHOD_INJECT_RATIO, i);
}

static bool caught_at(struct grid *grid, int i)
{
	if (grid->known[i] < 0)
		grid->known[i] = verdict_inject_caught(
			grid->again, grid->process, rate_at(grid, i), grid->settings, grid->tests);
	return grid->known[i];
}

/* The last missed rate of the row that begins at i; -1: the whole row is caught. */
static int last_missed(struct grid *grid, int i)
{
	for (int j = i + grid->row - 1; j >= i; j--)
		if (!caught_at(grid, j))
			return j;
	return -1;
}

/* Searches upwards from i in growing steps for a row that is caught, then back down to the first
 * such row; RATES: there is none. */
static int least_at(struct grid *grid, int i)
{
	int step = 1, missed;

	while (i + IN_A_ROW < RATES) {
		if (!caught_at(grid, i)) {
			i += step;
			step += step < METHOD_INJECT_STEP;
			continue;
		}
		missed = last_missed(grid, i);
		if (missed < 0) {
			while (i > 0 && caught_at(grid, i - 1))
				i--;
			return i;
		}
		i = missed + 1;
		step = 1;
	}
	return RATES;
}

/* Means of blocks of neighbouring points; the last block may be shorter. */
static struct series block_means(const struct series *series, size_t block, struct arena *arena)
{
	size_t count = (series->n + block - 1) / block;
	double *x = arena_take_array(arena, count + 1, sizeof *x),
	       *value = arena_take_array(arena, count + 1, sizeof *value);
	uint32_t *at = arena_take_array(arena, count + 1, sizeof *at);
	struct series out = *series;

	for (size_t i = 0; i < series->n; i++) {
		size_t left = series->n - i / block * block, size = left < block ? left : block;

		x[i / block] += series->x[i] / (double)size;
		value[i / block] += series->value[i] / (double)size;
		at[i / block] = series->at[i];
	}
	out.n = count;
	out.x = x;
	out.value = value;
	out.at = at;
	return out;
}

/* Replaces a long run by its block means: nearly the same answer in less time, which is then
 * confirmed on the whole run. Both metrics must have the same number of rounds, so that their
 * blocks are the same. */
static struct process thinned(const struct process *process, struct arena *arena)
{
	const struct series *footprint = &process->value[METRIC_FOOTPRINT],
			    *private = &process->value[METRIC_PRIVATE];
	size_t block = verdict_leading(process)->n / METHOD_INJECT_POINTS;
	struct process out = *process;

	if (block < 2 || (footprint->n && private->n && footprint->n != private->n))
		return out;
	for (enum metric metric = 0; metric < METRICS; metric++)
		out.value[metric] = block_means(&process->value[metric], block, arena);
	return out;
}

/* The first rate from i on whose row is caught. */
static int caught_from(struct grid *grid, int i)
{
	int missed = i;

	while (missed >= 0 && i + IN_A_ROW < RATES) {
		missed = last_missed(grid, i);
		i = missed < 0 ? i : missed + 1;
	}
	return missed < 0 ? i : RATES;
}

/* The number of rounds from the first to the last that is judged. */
static double rounds_of(const struct process *process, const struct verdict_settings *settings)
{
	const struct series *series = verdict_leading(process);
	double from;

	if (series->n < 2)
		return 0.0;
	from = fmax(series->x[0], settings->skip_x);
	return (series->x[series->n - 1] - from) / settings->round_x;
}

double verdict_inject_least(struct verdict_again *again, const struct process *process,
	double guess, const struct verdict_settings *settings,
	const struct verdict_again_tests *tests)
{
	double rounds = rounds_of(process, settings);
	struct arena arena = { NULL, 0 };
	struct process thin = thinned(process, &arena);
	struct grid grid = { .again = again,
		.process = &thin,
		.settings = settings,
		.tests = tests,
		.row = IN_A_ROW };
	int i = RATES;

	grid.first = verdict_floor(settings->page_kib, verdict_leading(process)->grain) / rounds;
	memset(grid.known, -1, sizeof grid.known);
	if (rounds > 0.0) {
		double at = floor(log(guess / grid.first) / log(METHOD_INJECT_RATIO));

		i = least_at(&grid, (int)fmax(0.0, fmin(RATES - IN_A_ROW - 1, at)));
	}
	if (i < RATES && verdict_leading(&thin)->n < verdict_leading(process)->n) {
		grid.process = process;
		grid.row = METHOD_INJECT_SURE;
		memset(grid.known, -1, sizeof grid.known);
		i = caught_from(&grid, i);
	}
	arena_free(&arena);
	return i < RATES ? rate_at(&grid, i) : INFINITY;
}
