/* report_fleet.c - the table of several runs for people: counts, runs by processes, groups of hosts
 * and kernels. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../across/fleet.h"
#include "../base/escape.h"
#include "report_csv.h"
#include "reports.h"

enum { COLUMNS = 8, COLUMN_WIDTH = 13, RUN_WIDTH = 30 };

/* The table that is being written, with its names, gravest first. */
struct table {
	const struct fleet *fleet;
	const struct text_style *style;
	FILE *file;
	struct arena *arena;
	struct name_row *rows;
	size_t count;
};

/* A process name of the fleet, and the verdicts on its processes. */
struct name_row {
	struct span name;
	size_t count[VERDICTS];
	size_t processes;
	double slope; /* the steepest slope of those that leak */
};

/* Gravest first: by number of leaks, then of suspects, then by name. */
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

/* Collects the names of the processes, gravest first; rows has life_count entries. Returns the
 * number of names. */
static size_t collect_names(const struct fleet *fleet, struct name_row *rows)
{
	enum verdict_kind gravest;
	size_t count = 0;

	for (size_t i = 0, end; i < fleet->life_count; i = end) {
		struct name_row *row = row_of(rows, &count, fleet->lives[i].name);

		end = fleet_process(fleet, i, &gravest);
		row->count[gravest] += !fleet->lives[i].in_group;
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

/* Names of a fleet are already printable. */
static void print_cell(const struct table *table, struct span text, size_t width)
{
	const char *whole = arena_copy(table->arena, text).at;
	const char *shown = escape_elide(
		table->arena, escape_for_terminal(table->arena, whole, table->style->utf8), width);
	size_t columns = escape_columns(shown);

	fprintf(table->file, "%s%*s", shown, (int)(columns < width ? width - columns : 0), "");
}

static void print_verdict(const struct table *table, enum verdict_kind verdict)
{
	static const char *const colors[VERDICTS] = { "2", "32", "33", "1;31" };

	if (table->style->color)
		fprintf(table->file, "\033[%sm", colors[verdict]);
	fprintf(table->file, "%-*s", COLUMN_WIDTH, verdict_code(verdict));
	if (table->style->color)
		fputs("\033[0m", table->file);
}

static void print_names(const struct table *table)
{
	fprintf(table->file, "%-24s %8s %8s %8s %8s %13s  %s\n", "PROCESS", "COUNT", "LEAK",
		"SUSPECT", "STABLE", "INCONCLUSIVE", "STEEPEST LEAK KiB/round");
	for (size_t i = 0; i < table->count; i++) {
		print_cell(table, table->rows[i].name, 24);
		fprintf(table->file, " %8zu %8zu %8zu %8zu %13zu", table->rows[i].processes,
			table->rows[i].count[VERDICT_LEAK], table->rows[i].count[VERDICT_SUSPECT],
			table->rows[i].count[VERDICT_STABLE],
			table->rows[i].count[VERDICT_INCONCLUSIVE]);
		if (table->rows[i].count[VERDICT_LEAK])
			fprintf(table->file, "  %+.4g", table->rows[i].slope);
		fputc('\n', table->file);
	}
}

/* Finds the gravest verdict on a name in a run; returns false if the run has no such process. Lives
 * are sorted by run and name. */
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

static void print_matrix(const struct table *table)
{
	const struct fleet *fleet = table->fleet;
	size_t columns = table->count < COLUMNS ? table->count : COLUMNS;
	enum verdict_kind verdict;

	fprintf(table->file, "\n%-*s", RUN_WIDTH, "RUN");
	for (size_t i = 0; i < columns; i++) {
		print_cell(table, table->rows[i].name, COLUMN_WIDTH - 1);
		fputc(' ', table->file);
	}
	if (columns < table->count)
		fprintf(table->file, "(%zu more names in fleet.csv)", table->count - columns);
	fputc('\n', table->file);
	for (size_t r = 0; r < fleet->run_count; r++) {
		print_cell(table, fleet->runs[r].name, RUN_WIDTH - 1);
		fputc(' ', table->file);
		for (size_t i = 0; i < columns; i++)
			if (verdict_in_run(
				    fleet, fleet->runs[r].name, table->rows[i].name, &verdict))
				print_verdict(table, verdict);
			else
				fprintf(table->file, "%-*s", COLUMN_WIDTH, "-");
		fputc('\n', table->file);
	}
}

/* The runs with one value of a run.info key, and how many of them leak. */
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

/* Groups the runs by these values, one per run, most leaks first; returns the number of rows. */
static size_t collect_groups(
	const struct fleet *fleet, const struct span *values, struct group_row *rows)
{
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
	if (count)
		qsort(rows, count, sizeof *rows, compare_groups);
	return count;
}

/* Prints how many runs have each value (values are in the order of the runs), and how many of them
 * leak. Prints nothing if all runs have the same value. */
static void print_groups(const struct table *table, const char *title, const struct span *values)
{
	struct group_row *rows =
		arena_take_array(table->arena, table->fleet->run_count, sizeof *rows);
	size_t count = collect_groups(table->fleet, values, rows);

	if (count < 2)
		return;
	fprintf(table->file, "\n%-40s %8s %8s %8s\n", title, "RUNS", "LEAK", "SUSPECT");
	for (size_t i = 0; i < count; i++) {
		print_cell(table, rows[i].value.len ? rows[i].value : span_of("(not told)"), 40);
		fprintf(table->file, " %8zu %8zu %8zu\n", rows[i].runs, rows[i].leaks,
			rows[i].suspects);
	}
}

/* Formats a key of run.info as a title. */
static const char *title_of(const struct table *table, struct span key)
{
	char *title = arena_take_array(table->arena, key.len + 1, 1);

	for (size_t i = 0; i < key.len; i++)
		title[i] = (char)toupper((unsigned char)key.at[i]);
	return title;
}

/* Prints the groups by device, by its software, by what the run was recorded with, and by the keys
 * that users added to run.info. */
static void print_all_groups(const struct table *table)
{
	const struct fleet *fleet = table->fleet;
	struct span names[FLEET_KEYS],
		*values = arena_take_array(table->arena, fleet->run_count, sizeof *values);
	size_t count = fleet_key_names(fleet, names);

	for (size_t r = 0; r < fleet->run_count; r++)
		values[r] = fleet->runs[r].host;
	print_groups(table, "HOST", values);
	for (size_t r = 0; r < fleet->run_count; r++)
		values[r] = fleet->runs[r].kernel;
	print_groups(table, "KERNEL", values);
	for (size_t r = 0; r < fleet->run_count; r++)
		values[r] = fleet->runs[r].collector;
	print_groups(table, "COLLECTOR", values);
	for (size_t i = 0; i < count; i++) {
		for (size_t r = 0; r < fleet->run_count; r++)
			values[r] = fleet_key_value(&fleet->runs[r], names[i]);
		print_groups(table, title_of(table, names[i]), values);
	}
}

void report_fleet(const struct fleet *fleet, const struct text_style *style, FILE *file)
{
	struct arena arena = { NULL, 0 };
	struct table table = { fleet, style, file, &arena,
		arena_take_array(&arena, fleet->life_count, sizeof *table.rows), 0 };
	size_t tests = 0;

	for (size_t i = 0; i < fleet->life_count; i++)
		for (enum metric metric = 0; metric < METRIC_TRENDS; metric++)
			tests += fleet->lives[i].measured[metric];
	table.count = collect_names(fleet, table.rows);
	fprintf(file, "\n%zu %s, corrected over all %zu tests in %s\n", fleet->run_count,
		fleet->run_count == 1 ? "run" : "runs", tests,
		fleet->run_count == 1 ? "it" : "them");
	if (table.count) {
		fputc('\n', file);
		print_names(&table);
		print_matrix(&table);
	}
	print_all_groups(&table);
	arena_free(&arena);
}

/* The keys that users added to run.info, one column each. */
struct key_columns {
	struct span names[FLEET_KEYS];
	size_t count;
};

static void put_life(struct report_csv *csv, const struct fleet_run *run,
	const struct fleet_life *life, const struct key_columns *keys)
{
	report_csv_printable(csv, life->run);
	report_csv_printable(csv, run->host);
	report_csv_printable(csv, run->kernel);
	report_csv_count(csv, (uint64_t)life->pid);
	report_csv_printable(
		csv, life->is_group ? span_from(life->name, strlen(FLEET_GROUP)) : life->name);
	report_csv_count(csv, life->life);
	report_csv_count(csv, life->lives);
	report_csv_code(csv, verdict_code(life->corrected));
	report_csv_code(csv, verdict_code(life->verdict));
	report_csv_printable(csv, life->reason);
	report_csv_number(csv, life->slope);
	report_csv_number(csv, life->low);
	report_csv_number(csv, life->high);
	report_csv_number_if(
		csv, life->measured[METRIC_FOOTPRINT], life->p_adjusted[METRIC_FOOTPRINT]);
	report_csv_number(csv, life->private_slope);
	report_csv_number_if(csv, life->measured[METRIC_PRIVATE], life->p_adjusted[METRIC_PRIVATE]);
	report_csv_number_if(csv, life->measured[METRIC_REST], life->p_adjusted[METRIC_REST]);
	report_csv_number_if(csv, life->detectable >= 0, life->detectable);
	report_csv_printable(csv, run->collector);
	report_csv_printable(csv, life->kind);
	for (size_t i = 0; i < keys->count; i++)
		report_csv_printable(csv, fleet_key_value(run, keys->names[i]));
	report_csv_row(csv);
}

int report_fleet_csv(const struct fleet *fleet, const char *folder)
{
	char header[1024] =
		"run,host,kernel,pid,name,life,lives,verdict,verdict_alone,reason,"
		"footprint_slope_kib_per_round,footprint_slope_low,footprint_slope_high,"
		"footprint_p_adjusted,private_slope_kib_per_round,private_p_adjusted,"
		"rest_p_adjusted,detectable_kib_per_round,collector,kind";
	struct key_columns keys;
	size_t len = strlen(header);
	const struct fleet_run *run = fleet->runs;
	struct report_csv csv;

	keys.count = fleet_key_names(fleet, keys.names);
	for (size_t i = 0; i < keys.count; i++)
		len += (size_t)snprintf(header + len, sizeof header - len, ",info_%.*s",
			(int)keys.names[i].len, keys.names[i].at);
	if (report_csv_open(&csv, folder, "fleet.csv", header))
		return -1;
	for (size_t i = 0; i < fleet->life_count; i++) {
		while (!span_equal(run->name, fleet->lives[i].run))
			run++;
		put_life(&csv, run, &fleet->lives[i], &keys);
	}
	return report_csv_close(&csv);
}
