/* verdict_review_leak.c - the checks that a leak must stand, and what it is provisional for. */
#include "verdict_review_leak.h"

#include <math.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "../stats/follow.h"
#include "../stats/pace.h"
#include "../stats/rising.h"
#include "../stats/slowing.h"
#include "method.h"
#include "verdict_revise.h"
#include "verdict_review_life.h"
#include "verdict_rules.h"
#include "verdict_runtime.h"

static struct series cut(const struct series *series, double last_x)
{
	struct series out = *series;

	while (out.n && out.x[out.n - 1] > last_x)
		out.n--;
	return out;
}

/* Was it already a leak when the run was shorter by this share? */
static bool leaked_by(const struct verdict_review_life *life, double share)
{
	const struct series *series = verdict_leading(life->process);
	double first = fmax(series->x[0], life->settings->skip_x), last = series->x[series->n - 1];
	struct process before = *life->process;

	for (enum metric metric = 0; metric < METRICS; metric++)
		before.value[metric] =
			cut(&life->process->value[metric], first + share * (last - first));
	return verdict_review_life_leaks(life, &before);
}

/* No collection was seen, and the heap is not yet METHOD_COLLECTOR_WAITS times as large: collectors
 * wait that long. jstat has seen those that the old generation is judged by. */
static bool awaits_collection(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);
	size_t tenth = series.n / 10;
	double *work = arena_take_array(life->arena, series.n + 1, sizeof *work);

	if (verdict_collector(life->process) == COLLECTOR_NONE ||
		verdict_review_life_leaks_by_old(life) ||
		life->finding->trend[METRIC_FOOTPRINT].floor_count >= METHOD_CYCLES)
		return false;
	return events_median(tenth + 1, series.value + series.n - tenth - 1, work) <
	       METHOD_COLLECTOR_WAITS * events_median(series.n / 4 + 1, series.value + tenth, work);
}

/* What its middle and its last third gain. */
static struct pace pace(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);

	return pace_of(&(struct points){ series.n, series.x, series.value },
		arena_take_array(life->arena, series.n, sizeof(double)));
}

/* How well a gain is known: to a page, or in bytes in use to the step that they rise in, which may
 * fall on either side of where a third ends. */
static double grain(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);
	double page = life->settings->page_kib;

	if (!life->settings->is_exact)
		return page;
	return follow_quantum(series.n, series.value, page,
		arena_take_array(life->arena, series.n, sizeof(double)));
}

/* Does a curve through all rounds behind start-up bend down, surely? */
static bool bends_down(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);
	size_t begin = life->finding->trend[life->finding->decided_by].begin, n = series.n - begin;

	return slowing_bends(n, series.x + begin, series.value + begin,
		arena_take_array(life->arena, 6 * n, sizeof(double)));
}

/* Does it slow down behind the first third, too? Start-up that takes its time bends all rounds
 * together, but its end is straight. */
static bool still_slows(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);
	size_t third = series.n / 3;
	struct points rest = { series.n - third, series.x + third, series.value + third };

	return pace_last_to_middle(&rest, arena_take_array(life->arena, rest.n, sizeof(double))) <
	       METHOD_BENDS_ON;
}

/* The last third gains less than its fair share of what the middle third gained. Two medians may be
 * off by themselves; where all rounds say that it slows down, a smaller loss tells. */
static bool slows(const struct verdict_review_life *life)
{
	struct pace gains = pace(life);
	double last = gains.last + grain(life), middle = gains.middle - grain(life);

	return last < METHOD_SLOWS_PART * middle ||
	       (last < METHOD_BENDS_PART * middle && bends_down(life) && still_slows(life));
}

static double last_to_middle(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);

	return pace_last_to_middle(&(struct points){ series.n, series.x, series.value },
		arena_take_array(life->arena, series.n, sizeof(double)));
}

static enum provisional provisional_of(const struct verdict_review_life *life)
{
	if (life->process->rounds < METHOD_COLD_ROUNDS)
		return PROVISIONAL_COLD;
	if (life->finding->awaits_collection)
		return PROVISIONAL_COLLECTOR;
	if (slows(life))
		return PROVISIONAL_SLOWS;
	if (verdict_review_life_hinges(life))
		return PROVISIONAL_HINGES;
	for (int look = 1; look <= METHOD_LOOKS; look++)
		if (!leaked_by(life, 1.0 - METHOD_LOOKS_PART * look / METHOD_LOOKS))
			return PROVISIONAL_SUDDEN;
	return PROVISIONAL_NOT;
}

void verdict_review_leak(const struct verdict_review_life *life)
{
	struct finding *finding = life->finding;
	struct series series = verdict_review_life_leading(life);
	size_t begin = finding->trend[finding->decided_by].begin;

	if (rising_rests(series.n - begin, series.value + begin, life->settings->is_exact)) {
		verdict_revise_doubt(finding, REASON_LATE_BEND);
		return;
	}
	finding->awaits_collection = awaits_collection(life);
	finding->last_to_middle = last_to_middle(life);
	verdict_revise_provisional(finding, provisional_of(life));
}
