/* report_json.c - the report for programs: one object per run; its keys are the column names of the
 * CSV files; see docs/report.schema.json. */
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../analysis.h"
#include "../base/say.h"
#include "../across/fleet.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "compare_words.h"
#include "json_blocks.h"
#include "json_groups.h"
#include "json_life.h"
#include "json_system.h"
#include "number.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"

/* jansson's setters accept NULL for "out of memory" and report an error: report_json checks at the
 * end. */

/* The keys that users added to run.info: the groups in the table of several runs. NULL if there are
 * none. */
static json_t *info_object(const struct report *report)
{
	const struct run_info *info = &report->analysis->info;
	struct fleet_key keys[FLEET_KEYS];
	size_t count = fleet_keys(info, keys);
	json_t *object = count ? json_object() : NULL;

	for (size_t i = 0; i < count; i++) {
		const char *key = escape_printable(report->arena, keys[i].key, 0);

		json_object_set_new(object, key, json_life_text(report, keys[i].value));
	}
	return object;
}

/* Sets what happened during the run. */
static void set_happenings(const struct report *report, json_t *run)
{
	const struct happenings *happened = &report->analysis->happenings;
	json_t *sets = json_array();
	size_t failed, actions = happenings_actions(happened, report->analysis->skip, &failed);

	json_object_set_new(run, "warmup_rounds",
		json_integer((json_int_t)report->analysis->info.warmup_rounds));
	json_object_set_new(run, "action_rounds", json_integer((json_int_t)actions));
	json_object_set_new(run, "action_failed", json_integer((json_int_t)failed));
	for (size_t i = 0; i < happened->set_count; i++) {
		json_t *set = json_object();

		json_object_set_new(set, "round", json_integer(happened->sets[i].round));
		json_object_set_new(set, "by_s", json_real((double)happened->sets[i].ms / 1000));
		json_array_append_new(sets, set);
	}
	json_object_set_new(run, "clock_set", sets);
}

static json_t *run_object(const struct report *report)
{
	const struct run_info *info = &report->analysis->info;
	json_t *run = json_object(), *other;

	json_object_set_new(run, "name", json_life_text(report, report->analysis->run_name));
	json_object_set_new(run, "host", json_life_text(report, info->host));
	json_object_set_new(run, "kernel", json_life_text(report, info->kernel));
	json_object_set_new(run, "collector", json_life_text(report, info->collector));
	json_object_set_new(run, "source", json_life_text(report, info->source));
	json_object_set_new(run, "targets", json_life_text(report, info->targets));
	json_object_set_new(run, "action", json_life_text(report, info->action));
	json_object_set_new(run, "started", json_life_text(report, info->started));
	if ((other = info_object(report)))
		json_object_set_new(run, "info", other);
	json_object_set_new(run, "page_kib", json_real(info->page_kib));
	json_object_set_new(
		run, "rounds", json_integer((json_int_t)report->analysis->rounds.count));
	json_object_set_new(run, "length_s",
		json_life_number(
			report->analysis->rounds.count, wording_length_s(report->analysis)));
	json_object_set_new(run, "round_s",
		json_life_number(report->analysis->round_s > 0, report->analysis->round_s));
	json_object_set_new(run, "mem_available_kib",
		json_life_number(report->analysis->mem_available_kib >= 0,
			report->analysis->mem_available_kib));
	set_happenings(report, run);
	return run;
}

static json_t *settings_object(const struct report *report)
{
	json_t *settings = json_object(), *tests = json_object();

	json_object_set_new(settings, "alpha", json_real(report->analysis->settings.alpha));
	json_object_set_new(settings, "budget_kib_per_round",
		json_life_number(report->analysis->settings.budget_kib_per_round >= 0,
			report->analysis->settings.budget_kib_per_round));
	json_object_set_new(settings, "skip", json_integer(report->analysis->skip));
	json_object_set_new(
		settings, "by", json_string(report->analysis->by_time ? "time" : "round"));
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
		json_object_set_new(tests, metric_row(metric)->id,
			json_integer((json_int_t)report->analysis->tests.count[metric]));
	json_object_set_new(settings, "tests", tests);
	return settings;
}

static json_t *summary_object(const struct report *report)
{
	json_t *summary = json_object();

	for (int kind = VERDICT_LEAK; kind >= 0; kind--)
		json_object_set_new(summary, verdict_code((enum verdict_kind)kind),
			json_integer((json_int_t)wording_count(
				report->analysis, (enum verdict_kind)kind)));
	json_object_set_new(summary, "provisional",
		json_integer((json_int_t)report->analysis->outcome.provisional));
	return summary;
}

