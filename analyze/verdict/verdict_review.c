/* verdict_review.c - the last stage: the checks that a verdict must pass before it is reported. */
#include "verdict_review.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/parallel.h"
#include "../stats/events.h"
#include "../stats/follow.h"
#include "../stats/pace.h"
#include "../stats/pulse.h"
#include "../stats/rising.h"
#include "../stats/slowing.h"
#include "../stats/steps.h"
#include "method.h"
#include "verdict_again.h"
#include "verdict_calm.h"
#include "verdict_fit.h"
#include "verdict_inject.h"
#include "verdict_rules.h"
#include "verdict_runtime.h"

/* State shared by the workers. */
struct reviewing {
	const struct processes *processes;
	const struct verdict_settings *settings;
	const struct verdict_tests *tests;
	struct finding *findings;
	size_t next;
	size_t *taken; /* the item of each slot */
	struct verdict_again **again;
	struct arena *arena; /* one per worker */
};

/* The life under review. */
struct review {
	const struct verdict_settings *settings;
	const struct process *process; /* as recorded */
	const struct process *calm;    /* without its pulses */
	struct verdict_again_tests tests;
	struct verdict_again *again;
	struct finding *finding;
	double budget; /* KiB per round; < 0: none */
	struct arena *arena;
};

void verdict_review_provisional(struct finding *finding, enum provisional provisional)
{
	finding->provisional = provisional;
	finding->flags &= ~(1u << FLAG_PROVISIONAL);
	if (provisional != PROVISIONAL_NOT)
		finding->flags |= 1u << FLAG_PROVISIONAL;
}

void verdict_review_doubt(struct finding *finding, enum verdict_reason reason)
{
	finding->verdict = VERDICT_INCONCLUSIVE;
	finding->reason = reason;
	finding->exhausted_low_s = finding->exhausted_high_s = -1.0;
	finding->rounds_needed = METHOD_LONGER * (double)finding->process->rounds;
}

/* Is it a leak by a JVM's old generation? Then it is not asked what footprint and private memory
 * say. */
static bool leaks_by_old(const struct review *r)
{
	return r->finding->verdict == VERDICT_LEAK && r->finding->decided_by == METRIC_OLD;
}

/* Would it be called a leak, too, if it had these series? */
static bool leaks(const struct review *r, const struct process *process)
{
	return leaks_by_old(r) ? verdict_again_old_grows(r->again, process, &r->tests)
			       : verdict_again_leaks(r->again, process, &r->tests);
}

/* The series that decides, without its pulses and without the points that --skip leaves out. */
static struct series leading(const struct review *r)
{
	return verdict_judged_series(
		leaks_by_old(r) ? &r->calm->value[METRIC_OLD] : verdict_leading(r->calm),
		r->settings->skip_x);
}

/* Collections left floors that do not rise: where in its tooth the run ends is no growth. */
static bool floors_are_level(const struct review *r, double least)
{
	const struct trend *trend = &r->finding->trend[METRIC_FOOTPRINT];

	return trend->floor_count >= METHOD_CYCLES && !verdict_floors_rise(trend, least);
}

static bool still_rises(const struct review *r)
{
	struct series series = leading(r);
	double *work = arena_take_array(r->arena, 2 * series.n + 1, sizeof *work);
	double least = verdict_floor(r->settings->page_kib, series.grain);

	if (floors_are_level(r, least))
		return false;
	return rising_still(series.n, series.x, series.value, r->settings->page_kib, least, work) ||
	       (r->finding->reason == REASON_STOPPED &&
		       rising_not_over(series.n, series.x, series.value, least, work));
}

/* Would the verdict change without a fiftieth of the rounds? */
static bool hinges(const struct review *r)
{
	struct pulses gone;
	struct process rest = verdict_calm_more(r->calm, r->settings->page_kib, r->arena, &gone);

	return gone.count && leaks(r, &rest) != (r->finding->verdict == VERDICT_LEAK);
}

/* Without a budget, the growth over the run that matters, in KiB: the level itself, the range in
 * which it moves anyway, or what is asked at least of a number whose level may be 0. */
