/* report_compare.c - the section that compares with earlier runs, for each report format. */
#include "report_compare.h"

#include <math.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "compare_words.h"
#include "reports.h"
#include "../across/compare_blocks.h"
#include "../base/text.h"
#include "../wording/grown.h"
#include "../wording/wording.h"
#include "words.h"

enum { INDENT = 2, GROUPS = 4, BLOCKS = 8 };

const struct compare_row *report_compare_row(
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	/* the rows have the same order as the verdicts (compare.h) */
	return analysis->comparison ? &analysis->comparison->rows[verdict - analysis->verdicts]
				    : NULL;
}

/* The mapping groups whose change differs most. */
static const struct grown_change **groups_of(
	const struct report *report, const struct compare_row *row, size_t *count)
{
	return grown_differences(report->arena, row->groups, row->group_count, GROUPS, count);
}

static const char *change_words(const struct report *report, double kib)
{
	return isnan(kib) ? "not there" : wording_kib_change(report->arena, kib);
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
	const char *size = wording_kib(report->arena, (double)change->size);

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

static void print_text_groups(const struct report *report, const struct compare_row *row)
{
	size_t count;
	const struct grown_change **groups = groups_of(report, row, &count);

	for (size_t i = 0; i < count; i++) {
		const char *before = words_of(report, change_words(report, groups[i]->before));
		const char *now = words_of(report, change_words(report, groups[i]->now));

		fprintf(report->file, "%*s", 2 * INDENT, "");
		words_print_name(report, groups[i]->name);
		fprintf(report->file, ": %s KiB before, %s now\n", before, now);
	}
}

/* "  fixed       ripd" */
static void print_text_verdict(
	const struct report *report, enum compare_verdict verdict, struct span name)
{
	fprintf(report->file, "%*s%-12s", INDENT, "", compare_code(verdict));
	words_print_name(report, name);
}

static void print_text_row(const struct report *report, const struct compare_row *row)
{
	print_text_verdict(report, row->verdict, row->name);
	if (compare_row_disagrees(row))
		fprintf(report->file, " %s", compare_words_but(report->arena, row));
	fputc('\n', report->file);
	if (report->style->brief)
		return;
	words_wrap(report, 2 * INDENT, compare_words_because(report->arena, row));
	if (row->has_hour)
		words_wrap(report, 2 * INDENT, compare_words_lengths(report->arena, row));
	print_text_groups(report, row);
	print_text_blocks(report, row);
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
	for (size_t i = 0; i < comparison->count; i++)
		print_text_row(report, &comparison->rows[i]);
	for (size_t i = 0; i < comparison->missing_count; i++) {
		print_text_verdict(report, COMPARE_CANNOT_TELL, comparison->missing[i].name);
		fputc('\n', report->file);
		if (!report->style->brief)
			fprintf(report->file, "%*s%s\n", 2 * INDENT, "",
				compare_words_missing(&comparison->missing[i]));
	}
}

/* What differs between the tables of two languages; a code is a foreign name beside our words. */
struct rows_style {
	void (*name)(FILE *file, struct span name);
	void (*code)(FILE *file, struct span name);
	void (*words)(FILE *file, struct span words); /* ours */
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

static void print_sentences(
	const struct report *report, const struct rows_style *style, const struct compare_row *row)
{
	style->words(report->file, span_of(compare_words_because(report->arena, row)));
	if (!row->has_hour)
		return;
	fputs(style->item, report->file);
	style->words(report->file, span_of(compare_words_lengths(report->arena, row)));
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
		print_sentences(report, style, row);
		for (size_t j = 0; j < count; j++)
			print_cell_group(report, style, groups[j]);
		print_cell_blocks(report, style, row);
		fputs(style->end, report->file);
	}
	for (size_t i = 0; i < comparison->missing_count; i++) {
		begin_row(report, style, comparison->missing[i].name, COMPARE_CANNOT_TELL);
		fputs(compare_words_missing(&comparison->missing[i]), report->file);
		fputs(style->end, report->file);
	}
}

static void print_plain(FILE *file, struct span words)
{
	fwrite(words.at, 1, words.len, file);
}

void report_compare_markdown(const struct report *report)
{
	static const struct rows_style style = {
		.name = escape_markdown_cell,
		.code = escape_markdown_cell,
		.words = print_plain,
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
	fputs("\n\n| process | | before and now |\n|---|---|---|\n", report->file);
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
		.words = escape_html,
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
