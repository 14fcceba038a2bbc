/* verdict_calm.c - the stage before all others: sets aside rounds that jumped far off and came
 * back. */
#include "verdict_calm.h"

#include "../base/arena.h"
#include "../stats/pulse.h"
#include "verdict_rules.h"

static const enum metric searched[] = { METRIC_FOOTPRINT, METRIC_PRIVATE };
enum { SEARCHED = sizeof searched / sizeof *searched };

/* Marks points of a series, as pulse_find() does; returns their number. work: 2 * n. */
typedef size_t mark_points(const struct series *series, double floor, bool *marked, double *work);

static size_t mark_pulses(const struct series *series, double floor, bool *marked, double *work)
{
	return pulse_find(series->n, series->value, floor, marked, work);
}

static size_t mark_furthest(const struct series *series, double floor, bool *marked, double *work)
{
	(void)floor;
	return pulse_furthest(series->n, series->value, marked, work);
}

static size_t count_marked(const struct series *series, const bool *marked)
{
	size_t count = 0;

	for (size_t i = 0; marked && i < series->n; i++)
		count += marked[i];
	return count;
}

/* Merges two ascending lists of indices. */
static struct pulses unite(
	const struct series *const *series, const bool *const *marked, struct arena *arena)
{
	uint32_t *at = arena_take_array(arena,
		count_marked(series[0], marked[0]) + count_marked(series[1], marked[1]) + 1,
		sizeof *at);
	struct pulses pulses = { at, 0 };
	size_t i[SEARCHED] = { 0, 0 };

	for (;;) {
		uint32_t next = UINT32_MAX;

		for (size_t k = 0; k < SEARCHED; k++) {
			while (i[k] < series[k]->n && !(marked[k] && marked[k][i[k]]))
				i[k]++;
			if (i[k] < series[k]->n && series[k]->at[i[k]] < next)
				next = series[k]->at[i[k]];
		}
		if (next == UINT32_MAX)
			return pulses;
		at[pulses.count++] = next;
		for (size_t k = 0; k < SEARCHED; k++)
			i[k] += i[k] < series[k]->n && series[k]->at[i[k]] == next;
	}
}

struct series verdict_calm_series(
	const struct series *series, const struct pulses *pulses, struct arena *arena)
{
	double *x = arena_take_array(arena, series->n + 1, sizeof *x),
	       *value = arena_take_array(arena, series->n + 1, sizeof *value);
	uint32_t *at = arena_take_array(arena, series->n + 1, sizeof *at);
	struct series out = *series;

	out.n = 0;
	for (size_t i = 0, k = 0; i < series->n; i++) {
		while (k < pulses->count && pulses->at[k] < series->at[i])
			k++;
		if (k < pulses->count && pulses->at[k] == series->at[i])
			continue;
		x[out.n] = series->x[i];
		value[out.n] = series->value[i];
		at[out.n++] = series->at[i];
	}
	out.x = x;
	out.value = value;
	out.at = at;
	return out;
}

/* Equal metrics stay one series, which is fitted once. */
struct process verdict_calm_without(
	const struct process *process, const struct pulses *pulses, struct arena *arena)
{
	struct process out = *process;

	for (enum metric metric = 0; metric < METRICS && pulses->count; metric++) {
		const struct series *series = &process->value[metric];
		enum metric same = 0;

		while (same < metric && !verdict_same_series(&process->value[same], series))
			same++;
		if (same == metric)
			out.value[metric] = verdict_calm_series(series, pulses, arena);
		else
			out.value[metric] = out.value[same];
		out.value[metric].source = series->source;
	}
	return out;
}

/* A copy of the process without the rounds that mark finds in its footprint or its private memory.
 */
static struct process strip(const struct process *process, double page_kib, mark_points *mark,
	struct arena *arena, struct pulses *gone)
{
	const struct series *series[SEARCHED];
	const bool *marked[SEARCHED];
	struct arena scratch = { NULL, 0 };

	*gone = (struct pulses){ NULL, 0 };
	for (size_t k = 0; k < SEARCHED; k++) {
		const struct series *s = &process->value[searched[k]];
		bool *marks = arena_take_array(&scratch, s->n + 1, sizeof *marks);
		double *work = arena_take_unset(&scratch, 2 * s->n + 1, sizeof *work);

		series[k] = s;
		if (k && verdict_same_series(series[0], s))
			marked[k] = marked[0];
		else
			marked[k] = mark(s, verdict_floor(page_kib, s->grain), marks, work) ? marks
											    : NULL;
	}
	if (marked[0] || marked[1])
		*gone = unite(series, marked, arena);
	arena_free(&scratch);
	return verdict_calm_without(process, gone, arena);
}

struct process verdict_calm(
	const struct process *process, double page_kib, struct arena *arena, struct pulses *pulses)
{
	return strip(process, page_kib, mark_pulses, arena, pulses);
}

struct process verdict_calm_more(const struct process *process, double page_kib,
	struct arena *arena, struct pulses *furthest)
{
	return strip(process, page_kib, mark_furthest, arena, furthest);
}
