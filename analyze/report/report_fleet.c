/* report_fleet.c - the table of several runs for people: counts, runs by processes, groups of hosts
 * and kernels. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../across/fleet.h"
#include "../base/escape.h"
#include "report_csv.h"
#include "reports.h"
#include "../base/text.h"

enum { COLUMNS = 8, COLUMN_WIDTH = 13, RUN_WIDTH = 30 };

/* A process name of the fleet, and how its processes were judged. */
struct name_row {
	struct span name;
	size_t count[VERDICTS];
	size_t processes;
	double slope; /* the steepest of those that leak */
};

/* Gravest first: most leaks, then suspects, then by name. */
static int compare_names(const void *a, const void *b)
{
	const struct name_row *x = a, *y = b;

	for (enum verdict_kind kind = VERDICT_LEAK; kind >= VERDICT_SUSPECT; kind--)
		if (x->count[kind] != y->count[kind])
			return x->count[kind] < y->count[kind] ? 1 : -1;
	return span_compare(x->name, y->name);
}

static struct name_row *row_of(struct name_row *rows, size_t *count, struct span name)
{
	for (size_t i = 0; i < *count; i++)
		if (span_equal(rows[i].name, name))
			return &rows[i];
	rows[*count] = (struct name_row){ .name = name };
	return &rows[(*count)++];
}

/* The names of the processes, gravest first; rows has life_count entries. */
static size_t collect_names(const struct fleet *fleet, struct name_row *rows)
{
	enum verdict_kind gravest;
	size_t count = 0;

	for (size_t i = 0, end; i < fleet->life_count; i = end) {
		struct name_row *row = row_of(rows, &count, fleet->lives[i].name);

		end = fleet_process(fleet, i, &gravest);
		row->count[gravest]++;
		row->processes++;
		for (; i < end; i++)
			if (fleet->lives[i].corrected == VERDICT_LEAK &&
				fleet->lives[i].slope > row->slope)
				row->slope = fleet->lives[i].slope;
	}
	if (count)
		qsort(rows, count, sizeof *rows, compare_names);
	return count;
}

/* A copy with a NUL; names of the fleet are printable already. */
static char *text_of(struct span text)
{
	char *copy = text_memory(text.len + 1, 1);

	if (text.len)
		memcpy(copy, text.at, text.len);
	return copy;
}

static void print_cell(const struct text_style *style, struct span text, size_t width, FILE *file)
{
	char *whole = text_of(text), *shown = escape_for_terminal(whole, style->utf8),
	     *elided = escape_elide(shown, width);
	size_t columns = escape_columns(elided);

	fprintf(file, "%s%*s", elided, (int)(columns < width ? width - columns : 0), "");
	free(elided);
	free(shown);
	free(whole);
}

static void print_verdict(FILE *file, enum verdict_kind verdict, bool color)
{
	static const char *const colors[VERDICTS] = { "2", "32", "33", "1;31" };

	if (color)
		fprintf(file, "\033[%sm", colors[verdict]);
	fprintf(file, "%-*s", COLUMN_WIDTH, verdict_code(verdict));
	if (color)
		fputs("\033[0m", file);
}

static void print_names(
	const struct text_style *style, const struct name_row *rows, size_t count, FILE *file)
{
	fprintf(file, "%-24s %8s %8s %8s %8s %13s  %s\n", "PROCESS", "COUNT", "LEAK", "SUSPECT",
		"STABLE", "INCONCLUSIVE", "STEEPEST LEAK KiB/round");
	for (size_t i = 0; i < count; i++) {
		print_cell(style, rows[i].name, 24, file);
		fprintf(file, " %8zu %8zu %8zu %8zu %13zu", rows[i].processes,
			rows[i].count[VERDICT_LEAK], rows[i].count[VERDICT_SUSPECT],
			rows[i].count[VERDICT_STABLE], rows[i].count[VERDICT_INCONCLUSIVE]);
		if (rows[i].count[VERDICT_LEAK])
			fprintf(file, "  %+.4g", rows[i].slope);
		fputc('\n', file);
	}
}

