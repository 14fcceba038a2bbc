/* csv_compare.c - writes compare.csv: each process compared with the same process of earlier runs.
 */
#include "../across/compare.h"
#include "../analysis.h"
#include "report_csv.h"

/* What it is by the hour; empty where rounds last as long as before, or that is unknown. */
static void put_hour(struct report_csv *csv, const struct compare_row *row)
{
	const struct slope_difference *d = &row->hour.difference;
	bool has = row->has_hour;

	report_csv_number_if(csv, has, row->before_s);
	report_csv_number_if(csv, has, row->now_s);
	report_csv_code(csv, has ? compare_code(row->round.verdict) : "");
	report_csv_code(csv, has ? compare_code(row->hour.verdict) : "");
	report_csv_code(csv, !has ? "" : row->counts == COMPARE_BY_HOUR ? "hour" : "round");
	report_csv_number_if(csv, has, d->before);
	report_csv_number_if(csv, has, d->before + d->difference);
	report_csv_number_if(csv, has, d->difference);
	report_csv_number_if(csv, has, d->low);
	report_csv_number_if(csv, has, d->high);
	report_csv_number_if(csv, has, row->hour.p_adjusted);
	report_csv_number_if(csv, has, row->hour.margin);
}

static void put_row(
	struct report_csv *csv, const struct analysis *analysis, const struct compare_row *row)
{
	const struct slope_difference *d = &row->metric[row->decided_by];
	bool known = row->before && row->measured[row->decided_by];

	report_csv_text(csv, analysis->run_name);
	report_csv_text(csv, row->name);
	report_csv_count(csv, (uint64_t)row->now->process->pid);
	report_csv_number_if(csv, row->before, row->before ? row->before->process->pid : 0);
	report_csv_code(csv, compare_code(row->verdict));
	report_csv_code(csv, known ? metric_row(row->decided_by)->id : "");
	report_csv_count(csv, row->baselines);
	report_csv_number_if(csv, known, d->before);
	report_csv_number_if(csv, known, d->before + d->difference);
	report_csv_number_if(csv, known, d->difference);
	report_csv_number_if(csv, known, d->low);
	report_csv_number_if(csv, known, d->high);
	report_csv_number_if(csv, known, d->p);
	report_csv_number_if(csv, known, row->round.p_adjusted);
	report_csv_number_if(csv, known && row->baselines > 1, d->between);
	report_csv_number_if(csv, known, row->round.margin);
	put_hour(csv, row);
	report_csv_row(csv);
}

/* Writes a process that this run does not have: no current PID, and no numbers. */
static void put_missing(struct report_csv *csv, const struct analysis *analysis,
	const struct compare_missing *missing)
{
	enum { AFTER_VERDICT = 23 };

	report_csv_text(csv, analysis->run_name);
	report_csv_text(csv, missing->name);
	report_csv_code(csv, "");
	report_csv_number_if(csv, true, missing->before->process->pid);
	report_csv_code(csv, compare_code(COMPARE_CANNOT_TELL));
	for (int i = 0; i < AFTER_VERDICT; i++)
		report_csv_code(csv, "");
	report_csv_row(csv);
}

int csv_compare(const struct analysis *analysis, const char *folder)
{
	const struct comparison *comparison = analysis->comparison;
	struct report_csv csv;

	if (!comparison)
		return 0;
	if (report_csv_open(&csv, folder, "compare.csv",
		    "run,name,pid,pid_before,verdict,metric,baselines,slope_before_kib_per_round,"
		    "slope_kib_per_round,difference,difference_low,difference_high,p,p_adjusted,between_runs_sd,margin,"
		    "round_s_before,round_s,verdict_by_round,verdict_by_hour,verdict_is_by,slope_before_kib_per_hour,"
		    "slope_kib_per_hour,difference_kib_per_hour,difference_low_kib_per_hour,difference_high_kib_per_hour,"
		    "p_adjusted_by_hour,margin_kib_per_hour"))
		return -1;
	for (size_t i = 0; i < comparison->count; i++)
		put_row(&csv, analysis, &comparison->rows[i]);
	for (size_t i = 0; i < comparison->missing_count; i++)
		put_missing(&csv, analysis, &comparison->missing[i]);
	return report_csv_close(&csv);
}
