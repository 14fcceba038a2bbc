/* json_life.c - the findings on a process as JSON. */
#include "json_life.h"

#include <math.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/runtimes.h"
#include "../wording/wording.h"

json_t *json_life_text(const struct report *report, struct span s)
{
	return s.len ? json_string(escape_printable(report->arena, s, 0)) : json_null();
}

json_t *json_life_finite(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

json_t *json_life_number(bool known, double value)
{
	return known ? json_life_finite(value) : json_null();
}

/* Sets the late slope and the values that belong to it, keys as in trends.csv. */
void json_life_late(const struct report *report, json_t *object, const struct trend *trend,
	const struct judgement *judged)
{
	bool late = trend->has_late;

	json_object_set_new(object, "late_slope_kib_per_round",
		json_life_number(late, wording_per_round(report->analysis, trend->rate)));
	json_object_set_new(object, "late_se",
		json_life_number(late, wording_per_round(report->analysis, trend->late_error)));
	json_object_set_new(object, "late_low",
		json_life_number(late, wording_per_round(report->analysis, trend->rate_low)));
	json_object_set_new(object, "late_high",
		json_life_number(late, wording_per_round(report->analysis, trend->rate_high)));
	json_object_set_new(object, "late_p", json_life_number(late, judged->p));
	json_object_set_new(object, "p_adjusted", json_life_number(late, judged->p_adjusted));
}

/* Sets the straight line through all readings, keys as in trends.csv. */
static void set_line(json_t *object, const struct analysis *analysis, const struct trend *trend)
{
	bool line = trend->has_line;
	double per_hour = 0;
	bool has_hour = wording_per_hour(analysis, trend->slope, &per_hour);

	json_object_set_new(object, "slope_kib_per_round",
		json_life_number(line, wording_per_round(analysis, trend->slope)));
	json_object_set_new(object, "intercept_kib", json_life_number(line, trend->intercept));
	json_object_set_new(object, "slope_se",
		json_life_number(line, wording_per_round(analysis, trend->slope_error)));
	json_object_set_new(object, "slope_low",
		json_life_number(line, wording_per_round(analysis, trend->slope_low)));
	json_object_set_new(object, "slope_high",
		json_life_number(line, wording_per_round(analysis, trend->slope_high)));
	json_object_set_new(object, "t", json_life_number(line && trend->has_t, trend->t));
	json_object_set_new(object, "p", json_life_number(line, trend->p));
	json_object_set_new(object, "r2", json_life_number(line, trend->r2));
	json_object_set_new(object, "theil_sen_kib_per_round",
		json_life_number(trend->has_robust, wording_per_round(analysis, trend->theil_sen)));
	json_object_set_new(
		object, "slope_kib_per_hour", json_life_number(line && has_hour, per_hour));
	json_object_set_new(object, "growth_kib", json_life_number(line, trend->growth));
}

static json_t *trend_object(
	const struct report *report, const struct finding *finding, enum metric metric)
{
	const struct trend *trend = &finding->trend[metric];
	const struct series *series = &finding->process->value[metric];
	json_t *object = json_object();

	json_object_set_new(
		object, "state", json_string(verdict_state_code(finding->judged[metric].state)));
	json_object_set_new(object, "n", json_integer((json_int_t)trend->n));
	json_object_set_new(
		object, "first_kib", json_life_number(series->n, series->n ? series->value[0] : 0));
	json_object_set_new(object, "last_kib",
		json_life_number(series->n, series->n ? series->value[series->n - 1] : 0));
	set_line(object, report->analysis, trend);
	json_life_late(report, object, trend, &finding->judged[metric]);
	json_object_set_new(object, "detectable_kib_per_round",
		json_life_number(trend->has_late && trend->detectable >= 0,
			wording_per_round(report->analysis, trend->detectable)));
	return object;
}

/* Sets the values from smaps, keys as in mappings.csv. */
static void set_use(
	json_t *object, const char *first, const char *last, const struct series *series)
{
	size_t n = series->n;

	json_object_set_new(object, first, json_life_number(n, n ? series->value[0] : 0));
	json_object_set_new(object, last, json_life_number(n, n ? series->value[n - 1] : 0));
}

static json_t *mappings_array(const struct report *report, const struct finding *finding)
{
	size_t count;
	struct grown_group *groups = grown_groups(report->arena, NULL, finding, &count);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct mapping_group *group = groups[i].group;
		json_t *object = json_object();

		json_object_set_new(object, "mapping", json_life_text(report, group->name));
		json_object_set_new(object, "mode", json_life_text(report, span_of(group->mode)));
		json_object_set_new(object, "count_first", json_integer(group->count_first));
		json_object_set_new(object, "count_last", json_integer(group->count_last));
		json_object_set_new(object, "kib_first", json_integer(group->kib_first));
		json_object_set_new(object, "kib_last", json_integer(group->kib_last));
		json_object_set_new(object, "kib_change", json_real(groups[i].change_kib));
		if (groups[i].trend)
			json_life_late(report, object, groups[i].trend, groups[i].judged);
		json_object_set_new(
			object, "share", json_life_number(groups[i].share >= 0, groups[i].share));
		set_use(object, "private_dirty_first_kib", "private_dirty_last_kib",
			&group->private_dirty);
		set_use(object, "pss_first_kib", "pss_last_kib", &group->pss);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *flags_array(uint32_t flags)
{
	json_t *array = json_array();

	for (enum verdict_flag flag = 0; flag < FLAGS; flag++)
		if (flags & 1u << flag)
			json_array_append_new(array, json_string(verdict_flag_code(flag)));
	return array;
}

static json_t *text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *part_object(const char *arm, const struct attributed_part *part)
{
	json_t *object = json_object();

	json_object_set_new(object, "arm", json_string(arm));
	json_object_set_new(object, "kib_per_action", json_life_finite(part->slope));
	json_object_set_new(object, "low", json_life_finite(part->low));
	json_object_set_new(object, "high", json_life_finite(part->high));
	json_object_set_new(object, "p", json_life_finite(part->p));
	json_object_set_new(object, "times", json_life_finite(part->times));
	json_object_set_new(object, "blocks", json_integer((json_int_t)part->blocks));
	json_object_set_new(object, "grows", json_boolean(part->grows));
	return object;
}

/* The arms of an experiment; null if it was not asked. arm: the name of the one that grows most, of
 * by-action and by-both. */
static json_t *attribution_object(const struct report *report, const struct finding *finding)
{
	static const char *const lacks[] = { "", "blocks", "control", "rounds", "signal" };
	const struct attributed *of = wording_attributed(report->analysis, finding);
	const struct design *design = &report->analysis->design;
	json_t *object, *arms;
	const struct attributed_part *most = NULL;

	if (!of || of->word == ATTRIBUTION_NONE)
		return json_null();
	object = json_object();
	arms = json_array();
	json_object_set_new(object, "word", json_string(verdict_attribution_code(of->word)));
	for (size_t a = 0; of->arm && a < design->arm_count; a++) {
		json_array_append_new(
			arms, part_object(wording_arm(report->arena, design->arm[a]), &of->arm[a]));
		if (of->arm[a].grows && (!most || of->arm[a].slope > most->slope))
			most = &of->arm[a];
	}
	if (of->arm && of->has_time && design->control.len)
		json_array_append_new(
			arms, part_object(wording_arm(report->arena, design->control), &of->time));
	json_object_set_new(object, "arm",
		most ? json_string(wording_arm(report->arena, design->arm[most - of->arm]))
		     : json_null());
	json_object_set_new(
		object, "reason", of->lack ? json_string(lacks[of->lack]) : json_null());
	json_object_set_new(object, "blocks_needed",
		json_life_number(of->blocks_needed > 0, (double)of->blocks_needed));
	json_object_set_new(object, "arms", arms);
	return object;
}

json_t *json_life(const struct report *report, const struct finding *finding)
{
	const struct process *process = finding->process;
	const char *because = wording_because(report->arena, report->analysis, finding);
	json_t *life = json_object();

	json_object_set_new(life, "pid", json_integer(process->pid));
	json_object_set_new(life, "life", json_integer(process->life));
	json_object_set_new(life, "lives", json_integer(process->lives));
	json_object_set_new(life, "verdict", json_string(verdict_code(finding->verdict)));
	json_object_set_new(life, "shape", json_string(verdict_shape_code(finding->shape)));
	json_object_set_new(life, "reason", json_string(verdict_reason_code(finding->reason)));
	json_object_set_new(life, "because", json_string(because));
	json_object_set_new(life, "runtime", text_or_null(runtimes_name(process)));
	json_object_set_new(life, "collection", text_or_null(runtimes_collection(process)));
	json_object_set_new(life, "flags", flags_array(finding->flags));
	json_object_set_new(life, "judged", json_boolean(finding->counts));
	json_object_set_new(life, "rounds", json_integer((json_int_t)process->rounds));
	json_object_set_new(life, "first_round", json_integer(process->first_round));
	json_object_set_new(life, "last_round", json_integer(process->last_round));
	json_object_set_new(life, "detectable_kib_per_round",
		json_life_number(finding->detectable >= 0,
			wording_per_round(report->analysis, finding->detectable)));
	json_object_set_new(life, "rounds_needed",
		json_life_number(finding->rounds_needed >= 0, finding->rounds_needed));
	json_object_set_new(life, "exhausted_low_s",
		json_life_number(finding->exhausted_low_s >= 0, finding->exhausted_low_s));
	json_object_set_new(life, "exhausted_high_s",
		json_life_number(finding->exhausted_high_s >= 0, finding->exhausted_high_s));
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
		json_object_set_new(
			life, metric_row(metric)->id, trend_object(report, finding, metric));
	for (enum metric metric = METRIC_THREADS; metric < METRICS; metric++)
		if (finding->trend[metric].n)
			json_object_set_new(life, metric_row(metric)->id,
				trend_object(report, finding, metric));
	json_object_set_new(life, "mappings", mappings_array(report, finding));
	if (report->analysis->attributed)
		json_object_set_new(life, "attribution", attribution_object(report, finding));
	return life;
}

json_t *json_life_process(const struct report *report, const struct process_verdict *verdict)
{
	json_t *process = json_object(), *lives = json_array();

	json_object_set_new(process, "name",
		json_life_text(report, wording_gravest(report->analysis, verdict)->process->name));
	json_object_set_new(process, "verdict", json_string(verdict_code(verdict->verdict)));
	if (verdict->in_group)
		json_object_set_new(process, "in_group", json_true());
	json_object_set_new(process, "known", json_boolean(verdict->known));
	json_object_set_new(process, "known_reason", json_life_text(report, verdict->known_reason));
	for (size_t i = verdict->first; i != SIZE_MAX;
		i = report->analysis->processes.items[i].next_life)
		json_array_append_new(lives, json_life(report, &report->analysis->findings[i]));
	json_object_set_new(process, "lives", lives);
	return process;
}
