/* verdict_attribution.c - is it the action, which action, or time? Of runs that drew it by lot. */
#include "verdict_attribution.h"

#include <assert.h>
#include <math.h>

#include "../base/arena.h"
#include "../base/room.h"
#include "../columns/rounds.h"
#include "../stats/adjust.h"
#include "../stats/attribution.h"
#include "../stats/attribution_blocks.h"
#include "../stats/pace.h"
#include "method.h"
#include "verdict_calm.h"
#include "verdict_fit.h"
#include "verdict_revise.h"
#include "verdict_rules.h"
#include "verdict_works.h"

/* What is asked of all lives. */
struct asking {
	const struct processes *processes;
	const struct finding *findings;
	const struct design *design;
	const struct round_list *rounds;
	const struct verdict_settings *settings;
	struct trend_work *work;
	struct arena *arena;
	struct arena scratch;
	size_t tests; /* one a life and action */
	size_t draws;
};

/* A life's readings beside what was drawn; arrays in the scratch arena. */
struct readings {
	struct points points; /* x: numbers of rounds */
	size_t *at;
	struct attribution_round *round;
	size_t round_count;
};

/* The draw of a round by its number. */
static struct attribution_round draw_of(const struct design *design, uint64_t number)
{
	const struct design_round *round = design_at(design, number);

	return round ? (struct attribution_round){ round->arm, round->times, round->block }
		     : (struct attribution_round){ ATTRIBUTION_NO_ARM, 0, UINT32_MAX };
}

/* The judged readings of a life, without its pulses, and what was drawn from the first of them on.
 */
static struct readings take_readings(struct asking *asking, const struct finding *finding)
{
	const struct series calm = verdict_calm_series(
		verdict_leading(finding->process), &finding->pulses, &asking->scratch);
	double *x = arena_take_array(&asking->scratch, calm.n + 1, sizeof *x),
	       *y = arena_take_array(&asking->scratch, calm.n + 1, sizeof *y);
	struct readings out = { .points = { 0, x, y } };

	out.at = arena_take_array(&asking->scratch, calm.n + 1, sizeof *out.at);
	for (size_t i = 0; i < calm.n; i++) {
		uint32_t number = asking->rounds->items[calm.at[i]].number;

		if (calm.x[i] < asking->settings->skip_x)
			continue;
		x[out.points.n] = number;
		y[out.points.n] = calm.value[i];
		out.at[out.points.n++] = number - (uint32_t)x[0];
	}
	if (!out.points.n)
		return out;
	out.round_count = out.at[out.points.n - 1] + 1;
	if (out.round_count > asking->design->round_count + 1)
		return (struct readings){ .round_count = 0 };
	out.round = arena_take_array(&asking->scratch, out.round_count, sizeof *out.round);
	for (size_t i = 0; i < out.round_count; i++)
		out.round[i] = draw_of(asking->design, (uint64_t)x[0] + i);
	return out;
}

static struct attributed_part part_of(const struct attribution_part *part)
{
	return (struct attributed_part){ part->slope, part->low, part->high, part->p, part->p,
		part->times, part->blocks, part->drawable, false };
}

/* So few orders are possible that no p could pass the correction for all tests. */
static void lack_blocks(
	const struct asking *asking, const struct attributed_part *arm, struct attributed *out)
{
	out->lack = ATTRIBUTION_LACKS_BLOCKS;
	out->blocks = arm->blocks;
	out->blocks_needed =
		attribution_blocks_needed(asking->settings->alpha / (double)asking->tests);
}

/* Fits one life; false if there is nothing to fit. */
static bool fit_life(struct asking *asking, const struct readings *readings, struct attributed *out)
{
	const struct design *design = asking->design;
	bool control = design->control.len > 0;
	struct attribution_design drawn = { .arms = design->arm_count,
		.control = control,
		.varies = !control && design->arm_count == 1,
		.round_count = readings->round_count,
		.round = readings->round,
		.at = readings->at,
		.alpha = asking->settings->alpha,
		.draws = asking->draws,
		.times_vary = design->varies };
	struct attribution fit = { .lacks_memory = false };
	bool drawable = false;

	if (readings->points.n < METHOD_MODEL_ROUNDS ||
		!attribution_fit(&readings->points, &drawn, &fit)) {
		if (fit.lacks_memory)
			room_lacks();
		out->lack = ATTRIBUTION_LACKS_ROUNDS;
		return false;
	}
	out->arm = arena_take_array(asking->arena, design->arm_count, sizeof *out->arm);
	for (size_t a = 0; a < design->arm_count; a++) {
		out->arm[a] = part_of(&fit.arm[a]);
		drawable |= fit.arm[a].drawable;
	}
	out->has_time = attribution_tells_time(&drawn);
	out->time = part_of(&fit.time);
	if (!drawable) {
		lack_blocks(asking, &out->arm[0], out);
	}
	return true;
}

/* What the actions of one round have made it grow by, by the fit: those that grow. */
static double grown_in(const struct attribution_round *round, const struct attributed *of)
{
	bool grows = round->arm >= 0 && of->arm[round->arm].grows;

	return grows ? of->arm[round->arm].slope * round->times : 0.0;
}