static json_t *difference_object(const struct compare_row *row, enum metric metric)
{
	const struct slope_difference *difference = &row->metric[metric];
	bool known = row->measured[metric];
	json_t *object = json_object();

	json_object_set_new(
		object, "before_kib_per_round", json_life_number(known, difference->before));
	json_object_set_new(object, "now_kib_per_round",
		json_life_number(known, difference->before + difference->difference));
	json_object_set_new(object, "difference", json_life_number(known, difference->difference));
	json_object_set_new(object, "low", json_life_number(known, difference->low));
	json_object_set_new(object, "high", json_life_number(known, difference->high));
	json_object_set_new(object, "p", json_life_number(known, difference->p));
	return object;
}

/* What it is by the hour; null where rounds last as long as before, or that is unknown. */
static json_t *hour_object(const struct report *report, const struct compare_row *row)
{
	const struct slope_difference *d = &row->hour.difference;
	json_t *object;

	if (!row->has_hour)
		return json_null();
	object = json_object();
	json_object_set_new(object, "round_s_before", json_life_finite(row->before_s));
	json_object_set_new(object, "round_s", json_life_finite(row->now_s));
	json_object_set_new(
		object, "verdict_by_round", json_string(compare_code(row->round.verdict)));
	json_object_set_new(object, "verdict", json_string(compare_code(row->hour.verdict)));
	json_object_set_new(object, "verdict_is_by",
		json_string(row->counts == COMPARE_BY_HOUR ? "hour" : "round"));
	json_object_set_new(object, "disagrees", json_boolean(compare_row_disagrees(row)));
	json_object_set_new(
		object, "because", json_string(compare_words_lengths(report->arena, row)));
	json_object_set_new(object, "before_kib_per_hour", json_life_finite(d->before));
	json_object_set_new(
		object, "now_kib_per_hour", json_life_finite(d->before + d->difference));
	json_object_set_new(object, "difference", json_life_finite(d->difference));
	json_object_set_new(object, "low", json_life_finite(d->low));
	json_object_set_new(object, "high", json_life_finite(d->high));
	json_object_set_new(object, "p_adjusted", json_life_finite(row->hour.p_adjusted));
	json_object_set_new(object, "margin_kib_per_hour", json_life_finite(row->hour.margin));
	return object;
}

static json_t *compared_object(const struct report *report, const struct compare_row *row)
{
	const char *because = compare_words_because(report->arena, row);
	json_t *object = json_object(), *groups = json_array();

	json_object_set_new(object, "name", json_life_text(report, row->name));
	json_object_set_new(object, "pid", json_integer(row->now->process->pid));
	json_object_set_new(object, "baseline",
		row->before_run ? json_life_text(report, row->before_run->run_name) : json_null());
	json_object_set_new(object, "verdict", json_string(compare_code(row->verdict)));
	json_object_set_new(object, "because", json_string(because));
	json_object_set_new(object, "verdict_before",
		row->before ? json_string(verdict_code(row->before->verdict)) : json_null());
	json_object_set_new(object, "verdict_now", json_string(verdict_code(row->now->verdict)));
	json_object_set_new(object, "metric", json_string(metric_row(row->decided_by)->id));
	json_object_set_new(
		object, "p_adjusted", json_life_number(row->before, row->round.p_adjusted));
	json_object_set_new(
		object, "margin_kib_per_round", json_life_number(row->before, row->round.margin));
	json_object_set_new(object, "by_hour", hour_object(report, row));
	json_object_set_new(object, "footprint", difference_object(row, METRIC_FOOTPRINT));
	json_object_set_new(object, "private", difference_object(row, METRIC_PRIVATE));
	json_object_set_new(object, "rss", difference_object(row, METRIC_RSS));
	json_object_set_new(object, "rest", difference_object(row, METRIC_REST));
	for (size_t i = 0; i < row->group_count; i++) {
		json_t *group = json_object();

		json_object_set_new(group, "mapping", json_life_text(report, row->groups[i].name));
		json_object_set_new(
			group, "kib_change_before", json_life_finite(row->groups[i].before));
		json_object_set_new(group, "kib_change_now", json_life_finite(row->groups[i].now));
		json_array_append_new(groups, group);
	}
	json_object_set_new(object, "mappings", groups);
	if (row->before && (row->before->process->heap.rounds || row->now->process->heap.rounds))
		json_blocks_compare(report, row, object);
	return object;
}

