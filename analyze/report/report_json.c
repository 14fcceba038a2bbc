/* report_json.c - the report for programs: one object a run, keys as the columns of the CSV files;
 * docs/report.schema.json. */
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../analysis.h"
#include "../base/say.h"
#include "../fleet.h"
#include "../options.h"
#include "escape.h"
#include "grown.h"
#include "number.h"
#include "report_compare.h"
#include "reports.h"
#include "text.h"
#include "wording.h"

/* jansson's setters take NULL for "no memory" and pass it on: report_json looks at the end. */

static json_t *text_or_null(struct span s)
{
	char *printable;
	json_t *value;

	if (!s.len)
		return json_null();
	printable = escape_printable(s, 0);
	value = json_string(printable);
	free(printable);
	return value;
}

static json_t *number_if(bool known, double value)
{
	return known && isfinite(value) ? json_real(value) : json_null();
}

/* The keys of run.info that people added: groups of the table of several runs. NULL where there
 * are none. */
static json_t *info_object(const struct run_info *info)
{
	struct fleet_key keys[FLEET_KEYS];
	size_t count = fleet_keys(info, keys);
	json_t *object = count ? json_object() : NULL;

	for (size_t i = 0; i < count; i++) {
		char *key = escape_printable(keys[i].key, 0);

		json_object_set_new(object, key, text_or_null(keys[i].value));
		free(key);
	}
	return object;
}

static json_t *run_object(const struct analysis *analysis)
{
	const struct run_info *info = &analysis->info;
	json_t *run = json_object(), *other;

	json_object_set_new(run, "name", text_or_null(analysis->run_name));
	json_object_set_new(run, "host", text_or_null(info->host));
	json_object_set_new(run, "kernel", text_or_null(info->kernel));
	json_object_set_new(run, "collector", text_or_null(info->collector));
	json_object_set_new(run, "source", text_or_null(info->source));
	json_object_set_new(run, "targets", text_or_null(info->targets));
	json_object_set_new(run, "action", text_or_null(info->action));
	json_object_set_new(run, "started", text_or_null(info->started));
	if ((other = info_object(info)))
		json_object_set_new(run, "info", other);
	json_object_set_new(run, "page_kib", json_real(info->page_kib));
	json_object_set_new(run, "rounds", json_integer((json_int_t)analysis->round_count));
	json_object_set_new(
		run, "length_s", number_if(analysis->round_count, wording_length_s(analysis)));
	json_object_set_new(run, "round_s", number_if(analysis->round_s > 0, analysis->round_s));
	json_object_set_new(run, "mem_available_kib",
		number_if(analysis->mem_available_kib >= 0, analysis->mem_available_kib));
	return run;
}

static json_t *settings_object(const struct analysis *analysis)
{
	json_t *settings = json_object(), *tests = json_object();

	json_object_set_new(settings, "alpha", json_real(analysis->settings.alpha));
	json_object_set_new(settings, "budget_kib_per_round",
		number_if(analysis->settings.budget_kib_per_round >= 0,
			analysis->settings.budget_kib_per_round));
	json_object_set_new(settings, "skip", json_integer(analysis->options->skip));
	json_object_set_new(
		settings, "by", json_string(analysis->options->by_time ? "time" : "round"));
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
		json_object_set_new(tests, metric_row(metric)->id,
			json_integer((json_int_t)analysis->tests.count[metric]));
	json_object_set_new(settings, "tests", tests);
	return settings;
}

static json_t *summary_object(const struct analysis *analysis)
{
	json_t *summary = json_object();

	for (int kind = VERDICT_LEAK; kind >= 0; kind--)
		json_object_set_new(summary, verdict_code((enum verdict_kind)kind),
			json_integer((json_int_t)wording_count(analysis, (enum verdict_kind)kind)));
	return summary;
}

/* The late slope and what belongs to it, keys as in trends.csv. */
static void set_late(json_t *object, const struct analysis *analysis, const struct trend *trend)
{
	bool late = trend->has_late;

	json_object_set_new(object, "late_slope_kib_per_round",
		number_if(late, wording_per_round(analysis, trend->late)));
	json_object_set_new(
		object, "late_se", number_if(late, wording_per_round(analysis, trend->late_error)));
	json_object_set_new(
		object, "late_low", number_if(late, wording_per_round(analysis, trend->late_low)));
	json_object_set_new(object, "late_high",
		number_if(late, wording_per_round(analysis, trend->late_high)));
	json_object_set_new(object, "late_p", number_if(late, trend->late_p));
	json_object_set_new(object, "p_adjusted", number_if(late, trend->p_adjusted));
}