static double matters(const struct review *r)
{
	struct series series = leading(r);
	double *work = arena_take_array(r->arena, series.n + 1, sizeof *work), level, range;

	level = events_median(series.n - series.n / 2, series.value + series.n / 2, work);
	memcpy(work, series.value, series.n * sizeof *work);
	range = events_quantile(series.n, work, METHOD_RANGE_HIGH) -
		events_quantile(series.n, work, METHOD_RANGE_LOW);
	return fmax(r->settings->least_kib,
		fmax(METHOD_MATTERS_LEVEL * level, METHOD_MATTERS_RANGES * range));
}

/* The slope, or the rate that is printed, is greater than the smallest that an injection makes
 * visible, and unlikely to be chance: a pass would contradict itself. */
static bool grows_unseen(const struct finding *finding, double least)
{
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];

	if (finding->reason == REASON_BELOW_BUDGET || !trend->has_late)
		return false;
	return (trend->late >= least && trend->late_p < METHOD_UNSEEN_P) ||
	       (trend->rate >= least && trend->rate_low > 0.0);
}

/* What the series itself may gain, in KiB per round, if that is as much as the floor: an injected
 * leak was caught with its help. */
static double helped_by(const struct review *r, double rounds)
{
	const struct trend *trend = &r->finding->trend[METRIC_FOOTPRINT];
	double own = trend->has_late ? trend->late * r->settings->round_x : 0.0;
	double floor = verdict_floor(r->settings->page_kib, verdict_leading(r->process)->grain);

	return r->finding->reason != REASON_BELOW_BUDGET && own * rounds >= floor ? own : 0.0;
}

/* It rose in its last rounds by more than the least leak that would have shown makes in the whole
 * run, in KiB: too few rounds follow to say that this was all. Says how many, 0: it did not. */
static size_t rose_just_now(const struct review *r, double growth)
{
	struct series series = leading(r);
	double least = fmax(growth, verdict_floor(r->settings->page_kib, series.grain));

	if (r->finding->reason == REASON_BELOW_BUDGET)
		return 0;
	return rising_just_now(series.n, series.value, least,
		arena_take_array(r->arena, series.n + 1, sizeof(double)));
}

/* A pass that may be over for what its last rounds rose by. If they are no more than a fiftieth,
 * this may be a pulse whose end was not recorded. */
static void doubt_end(const struct review *r, double growth)
{
	size_t last = rose_just_now(r, growth);

	if (!last)
		return;
	verdict_review_doubt(
		r->finding, last <= pulse_hinges(leading(r).n) ? REASON_HINGES : REASON_LATE_BEND);
	r->finding->rose_rounds = last;
}

/* What a leak may have made in steps of an allocator that look as if they had stopped, in KiB per
 * round. Growth within the budget need not stop; bytes in use, the machine and a cgroup have no
 * allocator whose steps they show. */
static double hides_in_steps(const struct review *r)
{
	struct series series = leading(r);
	size_t begin = r->finding->trend[METRIC_FOOTPRINT].begin;
	struct points points = { series.n - begin, series.x + begin, series.value + begin };

	if (r->finding->reason == REASON_BELOW_BUDGET ||
		r->process->quantum_kib <= r->settings->page_kib)
		return 0.0;
	return r->settings->round_x *
	       steps_hide(&points, r->process->quantum_kib,
		       verdict_floor(r->settings->page_kib, series.grain),
		       arena_take_array(r->arena, points.n + 1, sizeof(double)));
}

