/* csv_points.c - writes series.csv, mappings.csv and system.csv: the readings themselves, what
 * grew, every process of ps. */
#include <stdlib.h>

#include "../analysis.h"
#include "../wording/grown.h"
#include "report_csv.h"
#include "../wording/wording.h"

enum { COLUMNS = 4, HEAP_COLUMNS = 3, MOST_COLUMNS = COLUMNS + HEAP_COLUMNS };

/* Iterates over several series in parallel, round by round. */
struct walk {
	const struct series *series[MOST_COLUMNS];
	size_t next[MOST_COLUMNS];
	size_t count; /* of the columns */
};

/* Finds the earliest round in which one of the series has a point; returns false at the end. */
static bool next_round(const struct walk *walk, uint32_t *at)
{
	bool found = false;

	for (size_t k = 0; k < walk->count; k++) {
		const struct series *series = walk->series[k];

		if (walk->next[k] < series->n && (!found || series->at[walk->next[k]] < *at)) {
			*at = series->at[walk->next[k]];
			found = true;
		}
	}
	return found;
}

static void put_point(struct report_csv *csv, const struct analysis *analysis,
	const struct process *process, struct walk *walk, uint32_t at)
{
	const struct round *round = &analysis->rounds.items[at];
	const struct round_time *time = rounds_time(&analysis->rounds, at);

	report_csv_process(csv, analysis, process);
	report_csv_count(csv, round->number);
	report_csv_code(csv, wording_time(&csv->row, time->time_ms));
	report_csv_number_if(csv, round->is_timed, time->elapsed_s);
	for (size_t k = 0; k < walk->count; k++) {
		const struct series *series = walk->series[k];

		if (walk->next[k] < series->n && series->at[walk->next[k]] == at)
			report_csv_number(csv, series->value[walk->next[k]++]);
		else
			report_csv_empty(csv);
	}
	report_csv_row(csv);
}

#define SERIES_COLUMNS "run,pid,name,round,time,elapsed_s,rss_kib,private_kib,swap_kib,rss_anon_kib"

int csv_points_series(const struct analysis *analysis, const char *folder)
{
	bool heap = csv_blocks_any(analysis);
	struct report_csv csv;
	uint32_t at = 0;

	if (report_csv_open(&csv, folder, "series.csv",
		    heap ? SERIES_COLUMNS ",heap_kib,heap_free_kib,heap_blocks" : SERIES_COLUMNS))
		return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++) {
		const struct process *process = &analysis->processes.items[i];
		/* ps and other tools' logs do not report VmRSS separately from swap */
		enum metric rss = process->value[METRIC_VMRSS].n ? METRIC_VMRSS : METRIC_RSS;
		struct walk walk = {
			{ &process->value[rss], &process->value[METRIC_PRIVATE],
				&process->value[METRIC_SWAP], &process->value[METRIC_ANON],
				&process->value[METRIC_HEAP], &process->value[METRIC_HEAP_FREE],
				&process->value[METRIC_HEAP_BLOCKS] },
			{ 0 }, heap ? MOST_COLUMNS : COLUMNS
		};

		while (next_round(&walk, &at))
			put_point(&csv, analysis, process, &walk, at);
	}
	return report_csv_close(&csv);
}

static void put_group(struct report_csv *csv, const struct analysis *analysis,
	const struct process *process, const struct grown_group *grown)
{
	const struct mapping_group *group = grown->group;

	report_csv_process(csv, analysis, process);
	report_csv_text(csv, group->name);
	report_csv_text(csv, span_of(group->mode));
	report_csv_count(csv, group->count_first);
	report_csv_count(csv, group->count_last);
	report_csv_number(csv, (double)group->kib_first);
	report_csv_number(csv, (double)group->kib_last);
	report_csv_number(csv, grown->change_kib);
	report_csv_late(csv, analysis, grown->trend, grown->judged);
	report_csv_number_if(csv, grown->share >= 0, grown->share);
	report_csv_ends(csv, &group->private_dirty);
	report_csv_ends(csv, &group->pss);
	report_csv_row(csv);
}

int csv_points_mappings(const struct analysis *analysis, const char *folder)
{
	struct arena arena = { NULL, 0 };
	struct report_csv csv;

	if (report_csv_open(&csv, folder, "mappings.csv",
		    "run,pid,name,mapping,mode,count_first,count_last,kib_first,kib_last,"
		    "kib_change,slope_kib_per_round,slope_low,slope_high,p_adjusted,share,"
		    "private_dirty_first_kib,private_dirty_last_kib,pss_first_kib,pss_last_kib"))
		return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++) {
		size_t count;
		struct grown_group *groups =
			grown_groups(&arena, NULL, &analysis->findings[i], &count);

		for (size_t k = 0; k < count; k++)
			put_group(&csv, analysis, analysis->findings[i].process, &groups[k]);
		arena_reset(&arena);
	}
	arena_free(&arena);
	return report_csv_close(&csv);
}

/* Sorts targets and others together. */
static int compare_findings(const void *a, const void *b)
{
	return processes_compare((*(const struct finding *const *)a)->process,
		(*(const struct finding *const *)b)->process);
}

static void put_system(
	struct report_csv *csv, const struct analysis *analysis, const struct finding *finding)
{
	const struct process *process = finding->process;
	const struct series *rss = &process->value[METRIC_RSS];
	const struct trend *trend = &finding->trend[METRIC_RSS];

	report_csv_process(csv, analysis, process);
	report_csv_text(csv, process->user);
	report_csv_text(csv, process->command);
	report_csv_count(csv, process->rounds);
	report_csv_ends(csv, rss);
	report_csv_number_if(csv, rss->n, rss->n ? rss->value[rss->n - 1] - rss->value[0] : 0);
	report_csv_number_if(csv, trend->has_late, wording_per_round(analysis, trend->rate));
	report_csv_number_if(csv, trend->has_late, finding->judged[METRIC_RSS].p_adjusted);
	report_csv_row(csv);
}

int csv_points_system(const struct analysis *analysis, const char *folder)
{
	struct arena arena = { NULL, 0 };
	const struct finding **list =
		arena_take_array(&arena, analysis->processes.count, sizeof *list);
	struct report_csv csv;
	size_t count = 0;

	for (size_t i = 0; i < analysis->processes.count; i++)
		/* only ps reports a user: a target without one was in no ps output */
		if (!analysis->findings[i].process->is_target ||
			analysis->findings[i].process->user.len)
			list[count++] = &analysis->findings[i];
	if (count)
		qsort(list, count, sizeof *list, compare_findings);
	if (report_csv_open(&csv, folder, "system.csv",
		    "run,pid,name,user,command,rounds,rss_first_kib,rss_last_kib,"
		    "rss_change_kib,slope_kib_per_round,p_adjusted")) {
		arena_free(&arena);
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		put_system(&csv, analysis, list[i]);
	arena_free(&arena);
	return report_csv_close(&csv);
}
