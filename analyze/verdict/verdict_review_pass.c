/* verdict_review_pass.c - the checks that a pass must stand. */
#include "verdict_review_pass.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "../stats/pulse.h"
#include "../stats/rising.h"
#include "../stats/steps.h"
#include "method.h"
#include "verdict_fit.h"
#include "verdict_inject.h"
#include "verdict_revise.h"
#include "verdict_review_life.h"
#include "verdict_rules.h"

/* Collections left floors that do not rise: where in its tooth the run ends is no growth. */
static bool floors_are_level(const struct verdict_review_life *life, double least)
{
	const struct trend *trend = &life->finding->trend[METRIC_FOOTPRINT];

	return trend->floor_count >= METHOD_CYCLES && !verdict_floors_rise(trend, least);
}

static bool still_rises(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);
	double *work = arena_take_array(life->arena, 2 * series.n + 1, sizeof *work);
	double least = verdict_floor(life->settings->page_kib, series.grain);

	if (floors_are_level(life, least))
		return false;
	return rising_still(
		       series.n, series.x, series.value, life->settings->page_kib, least, work) ||
	       rising_straight(
		       series.n, series.x, series.value, life->settings->page_kib, least, work) ||
	       (life->finding->reason == REASON_STOPPED &&
		       rising_not_over(series.n, series.x, series.value, least, work));
}

/* Without a budget, the growth over the run that matters, in KiB: the level itself, the range in
 * which it moves anyway, or what is asked at least of a number whose level may be 0. Of a number of
 * the machine it is no more than the memory that is left. */