static json_t *trend_object(
	const struct analysis *analysis, const struct finding *finding, enum metric metric)
{
	const struct trend *trend = &finding->trend[metric];
	const struct series *series = &finding->process->value[metric];
	bool line = trend->has_line;
	json_t *object = json_object();
	double per_hour = 0;
	bool has_hour = wording_per_hour(analysis, trend->slope, &per_hour);

	json_object_set_new(object, "state", json_string(verdict_state_code(trend->state)));
	json_object_set_new(object, "n", json_integer((json_int_t)trend->n));
	json_object_set_new(
		object, "first_kib", number_if(series->n, series->n ? series->value[0] : 0));
	json_object_set_new(object, "last_kib",
		number_if(series->n, series->n ? series->value[series->n - 1] : 0));
	json_object_set_new(object, "slope_kib_per_round",
		number_if(line, wording_per_round(analysis, trend->slope)));
	json_object_set_new(object, "intercept_kib", number_if(line, trend->intercept));
	json_object_set_new(object, "slope_se",
		number_if(line, wording_per_round(analysis, trend->slope_error)));
	json_object_set_new(object, "slope_low",
		number_if(line, wording_per_round(analysis, trend->slope_low)));
	json_object_set_new(object, "slope_high",
		number_if(line, wording_per_round(analysis, trend->slope_high)));
	json_object_set_new(object, "t", number_if(line && trend->has_t, trend->t));
	json_object_set_new(object, "p", number_if(line, trend->p));
	json_object_set_new(object, "r2", number_if(line, trend->r2));
	json_object_set_new(object, "theil_sen_kib_per_round",
		number_if(trend->has_robust, wording_per_round(analysis, trend->theil_sen)));
	json_object_set_new(object, "slope_kib_per_hour", number_if(line && has_hour, per_hour));
	json_object_set_new(object, "growth_kib", number_if(line, trend->growth));
	set_late(object, analysis, trend);
	json_object_set_new(object, "detectable_kib_per_round",
		number_if(trend->has_late && trend->detectable >= 0,
			wording_per_round(analysis, trend->detectable)));
	return object;
}

/* What smaps says, keys as in mappings.csv. */
static void set_use(json_t *object, const char *first, const char *last, const struct series *series)
{
	size_t n = series->n;

	json_object_set_new(object, first, number_if(n, n ? series->value[0] : 0));
	json_object_set_new(object, last, number_if(n, n ? series->value[n - 1] : 0));
}

static json_t *mappings_array(const struct analysis *analysis, const struct finding *finding)
{
	size_t count;
	struct grown_group *groups = grown_groups(finding, &count);
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct mapping_group *group = groups[i].group;
		json_t *object = json_object();

		json_object_set_new(object, "mapping", text_or_null(group->name));
		json_object_set_new(object, "mode", text_or_null(span_of(group->mode)));
		json_object_set_new(object, "count_first", json_integer(group->count_first));
		json_object_set_new(object, "count_last", json_integer(group->count_last));
		json_object_set_new(object, "kib_first", json_integer(group->kib_first));
		json_object_set_new(object, "kib_last", json_integer(group->kib_last));
		json_object_set_new(object, "kib_change", json_real(groups[i].change_kib));
		if (groups[i].trend)
			set_late(object, analysis, groups[i].trend);
		json_object_set_new(
			object, "share", number_if(groups[i].share >= 0, groups[i].share));
		set_use(object, "private_dirty_first_kib", "private_dirty_last_kib",
			&group->private_dirty);
		set_use(object, "pss_first_kib", "pss_last_kib", &group->pss);
		json_array_append_new(array, object);
	}
	free(groups);
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