/* What each reading has grown by actions so far, by the fit; in scratch. */
static double *grown_by_actions(
	struct asking *asking, const struct readings *readings, const struct attributed *of)
{
	double *grown = arena_take_array(&asking->scratch, readings->points.n, sizeof *grown),
	       done = 0;
	size_t next;

	assert(readings->at); /* there are as many as attribution_fit needs */
	next = readings->at[0] + 1;
	for (size_t i = 0; i < readings->points.n; i++) {
		for (; next <= readings->at[i]; next++)
			done += grown_in(&readings->round[next], of);
		grown[i] = done;
	}
	return grown;
}

/* Does what is left grow, once the growth by actions is taken off? The rules are those of any
 * series: a start that slows down is no growth by time. */
static bool rest_grows(struct asking *asking, size_t life, const struct readings *readings,
	const struct attributed *of)
{
	const struct series *series = verdict_leading(asking->findings[life].process);
	struct trend_settings fit = verdict_fit_settings(asking->settings, METRIC_FOOTPRINT,
		series->grain, verdict_budget_of(asking->settings, life));
	struct rule_settings rules = { fit.alpha, fit.page, fit.floor, fit.budget };
	double *rest = grown_by_actions(asking, readings, of);
	struct trend trend;

	for (size_t i = 0; i < readings->points.n; i++)
		rest[i] = readings->points.y[i] - rest[i];
	fit.unit = 1.0;
	verdict_fit_trend(readings->points.n, readings->points.x, rest, &fit, asking->work, &trend);
	return verdict_state(&trend, fmax(of->time.p, trend.late_p), &rules).state == STATE_GROW;
}

/* Does growth by actions go on? What it has grown by the fit takes the place of time. */
static double action_pace(
	struct asking *asking, const struct readings *readings, const struct attributed *of)
{
	const double *grown = grown_by_actions(asking, readings, of);
	size_t n = readings->points.n;
	double *x = arena_take_array(&asking->scratch, n, sizeof *x),
	       by_time = of->time.grows ? of->time.slope : 0.0;

	for (size_t i = 0; i < n; i++)
		x[i] = grown[i] + by_time * readings->points.x[i];
	return pace_last_to_middle(&(struct points){ n, x, readings->points.y },
		arena_take_array(&asking->scratch, n, sizeof(double)));
}

static enum attribution_word word_of(const struct attributed *of, bool by_action)
{
	if (by_action)
		return of->time.grows ? ATTRIBUTION_BY_BOTH : ATTRIBUTION_BY_ACTION;
	/* without orders to draw, growth in idle rounds may be the action's */
	return of->time.grows && of->lack != ATTRIBUTION_LACKS_BLOCKS ? ATTRIBUTION_BY_TIME
								      : ATTRIBUTION_CANNOT_TELL;
}

/* Would it grow, were there blocks enough for a p that passes the correction? One that could not be
 * drawn at all is asked for where its slope is known to half of itself. */
static bool wants_blocks(const struct asking *asking, const struct attributed_part *arm)
{
	double alpha = asking->settings->alpha;

	return (arm->drawable ? arm->drawn <= alpha : arm->low > arm->slope - arm->low) &&
	       arm->blocks < attribution_blocks_needed(alpha / (double)asking->tests);
}

static void conclude(
	struct asking *asking, size_t life, const struct readings *readings, struct attributed *out)
{
	double floor = verdict_floor(
		asking->settings->page_kib, verdict_leading(asking->findings[life].process)->grain);
	bool by_action = false;

	for (size_t a = 0; a < asking->design->arm_count; a++) {
		struct attributed_part *arm = &out->arm[a];
		bool matters = arm->slope * arm->times >= floor;

		arm->grows = arm->p <= asking->settings->alpha && matters;
		by_action |= arm->grows;
		if (!arm->grows && matters && wants_blocks(asking, arm))
			lack_blocks(asking, arm, out);
	}
	if (by_action)
		out->lack = ATTRIBUTION_LACKS_NOTHING;
	out->time.grows = out->has_time && out->time.p <= asking->settings->alpha &&
			  rest_grows(asking, life, readings, out);
	out->word = word_of(out, by_action);
	if (by_action)
		out->last_to_middle = action_pace(asking, readings, out);
	if (out->word == ATTRIBUTION_CANNOT_TELL && out->lack == ATTRIBUTION_LACKS_NOTHING)
		out->lack = out->has_time ? ATTRIBUTION_LACKS_SIGNAL : ATTRIBUTION_LACKS_CONTROL;
}