static json_t *comparison_object(const struct report *report)
{
	const struct comparison *comparison = report->analysis->comparison;
	json_t *object = json_object(), *names = json_array(), *processes = json_array(),
	       *missing = json_array();

	for (size_t i = 0; i < comparison->baseline_count; i++)
		json_array_append_new(names, json_life_text(report, comparison->baseline_names[i]));
	for (size_t i = 0; i < comparison->count; i++)
		json_array_append_new(processes, compared_object(report, &comparison->rows[i]));
	for (size_t i = 0; i < comparison->missing_count; i++) {
		json_t *process = json_object();

		json_object_set_new(
			process, "name", json_life_text(report, comparison->missing[i].name));
		json_object_set_new(process, "verdict_before",
			json_string(verdict_code(comparison->missing[i].before->verdict)));
		json_array_append_new(missing, process);
	}
	json_object_set_new(object, "baselines", names);
	json_object_set_new(object, "processes", processes);
	json_object_set_new(object, "missing", missing);
	return object;
}

static json_t *watch_array(const struct report *report)
{
	size_t count, others;
	const struct finding **beside = grown_beside(report->arena, report->analysis, &count);
	struct grown_other *list = grown_others(report->arena, report->analysis, &others);
	json_t *array = json_array();

	for (size_t i = 0; i < count + others; i++) {
		const struct grown_other *other = i < count ? NULL : &list[i - count];
		const struct process *process = other ? other->process : beside[i]->process;
		json_t *object = json_object();

		json_object_set_new(object, "name",
			process ? json_life_text(report, process->name) : json_null());
		json_object_set_new(
			object, "pid", process ? json_integer(process->pid) : json_null());
		json_object_set_new(object, "metric",
			other ? json_life_text(report, other->name)
			      : json_string(metric_row(METRIC_RSS)->id));
		json_life_late(report, object, other ? other->trend : &beside[i]->trend[METRIC_RSS],
			other ? other->judged : &beside[i]->judged[METRIC_RSS]);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *notes_array(const struct report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->analysis->notes.count; i++) {
		const struct note *note = &report->analysis->notes.items[i];
		json_t *object = json_object();

		json_object_set_new(object, "file", json_life_text(report, note->file));
		json_object_set_new(object, "line",
			note->line ? json_integer((json_int_t)note->line) : json_null());
		json_object_set_new(object, "reason", json_life_text(report, note->reason));
		json_array_append_new(array, object);
	}
	return array;
}

/* The processes that the gate file names but the run does not have. */
static json_t *missing_array(const struct report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->analysis->missing_count; i++)
		json_array_append_new(array, json_life_text(report, report->analysis->missing[i]));
	return array;
}

static json_t *report_object(const struct report *report)
{
	json_t *root = json_object(), *processes = json_array();

	json_object_set_new(root, "format", json_string("leakline-report 1"));
	json_object_set_new(root, "leakline", json_string(VERSION));
	json_object_set_new(root, "run", run_object(report));
	json_object_set_new(root, "settings", settings_object(report));
	json_object_set_new(root, "summary", summary_object(report));
	for (size_t i = 0; i < report->analysis->verdict_count; i++) {
		json_t *process = json_life_process(report, &report->analysis->verdicts[i]);

		json_blocks_add(report, &report->analysis->verdicts[i], process);
		json_array_append_new(processes, process);
	}
	json_object_set_new(root, "processes", processes);
	json_object_set_new(root, "groups", json_groups(report));
	if (report->analysis->missing_count)
		json_object_set_new(root, "missing", missing_array(report));
	if (report->analysis->comparison)
		json_object_set_new(root, "comparison", comparison_object(report));
	json_object_set_new(root, "exit_status", json_integer(report->analysis->outcome.status));
	json_object_set_new(root, "decided",
		json_life_text(report, span_of(report->analysis->outcome.decided)));
	json_object_set_new(root, "lacks", json_boolean(report->analysis->outcome.lacks));
	json_object_set_new(root, "over", json_boolean(report->analysis->outcome.over));
	json_object_set_new(root, "system", json_system(report));
	json_object_set_new(root, "watch", watch_array(report));
	json_object_set_new(root, "notes", notes_array(report));
	json_object_set_new(
		root, "notes_total", json_integer((json_int_t)report->analysis->notes.total));
	return root;
}

/* Prints the string that begins at json, with < > & escaped so that it is safe inside HTML. Returns
 * its length. */
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

/* Replaces the 17 digits that jansson prints by the fewest that read back as the same double, as in
 * the CSV files. */
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

static int keep(const char *bytes, size_t len, void *file)
{
	return fwrite(bytes, 1, len, file) == len ? 0 : -1;
}

int report_json(const struct report *report, enum report_json_form form)
{
	json_t *root = report_object(report);
	struct text json;
	const char *text;
	bool failed;

	text_begin(&json, report->arena);
	failed = !root || json_dump_callback(root, keep, json.file,
				  form == REPORT_JSON_LINE ? JSON_COMPACT : JSON_INDENT(2));
	text = text_end(&json);
	json_decref(root);
	if (failed) {
		say("report.json: no memory left (free some, or judge fewer runs at once)");
		return -1;
	}
	print_document(text, report->file);
	return 0;
}
