/* verdict_private.c - weighs private memory, which moves in its allocator's steps, against the
 * footprint. */
#include "verdict_rules.h"

#include <math.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "../stats/follow.h"
#include "method.h"
#include "verdict_runtime.h"

/* The points that footprint and private have in common, without start-up memory that was given
 * back. */
struct common {
	size_t n, third; /* the last point of the first third of span: rounds may be missing */
	double span;     /* from the first point to the last, in units of x */
	double *x, *w;   /* footprint, private */
	double *highest; /* the running maximum of the footprint */
	double *work;    /* 4 * n */
};

/* The x at which the later of the two series begins. */
static double begin_of(const struct evidence *life)
{
	return fmax(life->trend[METRIC_FOOTPRINT].judged_x, life->trend[METRIC_PRIVATE].judged_x);
}

static struct common common_points(const struct evidence *life, struct arena *scratch)
{
	const struct series *x = &life->process->value[METRIC_FOOTPRINT],
			    *w = &life->process->value[METRIC_PRIVATE];
	double from =
		fmax(life->trend[METRIC_FOOTPRINT].x_first, life->trend[METRIC_PRIVATE].x_first);
	double begin = begin_of(life), *at = arena_take_array(scratch, x->n, sizeof *at);
	struct common c = { 0, 0, 0, arena_take_array(scratch, x->n, sizeof *c.x),
		arena_take_array(scratch, x->n, sizeof *c.w),
		arena_take_array(scratch, x->n, sizeof *c.highest),
		arena_take_array(scratch, 4 * x->n, sizeof *c.work) };
	size_t skip = 0;

	for (size_t i = 0, j = 0; i < x->n && j < w->n;) {
		if (x->at[i] != w->at[j]) {
			if (x->at[i] < w->at[j])
				i++;
			else
				j++;
			continue;
		}
		if (x->x[i] >= from) {
			at[c.n] = x->x[i];
			c.x[c.n] = x->value[i];
			c.highest[c.n] = c.n ? fmax(c.highest[c.n - 1], x->value[i]) : x->value[i];
			c.w[c.n++] = w->value[j];
		}
		i++;
		j++;
	}
	while (skip < c.n && at[skip] < begin)
		skip++;
	if (c.n - skip < METHOD_MODEL_ROUNDS)
		skip = 0;
	c.n -= skip;
	c.x += skip;
	c.w += skip;
	c.highest += skip;
	c.span = c.n ? at[skip + c.n - 1] - at[skip] : 0.0;
	while (c.third + 1 < c.n && at[skip + c.third + 1] <= at[skip] + c.span / 3)
		c.third++;
	return c;
}

/* If private memory is silent, one measure must do the work of two: it must pass every test twice,
 * or once at alpha squared. */
static bool may_stand_alone(const struct evidence *life, double p_adjusted,
	const struct rule_settings *rules, const struct common *c)
{
	const struct trend *footprint = &life->trend[METRIC_FOOTPRINT];
	bool twice = footprint->late * c->span >= METHOD_ALONE_FLOORS * rules->floor &&
		     footprint->growth_events >= METHOD_ALONE_EVENTS;

	return life->process->value[METRIC_ANON].n &&
	       (twice || p_adjusted < rules->alpha * rules->alpha) &&
	       follow_steady(c->n, c->x, rules->page, c->work);
}

/* How much the footprint gains over the second half: from the middle to the end, each the median of
 * a tenth of the points. */
static double late_gain(const struct common *c)
{
	size_t part = c->n / METHOD_START_UP + 1, middle = (c->n - part) / 2;

	return events_median(part, c->x + c->n - part, c->work) -
	       events_median(part, c->x + middle, c->work);
}

/* Growth of the footprint without growth of private memory may be garbage: objects that young
 * collections promote stay until a full collection, megabytes later. Only a little memory fits into
 * the holes of a heap. */
static bool awaits_collection(const struct evidence *life, const struct rule_settings *rules,
	const struct common *c, enum follow follow)
{
	enum collector collector = verdict_collector(life->process);

	switch (follow) {
	case FOLLOW_NOT:
		return collector == COLLECTOR_GENERATIONAL &&
		       !life->trend[METRIC_FOOTPRINT].floor_count;
	case FOLLOW_SILENT:
		return collector == COLLECTOR_PROMOTES ||
		       (collector != COLLECTOR_NONE && late_gain(c) <= rules->floor);
	default:
		return false;
	}
}