static double matters(const struct verdict_review_life *life)
{
	struct series series = verdict_review_life_leading(life);
	double *work = arena_take_array(life->arena, series.n + 1, sizeof *work), level, range,
	       enough = life->settings->most_kib >= 0 ? life->settings->most_kib : DBL_MAX;

	level = events_median(series.n - series.n / 2, series.value + series.n / 2, work);
	memcpy(work, series.value, series.n * sizeof *work);
	range = events_quantile(series.n, work, METHOD_RANGE_HIGH) -
		events_quantile(series.n, work, METHOD_RANGE_LOW);
	return fmin(
		enough, fmax(life->settings->least_kib,
				fmax(METHOD_MATTERS_LEVEL * level, METHOD_MATTERS_RANGES * range)));
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
static double helped_by(const struct verdict_review_life *life, double rounds)
{
	const struct trend *trend = &life->finding->trend[METRIC_FOOTPRINT];
	double own = trend->has_late ? trend->late * life->settings->round_x : 0.0;
	double floor =
		verdict_floor(life->settings->page_kib, verdict_leading(life->process)->grain);

	return life->finding->reason != REASON_BELOW_BUDGET && own * rounds >= floor ? own : 0.0;
}

/* It rose in its last rounds by more than the least leak that would have shown makes in the whole
 * run, in KiB: too few rounds follow to say that this was all. Says how many, 0: it did not. */
static size_t rose_just_now(const struct verdict_review_life *life, double growth)
{
	struct series series = verdict_review_life_leading(life);
	double least = fmax(growth, verdict_floor(life->settings->page_kib, series.grain));

	if (life->finding->reason == REASON_BELOW_BUDGET)
		return 0;
	return rising_just_now(series.n, series.value, least,
		arena_take_array(life->arena, series.n + 1, sizeof(double)));
}

/* A pass that may be over for what its last rounds rose by. If they are no more than a fiftieth,
 * this may be a pulse whose end was not recorded. */
static void doubt_end(const struct verdict_review_life *life, double growth)
{
	size_t last = rose_just_now(life, growth);

	if (!last)
		return;
	verdict_revise_doubt(life->finding,
		last <= pulse_hinges(verdict_review_life_leading(life).n) ? REASON_HINGES
									  : REASON_LATE_BEND);
	life->finding->rose_rounds = last;
}

/* The steps in which a leak may hide, of a series: those of an allocator. Of bytes in use they are
 * blocks that come seldom, of any size; the machine and a cgroup have none that they show. */
struct hiding {
	struct points points;
	double allocator; /* KiB that it takes at once; 0: no size is known */
	double least;     /* KiB of a rise that counts */
	bool any;
};

static struct hiding hiding_of(const struct verdict_review_life *life)
{
	const struct verdict_settings *settings = life->settings;
	struct series series = verdict_review_life_leading(life);
	size_t begin = life->finding->trend[METRIC_FOOTPRINT].begin;
	struct hiding hiding = { .points = { series.n - begin, series.x + begin,
					 series.value + begin } };

	/* growth within the budget need not stop */
	hiding.any = life->finding->reason != REASON_BELOW_BUDGET &&
		     (settings->is_exact || life->process->quantum_kib > settings->page_kib);
	hiding.allocator = settings->is_exact ? 0.0 : life->process->quantum_kib;
	/* a rise of one unit of a coarse reading that stays is no rounding */
	hiding.least = settings->is_exact
			       ? METHOD_HEAP_RATE_KIB
			       : fmax(METHOD_FLOOR_PAGES * settings->page_kib, series.grain);
	return hiding;
}

/* What a leak may have made in steps that look as if they had stopped, in KiB per round. */
static double hides_in_steps(const struct verdict_review_life *life)
{
	struct hiding in = hiding_of(life);
	double *work = arena_take_array(life->arena, in.points.n + 1, sizeof *work);

	return in.any ? life->settings->round_x *
				steps_hide(&in.points, in.allocator, in.least, work)
		      : 0.0;
}

/* What one large rise may be a step of, in KiB per round. Sets its size, in KiB. */
static double hides_in_one(const struct verdict_review_life *life, double *size)
{
	struct hiding in = hiding_of(life);

	return in.any ? life->settings->round_x *
				steps_lone(&in.points, in.allocator, in.least, size)
		      : 0.0;
}

/* What a pass claims, in KiB per round: a leak that was tried, or one that may hide in what comes
 * at once. What was tried keeps a budget; then that is all that is claimed. */
static double claim(
	const struct verdict_review_life *life, double tried, double wanted, double rounds)
{
	struct finding *finding = life->finding;
	double size = 0.0, one = hides_in_one(life, &size);
	double room = finding->process->rounds < METHOD_COLD_ROUNDS
			      ? finding->process->quantum_kib / rounds
			      : 0.0;

	if (one > fmax(tried, room)) {
		finding->one_rise_kib = size;
		finding->one_rise_hides = one > fmax(tried, wanted);
	} else if (room > fmax(tried, wanted)) {
		finding->free_room_kib = finding->process->quantum_kib;
	}
	return fmax(tried, fmin(fmax(one, room), wanted));
}

/* A pass is earned if the smallest leak that would have shown is no greater than what matters. */
static void earn(const struct verdict_review_life *life)
{
	struct finding *finding = life->finding;
	double round_x = life->settings->round_x;
	const struct series *series = verdict_leading(life->process);
	double rounds = (series->x[series->n - 1] - series->x[0]) / round_x;
	double least = verdict_inject_least(life->again, life->process,
		finding->detectable * round_x / METHOD_INJECT_GUESS, life->settings, &life->tests);
	double wanted = life->budget >= 0.0         ? life->budget
			: life->settings->any_level ? DBL_MAX
						    : matters(life) / rounds;
	double alone = least + helped_by(life, rounds), hidden = fmax(alone, hides_in_steps(life));

	finding->detectable = isinf(least) ? -1.0 : claim(life, hidden, wanted, rounds) / round_x;
	if (!(hidden <= wanted)) {
		verdict_revise_doubt(finding, REASON_INSENSITIVE);
		finding->rounds_needed = ceil(rounds * pow(hidden / wanted, METHOD_ROUNDS_POWER));
	} else if (grows_unseen(finding, least / round_x)) {
		verdict_revise_doubt(finding, REASON_STILL_RISES);
	} else {
		doubt_end(life, alone * rounds);
	}
}

void verdict_review_pass(const struct verdict_review_life *life)
{
	bool level = life->finding->reason != REASON_BELOW_BUDGET;

	if (level && verdict_review_life_hinges(life))
		verdict_revise_doubt(life->finding, REASON_HINGES);
	else if (level && still_rises(life))
		verdict_revise_doubt(life->finding, REASON_STILL_RISES);
	else
		earn(life);
}
