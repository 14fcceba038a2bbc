/* fleet_merge.c - the table of runs judged elsewhere, from their --format json; the second file
 * that uses jansson. */
#include "fleet.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/say.h"
#include "../base/escape.h"

static const char format_name[] = "leakline-report 1";

/* Our own text is already printable; other text is made printable. Backslashes that
 * escape_printable wrote are not doubled. */
static struct span printable_text(struct fleet *fleet, const json_t *value)
{
	const char *text = json_string_value(value);
	const char *printable = escape_printable(
		&fleet->arena, (struct span){ text, text ? json_string_length(value) : 0 }, 0);
	char *copy = arena_take_array(&fleet->arena, strlen(printable) + 1, 1);
	size_t len = 0;

	for (const char *c = printable; *c; c++) {
		if (c[0] == '\\' && c[1] == '\\')
			c++;
		copy[len++] = *c;
	}
	return (struct span){ copy, len };
}

static double number_or(const json_t *object, const char *key, double otherwise)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : otherwise;
}

/* A whole number from low to high; otherwise if it is none. */
static json_int_t whole_or(const json_t *object, const char *key, json_int_t low, json_int_t high,
	json_int_t otherwise)
{
	const json_t *value = json_object_get(object, key);
	json_int_t number = json_is_integer(value) ? json_integer_value(value) : otherwise;

	return number < low || number > high ? otherwise : number;
}

static int32_t read_pid(const json_t *life)
{
	return (int32_t)whole_or(life, "pid", 0, INT32_MAX, 0);
}

static bool is_text(const json_t *object, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value && !strcmp(value, text);
}

/* Returns false if there is no verdict, or an unknown one. */
static bool read_verdict(const json_t *object, enum verdict_kind *kind)
{
	for (*kind = 0; *kind <= VERDICT_LEAK; ++*kind)
		if (is_text(object, "verdict", verdict_code(*kind)))
			return true;
	*kind = VERDICT_INCONCLUSIVE;
	return false;
}

static bool has_flag(const json_t *life, const char *flag)
{
	const json_t *flags = json_object_get(life, "flags");

	for (size_t i = 0; i < json_array_size(flags); i++) {
		const char *text = json_string_value(json_array_get(flags, i));

		if (text && !strcmp(text, flag))
			return true;
	}
	return false;
}

static void read_metric(
	struct fleet_life *life, enum metric metric, const json_t *trend, bool judged, double lives)
{
	double p = number_or(trend, "late_p", NAN);

	life->measured[metric] = judged && !isnan(p) && metric_row(metric)->decides;
	life->grows[metric] = life->measured[metric] && is_text(trend, "state", "grow") &&
			      number_or(trend, "p_adjusted", 1) < 1;
	life->p[metric] = isnan(p) ? 1 : fmin(1, fmax(0, p) * lives);
}

/* A process of a report. */
struct merged_process {
	struct span run, name;
	int32_t first_pid;
	double lives; /* judged lives, at least 1 */
	struct span kind;
	bool is_group, in_group, known;
};

/* Returns false without a verdict: what the table would say of it is not known. */
static bool read_life(
	struct fleet *fleet, const json_t *object, const struct merged_process *process)
{
	struct fleet_life *life = fleet_next_life(fleet);
	const json_t *footprint = json_object_get(object, "footprint"),
		     *private = json_object_get(object, "private");
	bool judged = json_is_true(json_object_get(object, "judged"));

	*life = (struct fleet_life){ .run = process->run,
		.kind = process->kind,
		.is_group = process->is_group,
		.in_group = process->in_group,
		.known = process->known,
		.name = process->name,
		.first_pid = process->first_pid,
		.pid = read_pid(object),
		.life = (uint32_t)whole_or(object, "life", 0, UINT32_MAX, 1),
		.lives = (uint32_t)whole_or(object, "lives", 0, UINT32_MAX, 1),
		.reason = printable_text(fleet, json_object_get(object, "reason")),
		.slope = number_or(footprint, "late_slope_kib_per_round", NAN),
		.low = number_or(footprint, "late_low", NAN),
		.high = number_or(footprint, "late_high", NAN),
		.private_slope = number_or(private, "late_slope_kib_per_round", NAN),
		.detectable = number_or(object, "detectable_kib_per_round", -1) };
	life->provisional = has_flag(object, verdict_flag_code(FLAG_PROVISIONAL));
	for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
		read_metric(life, metric, json_object_get(object, metric_row(metric)->id), judged,
			process->lives);
	return read_verdict(object, &life->verdict);
}