/* A pass is earned if the smallest leak that would have shown is no greater than what matters. */
static void earn(const struct review *r)
{
	struct finding *finding = r->finding;
	double round_x = r->settings->round_x;
	const struct series *series = verdict_leading(r->process);
	double rounds = (series->x[series->n - 1] - series->x[0]) / round_x;
	double least = verdict_inject_least(r->again, r->process,
		finding->detectable * round_x / METHOD_INJECT_GUESS, r->settings, &r->tests);
	double wanted = r->budget >= 0.0         ? r->budget
			: r->settings->any_level ? DBL_MAX
						 : matters(r) / rounds;
	double alone = least + helped_by(r, rounds), hidden = fmax(alone, hides_in_steps(r));
	double shown = hidden;

	if (finding->process->rounds < METHOD_COLD_ROUNDS)
		shown = fmax(shown, finding->process->quantum_kib / rounds);
	finding->detectable = isinf(least) ? -1.0 : shown / round_x;
	if (!(hidden <= wanted)) {
		verdict_review_doubt(finding, REASON_INSENSITIVE);
		finding->rounds_needed = ceil(rounds * pow(hidden / wanted, METHOD_ROUNDS_POWER));
	} else if (grows_unseen(finding, least / round_x)) {
		verdict_review_doubt(finding, REASON_STILL_RISES);
	} else {
		doubt_end(r, alone * rounds);
	}
}

static struct series cut(const struct series *series, double last_x)
{
	struct series out = *series;

	while (out.n && out.x[out.n - 1] > last_x)
		out.n--;
	return out;
}

/* Was it already a leak when the run was shorter by this share? */
static bool leaked_by(const struct review *r, double share)
{
	const struct series *series = verdict_leading(r->process);
	double first = fmax(series->x[0], r->settings->skip_x), last = series->x[series->n - 1];
	struct process before = *r->process;

	for (enum metric metric = 0; metric < METRICS; metric++)
		before.value[metric] =
			cut(&r->process->value[metric], first + share * (last - first));
	return leaks(r, &before);
}

/* No collection was seen, and the heap is not yet METHOD_COLLECTOR_WAITS times as large: collectors
 * wait that long. jstat has seen those that the old generation is judged by. */
static bool awaits_collection(const struct review *r)
{
	struct series series = leading(r);
	size_t tenth = series.n / 10;
	double *work = arena_take_array(r->arena, series.n + 1, sizeof *work);

	if (verdict_collector(r->process) == COLLECTOR_NONE || leaks_by_old(r) ||
		r->finding->trend[METRIC_FOOTPRINT].floor_count >= METHOD_CYCLES)
		return false;
	return events_median(tenth + 1, series.value + series.n - tenth - 1, work) <
	       METHOD_COLLECTOR_WAITS * events_median(series.n / 4 + 1, series.value + tenth, work);
}

/* What its middle and its last third gain. */
static struct pace pace(const struct review *r)
{
	struct series series = leading(r);

	return pace_of(&(struct points){ series.n, series.x, series.value },
		arena_take_array(r->arena, series.n, sizeof(double)));
}

/* How well a gain is known: to a page, or in bytes in use to the step that they rise in, which may
 * fall on either side of where a third ends. */
static double grain(const struct review *r)
{
	struct series series = leading(r);
	double page = r->settings->page_kib;

	if (!r->settings->is_exact)
		return page;
	return follow_quantum(
		series.n, series.value, page, arena_take_array(r->arena, series.n, sizeof(double)));
}

/* Does a curve through all rounds behind start-up bend down, surely? */
static bool bends_down(const struct review *r)
{
	struct series series = leading(r);
	size_t begin = r->finding->trend[r->finding->decided_by].begin, n = series.n - begin;

	return slowing_bends(n, series.x + begin, series.value + begin,
		arena_take_array(r->arena, 6 * n, sizeof(double)));
}

/* Does it slow down behind the first third, too? Start-up that takes its time bends all rounds
 * together, but its end is straight. */
static bool still_slows(const struct review *r)
{
	struct series series = leading(r);
	size_t third = series.n / 3;
	struct points rest = { series.n - third, series.x + third, series.value + third };

	return pace_last_to_middle(&rest, arena_take_array(r->arena, rest.n, sizeof(double))) <
	       METHOD_BENDS_ON;
}

/* The last third gains less than its fair share of what the middle third gained. Two medians may be
 * off by themselves; where all rounds say that it slows down, a smaller loss tells. */
static bool slows(const struct review *r)
{
	struct pace gains = pace(r);
	double last = gains.last + grain(r), middle = gains.middle - grain(r);

	return last < METHOD_SLOWS_PART * middle ||
	       (last < METHOD_BENDS_PART * middle && bends_down(r) && still_slows(r));
}

