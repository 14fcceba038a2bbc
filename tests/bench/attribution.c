/* attribution.c - how often an action is blamed that does nothing, and how often one that leaks is
 * found. Usage: attribution [RUNS [WORDS]] (1000 a cell; those with WORDS in their name). Seeds are
 * fixed: the same numbers each time. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyze/stats/attribution.h"
#include "analyze/stats/trend.h"
#include "noise.h"

enum { LONGEST = 1000, PAGE = 4, DRAWS = 199 };

static const double LEVEL = 0.05;

struct cell {
	const char *name;
	double rho;   /* of AR(1); 1: a random walk */
	double sd;    /* KiB; of a walk's step */
	double time;  /* KiB a round */
	double start; /* KiB of a warm-up */
	double leak;  /* KiB each time the first action runs */
	size_t arms;  /* actions */
	size_t block; /* rounds that were drawn as one */
	size_t most;  /* 0: an action runs once, beside idle rounds; else 1 to so many times, and no
			 round is idle */
};

static const struct cell cells[] = {
	{ "white noise", 0.0, 400, 0, 0, 0, 1, 4, 0 },
	{ "AR .9", 0.9, 400, 0, 0, 0, 1, 4, 0 },
	{ "random walk", 1.0, 40, 0, 0, 0, 1, 4, 0 },
	{ "AR .9, by time 64", 0.9, 400, 64, 0, 0, 1, 4, 0 },
	{ "AR .9, start 3 MiB", 0.9, 400, 0, 3072, 0, 1, 4, 0 },
	{ "quiet, by time 64, start 3 MiB", 0.0, 4, 64, 3072, 0, 1, 4, 0 },
	{ "three actions, AR .9, by time 64", 0.9, 400, 64, 0, 0, 3, 4, 0 },
	{ "white noise, leak 64", 0.0, 400, 0, 0, 64, 1, 4, 0 },
	{ "AR .9, leak 64", 0.9, 400, 0, 0, 64, 1, 4, 0 },
	{ "AR .9, leak 64 and by time 64", 0.9, 400, 64, 0, 64, 1, 4, 0 },
	{ "AR .9, leak 64, start 3 MiB", 0.9, 400, 0, 3072, 64, 1, 4, 0 },
	{ "random walk, leak 64", 1.0, 40, 0, 0, 64, 1, 4, 0 },
	{ "three actions, the first leaks 64, AR .9", 0.9, 400, 0, 0, 64, 3, 4, 0 },
	{ "two actions, 1 to 3 times, blocks of 2, AR .9", 0.9, 400, 0, 0, 0, 2, 2, 3 },
	{ "two actions, 1 to 3 times, AR .9, by time 64", 0.9, 400, 64, 0, 0, 2, 4, 3 },
	{ "two actions, 1 to 3 times, the first leaks 64, AR .9", 0.9, 400, 0, 0, 64, 2, 4, 3 },
	{ "one action, 1 to 3 times, white noise", 0.0, 400, 0, 0, 0, 1, 4, 3 },
	{ "one action, 1 to 3 times, AR .9", 0.9, 400, 0, 0, 0, 1, 4, 3 },
	{ "one action, 1 to 3 times, AR .9, by time 64", 0.9, 400, 64, 0, 0, 1, 4, 3 },
	{ "one action, 1 to 3 times, AR .9, start 3 MiB", 0.9, 400, 0, 3072, 0, 1, 4, 3 },
	{ "one action, 1 to 3 times, random walk", 1.0, 40, 0, 0, 0, 1, 4, 3 },
	{ "one action, 1 to 3 times, leak 64, AR .9", 0.9, 400, 0, 0, 64, 1, 4, 3 },
	{ "one action, 1 to 9 times, leak 64, AR .9", 0.9, 400, 0, 0, 64, 1, 4, 9 },
};

/* Draws the arms of n rounds by blocks, and the readings that follow from them. */
static void make(const struct cell *cell, size_t n, uint64_t *state,
	struct attribution_round *round, double *y)
{
	double level = gauss(state) * (cell->rho < 1.0 ? cell->sd : 0.0), leaked = 0.0;
	double step = cell->sd * (cell->rho < 1.0 ? sqrt(1.0 - cell->rho * cell->rho) : 1.0);
	size_t idle = cell->most ? 0 : 1;
	int arm = ATTRIBUTION_CONTROL;

	for (size_t i = 0; i < n; i++) {
		double times = 1.0;

		if (i % cell->block == 0)
			arm = (int)(uniform(state) * (double)(cell->arms + idle)) - (int)idle;
		if (cell->most)
			times = 1.0 + floor(uniform(state) * (double)cell->most);
		round[i] = (struct attribution_round){ arm, times, (uint32_t)(i / cell->block) };
		leaked += i && arm == 0 ? cell->leak * times : 0.0;
		level = cell->rho * level + gauss(state) * step;
		y[i] = PAGE * floor((100000.0 + level + leaked + cell->time * (double)i +
					    cell->start * (1.0 - exp(-(double)i / 12.0))) /
				      PAGE);
	}
}

static void run_cell(const struct cell *cell, size_t n, size_t runs)
{
	static struct attribution_round round[LONGEST];
	static double x[LONGEST], y[LONGEST];
	static size_t at[LONGEST];
	uint64_t state = UINT64_C(88172645463325252) + n;
	size_t blamed = 0, others = 0, covered = 0, time = 0;
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	for (size_t i = 0; i < n; i++)
		x[i] = (double)(at[i] = i);
	for (size_t run = 0; run < runs; run++) {
		struct attribution_design design = { .arms = cell->arms,
			.control = !cell->most,
			.varies = cell->most && cell->arms == 1,
			.round_count = n,
			.round = round,
			.at = at,
			.alpha = LEVEL,
			.draws = DRAWS,
			.times_vary = cell->most > 1 };
		struct points points = { n, x, y };
		struct attribution out;

		make(cell, n, &state, round, y);
		if (!attribution_fit(&points, &design, &out))
			continue;
		blamed += out.arm[0].p <= LEVEL;
		others += cell->arms > 1 && out.arm[1].p <= LEVEL;
		covered += out.arm[0].low <= cell->leak && cell->leak <= out.arm[0].high;
		time += out.time.p <= LEVEL;
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("| %-40s | %4zu | %.3f | %.3f | %.3f | %.3f | %.1f |\n", cell->name, n,
		(double)blamed / (double)runs, (double)others / (double)runs,
		(double)covered / (double)runs, (double)time / (double)runs,
		((double)(to.tv_sec - from.tv_sec) * 1e3 +
			(double)(to.tv_nsec - from.tv_nsec) / 1e6) /
			(double)runs);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	size_t runs = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	const char *words = argc > 2 ? argv[2] : "";

	trend_init();
	printf("| %-40s | n | first action blamed | second | interval holds | time blamed | ms |\n",
		"noise");
	puts("|---|---|---|---|---|---|---|");
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		if (!strstr(cells[i].name, words))
			continue;
		for (size_t n = 100; n <= 400; n *= 2)
			run_cell(&cells[i], n, runs);
	}
	return 0;
}
