/* group_chart.c - the model of the chart of a group: its members stacked, their sum over them. */
#include "group_chart.h"

#include <math.h>

#include "../base/arena.h"
#include "../verdict/verdict_pool.h"
#include "../verdict/verdict_rules.h"
#include "thin.h"

/* So many processes have a layer of their own, in which the lives that follow one another stand;
 * all others share one. */
enum { LAYERS = 24, KIB_OF_MIB = 1024 };

/* A growth that is a smaller share of the sum than this looks flat above an axis from 0. Room below
 * and above the sum where the axis does not begin there, and above it where it does, as shares. */
static const double LEAST_SHARE = 0.15, BELOW = 0.09, ABOVE = 0.04, HEADROOM = 0.08;

/* The layer of each life of a pool: by its process, in the order of their first lives. *layers:
 * their number. */
static size_t *layers_of(struct arena *arena, const struct processes *processes,
	const struct pool *pool, size_t *layers)
{
	size_t *layer = arena_take_array(arena, pool->life_count + 1, sizeof *layer);
	size_t identity[LAYERS], count = 0, most = 0;

	for (size_t k = 0; k < pool->life_count; k++) {
		size_t wanted = processes->items[pool->lives[k]].identity, i = 0;

		while (i < count && identity[i] != wanted)
			i++;
		if (i == count && count < LAYERS)
			identity[count++] = wanted;
		layer[k] = i;
		most = i + 1 > most ? i + 1 : most;
	}
	*layers = most;
	return layer;
}

/* Adds the readings of a life to its layer, in the points of the chart. */
static void add_layer(
	const struct series *life, const uint32_t *at, size_t count, double *height, size_t layers)
{
	size_t k = 0;

	for (size_t i = 0; i < count; i++) {
		while (k < life->n && life->at[k] < at[i])
			k++;
		if (k < life->n && life->at[k] == at[i])
			height[i * layers] += life->value[k] / KIB_OF_MIB;
	}
}

/* Makes heights, one point after the other, edges. */
static void stack(double *height, size_t count, size_t layers)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 1; k < layers; k++)
			height[i * layers + k] += height[i * layers + k - 1];
}

/* Does the sum grow by so little of itself that only an axis which is its own shows it? */
static bool is_lifted(const struct analysis *analysis, size_t i, const struct axis *sum)
{
	return analysis->groups->findings[i].verdict >= VERDICT_SUSPECT &&
	       sum->high - sum->low < LEAST_SHARE * sum->high;
}

/* The axis of a sum alone: members that are cut off below would not show their shares. */
static void lift(struct group_chart *chart, const struct axis *sum)
{
	struct axis kib = { sum->low * KIB_OF_MIB, sum->high * KIB_OF_MIB, true };
	double height = axis_height_of_growth(&kib) / KIB_OF_MIB,
	       middle = (sum->low + sum->high) / 2;

	chart->layers = 0;
	chart->lifted = true;
	chart->axis.low = fmax(middle - (0.5 + BELOW) * height, 0);
	chart->axis.high = chart->axis.low + (1 + BELOW + ABOVE) * height;
}

bool group_chart_build(struct arena *arena, const struct analysis *analysis, size_t i, size_t most,
	struct group_chart *chart)
{
	const struct pool *pool = &analysis->pools.items[i];
	const struct series *sum = verdict_leading(&analysis->pools.sums.items[i]);
	struct thinned kept = thin(arena, sum, most);
	uint32_t *at = arena_take_array(arena, kept.count + 1, sizeof *at);
	size_t *layer = layers_of(arena, &analysis->processes, pool, &chart->layers);
	double *height = arena_take_array(arena, kept.count * chart->layers + 1, sizeof *height);
	struct axis sums = axis_empty;

	chart->count = kept.count;
	chart->lifted = false;
	chart->axis = axis_empty;
	chart->points = arena_take_array(arena, kept.count + 1, sizeof *chart->points);
	for (size_t k = 0; k < kept.count; k++)
		at[k] = sum->at[kept.at[k]];
	for (size_t k = 0; k < pool->life_count; k++)
		add_layer(verdict_pool_layer(pool, &analysis->processes.items[pool->lives[k]]), at,
			kept.count, height + layer[k], chart->layers);
	stack(height, kept.count, chart->layers);
	axis_add(&chart->axis, 0);
	for (size_t k = 0; k < kept.count; k++) {
		struct group_chart_point *point = &chart->points[k];

		point->round = analysis->rounds.items[at[k]].number;
		point->sum = sum->value[kept.at[k]] / KIB_OF_MIB;
		point->edge = height + k * chart->layers;
		axis_add(&sums, point->sum);
		axis_add(&chart->axis, point->sum);
		if (chart->layers)
			axis_add(&chart->axis, point->edge[chart->layers - 1]);
	}
	chart->axis.high *= 1 + HEADROOM;
	if (is_lifted(analysis, i, &sums))
		lift(chart, &sums);
	return kept.count >= 2;
}
