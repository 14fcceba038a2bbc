/* report_compare.c - the section that compares with earlier runs, for each report format. */
#include "report_compare.h"

#include <math.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "reports.h"
#include "../across/compare_blocks.h"
#include "../base/text.h"
#include "../wording/grown.h"
#include "../wording/wording.h"
#include "words.h"

enum { INDENT = 2, GROUPS = 4, BLOCKS = 8 };

static const char *verdict_words(enum compare_verdict verdict)
{
	static const char *const words[COMPARE_VERDICTS] = {
		[COMPARE_FIXED] = "it grew, and does not any more",
		[COMPARE_IMPROVED] = "it grows by less, or may",
		[COMPARE_SAME] = "no difference that would matter",
		[COMPARE_WORSE] = "it grows by more",
		[COMPARE_NEW] = "not in the baseline",
		[COMPARE_CANNOT_TELL] =
			"the difference is neither significant nor small: more rounds would tell",
	};

	return words[verdict];
}

/* The text before the numbers. */
static const char *sentence_of(const struct compare_row *row)
{
	bool now = row->now->verdict == VERDICT_INCONCLUSIVE,
	     before = row->before && row->before->verdict == VERDICT_INCONCLUSIVE;

	if (row->verdict != COMPARE_CANNOT_TELL || !(now || before))
		return verdict_words(row->verdict);
	return now && before ? "neither run could be judged by itself"
	       : now         ? "this run could not be judged by itself"
			     : "the earlier run could not be judged by itself";
}

static const char *missing_words(const struct compare_missing *missing)
{
	static const char *const words[] = {
		[VERDICT_INCONCLUSIVE] = "the baseline has it (inconclusive), this run has not",
		[VERDICT_STABLE] = "the baseline has it (stable), this run has not",
		[VERDICT_SUSPECT] = "the baseline has it (suspect), this run has not",
		[VERDICT_LEAK] = "the baseline has it (leak), this run has not",
	};

	return words[missing->before->verdict];
}

const struct compare_row *report_compare_row(
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	/* the rows have the same order as the verdicts (compare.h) */
	return analysis->comparison ? &analysis->comparison->rows[verdict - analysis->verdicts]
				    : NULL;
}

const char *report_compare_because(struct arena *arena, const struct compare_row *row)
{
	const struct slope_difference *d = &row->metric[row->decided_by];
	const char *before, *now, *difference, *p;
	int decimals;

	if (row->verdict == COMPARE_NEW || !row->measured[row->decided_by])
		return sentence_of(row);
	decimals = wording_decimals(d->difference, d->low, d->high);
	before = wording_number_to(arena, d->before, decimals);
	now = wording_number_to(arena, d->before + d->difference, decimals);
	difference = wording_slope(arena, d->difference, d->low, d->high);
	p = wording_p(arena, row->p_adjusted);
	return text_format(arena,
		"%s: %s by %s KiB a round before, %s now; the difference is %s (p %s, corrected)",
		sentence_of(row), metric_row(row->decided_by)->title, before, now, difference, p);
}

/* The mapping groups whose change differs most. */
static const struct grown_change **groups_of(
	const struct report *report, const struct compare_row *row, size_t *count)
{
	return grown_differences(report->arena, row->groups, row->group_count, GROUPS, count);
}

static const char *change_words(const struct report *report, double kib)
{
	return isnan(kib) ? "not there" : wording_kib(report->arena, kib, true);
}

/* "fixed", "blocks of 2 064 bytes", what they hold, and both rates: of the first few. */
static const struct block_change *blocks_of(
	const struct report *report, const struct compare_row *row, size_t *count)
{
	const struct block_change *changes =
		compare_blocks(report->arena, report->analysis, row, count);

	*count = *count < BLOCKS ? *count : BLOCKS;
	return changes;
}

static const char *blocks_words(const struct report *report, const struct block_change *change)
{
	const char *size = wording_kib(report->arena, (double)change->size, false);

	return text_format(report->arena, "%s: blocks of %s bytes: %s",
		compare_code(change->verdict), size, compare_blocks_words(report->arena, change));
}

static void print_text_blocks(const struct report *report, const struct compare_row *row)
{
	size_t count;
	const struct block_change *changes = blocks_of(report, row, &count);

	for (size_t i = 0; i < count; i++) {
		fprintf(report->file, "%*s", 2 * INDENT, "");
		words_print(report, blocks_words(report, &changes[i]));
		if (*changes[i].holds) {
			fputs(", holding ", report->file);
			words_print_name(report, span_of(changes[i].holds));
		}
		fputc('\n', report->file);
	}
}

