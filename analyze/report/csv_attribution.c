/* csv_attribution.c - writes attribution.csv: growth by each action, and by time, of each life. */
#include "../analysis.h"
#include "../wording/wording.h"
#include "report_csv.h"

static void put_part(struct report_csv *csv, const struct analysis *analysis, size_t life,
	const char *arm, const struct attributed_part *part)
{
	report_csv_process(csv, analysis, analysis->findings[life].process);
	report_csv_text(csv, span_of(arm));
	report_csv_number(csv, part->slope);
	report_csv_number(csv, part->low);
	report_csv_number(csv, part->high);
	report_csv_number(csv, part->p);
	report_csv_number(csv, part->times);
	report_csv_row(csv);
}

int csv_attribution(const struct analysis *analysis, const char *folder)
{
	struct report_csv csv;

	if (!analysis->attributed)
		return 0;
	if (report_csv_open(&csv, folder, "attribution.csv",
		    "run,pid,name,arm,kib_per_action,low,high,p,times"))
		return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++) {
		const struct attributed *of = &analysis->attributed[i];

		for (size_t a = 0; of->arm && a < analysis->design.arm_count; a++)
			put_part(&csv, analysis, i, wording_arm(&csv.row, analysis->design.arm[a]),
				&of->arm[a]);
		if (of->arm && of->has_time && analysis->design.control.len)
			put_part(&csv, analysis, i, wording_arm(&csv.row, analysis->design.control),
				&of->time);
	}
	return report_csv_close(&csv);
}
