/* verdict_private.c - what private memory, which moves in its allocator's steps, says of the
 * footprint. */
#include "verdict_rules.h"

#include <math.h>

#include "../base/arena.h"
#include "../stats/events.h"
#include "../stats/follow.h"

/* The points that footprint and private have in common, start-up memory that was given back left
 * out. */
struct common {
	size_t n;
	double span;     /* in x */
	double *x, *w;   /* footprint, private */
	double *highest; /* the highest footprint so far */
	double *work;    /* 4 * n */
};

/* x of the later of both beginnings. */
static double begin_of(const struct finding *finding)
{
	return fmax(
		finding->trend[METRIC_FOOTPRINT].judged_x, finding->trend[METRIC_PRIVATE].judged_x);
}

static struct common common_points(const struct finding *finding, struct arena *scratch)
{
	const struct series *x = &finding->process->value[METRIC_FOOTPRINT],
			    *w = &finding->process->value[METRIC_PRIVATE];
	double from = fmax(
		finding->trend[METRIC_FOOTPRINT].x_first, finding->trend[METRIC_PRIVATE].x_first);
	double begin = begin_of(finding), *at = arena_take_array(scratch, x->n, sizeof *at);
	struct common c = { 0, 0, arena_take_array(scratch, x->n, sizeof *c.x),
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
	if (c.n - skip < VERDICT_SHORT_LIFE)
		skip = 0;
	c.n -= skip;
	c.x += skip;
	c.w += skip;
	c.highest += skip;
	c.span = c.n ? at[skip + c.n - 1] - at[skip] : 0.0;
	return c;
}

/* A silent private leaves one measure to do the work of two: all is asked of it twice, or once at
 * alpha squared. */
static bool may_stand_alone(
	const struct finding *finding, const struct rule_settings *rules, const struct common *c)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];
	bool twice =
		footprint->late * c->span >= 2.0 * rules->floor && footprint->growth_events >= 6.0;

	return finding->process->value[METRIC_ANON].n &&
	       (twice || footprint->p_adjusted < rules->alpha * rules->alpha) &&
	       follow_steady(c->n, c->x, rules->page, c->work);
}

/* Runtimes in which what young collections promote stays until a full collection, megabytes later.
 */
static bool is_generational(const struct process *process)
{
	static const char *const names[] = { "node", "libnode", "libjvm", "pypy", "libpypy" };

	for (size_t i = 0; i < process->group_count; i++)
		for (size_t j = 0; j < sizeof names / sizeof *names; j++)
			if (span_starts(process->groups[i].name, names[j]))
				return true;
	return false;
}

/* The footprint grows: is private consistent with serving it? */
static enum private_says weigh_growing(
	struct finding *finding, const struct rule_settings *rules, const struct common *c)
{
	struct trend *footprint = &finding->trend[METRIC_FOOTPRINT],
		     *private = &finding->trend[METRIC_PRIVATE];
	double growth = fmin(footprint->late * c->span, c->highest[c->n - 1] - c->highest[0]);
	enum follow follow = follow_consistent(
		c->n, c->highest, c->w, finding->process->quantum_kib, growth, c->work);

	if (private->state == STATE_GROW) {
		/* bookkeeping of a pool that is being touched grows with it, and is no demand for
		 * memory */
		if (follow == FOLLOW_NOT && private->late < VERDICT_LATE_SHARE * footprint->late) {
			private->state = STATE_FLAT;
			private->reason = REASON_NO_GROWTH;
		}
		return PRIVATE_SAYS_NOTHING;
	}
	if (follow == FOLLOW_SILENT && !may_stand_alone(finding, rules, c))
		follow = FOLLOW_NOT;
	if (follow == FOLLOW_SILENT && is_generational(finding->process)) {
		footprint->state = STATE_UNSURE;
		footprint->reason = REASON_FEW_CYCLES;
		follow = FOLLOW_NOT;
	}
	if (follow == FOLLOW_NOT)
		return PRIVATE_SAYS_NOTHING;
	private->state = STATE_GROW;
	private->reason = -1;
	return follow == FOLLOW_SILENT ? PRIVATE_SILENT : PRIVATE_FOLLOWS;
}

/* The footprint slows down, and private grows with it, never a quantum ahead of it: it slows down
 * too. */
static bool weigh_unsure(struct finding *finding, const struct common *c)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];
	struct trend *private = &finding->trend[METRIC_PRIVATE];
	size_t third = c->n / 3;

	if (footprint->state != STATE_UNSURE || private->state != STATE_GROW ||
		c->n < VERDICT_SHORT_LIFE ||
		(footprint->reason != REASON_DECELERATING && footprint->reason != REASON_LATE_BEND))
		return false;
	for (size_t i = third; i < c->n; i++)
		c->work[i] = c->w[i] - c->highest[i];
	if (events_drawup(c->n - third, c->work + third) >
		follow_quantum(c->n, c->w, finding->process->quantum_kib, c->work + c->n))
		return false;
	private->state = STATE_UNSURE;
	private->reason = footprint->reason;
	return true;
}

enum private_says verdict_weigh_private(
	struct finding *finding, const struct rule_settings *rules, struct arena *scratch)
{
	const struct trend *footprint = &finding->trend[METRIC_FOOTPRINT];
	struct trend *private = &finding->trend[METRIC_PRIVATE];
	enum private_says says = PRIVATE_SAYS_NOTHING;
	bool still = private->reason == REASON_CONSTANT;
	struct common c;

	if (footprint->state == STATE_ABSENT || private->state == STATE_ABSENT)
		return says;
	c = common_points(finding, scratch);
	if (c.n < VERDICT_SHORT_LIFE)
		return says;
	if (footprint->state == STATE_GROW)
		says = weigh_growing(finding, rules, &c);
	if (footprint->state != private->state && !still && private->reason != REASON_NO_GROWTH &&
		(footprint->state == STATE_GROW || footprint->state == STATE_FLAT) &&
		follow_repeats(c.n, c.x, c.w, footprint->state == STATE_FLAT, c.work) !=
			FOLLOW_NOT) {
		private->state = footprint->state;
		private->reason = -1;
		return PRIVATE_REPEATS;
	}
	return weigh_unsure(finding, &c) ? PRIVATE_REPEATS : says;
}
