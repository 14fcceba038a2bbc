/* report_csv.c - writes CSV through libcsv: all fields quoted, numbers that read back unchanged. */
#include "report_csv.h"

#include <csv.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "../wording/wording.h"
#include "number.h"
#include "reports.h"

/* The stream remembers write errors: out_close reports them. */
static void put_field(struct report_csv *csv, const char *bytes, size_t len)
{
	if (csv->in_row)
		fputc(',', csv->out.file);
	csv->in_row = true;
	/* for a NULL pointer csv_fwrite would write no quotes */
	csv_fwrite(csv->out.file, bytes ? bytes : "", len);
}

int report_csv_open(
	struct report_csv *csv, const char *folder, const char *name, const char *columns)
{
	*csv = (struct report_csv){ .in_row = false };
	if (out_open(&csv->out, folder, name))
		return -1;
	for (;;) {
		size_t len = strcspn(columns, ",");

		put_field(csv, columns, len);
		if (!columns[len])
			break;
		columns += len + 1;
	}
	report_csv_row(csv);
	return 0;
}

void report_csv_text(struct report_csv *csv, struct span text)
{
	report_csv_code(csv, escape_csv(&csv->row, text));
}

void report_csv_printable(struct report_csv *csv, struct span text)
{
	report_csv_code(csv, escape_csv_printable(&csv->row, arena_copy(&csv->row, text).at));
}

void report_csv_code(struct report_csv *csv, const char *code)
{
	put_field(csv, code, strlen(code));
}

void report_csv_number(struct report_csv *csv, double value)
{
	char digits[NUMBER_BYTES];

	if (!isfinite(value)) {
		report_csv_empty(csv);
		return;
	}
	number_print(value, digits);
	put_field(csv, digits, strlen(digits));
}

void report_csv_number_if(struct report_csv *csv, bool known, double value)
{
	report_csv_number(csv, known ? value : (double)NAN);
}

void report_csv_count(struct report_csv *csv, uint64_t value)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%" PRIu64, value);
	put_field(csv, digits, strlen(digits));
}

void report_csv_empty(struct report_csv *csv)
{
	put_field(csv, "", 0);
}

void report_csv_row(struct report_csv *csv)
{
	fputc('\n', csv->out.file);
	csv->in_row = false;
	arena_reset(&csv->row);
}

int report_csv_close(struct report_csv *csv)
{
	arena_free(&csv->row);
	return out_close(&csv->out);
}

void report_csv_process(
	struct report_csv *csv, const struct analysis *analysis, const struct process *process)
{
	report_csv_text(csv, analysis->run_name);
	report_csv_number(csv, process->pid);
	report_csv_text(csv, process->name);
}

void report_csv_ends(struct report_csv *csv, const struct series *series)
{
	report_csv_number_if(csv, series->n, series->n ? series->value[0] : 0);
	report_csv_number_if(csv, series->n, series->n ? series->value[series->n - 1] : 0);
}

void report_csv_late(struct report_csv *csv, const struct analysis *analysis,
	const struct trend *trend, const struct judgement *judged)
{
	if (!trend || !trend->has_late) {
		for (int field = 0; field < 4; field++)
			report_csv_empty(csv);
		return;
	}
	report_csv_number(csv, wording_per_round(analysis, trend->rate));
	report_csv_number(csv, wording_per_round(analysis, trend->rate_low));
	report_csv_number(csv, wording_per_round(analysis, trend->rate_high));
	report_csv_number(csv, judged->p_adjusted);
}

void report_csv_metric(struct report_csv *csv, const struct analysis *analysis,
	const struct finding *finding, enum metric metric)
{
	report_csv_ends(csv, &finding->process->value[metric]);
	report_csv_late(csv, analysis, &finding->trend[metric], &finding->judged[metric]);
}

int report_csv(const struct analysis *analysis, const char *folder)
{
	static int (*const tables[])(const struct analysis *, const char *) = {
		csv_lives_processes,
		csv_lives_trends,
		csv_points_series,
		csv_points_mappings,
		csv_blocks,
		csv_points_system,
		csv_attribution,
		csv_groups,
		csv_compare,
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (tables[i](analysis, folder))
			return -1;
	return 0;
}