/* The gravest verdict of a name in a run; false where the run has no such process. Lives are sorted
 * by run and name. */
static bool verdict_in_run(
	const struct fleet *fleet, struct span run, struct span name, enum verdict_kind *verdict)
{
	size_t low = 0, high = fleet->life_count;
	bool found = false;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = span_compare(fleet->lives[middle].run, run);

		if (!order)
			order = span_compare(fleet->lives[middle].name, name);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < fleet->life_count && span_equal(fleet->lives[low].run, run) &&
		span_equal(fleet->lives[low].name, name);
		low++) {
		if (!found || fleet->lives[low].corrected > *verdict)
			*verdict = fleet->lives[low].corrected;
		found = true;
	}
	return found;
}

static void print_matrix(const struct fleet *fleet, const struct name_row *rows, size_t count,
	const struct text_style *style, FILE *file)
{
	size_t columns = count < COLUMNS ? count : COLUMNS;
	enum verdict_kind verdict;

	fprintf(file, "\n%-*s", RUN_WIDTH, "RUN");
	for (size_t i = 0; i < columns; i++)
		print_cell(style, rows[i].name, COLUMN_WIDTH - 1, file), fputc(' ', file);
	if (columns < count)
		fprintf(file, "(%zu more names in fleet.csv)", count - columns);
	fputc('\n', file);
	for (size_t r = 0; r < fleet->run_count; r++) {
		print_cell(style, fleet->runs[r].name, RUN_WIDTH - 1, file);
		fputc(' ', file);
		for (size_t i = 0; i < columns; i++)
			if (verdict_in_run(fleet, fleet->runs[r].name, rows[i].name, &verdict))
				print_verdict(file, verdict, style->color);
			else
				fprintf(file, "%-*s", COLUMN_WIDTH, "-");
		fputc('\n', file);
	}
}

/* A key of run.info as a group: which of its values leak. */
struct group_row {
	struct span value;
	size_t runs, leaks, suspects;
};

static int compare_groups(const void *a, const void *b)
{
	const struct group_row *x = a, *y = b;

	if (x->leaks != y->leaks)
		return x->leaks < y->leaks ? 1 : -1;
	return span_compare(x->value, y->value);
}

/* The runs by one value each (in the order of the runs): how many of each value, and how many of
 * them leak. */
static void print_groups(const struct fleet *fleet, const struct text_style *style,
	const char *title, const struct span *values, FILE *file)
{
	struct group_row *rows = text_memory(fleet->run_count, sizeof *rows);
	size_t count = 0;

	for (size_t r = 0; r < fleet->run_count; r++) {
		size_t i = 0;

		while (i < count && !span_equal(rows[i].value, values[r]))
			i++;
		rows[i].value = values[r];
		count += i == count;
		rows[i].runs++;
		rows[i].leaks += fleet->runs[r].leaks;
		rows[i].suspects += fleet->runs[r].suspect && !fleet->runs[r].leaks;
	}
	if (count > 1) {
		qsort(rows, count, sizeof *rows, compare_groups);
		fprintf(file, "\n%-40s %8s %8s %8s\n", title, "RUNS", "LEAK", "SUSPECT");
		for (size_t i = 0; i < count; i++) {
			print_cell(style, rows[i].value.len ? rows[i].value : span_of("(not told)"),
				40, file);
			fprintf(file, " %8zu %8zu %8zu\n", rows[i].runs, rows[i].leaks,
				rows[i].suspects);
		}
	}
	free(rows);
}

/* By device, by what runs on it, by what the run was recorded with, and by the keys that people
 * added to run.info. */
