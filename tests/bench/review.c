/*
 * review.c - CPU of the verdicts of 300 processes over 10,000 rounds, as one thread takes it: by
 * the rules alone, and with the review, nearly all of which is the injections that earn a pass.
 * Seeds are fixed.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "analyze/base/arena.h"
#include "analyze/verdict/verdict.h"
#include "noise.h"

enum { PROCESSES = 300, ROUNDS = 10000, HEAP_STEP = 132 };
static const double PAGE = 4.0;

/* What the series of all processes have in common. */
struct rounds {
	double x[ROUNDS];
	uint32_t at[ROUNDS];
};

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Pages of a program that warms up, and wanders; every tenth one leaks. */
static void make(size_t i, double *footprint, double *private)
{
	uint64_t state = 1 + 7919 * (uint64_t)i;
	double rho = 0.45 * (double)(i % 3), level = 0.0, highest = 0.0,
	       size = 1000.0 * uniform(&state), leak = i % 10 ? 0.0 : 0.5;

	for (size_t t = 0; t < ROUNDS; t++) {
		double v = 20000.0 + size * (1.0 - exp(-(double)t / 200.0)) + leak * (double)t;

		level = rho * level + 60.0 * (uniform(&state) + uniform(&state) - 1.0);
		footprint[t] = PAGE * floor((v + level) / PAGE);
		highest = fmax(highest, footprint[t]);
		private[t] = HEAP_STEP * ceil(highest / HEAP_STEP);
	}
}

static struct series series_of(const struct rounds *rounds, const double *value)
{
	return (struct series){ .n = ROUNDS,
		.x = rounds->x,
		.at = rounds->at,
		.value = value,
		.source = KIND_STATUS,
		.grain = PAGE };
}

static struct process *make_all(const struct rounds *rounds, struct arena *arena)
{
	struct process *items = arena_take_array(arena, PROCESSES, sizeof *items);

	for (size_t i = 0; i < PROCESSES; i++) {
		double *footprint = arena_take_array(arena, ROUNDS, sizeof *footprint),
		       *private = arena_take_array(arena, ROUNDS, sizeof *private);

		make(i, footprint, private);
		items[i] = (struct process){ .pid = (int32_t)i + 1,
			.name = span_of("p"),
			.last_round = ROUNDS - 1,
			.rounds = ROUNDS,
			.is_target = true,
			.first_life = i,
			.life = 1,
			.lives = 1,
			.next_life = SIZE_MAX,
			.quantum_kib = HEAP_STEP };
		items[i].value[METRIC_FOOTPRINT] = series_of(rounds, footprint);
		items[i].value[METRIC_ANON] = items[i].value[METRIC_FOOTPRINT];
		items[i].value[METRIC_PRIVATE] = series_of(rounds, private);
	}
	return items;
}

static void judge(const struct processes *processes, bool no_review)
{
	struct verdict_settings settings = { .alpha = 0.001,
		.budget_kib_per_round = -1,
		.page_kib = PAGE,
		.round_x = 1,
		.mem_available_kib = -1,
		.most_kib = -1,
		.no_review = no_review,
		.jobs = 1 };
	struct arena arena = { NULL, 0 };
	struct finding *findings = arena_take_array(&arena, PROCESSES + 1, sizeof *findings);
	struct verdict_tests tests;
	size_t count[VERDICTS] = { 0 };
	double start = seconds(), took;

	verdict_judge(processes, &settings, &arena, findings, &tests);
	took = seconds() - start;
	for (size_t i = 0; i < PROCESSES; i++)
		count[findings[i].verdict]++;
	printf("%-26s %6.2f s CPU: %zu leak, %zu suspect, %zu inconclusive, %zu stable\n",
		no_review ? "without the injections" : "with them", took, count[VERDICT_LEAK],
		count[VERDICT_SUSPECT], count[VERDICT_INCONCLUSIVE], count[VERDICT_STABLE]);
	arena_free(&arena);
}

int main(void)
{
	struct arena arena = { NULL, 0 };
	struct rounds *rounds = arena_take(&arena, sizeof *rounds);
	struct processes processes = { .count = PROCESSES, .target_count = PROCESSES };

	for (size_t t = 0; t < ROUNDS; t++) {
		rounds->x[t] = (double)t;
		rounds->at[t] = (uint32_t)t;
	}
	processes.items = make_all(rounds, &arena);
	judge(&processes, true);
	judge(&processes, false);
	arena_free(&arena);
	return 0;
}
