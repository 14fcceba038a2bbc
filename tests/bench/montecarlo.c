/*
 * montecarlo.c - how often the method errs on made series: false alarms without a trend, power with
 * one, and its speed. Usage: montecarlo [SERIES] (1000 a cell); montecarlo speed. Seeds are fixed:
 * the same numbers each time.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "analyze/stats/trend.h"
#include "analyze/verdict/verdict_rules.h"
#include "noise.h"

enum { LONGEST = 10000, PAGE = 4 };

struct cell {
	const char *noise;
	double rho; /* AR(1); < 0: a bounded walk */
	double sd;  /* KiB */
	size_t n;
	double slope; /* KiB a round */
	bool rich;    /* warm-up, a step, two waves */
};

/* A reading a round, in whole pages. */
static void make(const struct cell *cell, uint64_t *state, double *x, double *y)
{
	double level = cell->rho >= 0.0 ? gauss(state) * cell->sd : 0.0;
	double bound = 2.0 * cell->sd, step = 2.0 * bound * sqrt(20.0 / (double)cell->n);

	for (size_t i = 0; i < cell->n; i++) {
		x[i] = (double)i;
		y[i] = PAGE * floor((100000.0 + level + cell->slope * x[i]) / PAGE);
		if (cell->rich)
			y[i] += 3000.0 * (1.0 - exp(-x[i] / 600.0)) +
				(x[i] > 4000.0 ? 1500.0 : 0.0) + fmin(x[i], 7000.0) * 0.5 +
				300.0 * sin(x[i] / 200.0) + 200.0 * sin(x[i] / 90.0);
		if (cell->rho >= 0.0) {
			level = cell->rho * level +
				sqrt(1.0 - cell->rho * cell->rho) * gauss(state) * cell->sd;
			continue;
		}
		/* reflected at both bounds; it crosses their width some 20 times over in variance
		 */
		level += gauss(state) * step;
		while (fabs(level) > bound)
			level = (level > 0.0 ? 2.0 : -2.0) * bound - level;
	}
}

static void measure(const struct cell *cell, size_t count, struct trend_work *work)
{
	static const struct trend_settings settings = {
		.page = PAGE, .floor = 8 * PAGE, .alpha = 0.001, .budget = -1.0, .unit = 1.0
	};
	static const struct rule_settings rules = { 0.001, PAGE, 8 * PAGE, -1.0 };
	double *x = malloc(LONGEST * sizeof *x), *y = malloc(LONGEST * sizeof *y);
	size_t ols = 0, hac = 0, late = 0, grow = 0, unsure = 0;
	uint64_t state = 20240601;
	enum trend_state said;
	struct trend trend;

	if (!x || !y)
		exit(2);
	for (size_t i = 0; i < count; i++) {
		make(cell, &state, x, y);
		trend_fit(cell->n, x, y, &settings, work, &trend);
		said = verdict_state(&trend, trend.late_p, &rules).state;
		ols += trend.p < 0.05 && trend.slope > 0.0;
		hac += trend.nw_error > 0.0 &&
		       trend.slope / trend.nw_error > trend_quantile(0.95, (double)(cell->n - 2));
		late += trend.late_p < 0.001;
		grow += said == STATE_GROW;
		unsure += said == STATE_UNSURE;
	}
	printf("| %s | %zu | %g | %.1f | %.1f | %.1f | %.1f | %.1f |\n", cell->noise, cell->n,
		cell->slope, 100.0 * (double)ols / (double)count,
		100.0 * (double)hac / (double)count, 100.0 * (double)late / (double)count,
		100.0 * (double)grow / (double)count, 100.0 * (double)unsure / (double)count);
	fflush(stdout);
	free(x);
	free(y);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* CPU time of all fits of a series of 10,000 rounds, of the kinds that cost most. */
static void speed(struct trend_work *work)
{
	static const struct trend_settings settings = {
		.page = PAGE, .floor = 8 * PAGE, .alpha = 0.001, .budget = -1.0, .unit = 1.0
	};
	static const struct cell cells[] = {
		{ "white, no slope", 0.0, 400, LONGEST, 0, false },
		{ "white, slope", 0.0, 400, LONGEST, 4, false },
		{ "AR(1) 0.9", 0.9, 400, LONGEST, 0.01, false },
		{ "bounded walk", -1, 400, LONGEST, 0, false },
		{ "pages only", 0.0, 1, LONGEST, 0.3, false },
		{ "exact stairs", 0.0, 0, LONGEST, 0.3, false },
		{ "five nuisances", 0.5, 100, LONGEST, 0.3, true },
	};
	double *x = malloc(LONGEST * sizeof *x), *y = malloc(LONGEST * sizeof *y);
	struct trend trend;

	if (!x || !y)
		exit(2);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		uint64_t state = 7;
		double start, took = 0.0;

		for (int k = 0; k < 20; k++) {
			make(&cells[i], &state, x, y);
			start = seconds();
			trend_fit(cells[i].n, x, y, &settings, work, &trend);
			took += seconds() - start;
		}
		printf("%-16s %6.2f ms a series, %zu nuisances, Theil-Sen %.6g\n", cells[i].noise,
			took / 20 * 1000, trend.nuisance_count, trend.theil_sen);
	}
	free(x);
	free(y);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		double rho;
	} noises[] = {
		{ "white", 0.0 },
		{ "AR(1) 0.5", 0.5 },
		{ "AR(1) 0.9", 0.9 },
		{ "bounded walk", -1.0 },
	};
	static const size_t rounds[] = { 10, 20, 50, 200 };
	static const double slopes[] = { 0, 4, 16, 64 };
	size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000;
	struct trend_work *work;

	trend_init();
	work = trend_work_new(NULL);
	if (!work)
		return 2;
	if (argc > 1 && !strcmp(argv[1], "speed")) {
		speed(work);
		trend_work_free(work);
		return 0;
	}
	printf("| noise, sd 400 KiB | rounds | KiB a round | OLS p < 0.05 | Newey-West p < 0.05 | "
	       "late p < 0.001 | grow | unsure |\n");
	printf("|---|---|---|---|---|---|---|---|\n");
	for (size_t s = 0; s < sizeof slopes / sizeof *slopes; s++)
		for (size_t i = 0; i < sizeof noises / sizeof *noises; i++)
			for (size_t j = 0; j < sizeof rounds / sizeof *rounds; j++)
				measure(&(struct cell){ noises[i].name, noises[i].rho, 400,
						rounds[j], slopes[s], false },
					count, work);
	trend_work_free(work);
	return 0;
}
