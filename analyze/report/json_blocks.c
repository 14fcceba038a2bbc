/* json_blocks.c - the live heap of a process as JSON: its readings, and its classes of blocks. */
#include "json_blocks.h"

#include "../analysis.h"
#include "../across/compare_blocks.h"
#include "../wording/blocks.h"
#include "../wording/wording.h"
#include "json_life.h"

static json_t *row_object(const struct report *report, const struct blocks_row *row)
{
	const struct block_class *class = row->class;
	bool late = row->finding->trend->has_late;
	json_t *object = json_object();

	json_object_set_new(object, "size", json_integer((json_int_t) class->size));
	json_object_set_new(object, "pooled", json_boolean(class->is_pooled));
	json_object_set_new(object, "where", json_life_text(report, span_of(row->where)));
	json_object_set_new(object, "offset",
		*row->where ? json_integer((json_int_t) class->position) : json_null());
	json_object_set_new(object, "build_id", json_life_text(report, class->build_id));
	json_object_set_new(object, "object", json_life_text(report, class->object));
	json_object_set_new(object, "state",
		json_string(verdict_state_code(
			row->finding->grows ? STATE_GROW : row->finding->judged.state)));
	json_object_set_new(object, "count_first", json_integer((json_int_t) class->count_first));
	json_object_set_new(object, "count_last", json_integer((json_int_t) class->count_last));
	json_object_set_new(object, "blocks_per_round", json_life_number(late, row->per_round));
	json_object_set_new(object, "low", json_life_number(late, row->low));
	json_object_set_new(object, "high", json_life_number(late, row->high));
	json_object_set_new(
		object, "clockwork", json_life_number(row->clockwork >= 0, row->clockwork));
	json_object_set_new(object, "kib_per_round", json_life_number(late, row->kib_per_round));
	json_object_set_new(object, "kib_change", json_real(row->kib_change));
	json_object_set_new(
		object, "p_adjusted", json_life_number(late, row->finding->judged.p_adjusted));
	json_object_set_new(object, "share", json_life_number(row->share >= 0, row->share));
	return object;
}

static json_t *blocks_array(const struct report *report, const struct finding *finding)
{
	size_t count, growing;
	struct blocks_row *rows =
		blocks_rows(report->arena, report->analysis, finding, &count, &growing);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, row_object(report, &rows[i]));
	return array;
}

static json_t *heap_object(const struct report *report, const struct finding *finding)
{
	const struct heap_view *view = &finding->process->heap;
	const struct heap_finding *heap = &finding->heap;
	double least = wording_per_round(report->analysis, heap->detectable);
	double outside = wording_per_round(report->analysis, heap->outside_detectable);
	json_t *object = json_object();

	json_object_set_new(object, "allocator", json_life_text(report, view->allocator));
	json_object_set_new(object, "complete", json_integer((json_int_t)view->complete));
	json_object_set_new(object, "partial", json_integer((json_int_t)view->partial));
	json_object_set_new(object, "unread", json_integer((json_int_t)view->unread));
	json_object_set_new(object, "judged", json_boolean(heap->is_read));
	json_object_set_new(object, "verdict",
		heap->trend ? json_string(verdict_code(heap->verdict)) : json_null());
	json_object_set_new(object, "reason",
		heap->trend ? json_string(verdict_reason_code(heap->reason)) : json_null());
	json_object_set_new(object, "detectable_kib_per_round",
		json_life_number(heap->trend && heap->detectable >= 0, least));
	json_object_set_new(object, "hidden_rounds",
		json_life_number(heap->hidden_rounds > 0, heap->hidden_rounds));
	json_object_set_new(object, "held_kib", json_life_number(view->complete, view->held_kib));
	json_object_set_new(object, "outside_kib",
		json_life_number(heap->is_read && heap->outside_kib >= 0, heap->outside_kib));
	json_object_set_new(object, "outside_grows", json_boolean(heap->outside_grows));
	json_object_set_new(object, "outside_detectable_kib_per_round",
		json_life_number(heap->is_read && heap->outside_detectable >= 0, outside));
	json_object_set_new(object, "classes", json_integer((json_int_t)view->classes_seen));
	return object;
}

void json_blocks_add(
	const struct report *report, const struct process_verdict *verdict, json_t *process)
{
	const struct processes *processes = &report->analysis->processes;
	json_t *lives = json_object_get(process, "lives");
	size_t life = 0;

	for (size_t i = verdict->first; i != SIZE_MAX; i = processes->items[i].next_life, life++) {
		const struct finding *finding = &report->analysis->findings[i];
		json_t *object = json_array_get(lives, life);

		if (!finding->process->heap.rounds)
			continue;
		json_object_set_new(object, "heap_readings", heap_object(report, finding));
		json_object_set_new(object, "blocks", blocks_array(report, finding));
	}
}

void json_blocks_compare(
	const struct report *report, const struct compare_row *row, json_t *process)
{
	size_t count;
	const struct block_change *changes =
		compare_blocks(report->arena, report->analysis, row, &count);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *object = json_object();

		json_object_set_new(object, "size", json_integer((json_int_t)changes[i].size));
		json_object_set_new(object, "pooled", json_boolean(changes[i].is_pooled));
		json_object_set_new(
			object, "holds", json_life_text(report, span_of(changes[i].holds)));
		json_object_set_new(
			object, "blocks_per_round_before", json_life_finite(changes[i].before));
		json_object_set_new(object, "blocks_per_round", json_life_finite(changes[i].now));
		json_object_set_new(
			object, "verdict", json_string(compare_code(changes[i].verdict)));
		json_array_append_new(array, object);
	}
	json_object_set_new(process, "blocks", array);
}