/* Returns NULL, or why the process cannot be merged. */
static const char *read_process(struct fleet *fleet, const json_t *object, struct span run)
{
	const json_t *lives = json_object_get(object, "lives");
	struct merged_process process = { .run = run,
		.name = printable_text(fleet, json_object_get(object, "name")),
		.kind = span_of("process"),
		.in_group = json_is_true(json_object_get(object, "in_group")),
		.known = json_is_true(json_object_get(object, "known")),
		.first_pid = read_pid(json_array_get(lives, 0)) };
	size_t count = json_array_size(lives);
	enum verdict_kind verdict, gravest = 0;

	if (!count)
		return "it has no lives";
	for (size_t i = 0; i < count; i++)
		process.lives += json_is_true(json_object_get(json_array_get(lives, i), "judged"));
	process.lives = fmax(process.lives, 1);
	if (!read_verdict(object, &verdict) && json_object_get(object, "verdict"))
		return "its verdict is none of leak, suspect, stable, inconclusive";
	for (size_t i = 0; i < count; i++) {
		if (!read_life(fleet, json_array_get(lives, i), &process))
			return "the verdict of a life is none of leak, suspect, stable, inconclusive";
		if (fleet->lives[fleet->life_count - 1].verdict > gravest)
			gravest = fleet->lives[fleet->life_count - 1].verdict;
	}
	return gravest < verdict ? "its verdict is graver than that of any of its lives" : NULL;
}

static void read_keys(struct fleet *fleet, json_t *info, struct fleet_run *run)
{
	const char *key;
	json_t *value;

	run->keys = arena_take_array(&fleet->arena, FLEET_KEYS, sizeof *run->keys);
	json_object_foreach(info, key, value) fleet_key_add(arena_copy(&fleet->arena, span_of(key)),
		printable_text(fleet, value), run->keys, &run->key_count);
}

/* Adds the groups of a report; versions that did not judge them wrote none. Returns NULL, or why
 * they cannot be merged. */
static const char *read_groups(struct fleet *fleet, const json_t *groups, struct span run)
{
	for (size_t i = 0; i < json_array_size(groups); i++) {
		const json_t *group = json_array_get(groups, i);
		struct merged_process process = { .run = run,
			.name = fleet_group_name(
				fleet, printable_text(fleet, json_object_get(group, "name"))),
			.kind = printable_text(fleet, json_object_get(group, "kind")),
			.is_group = true,
			.known = json_is_true(json_object_get(group, "known")),
			.first_pid = (int32_t)i,
			.lives = 1 };

		if (!read_life(fleet, json_object_get(group, "sum"), &process))
			return "the verdict of a group is none of leak, suspect, stable, inconclusive";
	}
	return NULL;
}

/* Does a number of the system fail? Reports of versions that did not judge them have none. */
static bool any_fails(const json_t *system)
{
	for (size_t i = 0; i < json_array_size(system); i++)
		if (json_is_true(json_object_get(json_array_get(system, i), "fails")))
			return true;
	return false;
}

/* Processes and groups whose verdict is a leak. */
static size_t count_leaks(const json_t *report)
{
	const json_t *processes = json_object_get(report, "processes"),
		     *groups = json_object_get(report, "groups");
	const char *leak = verdict_code(VERDICT_LEAK);
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(processes); i++)
		count += is_text(json_array_get(processes, i), "verdict", leak);
	for (size_t i = 0; i < json_array_size(groups); i++)
		count +=
			is_text(json_object_get(json_array_get(groups, i), "sum"), "verdict", leak);
	return count;
}

