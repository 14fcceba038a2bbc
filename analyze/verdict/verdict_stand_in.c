/* verdict_stand_in.c - judges a number that is no process's memory as if it were. */
#include "verdict_stand_in.h"

#include "method.h"

struct process verdict_stand_in(
	struct span name, const struct series *series, double unit, size_t place)
{
	struct process process = { .name = name,
		.is_target = true,
		.life = 1,
		.lives = 1,
		.identity = place,
		.first_life = place,
		.next_life = SIZE_MAX,
		.quantum_kib = unit,
		.rounds = series->n };

	process.value[METRIC_FOOTPRINT] = process.value[METRIC_PRIVATE] =
		process.value[METRIC_RSS] = *series;
	return process;
}

struct verdict_settings verdict_stand_in_settings(
	const struct verdict_settings *settings, bool counts)
{
	struct verdict_settings out = *settings;

	out.budget_kib_per_round = -1.0;
	out.budgets = NULL;
	out.any_level = counts;
	if (counts)
		out.page_kib = (double)METHOD_FLOOR_COUNT / METHOD_FLOOR_PAGES;
	return out;
}