void report_compare_text(const struct report *report)
{
	const struct comparison *comparison = report->analysis->comparison;

	if (!comparison)
		return;
	fputs("\ncompared with ", report->file);
	for (size_t i = 0; i < comparison->baseline_count; i++) {
		fputs(i ? ", " : "", report->file);
		words_print_name(report, comparison->baseline_names[i]);
	}
	fputc('\n', report->file);
	for (size_t i = 0; i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		size_t count;
		const struct grown_change **groups = groups_of(report, row, &count);

		fprintf(report->file, "%*s%-12s", INDENT, "", compare_code(row->verdict));
		words_print_name(report, row->name);
		fputc('\n', report->file);
		words_wrap(report, 2 * INDENT, report_compare_because(report->arena, row));
		for (size_t j = 0; j < count; j++) {
			const char *before =
				words_of(report, change_words(report, groups[j]->before));
			const char *now = words_of(report, change_words(report, groups[j]->now));

			fprintf(report->file, "%*s", 2 * INDENT, "");
			words_print_name(report, groups[j]->name);
			fprintf(report->file, ": %s KiB before, %s now\n", before, now);
		}
		print_text_blocks(report, row);
	}
	for (size_t i = 0; i < comparison->missing_count; i++) {
		fprintf(report->file, "%*s%-12s", INDENT, "", compare_code(COMPARE_CANNOT_TELL));
		words_print_name(report, comparison->missing[i].name);
		fprintf(report->file, "\n%*s%s\n", 2 * INDENT, "",
			missing_words(&comparison->missing[i]));
	}
}

/* What differs between the tables of two languages; a code is a foreign name beside our words. */
struct rows_style {
	void (*name)(FILE *file, struct span name);
	void (*code)(FILE *file, struct span name);
	const char *begin, *verdict, *sentence, *end; /* around the three cells of a row */
	const char *item;  /* before each change of a group or of blocks: a cell is one line */
	const char *colon; /* behind the name of a group */
};

static void print_cell_group(const struct report *report, const struct rows_style *style,
	const struct grown_change *group)
{
	const char *before = change_words(report, group->before),
		   *now = change_words(report, group->now);

	fputs(style->item, report->file);
	style->code(report->file, group->name);
	fprintf(report->file, "%s %s KiB before, %s now", style->colon, before, now);
}

static void print_cell_blocks(
	const struct report *report, const struct rows_style *style, const struct compare_row *row)
{
	size_t count;
	const struct block_change *changes = blocks_of(report, row, &count);

	for (size_t i = 0; i < count; i++) {
		fputs(style->item, report->file);
		fputs(blocks_words(report, &changes[i]), report->file);
		if (*changes[i].holds) {
			fputs(", holding ", report->file);
			style->code(report->file, span_of(changes[i].holds));
		}
	}
}

static void begin_row(const struct report *report, const struct rows_style *style, struct span name,
	enum compare_verdict verdict)
{
	fputs(style->begin, report->file);
	style->name(report->file, name);
	fprintf(report->file, "%s%s%s", style->verdict, compare_code(verdict), style->sentence);
}

/* Prints the rows of a table: the processes of this run, then those that it does not have. */
static void print_rows(const struct report *report, const struct rows_style *style)
{
	const struct comparison *comparison = report->analysis->comparison;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		size_t count;
		const struct grown_change **groups = groups_of(report, row, &count);

		begin_row(report, style, row->name, row->verdict);
		fputs(report_compare_because(report->arena, row), report->file);
		for (size_t j = 0; j < count; j++)
			print_cell_group(report, style, groups[j]);
		print_cell_blocks(report, style, row);
		fputs(style->end, report->file);
	}
	for (size_t i = 0; i < comparison->missing_count; i++) {
		begin_row(report, style, comparison->missing[i].name, COMPARE_CANNOT_TELL);
		fputs(missing_words(&comparison->missing[i]), report->file);
		fputs(style->end, report->file);
	}
}

void report_compare_markdown(const struct report *report)
{
	static const struct rows_style style = {
		.name = escape_markdown_cell,
		.code = escape_markdown_cell,
		.begin = "| ",
		.verdict = " | **",
		.sentence = "** | ",
		.end = " |\n",
		.item = "; ",
		.colon = ":",
	};
	const struct comparison *comparison = report->analysis->comparison;

	if (!comparison)
		return;
	fputs("\n#### Compared with ", report->file);
	for (size_t i = 0; i < comparison->baseline_count; i++) {
		fputs(i ? ", " : "", report->file);
		escape_markdown(report->file, comparison->baseline_names[i]);
	}
	fputs("\n\n| process | | KiB a round |\n|---|---|---|\n", report->file);
	print_rows(report, &style);
	fputc('\n', report->file); /* otherwise the next line would become one more table row */
}

static void print_html_code(FILE *file, struct span name)
{
	fputs("<code>", file);
	escape_html(file, name);
	fputs("</code>", file);
}

void report_compare_html(const struct report *report)
{
	static const struct rows_style style = {
		.name = escape_html,
		.code = print_html_code,
		.begin = "<tr><td>",
		.verdict = "</td><td><b>",
		.sentence = "</b></td><td>",
		.end = "</td></tr>\n",
		.item = "<br>",
		.colon = "",
	};
	const struct comparison *comparison = report->analysis->comparison;

	if (!comparison)
		return;
	fputs("<section><h2>Compared with ", report->file);
	for (size_t i = 0; i < comparison->baseline_count; i++) {
		fputs(i ? ", " : "", report->file);
		escape_html(report->file, comparison->baseline_names[i]);
	}
	fputs("</h2><div class=\"scroll\"><table><thead><tr><th>process</th><th></th><th>before and now</th></tr></thead><tbody>\n",
		report->file);
	print_rows(report, &style);
	fputs("</tbody></table></div></section>\n", report->file);
}
