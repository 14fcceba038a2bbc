/* verdict_heap.c - what the live heap says of a life. */
#include "verdict_heap.h"

#include "../history/heap_series.h"
#include "method.h"

struct trend_settings verdict_heap_fit(
	const struct verdict_settings *settings, enum metric metric, double budget)
{
	bool bytes = metric != METRIC_HEAP_BLOCKS;

	return (struct trend_settings){
		.page = bytes ? HEAP_GRAIN_KIB : 1.0,
		.floor = bytes ? METHOD_HEAP_FLOOR_KIB : METHOD_HEAP_FLOOR_BLOCKS,
		.alpha = settings->alpha,
		.budget =
			metric == METRIC_HEAP && budget >= 0.0 ? budget / settings->round_x : -1.0,
		.unit = settings->round_x,
	};
}