static void print_all_groups(const struct fleet *fleet, const struct text_style *style, FILE *file)
{
	struct span *values = text_memory(fleet->run_count, sizeof *values), names[FLEET_KEYS];
	size_t count = fleet_key_names(fleet, names);

	for (size_t r = 0; r < fleet->run_count; r++)
		values[r] = fleet->runs[r].host;
	print_groups(fleet, style, "HOST", values, file);
	for (size_t r = 0; r < fleet->run_count; r++)
		values[r] = fleet->runs[r].kernel;
	print_groups(fleet, style, "KERNEL", values, file);
	for (size_t r = 0; r < fleet->run_count; r++)
		values[r] = fleet->runs[r].collector;
	print_groups(fleet, style, "COLLECTOR", values, file);
	for (size_t i = 0; i < count; i++) {
		char *title = text_of(names[i]);

		for (char *c = title; *c; c++)
			*c = (char)toupper((unsigned char)*c);
		for (size_t r = 0; r < fleet->run_count; r++)
			values[r] = fleet_key_value(&fleet->runs[r], names[i]);
		print_groups(fleet, style, title, values, file);
		free(title);
	}
	free(values);
}

void report_fleet(const struct fleet *fleet, const struct text_style *style, FILE *file)
{
	struct name_row *rows = text_memory(fleet->life_count, sizeof *rows);
	size_t tests = 0, count;

	for (size_t i = 0; i < fleet->life_count; i++)
		for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
			tests += fleet->lives[i].measured[metric];
	count = collect_names(fleet, rows);
	fprintf(file, "\n%zu runs, corrected over all %zu tests in them\n\n", fleet->run_count,
		tests);
	print_names(style, rows, count, file);
	print_matrix(fleet, rows, count, style, file);
	print_all_groups(fleet, style, file);
	fprintf(file, "\n%zu leak, %zu suspect, %zu inconclusive, %zu stable\n",
		fleet_count(fleet, VERDICT_LEAK), fleet_count(fleet, VERDICT_SUSPECT),
		fleet_count(fleet, VERDICT_INCONCLUSIVE), fleet_count(fleet, VERDICT_STABLE));
	free(rows);
}

int report_fleet_csv(const struct fleet *fleet, const char *folder)
{
	char header[1024] = "run,host,kernel,pid,name,life,lives,verdict,verdict_alone,reason,"
			    "footprint_slope_kib_per_round,footprint_slope_low,footprint_slope_"
			    "high,footprint_p_adjusted,"
			    "private_slope_kib_per_round,private_p_adjusted,rest_p_adjusted,"
			    "detectable_kib_per_round,collector";
	struct span names[FLEET_KEYS];
	size_t count = fleet_key_names(fleet, names), len = strlen(header);
	const struct fleet_run *run = fleet->runs;
	struct report_csv csv;

	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(header + len, sizeof header - len, ",info_%.*s",
			(int)names[i].len, names[i].at);
	if (report_csv_open(&csv, folder, "fleet.csv", header))
		return -1;
	for (size_t i = 0; i < fleet->life_count; i++) {
		const struct fleet_life *life = &fleet->lives[i];

		while (!span_equal(run->name, life->run))
			run++;
		report_csv_printable(&csv, life->run);
		report_csv_printable(&csv, run->host);
		report_csv_printable(&csv, run->kernel);
		report_csv_count(&csv, (uint64_t)life->pid);
		report_csv_printable(&csv, life->name);
		report_csv_count(&csv, life->life);
		report_csv_count(&csv, life->lives);
		report_csv_code(&csv, verdict_code(life->corrected));
		report_csv_code(&csv, verdict_code(life->verdict));
		report_csv_code(&csv, verdict_reason_code(life->reason));
		report_csv_number(&csv, life->slope);
		report_csv_number(&csv, life->low);
		report_csv_number(&csv, life->high);
		report_csv_number_if(
			&csv, life->measured[METRIC_FOOTPRINT], life->p_adjusted[METRIC_FOOTPRINT]);
		report_csv_number(&csv, life->private_slope);
		report_csv_number_if(
			&csv, life->measured[METRIC_PRIVATE], life->p_adjusted[METRIC_PRIVATE]);
		report_csv_number_if(
			&csv, life->measured[METRIC_REST], life->p_adjusted[METRIC_REST]);
		report_csv_number_if(&csv, life->detectable >= 0, life->detectable);
		report_csv_printable(&csv, run->collector);
		for (size_t j = 0; j < count; j++)
			report_csv_printable(&csv, fleet_key_value(run, names[j]));
		report_csv_row(&csv);
	}
	return report_csv_close(&csv);
}