static json_t *life_object(const struct analysis *analysis, const struct finding *finding)
{
	static const enum metric metrics[] = {
		METRIC_RSS, METRIC_FOOTPRINT, METRIC_PRIVATE, METRIC_REST};
	const struct process *process = finding->process;
	char *because = wording_because(analysis, finding);
	json_t *life = json_object();

	json_object_set_new(life, "pid", json_integer(process->pid));
	json_object_set_new(life, "life", json_integer(process->life));
	json_object_set_new(life, "lives", json_integer(process->lives));
	json_object_set_new(life, "verdict", json_string(verdict_code(finding->verdict)));
	json_object_set_new(life, "shape", json_string(verdict_shape_code(finding->shape)));
	json_object_set_new(life, "reason", json_string(verdict_reason_code(finding->reason)));
	json_object_set_new(life, "because", json_string(because));
	json_object_set_new(life, "flags", flags_array(finding->flags));
	json_object_set_new(life, "judged", json_boolean(finding->judged));
	json_object_set_new(life, "rounds", json_integer((json_int_t)process->rounds));
	json_object_set_new(life, "first_round", json_integer(process->first_round));
	json_object_set_new(life, "last_round", json_integer(process->last_round));
	json_object_set_new(life, "detectable_kib_per_round",
		number_if(finding->detectable >= 0,
			wording_per_round(analysis, finding->detectable)));
	json_object_set_new(life, "rounds_needed",
		number_if(finding->rounds_needed >= 0, finding->rounds_needed));
	json_object_set_new(life, "exhausted_low_s",
		number_if(finding->exhausted_low_s >= 0, finding->exhausted_low_s));
	json_object_set_new(life, "exhausted_high_s",
		number_if(finding->exhausted_high_s >= 0, finding->exhausted_high_s));
	for (size_t i = 0; i < sizeof metrics / sizeof *metrics; i++)
		json_object_set_new(life, metric_row(metrics[i])->id,
			trend_object(analysis, finding, metrics[i]));
	json_object_set_new(life, "mappings", mappings_array(analysis, finding));
	free(because);
	return life;
}

static json_t *process_object(
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	json_t *process = json_object(), *lives = json_array();

	json_object_set_new(
		process, "name", text_or_null(wording_gravest(analysis, verdict)->process->name));
	json_object_set_new(process, "verdict", json_string(verdict_code(verdict->verdict)));
	json_object_set_new(process, "known", json_boolean(verdict->known));
	json_object_set_new(process, "known_reason", text_or_null(verdict->known_reason));
	for (size_t i = verdict->first; i != SIZE_MAX; i = analysis->processes.items[i].next_life)
		json_array_append_new(lives, life_object(analysis, &analysis->findings[i]));
	json_object_set_new(process, "lives", lives);
	return process;
}

static json_t *difference_object(const struct compare_row *row, enum metric metric)
{
	const struct slope_difference *difference = &row->metric[metric];
	bool known = row->measured[metric];
	json_t *object = json_object();

	json_object_set_new(object, "before_kib_per_round", number_if(known, difference->before));
	json_object_set_new(object, "now_kib_per_round",
		number_if(known, difference->before + difference->difference));
	json_object_set_new(object, "difference", number_if(known, difference->difference));
	json_object_set_new(object, "low", number_if(known, difference->low));
	json_object_set_new(object, "high", number_if(known, difference->high));
	json_object_set_new(object, "p", number_if(known, difference->p));
	return object;
}

static json_t *compared_object(const struct analysis *analysis, const struct compare_row *row)
{
	char *because = report_compare_because(analysis, row);
	json_t *object = json_object(), *groups = json_array();

	json_object_set_new(object, "name", text_or_null(row->name));
	json_object_set_new(object, "pid", json_integer(row->now->process->pid));
	json_object_set_new(object, "baseline",
		row->before_run ? text_or_null(row->before_run->run_name) : json_null());
	json_object_set_new(object, "verdict", json_string(compare_code(row->verdict)));
	json_object_set_new(object, "because", json_string(because));
	json_object_set_new(object, "verdict_before",
		row->before ? json_string(verdict_code(row->before->verdict)) : json_null());
	json_object_set_new(object, "verdict_now", json_string(verdict_code(row->now->verdict)));
	json_object_set_new(object, "metric", json_string(metric_row(row->decided_by)->id));
	json_object_set_new(object, "p_adjusted", number_if(row->before, row->p_adjusted));
	json_object_set_new(object, "margin_kib_per_round", number_if(row->before, row->margin));
	json_object_set_new(object, "footprint", difference_object(row, METRIC_FOOTPRINT));
	json_object_set_new(object, "private", difference_object(row, METRIC_PRIVATE));
	json_object_set_new(object, "rss", difference_object(row, METRIC_RSS));
	json_object_set_new(object, "rest", difference_object(row, METRIC_REST));
	for (size_t i = 0; i < row->group_count; i++) {
		json_t *group = json_object();

		json_object_set_new(group, "mapping", text_or_null(row->groups[i].name));
		json_object_set_new(
			group, "kib_change_before", number_if(true, row->groups[i].change_before));
		json_object_set_new(
			group, "kib_change_now", number_if(true, row->groups[i].change_now));
		json_array_append_new(groups, group);
	}
	json_object_set_new(object, "mappings", groups);
	free(because);
	return object;
}

