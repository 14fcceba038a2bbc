/*
 * search.c - CPU of the search for nuisances, and of all that is fitted to a series, by length.
 * Also as multiples of a yardstick that no machine or compiler changes much: one plain loop of 700
 * dot products over as many points as the search looks at. Seeds are fixed.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "analyze/stats/points.h"
#include "analyze/stats/search.h"
#include "analyze/stats/trend.h"
#include "noise.h"

enum { LONGEST = 10000, POINTS = METHOD_SEARCH_POINTS, DOTS = 700, SERIES = 64, PASSES = 5 };
static const double PAGE = 4.0;

struct work {
	struct trend_work *trend;
	struct search *search;
	double x[LONGEST], y[LONGEST], columns[DOTS][POINTS];
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Pages: each bit of kind is a warm-up, a step, a wave, a bend, a drop or a slope; noise of three
 * persistences. */
static void make(size_t n, unsigned kind, double *x, double *y)
{
	uint64_t state = 1 + 7919 * (uint64_t)kind;
	double rho = 0.45 * (double)(kind % 3), level = 0.0, at[4];

	for (size_t i = 0; i < 24; i++)
		at[i % 4] = uniform(&state);
	for (size_t i = 0; i < n; i++) {
		double part = (double)i / (double)n, v = 100000.0;

		level = rho * level +
			200.0 * (uniform(&state) + uniform(&state) + uniform(&state) - 1.5);
		v += level;
		v += kind & 1 ? 2000.0 * (1.0 - exp(-part / (0.02 + 0.2 * at[0]))) : 0.0;
		v += kind & 2 ? (part > at[1] ? 600.0 : 0.0) : 0.0;
		v += kind & 4 ? 200.0 * sin(6.28 * part * (3.0 + 20.0 * at[2])) : 0.0;
		v += kind & 8 ? 900.0 * fmin(part, at[3]) : 0.0;
		v -= kind & 16 && part > 0.15 * at[0] ? 400.0 : 0.0;
		v += kind & 32 ? 3000.0 * part : 0.0;
		x[i] = (double)i;
		y[i] = PAGE * floor(v / PAGE);
	}
}

/* The yardstick. */
static void dots(const struct work *work, size_t n)
{
	double sum = 0.0;
	volatile double kept;

	for (size_t d = 0; d < DOTS; d++)
		for (size_t i = 0; i < n; i++)
			sum += work->columns[d][i] * work->y[i];
	kept = sum;
	(void)kept;
}

/* Seconds of a series, each the least of all passes: what else the machine does only adds. */
struct least {
	double search, fit, dots;
	size_t found;
};

static void keep_least(double start, double *least)
{
	double spent = seconds() - start;

	*least = *least > 0.0 && *least < spent ? *least : spent;
}

static void time_series(struct work *work, size_t n, struct least *least)
{
	static const struct trend_settings settings = {
		.page = 4, .floor = 32, .alpha = 0.001, .budget = -1, .unit = 1
	};
	const struct points points = { n, work->x, work->y };
	struct nuisance nuisances[TREND_NUISANCES];
	struct trend trend;
	double start = seconds();

	dots(work, n < POINTS ? n : POINTS);
	keep_least(start, &least->dots);
	start = seconds();
	if (!search_nuisances(work->search, &points, PAGE, false, nuisances, &least->found))
		exit(2);
	keep_least(start, &least->search);
	start = seconds();
	if (!trend_fit(n, work->x, work->y, &settings, work->trend, &trend))
		exit(2);
	keep_least(start, &least->fit);
}

static void measure(struct work *work, size_t n)
{
	struct least least[SERIES] = { 0 }, all = { 0 };

	for (int pass = 0; pass < PASSES; pass++)
		for (unsigned kind = 0; kind < SERIES; kind++) {
			make(n, kind, work->x, work->y);
			time_series(work, n, &least[kind]);
		}
	for (unsigned kind = 0; kind < SERIES; kind++) {
		all.search += least[kind].search;
		all.fit += least[kind].fit;
		all.dots += least[kind].dots;
		all.found += least[kind].found;
	}
	printf("| %zu | %.2f | %.3f | %.3f | %.2f | %.2f |\n", n, (double)all.found / SERIES,
		all.search / SERIES * 1e3, all.fit / SERIES * 1e3, all.search / all.dots,
		all.fit / all.dots);
}

int main(void)
{
	static const size_t lengths[] = { 100, 200, 400, 2000, LONGEST };
	struct work *work = calloc(1, sizeof *work);

	trend_init();
	if (!work || !(work->trend = trend_work_new(NULL)) || !(work->search = search_new(NULL)))
		return 2;
	for (size_t d = 0; d < DOTS; d++)
		for (size_t i = 0; i < POINTS; i++)
			work->columns[d][i] = sin((double)(d * i));
	printf("| rounds | nuisances | search, ms | all of a fit, ms | search / 700 dot products | fit / 700 dot products |\n"
	       "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		measure(work, lengths[i]);
	trend_work_free(work->trend);
	search_free(work->search);
	free(work);
	return 0;
}