/* The same measurement with another state and reason. */
static struct judgement judged_as(struct judgement judged, enum trend_state state, int reason)
{
	judged.state = state;
	judged.reason = reason;
	return judged;
}

/* The footprint grows: is private memory consistent with serving it? */
static struct private_view weigh_growing(const struct evidence *life, struct private_view view,
	const struct rule_settings *rules, const struct common *c)
{
	const struct trend *footprint = &life->trend[METRIC_FOOTPRINT],
			   *private = &life->trend[METRIC_PRIVATE];
	double growth = fmin(footprint->late * c->span, c->highest[c->n - 1] - c->highest[0]);
	struct follow_pair pair = { c->n, c->third, c->highest, c->w };
	enum follow follow = follow_consistent(&pair, life->process->quantum_kib, growth, c->work);

	if (view.private.state == STATE_GROW) {
		/* bookkeeping of a pool grows while the pool is being touched; that is no demand
		 * for memory. The steps of an allocator are one: they are set aside of its late
		 * slope, not of its line */
		if (follow == FOLLOW_NOT && private->late < METHOD_LATE_SHARE * footprint->late &&
			private->settled_slope < METHOD_LATE_SHARE * footprint->settled_slope)
			view.private = judged_as(view.private, STATE_FLAT, REASON_NO_GROWTH);
		return view;
	}
	if (follow == FOLLOW_SILENT && !may_stand_alone(life, view.footprint.p_adjusted, rules, c))
		follow = FOLLOW_NOT;
	if (awaits_collection(life, rules, c, follow)) {
		view.footprint = judged_as(view.footprint, STATE_UNSURE,
			life->trend[METRIC_FOOTPRINT].floor_count ? REASON_FEW_CYCLES
								  : REASON_NO_FULL_COLLECTION);
		return view;
	}
	if (follow == FOLLOW_NOT)
		return view;
	view.private = judged_as(view.private, STATE_GROW, -1);
	view.says = follow == FOLLOW_SILENT ? PRIVATE_SILENT : PRIVATE_FOLLOWS;
	return view;
}

/* Does private memory only repeat the footprint, although its state is another one? */
static bool repeats(const struct private_view *view, const struct common *c)
{
	enum trend_state footprint = view->footprint.state;

	if (footprint == view->private.state || view->private.reason == REASON_NO_GROWTH)
		return false;
	return (footprint == STATE_GROW || footprint == STATE_FLAT) &&
	       follow_repeats(c->n, c->x, c->w, footprint == STATE_FLAT, c->work) != FOLLOW_NOT;
}

/* The footprint slows down, and private memory grows with it, never more than a quantum ahead: so
 * private memory slows down too. */
static bool slows_down_too(
	const struct evidence *life, const struct private_view *view, const struct common *c)
{
	size_t third = c->third;

	if (view->footprint.state != STATE_UNSURE || view->private.state != STATE_GROW ||
		(view->footprint.reason != REASON_DECELERATING &&
			view->footprint.reason != REASON_LATE_BEND))
		return false;
	for (size_t i = third; i < c->n; i++)
		c->work[i] = c->w[i] - c->highest[i];
	return events_drawup(c->n - third, c->work + third) <=
	       follow_quantum(c->n, c->w, life->process->quantum_kib, c->work + c->n);
}

struct private_view verdict_private(const struct evidence *life, const struct judgement *judged,
	const struct rule_settings *rules, struct arena *scratch)
{
	struct private_view view = { PRIVATE_SAYS_NOTHING, judged[METRIC_FOOTPRINT],
		judged[METRIC_PRIVATE] };
	bool still = view.private.reason == REASON_CONSTANT;
	struct common c;

	if (view.footprint.state == STATE_ABSENT || view.private.state == STATE_ABSENT)
		return view;
	c = common_points(life, scratch);
	if (c.n < METHOD_MODEL_ROUNDS)
		return view;
	if (view.footprint.state == STATE_GROW)
		view = weigh_growing(life, view, rules, &c);
	if (!still && repeats(&view, &c)) {
		view.private = judged_as(view.private, view.footprint.state, -1);
		view.says = PRIVATE_REPEATS;
	} else if (slows_down_too(life, &view, &c)) {
		view.private = judged_as(view.private, STATE_UNSURE, view.footprint.reason);
		view.says = PRIVATE_REPEATS;
	}
	return view;
}
