/* csv_blocks.c - writes blocks.csv: the classes of blocks of each live heap. */
#include "../analysis.h"
#include "../wording/blocks.h"
#include "report_csv.h"

static void put_row(struct report_csv *csv, const struct analysis *analysis,
	const struct process *process, const struct blocks_row *row)
{
	bool late = row->finding->trend->has_late;

	report_csv_process(csv, analysis, process);
	report_csv_count(csv, (uint64_t)row->class->size);
	report_csv_text(csv, span_of(row->where));
	report_csv_number_if(csv, *row->where, row->class->position);
	report_csv_text(csv, row->class->object);
	report_csv_count(csv, (uint64_t)row->class->count_first);
	report_csv_count(csv, (uint64_t)row->class->count_last);
	report_csv_number_if(csv, late, row->per_round);
	report_csv_number_if(csv, late, row->low);
	report_csv_number_if(csv, late, row->high);
	report_csv_number_if(csv, row->clockwork >= 0, row->clockwork);
	report_csv_number(csv, row->kib_change);
	report_csv_number_if(csv, late, row->finding->judged.p_adjusted);
	report_csv_number_if(csv, row->share >= 0, row->share);
	report_csv_row(csv);
}

bool csv_blocks_any(const struct analysis *analysis)
{
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		if (analysis->processes.items[i].heap.rounds)
			return true;
	return false;
}

int csv_blocks(const struct analysis *analysis, const char *folder)
{
	struct arena arena = { NULL, 0 };
	struct report_csv csv;

	if (!csv_blocks_any(analysis))
		return 0;
	if (report_csv_open(&csv, folder, "blocks.csv",
		    "run,pid,name,size,where,offset,object,count_first,count_last,blocks_per_round,"
		    "low,high,clockwork,kib_change,p_adjusted,share"))
		return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++) {
		const struct finding *finding = &analysis->findings[i];
		size_t count, growing;
		struct blocks_row *rows = blocks_rows(&arena, analysis, finding, &count, &growing);

		for (size_t k = 0; k < count; k++)
			put_row(&csv, analysis, finding->process, &rows[k]);
		arena_reset(&arena);
	}
	arena_free(&arena);
	return report_csv_close(&csv);
}
