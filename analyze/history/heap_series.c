/* heap_series.c - the series of a life's heap. */
#include "heap_series.h"

#include "../facts/heap_list.h"
#include "heap_classes.h"

static double heap_value(const struct heap_reading *reading, enum metric metric)
{
	switch (metric) {
	case METRIC_HEAP:
		return (double)reading->used_bytes / 1024.0;
	case METRIC_HEAP_FREE:
		return (double)reading->free_bytes / 1024.0;
	default:
		return (double)reading->used_blocks;
	}
}

static void build_metric(struct series_builder *builder, const struct life_points *points,
	struct process *process, enum metric metric)
{
	series_begin(builder);
	for (size_t i = 0; i < points->heap_count; i++)
		if (points->heap[i].reading->state == HEAP_COMPLETE)
			series_add(builder, points->heap[i].at,
				heap_value(points->heap[i].reading, metric));
	process->value[metric] =
		series_end(builder, KIND_HEAP, metric == METRIC_HEAP_BLOCKS ? 1.0 : HEAP_GRAIN_KIB);
}

static void view_readings(
	struct series_builder *builder, const struct life_points *points, struct heap_view *view)
{
	const struct heap_reading *last = NULL;

	view->arenas = -1;
	for (size_t i = 0; i < points->heap_count; i++) {
		const struct heap_reading *reading = points->heap[i].reading;

		view->rounds++;
		view->complete += reading->state == HEAP_COMPLETE;
		view->partial += reading->state == HEAP_PARTIAL;
		view->unread += reading->state == HEAP_UNREAD;
		if (!last || reading->state == HEAP_COMPLETE || last->state != HEAP_COMPLETE)
			last = reading;
	}
	if (!last)
		return;
	view->allocator = intern(&builder->names, builder->arena, last->allocator);
	view->is_whole = parse_heap_is_whole(last->allocator);
	if (last->state != HEAP_COMPLETE)
		return;
	view->held_kib = (double)(last->used_bytes + last->free_bytes) / 1024.0;
	view->cached_kib = (double)last->cached_bytes / 1024.0;
	view->arenas = last->arenas;
}

void heap_series_build(
	struct series_builder *builder, const struct life_points *points, struct process *process)
{
	view_readings(builder, points, &process->heap);
	if (!process->heap.complete)
		return;
	build_metric(builder, points, process, METRIC_HEAP);
	build_metric(builder, points, process, METRIC_HEAP_FREE);
	build_metric(builder, points, process, METRIC_HEAP_BLOCKS);
	heap_classes_build(builder,
		&(struct heap_readings_of_life){
			points->heap, points->heap_count, process->heap.complete },
		process);
}
