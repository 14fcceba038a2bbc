/* sums.c - the sum of one metric over several lives. */
#include "sums.h"

#include <math.h>
#include <string.h>

#include "../base/arena.h"
#include "processes.h"
#include "series_build.h"

struct sums sums_new(size_t rounds, struct arena *arena)
{
	struct sums sums = { .rounds = rounds };

	sums.alive = arena_take_array(arena, rounds + 1, sizeof *sums.alive);
	sums.measured = arena_take_array(arena, rounds + 1, sizeof *sums.measured);
	sums.sum = arena_take_array(arena, rounds + 1, sizeof *sums.sum);
	return sums;
}

bool sums_life(const struct process *process, uint32_t *first, uint32_t *last)
{
	bool any = false;

	for (enum metric metric = 0; metric < METRICS; metric++) {
		const struct series *series = &process->value[metric];

		/* the old generation has a point only after a collection, a heap may be read less
		 * often */
		if (!series->n || metric >= METRIC_OLD)
			continue;
		*first = !any || series->at[0] < *first ? series->at[0] : *first;
		*last = !any || series->at[series->n - 1] > *last ? series->at[series->n - 1]
								  : *last;
		any = true;
	}
	return any;
}

static void count_living(struct sums *sums, const struct lives *lives)
{
	memset(sums->alive, 0, sums->rounds * sizeof *sums->alive);
	for (size_t i = 0; i < lives->count; i++) {
		uint32_t first, last;

		if (!sums_life(lives->items[i], &first, &last))
			continue;
		for (uint32_t at = first; at <= last; at++)
			sums->alive[at]++;
	}
}

/* Adds up value[metric], or share[metric], of all lives. */
static struct series sum_up(struct sums *sums, struct series_builder *builder,
	const struct lives *lives, enum metric metric, bool shares)
{
	enum kind source = KIND_STATUS;
	double grain = 0;

	count_living(sums, lives);
	memset(sums->measured, 0, sums->rounds * sizeof *sums->measured);
	memset(sums->sum, 0, sums->rounds * sizeof *sums->sum);
	for (size_t i = 0; i < lives->count; i++) {
		const struct process *life = lives->items[i];
		const struct series *series = shares ? &life->share[metric] : &life->value[metric];

		for (size_t k = 0; k < series->n; k++) {
			sums->sum[series->at[k]] += series->value[k];
			sums->measured[series->at[k]]++;
		}
		source = series->n ? series->source : source;
		grain = fmax(grain, series->grain);
	}
	series_begin(builder);
	for (uint32_t at = 0; at < sums->rounds; at++)
		if (sums->alive[at] && sums->measured[at] == sums->alive[at])
			series_add(builder, at, sums->sum[at]);
	return series_end(builder, source, grain);
}

struct series sums_metric(struct sums *sums, struct series_builder *builder,
	const struct lives *lives, enum metric metric)
{
	return sum_up(sums, builder, lives, metric, false);
}

struct series sums_shares(struct sums *sums, struct series_builder *builder,
	const struct lives *lives, enum metric metric)
{
	return sum_up(sums, builder, lives, metric, true);
}

struct series sums_members(
	struct sums *sums, struct series_builder *builder, const struct lives *lives)
{
	count_living(sums, lives);
	series_begin(builder);
	for (uint32_t at = 0; at < sums->rounds; at++)
		if (sums->alive[at])
			series_add(builder, at, (double)sums->alive[at]);
	return series_end(builder, KIND_STATUS, 1);
}