/* Corrects the p values of all lives that were fitted: one list for actions, one for time. */
static void correct(const struct asking *asking, struct attributed *all)
{
	size_t count = asking->processes->target_count, arms = asking->design->arm_count, n = 0;
	double *p = arena_take_array(asking->arena, count * arms + 1, sizeof *p);
	size_t *order = arena_take_array(asking->arena, count * arms + 1, sizeof *order);

	for (size_t i = 0; i < count; i++)
		for (size_t a = 0; all[i].arm && a < arms; a++)
			p[n++] = all[i].arm[a].p;
	adjust_benjamini_hochberg(n, p, order);
	n = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t a = 0; all[i].arm && a < arms; a++)
			all[i].arm[a].p = p[n++];
	n = 0;
	for (size_t i = 0; i < count; i++)
		if (all[i].arm)
			p[n++] = all[i].time.p;
	adjust_benjamini_hochberg(n, p, order);
	n = 0;
	for (size_t i = 0; i < count; i++)
		if (all[i].arm)
			all[i].time.p = p[n++];
}

/* A pass that has risen: perhaps by an action. */
static bool has_risen(const struct asking *asking, const struct finding *finding)
{
	const struct series *series = verdict_leading(finding->process);
	const struct trend *trend = &finding->trend[METRIC_FOOTPRINT];

	return finding->reason != REASON_BELOW_BUDGET && trend->has_line &&
	       trend->judged_growth >= verdict_floor(asking->settings->page_kib, series->grain);
}

static bool is_asked(const struct asking *asking, const struct finding *finding)
{
	return finding->counts && verdict_leading(finding->process)->n > 0 &&
	       (finding->verdict != VERDICT_STABLE || has_risen(asking, finding));
}

static size_t count_tests(const struct asking *asking)
{
	size_t tests = 0;

	for (size_t i = 0; i < asking->processes->target_count; i++)
		tests += is_asked(asking, &asking->findings[i]) ? asking->design->arm_count : 0;
	return tests;
}

/* So many draws that the least p passes the correction for all tests, as far as time allows. */
static size_t draws_for(const struct asking *asking)
{
	double wanted = (double)(2 * asking->tests) / asking->settings->alpha;

	return (size_t)fmin(fmax(wanted, METHOD_DRAWS), METHOD_DRAWS_MOST);
}

/* Growth by an action that does not slow down. */
static bool goes_on(const struct attributed *of)
{
	return (of->word == ATTRIBUTION_BY_ACTION || of->word == ATTRIBUTION_BY_BOTH) &&
	       of->last_to_middle >= METHOD_SLOWS_PART;
}

const struct attributed *verdict_attribute(const struct processes *processes,
	const struct finding *findings, const struct design *design,
	const struct round_list *rounds, const struct verdict_settings *settings,
	struct arena *arena)
{
	struct asking asking = { .processes = processes,
		.findings = findings,
		.design = design,
		.rounds = rounds,
		.settings = settings,
		.arena = arena };
	struct attributed *all;
	struct readings readings;

	if (!design->arm_count || design->too_many)
		return NULL;
	asking.work = verdict_works_take(settings, 0);
	asking.tests = count_tests(&asking);
	asking.draws = draws_for(&asking);
	all = arena_take_array(arena, processes->count + 1, sizeof *all);
	for (size_t i = 0; i < processes->target_count; i++) {
		if (!is_asked(&asking, &findings[i]))
			continue;
		all[i].word = ATTRIBUTION_CANNOT_TELL;
		readings = take_readings(&asking, &findings[i]);
		fit_life(&asking, &readings, &all[i]);
		arena_reset(&asking.scratch);
	}
	correct(&asking, all);
	for (size_t i = 0; i < processes->target_count; i++) {
		if (!all[i].arm)
			continue;
		readings = take_readings(&asking, &findings[i]);
		conclude(&asking, i, &readings, &all[i]);
		if (findings[i].verdict == VERDICT_STABLE && !goes_on(&all[i]))
			all[i] = (struct attributed){ .word = ATTRIBUTION_NONE };
		arena_reset(&asking.scratch);
	}
	arena_free(&asking.scratch);
	verdict_works_give(settings, asking.work);
	return all;
}

static bool is_uneven(const struct finding *finding)
{
	return finding->verdict == VERDICT_LEAK &&
	       (finding->provisional == PROVISIONAL_SLOWS ||
		       finding->provisional == PROVISIONAL_HINGES ||
		       finding->provisional == PROVISIONAL_SUDDEN);
}

void verdict_attribution_apply(struct finding *findings, const struct attributed *all, size_t count)
{
	for (size_t i = 0; all && i < count; i++) {
		struct finding *finding = &findings[i];

		if (!goes_on(&all[i]))
			continue;
		finding->last_to_middle = all[i].last_to_middle;
		if (finding->verdict == VERDICT_STABLE)
			verdict_revise_doubt(finding, REASON_STILL_RISES);
		if (!is_uneven(finding))
			continue;
		verdict_revise_provisional(finding, PROVISIONAL_NOT);
	}
}

const char *verdict_attribution_code(enum attribution_word word)
{
	static const char *const codes[] = {
		[ATTRIBUTION_NONE] = "",
		[ATTRIBUTION_BY_ACTION] = "by-action",
		[ATTRIBUTION_BY_TIME] = "by-time",
		[ATTRIBUTION_BY_BOTH] = "by-both",
		[ATTRIBUTION_CANNOT_TELL] = "cannot-tell",
	};

	return codes[word];
}
