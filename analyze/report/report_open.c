/* report_open.c - the many processes that could not be judged, as a few lines of the summary. */
#include "report_open.h"

#include "../analysis.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "words.h"

enum { MOST_OPEN = 6, MOST_REASONS = 2 };

bool report_open_folds(const struct report *report)
{
	size_t open = 0;

	for (size_t i = 0; i < report->analysis->verdict_count; i++)
		open += report->analysis->verdicts[i].verdict == VERDICT_INCONCLUSIVE &&
			!report->analysis->verdicts[i].in_group;
	return !report->style->verbose && open > MOST_OPEN;
}

/* The processes that have one reason. */
struct open_reason {
	size_t count;
	const struct finding *first;
};

static void count_reasons(const struct analysis *analysis, struct open_reason reasons[REASONS])
{
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];
		const struct finding *finding = wording_gravest(analysis, verdict);
		struct open_reason *reason = &reasons[finding->reason];

		if (verdict->verdict == VERDICT_INCONCLUSIVE && !verdict->in_group &&
			!reason->count++)
			reason->first = finding;
	}
}

/* Of equally common ones the first. */
static enum verdict_reason commonest(const struct open_reason reasons[REASONS])
{
	enum verdict_reason most = 0;

	for (enum verdict_reason reason = 0; reason < REASONS; reason++)
		if (reasons[reason].count > reasons[most].count)
			most = reason;
	return most;
}

/* What the first reasons left out. */
static void print_rest(const struct report *report, const struct open_reason reasons[REASONS])
{
	size_t count = 0, kinds = 0;

	for (size_t i = 0; i < REASONS; i++) {
		count += reasons[i].count;
		kinds += reasons[i].count > 0;
	}
	if (count)
		fprintf(report->file, "%s %zu inconclusive for %s (-v shows %s)\n",
			wording_glyph(VERDICT_INCONCLUSIVE, report->style->utf8), count,
			kinds == 1 ? "another reason" : "other reasons",
			count == 1 ? "it" : "them");
}

void report_open_text(const struct report *report)
{
	struct open_reason reasons[REASONS] = { { .count = 0 } };

	count_reasons(report->analysis, reasons);
	for (size_t shown = 0; shown < MOST_REASONS; shown++) {
		enum verdict_reason reason = commonest(reasons);
		struct open_reason *most = &reasons[reason];

		if (!most->count)
			return;
		fputs(shown ? "" : "\n", report->file);
		words_wrap_behind(report,
			text_format(report->arena, "%s %zu inconclusive (%s): ",
				wording_glyph(VERDICT_INCONCLUSIVE, report->style->utf8),
				most->count, verdict_reason_code(reason)),
			wording_because(report->arena, report->analysis, most->first));
		most->count = 0; /* it is told */
	}
	print_rest(report, reasons);
}