static double last_to_middle(const struct review *r)
{
	struct series series = leading(r);

	return pace_last_to_middle(&(struct points){ series.n, series.x, series.value },
		arena_take_array(r->arena, series.n, sizeof(double)));
}

static enum provisional provisional_of(const struct review *r)
{
	if (r->process->rounds < METHOD_COLD_ROUNDS)
		return PROVISIONAL_COLD;
	if (r->finding->awaits_collection)
		return PROVISIONAL_COLLECTOR;
	if (slows(r))
		return PROVISIONAL_SLOWS;
	if (hinges(r))
		return PROVISIONAL_HINGES;
	for (int look = 1; look <= METHOD_LOOKS; look++)
		if (!leaked_by(r, 1.0 - METHOD_LOOKS_PART * look / METHOD_LOOKS))
			return PROVISIONAL_SUDDEN;
	return PROVISIONAL_NOT;
}

static void review_leak(const struct review *r)
{
	struct finding *finding = r->finding;
	struct series series = leading(r);
	size_t begin = finding->trend[finding->decided_by].begin;

	if (rising_rests(series.n - begin, series.value + begin, r->settings->is_exact)) {
		verdict_review_doubt(finding, REASON_LATE_BEND);
		return;
	}
	finding->awaits_collection = awaits_collection(r);
	finding->last_to_middle = last_to_middle(r);
	verdict_review_provisional(finding, provisional_of(r));
}

/* Checks a pass. Growth within the budget may continue, so only other passes are doubted. */
static void review_pass(const struct review *r)
{
	bool level = r->finding->reason != REASON_BELOW_BUDGET;

	if (level && hinges(r))
		verdict_review_doubt(r->finding, REASON_HINGES);
	else if (level && still_rises(r))
		verdict_review_doubt(r->finding, REASON_STILL_RISES);
	else
		earn(r);
}

static void review_item(void *context, size_t worker, size_t slot, size_t item)
{
	struct reviewing *all = context;
	size_t i = all->taken[slot] + item;
	const struct process *process = &all->processes->items[i];
	struct process calm =
		verdict_calm_without(process, &all->findings[i].pulses, &all->arena[worker]);
	struct review r = { .settings = all->settings,
		.process = process,
		.calm = &calm,
		.tests = verdict_again_tests(all->tests, process),
		.again = all->again[worker],
		.finding = &all->findings[i],
		.budget = verdict_budget_of(all->settings, i),
		.arena = &all->arena[worker] };

	if (r.finding->verdict == VERDICT_LEAK)
		review_leak(&r);
	else if (r.finding->verdict == VERDICT_STABLE)
		review_pass(&r);
	arena_reset(&all->arena[worker]);
}

/* The next life of a target that counts. */
static size_t next_item(void *context, size_t slot)
{
	struct reviewing *all = context;

	while (all->next < all->processes->target_count && !all->findings[all->next].counts)
		all->next++;
	if (all->next >= all->processes->target_count)
		return 0;
	all->taken[slot] = all->next++;
	return 1;
}

void verdict_review(const struct processes *processes, const struct verdict_settings *settings,
	const struct verdict_tests *tests, struct finding *findings)
{
	static const struct parallel_work work = { next_item, review_item, NULL };
	size_t jobs = settings->jobs < processes->count ? settings->jobs : processes->count;
	struct arena own = { NULL, 0 };
	struct reviewing all = {
		.processes = processes, .settings = settings, .tests = tests, .findings = findings
	};

	jobs = jobs ? jobs : 1;
	all.taken = arena_take_array(&own, jobs, sizeof *all.taken);
	all.again = arena_take_array(&own, jobs, sizeof(struct verdict_again *));
	all.arena = arena_take_array(&own, jobs, sizeof *all.arena);
	for (size_t i = 0; i < jobs; i++)
		all.again[i] = verdict_again_new(settings, i);
	parallel_pull(jobs, &work, &all);
	for (size_t i = 0; i < jobs; i++) {
		verdict_again_free(all.again[i]);
		arena_free(&all.arena[i]);
	}
	arena_free(&own);
}
