/* csv_groups.c - writes groups.csv: the verdict on each group. */
#include "../analysis.h"
#include "../wording/wording.h"
#include "report_csv.h"

static void put_group(struct report_csv *csv, const struct analysis *groups, size_t i)
{
	const struct finding *finding = &groups->findings[i];
	const struct pool *pool = &groups->pools.items[i];
	const struct pool_growth *growth = &groups->pool_findings[i].growth;
	enum metric metric =
		finding->process->value[METRIC_FOOTPRINT].n ? METRIC_FOOTPRINT : METRIC_PRIVATE;

	report_csv_text(csv, groups->run_name);
	report_csv_text(csv, finding->process->name);
	report_csv_code(csv, pool_kind_code(pool->kind));
	report_csv_number_if(csv, pool->members.n, (double)pool->first);
	report_csv_number_if(csv, pool->members.n, (double)pool->last);
	report_csv_number_if(csv, pool->life_count, (double)pool->life_count);
	report_csv_code(csv, verdict_code(finding->verdict));
	report_csv_code(csv, verdict_reason_code(finding->reason));
	report_csv_metric(csv, groups, finding, metric);
	report_csv_number_if(csv, growth->slope.known, growth->growth_kib);
	report_csv_number_if(
		csv, finding->detectable >= 0, wording_per_round(groups, finding->detectable));
	report_csv_row(csv);
}

int csv_groups(const struct analysis *analysis, const char *folder)
{
	struct report_csv csv;

	if (!analysis->groups)
		return 0;
	if (report_csv_open(&csv, folder, "groups.csv",
		    "run,group,kind,members_first,members_last,lives,verdict,reason,sum_first_kib,"
		    "sum_last_kib,slope_kib_per_round,slope_low,slope_high,p_adjusted,"
		    "growth_per_life_kib,detectable_kib_per_round"))
		return -1;
	for (size_t k = 0; k < analysis->groups->verdict_count; k++)
		put_group(&csv, analysis->groups, analysis->groups->verdicts[k].gravest);
	return report_csv_close(&csv);
}