/* A report of which processes were lost on the way would pass without having earned it. */
static bool lacks_leaks(const json_t *report)
{
	return (size_t)whole_or(json_object_get(report, "summary"), verdict_code(VERDICT_LEAK), 0,
		       UINT32_MAX, 0) > count_leaks(report);
}

/* Does a pass lack something? Where the status is 1, earlier versions did not say; and of a status
 * that is none, nobody knows what it would have said. */
static bool lacks(const json_t *report)
{
	json_int_t status = whole_or(report, "exit_status", 0, 3, EXIT_STATUS_NOTHING);
	const json_t *value = json_object_get(report, "lacks");

	if (json_is_true(value) || (status == EXIT_STATUS_FOUND && json_is_false(value)))
		return json_is_true(value);
	return status != EXIT_STATUS_GOOD;
}

static int read_report(struct fleet *fleet, const json_t *report, const char *path)
{
	const json_t *run = json_object_get(report, "run"),
		     *processes = json_object_get(report, "processes");
	struct fleet_run *row;
	const char *fault;
	struct span name;

	if (!is_text(report, "format", format_name) || !json_is_object(run) ||
		!json_is_array(processes)) {
		say("%s: it holds an object that is no report (--merge takes what --format json gave)",
			path);
		return -1;
	}
	name = unique_name(
		&fleet->names, &fleet->arena, printable_text(fleet, json_object_get(run, "name")));
	row = fleet_next_run(fleet);
	*row = (struct fleet_run){ .name = name,
		.host = printable_text(fleet, json_object_get(run, "host")),
		.kernel = printable_text(fleet, json_object_get(run, "kernel")),
		.collector = printable_text(fleet, json_object_get(run, "collector")) };
	read_keys(fleet, json_object_get(run, "info"), row);
	row->lacks = lacks(report);
	row->over = json_is_true(json_object_get(report, "over"));
	row->machine_fails = any_fails(json_object_get(report, "system"));
	fault = lacks_leaks(report) ? "it lacks leaks that its summary counts"
				    : read_groups(fleet, json_object_get(report, "groups"), name);
	if (fault) {
		say("%s: run %s: %s (--merge takes what --format json gave)", path, name.at, fault);
		return -1;
	}
	for (size_t i = 0; i < json_array_size(processes); i++) {
		const json_t *process = json_array_get(processes, i);
		const char *why = read_process(fleet, process, name);

		if (!why)
			continue;
		say("%s: process %d (%s) of run %s: %s (--merge takes what --format json gave)",
			path, (int)read_pid(json_array_get(json_object_get(process, "lives"), 0)),
			printable_text(fleet, json_object_get(process, "name")).at, name.at, why);
		return -1;
	}
	return 0;
}

/* Is there anything left but white space? */
static bool more(FILE *file)
{
	int c;

	while ((c = getc(file)) == ' ' || c == '\n' || c == '\r' || c == '\t')
		;
	if (c != EOF)
		ungetc(c, file);
	return c != EOF;
}

int fleet_merge(struct fleet *fleet, const char *path)
{
	FILE *file = !strcmp(path, "-") ? stdin : fopen(path, "re");
	int result = 0;
	json_error_t error;

	if (!file) {
		say("%s: %s (--merge takes what --format json gave)", path, strerror(errno));
		return -1;
	}
	if (!more(file)) {
		say("%s: %s (--merge takes what --format json gave)", path,
			ferror(file) ? strerror(errno) : "it is empty");
		result = -1;
	}
	while (!result && more(file)) {
		json_t *report =
			json_loadf(file, JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &error);

		if (!report) {
			say("%s:%d: %s (--merge takes what --format json gave)", path, error.line,
				error.text);
			result = -1;
			break;
		}
		result = read_report(fleet, report, path);
		json_decref(report);
	}
	if (file != stdin)
		fclose(file);
	return result;
}
