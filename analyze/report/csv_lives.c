/* csv_lives.c - writes processes.csv and trends.csv: the verdict on each life, and the trend of
 * each of its metrics. */
#include "../analysis.h"
#include "../wording/flags.h"
#include "report_csv.h"
#include "../wording/wording.h"

static void put_life(struct report_csv *csv, const struct analysis *analysis, size_t i)
{
	const struct finding *finding = &analysis->findings[i];
	const struct process *process = finding->process;
	enum attribution_word word =
		analysis->attributed ? analysis->attributed[i].word : ATTRIBUTION_NONE;

	report_csv_process(csv, analysis, process);
	report_csv_code(csv, verdict_code(finding->verdict));
	report_csv_code(csv, verdict_shape_code(finding->shape));
	report_csv_code(csv, verdict_reason_code(finding->reason));
	report_csv_count(csv, process->rounds);
	report_csv_count(csv, process->first_round);
	report_csv_count(csv, process->last_round);
	report_csv_metric(csv, analysis, finding, METRIC_RSS);
	report_csv_metric(csv, analysis, finding, METRIC_PRIVATE);
	report_csv_number_if(
		csv, finding->detectable >= 0, wording_per_round(analysis, finding->detectable));
	report_csv_number_if(csv, finding->rounds_needed >= 0, finding->rounds_needed);
	report_csv_count(csv, process->life);
	report_csv_count(csv, process->lives);
	report_csv_code(csv, flags_text(&csv->row, finding->flags));
	report_csv_metric(csv, analysis, finding, METRIC_FOOTPRINT);
	report_csv_code(csv, verdict_attribution_code(word));
	report_csv_row(csv);
}

int csv_lives_processes(const struct analysis *analysis, const char *folder)
{
	struct report_csv csv;

	if (report_csv_open(&csv, folder, "processes.csv",
		    "run,pid,name,verdict,shape,reason,rounds,first_round,last_round,"
		    "rss_first_kib,rss_last_kib,rss_slope_kib_per_round,rss_slope_low,"
		    "rss_slope_high,rss_p_adjusted,private_first_kib,private_last_kib,"
		    "private_slope_kib_per_round,private_slope_low,private_slope_high,"
		    "private_p_adjusted,detectable_kib_per_round,rounds_needed,life,lives,"
		    "flags,footprint_first_kib,footprint_last_kib,"
		    "footprint_slope_kib_per_round,footprint_slope_low,footprint_slope_high,"
		    "footprint_p_adjusted,attribution"))
		return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		put_life(&csv, analysis, i);
	return report_csv_close(&csv);
}

/* Writes the number of the first fitted round. */
static void put_fit_first(struct report_csv *csv, const struct analysis *analysis,
	const struct series *series, const struct trend *trend)
{
	size_t i = 0;

	while (i < series->n && series->x[i] < trend->x_first)
		i++;
	if (trend->n && i < series->n)
		report_csv_count(csv, analysis->rounds.items[series->at[i]].number);
	else
		report_csv_empty(csv);
}

/* Writes the columns slope to r2: ordinary least squares. */
static void put_line(
	struct report_csv *csv, const struct analysis *analysis, const struct trend *trend)
{
	bool line = trend->has_line;

	report_csv_number_if(csv, line, wording_per_round(analysis, trend->slope));
	report_csv_number_if(csv, line, trend->intercept);
	report_csv_number_if(csv, line, wording_per_round(analysis, trend->slope_error));
	report_csv_number_if(csv, line, wording_per_round(analysis, trend->slope_low));
	report_csv_number_if(csv, line, wording_per_round(analysis, trend->slope_high));
	report_csv_number_if(csv, line && trend->has_t, trend->t);
	report_csv_number_if(csv, line, trend->p);
	report_csv_number_if(csv, line, trend->r2);
}

static void put_trend(struct report_csv *csv, const struct analysis *analysis,
	const struct finding *finding, enum metric metric)
{
	const struct trend *trend = &finding->trend[metric];
	const struct judgement *judged = &finding->judged[metric];
	double per_hour = 0;
	bool has_hour = wording_per_hour(analysis, trend->slope, &per_hour);

	report_csv_process(csv, analysis, finding->process);
	report_csv_code(csv, metric_row(metric)->id);
	report_csv_count(csv, trend->n);
	put_fit_first(csv, analysis, &finding->process->value[metric], trend);
	put_line(csv, analysis, trend);
	report_csv_number_if(csv, trend->has_robust, wording_per_round(analysis, trend->theil_sen));
	report_csv_number_if(csv, trend->has_line && has_hour, per_hour);
	report_csv_number_if(csv, trend->has_line, trend->growth);
	report_csv_number_if(csv, trend->has_late, wording_per_round(analysis, trend->rate));
	report_csv_number_if(csv, trend->has_late, wording_per_round(analysis, trend->late_error));
	report_csv_number_if(csv, trend->has_late, wording_per_round(analysis, trend->rate_low));
	report_csv_number_if(csv, trend->has_late, wording_per_round(analysis, trend->rate_high));
	report_csv_number_if(csv, trend->has_late, judged->p);
	report_csv_number_if(csv, trend->has_late, judged->p_adjusted);
	report_csv_number_if(csv, trend->has_late && trend->detectable >= 0,
		wording_per_round(analysis, trend->detectable));
	report_csv_code(csv, verdict_state_code(judged->state));
	report_csv_row(csv);
}

/* Writes the metrics that may decide; then threads, descriptors and a JVM's old generation if they
 * were recorded. */
static void put_trends(struct report_csv *csv, const struct analysis *analysis,
	const struct finding *finding, const enum metric order[METRIC_TRENDS])
{
	for (size_t k = 0; k < METRIC_TRENDS; k++)
		put_trend(csv, analysis, finding, order[k]);
	for (enum metric metric = METRIC_THREADS; metric < METRICS; metric++)
		if (finding->trend[metric].n)
			put_trend(csv, analysis, finding, metric);
}

int csv_lives_trends(const struct analysis *analysis, const char *folder)
{
	enum metric order[METRIC_TRENDS];
	struct report_csv csv;

	metric_trends_by_name(order);
	if (report_csv_open(&csv, folder, "trends.csv",
		    "run,pid,name,metric,n,fit_first_round,slope_kib_per_round,intercept_kib,"
		    "slope_se,slope_low,slope_high,t,p,r2,theil_sen_kib_per_round,"
		    "slope_kib_per_hour,growth_kib,late_slope_kib_per_round,late_se,late_low,"
		    "late_high,late_p,p_adjusted,detectable_kib_per_round,state"))
		return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		put_trends(&csv, analysis, &analysis->findings[i], order);
	return report_csv_close(&csv);
}