static json_t *comparison_object(const struct analysis *analysis)
{
	const struct comparison *comparison = analysis->comparison;
	json_t *object = json_object(), *names = json_array(), *processes = json_array(), *missing = json_array();

	for (size_t i = 0; i < comparison->baseline_count; i++)
		json_array_append_new(names, text_or_null(comparison->baseline_names[i]));
	for (size_t i = 0; i < comparison->count; i++)
		json_array_append_new(processes, compared_object(analysis, &comparison->rows[i]));
	for (size_t i = 0; i < comparison->missing_count; i++) {
		json_t *process = json_object();

		json_object_set_new(process, "name", text_or_null(comparison->missing[i].name));
		json_object_set_new(process, "verdict_before", json_string(verdict_code(comparison->missing[i].before->verdict)));
		json_array_append_new(missing, process);
	}
	json_object_set_new(object, "baselines", names);
	json_object_set_new(object, "processes", processes);
	json_object_set_new(object, "missing", missing);
	return object;
}

static json_t *watch_array(const struct analysis *analysis)
{
	size_t count, others;
	const struct finding **beside = grown_beside(analysis, &count);
	struct grown_other *list = grown_others(analysis, &others);
	json_t *array = json_array();

	for (size_t i = 0; i < count + others; i++) {
		const struct grown_other *other = i < count ? NULL : &list[i - count];
		const struct process *process = other ? other->process : beside[i]->process;
		json_t *object = json_object();

		json_object_set_new(
			object, "name", process ? text_or_null(process->name) : json_null());
		json_object_set_new(
			object, "pid", process ? json_integer(process->pid) : json_null());
		json_object_set_new(object, "metric",
			other ? text_or_null(other->name)
			      : json_string(metric_row(METRIC_RSS)->id));
		set_late(object, analysis, other ? other->trend : &beside[i]->trend[METRIC_RSS]);
		json_array_append_new(array, object);
	}
	free(beside);
	free(list);
	return array;
}

static json_t *notes_array(const struct analysis *analysis)
{
	json_t *array = json_array();

	for (size_t i = 0; i < analysis->notes.count; i++) {
		const struct note *note = &analysis->notes.items[i];
		json_t *object = json_object();

		json_object_set_new(object, "file", text_or_null(note->file));
		json_object_set_new(object, "line",
			note->line ? json_integer((json_int_t)note->line) : json_null());
		json_object_set_new(object, "reason", text_or_null(note->reason));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *report_object(const struct analysis *analysis)
{
	json_t *report = json_object(), *processes = json_array();

	json_object_set_new(report, "format", json_string("leakline-report 1"));
	json_object_set_new(report, "leakline", json_string(VERSION));
	json_object_set_new(report, "run", run_object(analysis));
	json_object_set_new(report, "settings", settings_object(analysis));
	json_object_set_new(report, "summary", summary_object(analysis));
	for (size_t i = 0; i < analysis->verdict_count; i++)
		json_array_append_new(processes, process_object(analysis, &analysis->verdicts[i]));
	json_object_set_new(report, "processes", processes);
	if (analysis->comparison)
		json_object_set_new(report, "comparison", comparison_object(analysis));
	json_object_set_new(report, "watch", watch_array(analysis));
	json_object_set_new(report, "notes", notes_array(analysis));
	json_object_set_new(report, "notes_total", json_integer((json_int_t)analysis->notes.total));
	return report;
}

/* Prints the string that begins at json, < > & written so that it may stand in HTML. Gives its
 * length. */
static size_t print_string(const char *json, FILE *file)
{
	size_t i = 1;

	fputc('"', file);
	for (; json[i] != '"'; i++) {
		if (strchr("<>&", json[i])) {
			fprintf(file, "\\u%04x", (unsigned)json[i]);
			continue;
		}
		fputc(json[i], file);
		if (json[i] == '\\')
			fputc(json[++i], file);
	}
	fputc('"', file);
	return i + 1;
}

/* jansson prints 17 digits; the shortest that give the same double are what the CSV files have. */
static void print_document(const char *json, FILE *file)
{
	while (*json) {
		char digits[NUMBER_BYTES], *end;

		if (*json == '"') {
			json += print_string(json, file);
		} else if (*json == '-' || isdigit((unsigned char)*json)) {
			number_print(strtod(json, &end), digits);
			fputs(digits, file);
			json = end;
		} else {
			fputc(*json++, file);
		}
	}
	fputc('\n', file);
}

int report_json(const struct analysis *analysis, bool compact, FILE *file)
{
	json_t *report = report_object(analysis);
	char *json = report ? json_dumps(report, compact ? JSON_COMPACT : JSON_INDENT(2)) : NULL;

	json_decref(report);
	if (!json) {
		say("report.json: no memory left (free some, or judge fewer runs at once)");
		return -1;
	}
	print_document(json, file);
	free(json);
	return 0;
}
