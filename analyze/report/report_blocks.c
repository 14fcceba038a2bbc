/* report_blocks.c - the blocks that grew, as a table in each language. */
#include "report_blocks.h"

#include "../analysis.h"
#include "../base/escape.h"
#include "../base/text.h"
#include "../wording/blocks.h"
#include "../wording/wording.h"
#include "html.h"
#include "svg_spark.h"
#include "table.h"
#include "words.h"

enum { MOST_BLOCKS = 8, INDENT = 2 };

/* "2 064", and in CPython's pools "64 py". */
static const char *size_of(const struct report *report, const struct block_class *class)
{
	const char *size = wording_kib(report->arena, (double)class->size);

	return class->is_pooled ? text_format(report->arena, "%s py", size) : size;
}

static const char *rest_of(const struct report *report, size_t growing)
{
	return text_format(report->arena,
		"%zu more kinds of blocks grow: blocks.csv of a report has them",
		growing - MOST_BLOCKS);
}

void report_blocks_text(const struct report *report, const struct finding *finding)
{
	static const struct table_column columns[] = {
		{ "BLOCKS", false, false, 0 },
		{ "SIZE", true, false, 0 },
		{ "A ROUND", true, false, 0 },
		{ "CLOCKWORK", true, false, 0 },
		{ "HOLDS", false, true, 0 },
	};
	struct table table = { .columns = columns,
		.column_count = sizeof columns / sizeof *columns };
	size_t count, growing;
	struct blocks_row *rows =
		blocks_rows(report->arena, report->analysis, finding, &count, &growing);

	for (size_t i = 0; i < growing && i < MOST_BLOCKS; i++) {
		struct table_cell *row = table_row(report, &table);

		row[0].text = "";
		row[1].text = words_of(report, size_of(report, rows[i].class));
		row[2].text = words_of(report, blocks_per_round(report->arena, &rows[i]));
		row[3].text = blocks_clockwork(report->arena, &rows[i]);
		row[4].text = words_name(report, span_of(blocks_holds(&rows[i])));
	}
	if (growing)
		table_print(report, &table, INDENT);
	if (growing > MOST_BLOCKS)
		words_wrap(report, INDENT, rest_of(report, growing));
}

void report_blocks_markdown(const struct report *report, const struct finding *finding)
{
	size_t count, growing;
	struct blocks_row *rows =
		blocks_rows(report->arena, report->analysis, finding, &count, &growing);

	if (!growing)
		return;
	fputs("| blocks of, bytes | a round | clockwork | hold |\n|--:|--:|--:|---|\n",
		report->file);
	for (size_t i = 0; i < growing && i < MOST_BLOCKS; i++) {
		fprintf(report->file, "| %s | %s | %s | ", size_of(report, rows[i].class),
			blocks_per_round(report->arena, &rows[i]),
			blocks_clockwork(report->arena, &rows[i]));
		if (*blocks_holds(&rows[i]))
			escape_markdown_cell(report->file, span_of(blocks_holds(&rows[i])));
		fputs(" |\n", report->file);
	}
	if (growing > MOST_BLOCKS)
		fprintf(report->file, "\n%s\n", rest_of(report, growing));
	fputc('\n', report->file);
}

void report_blocks_html(const struct report *report, const struct finding *finding)
{
	size_t count, growing;
	struct blocks_row *rows =
		blocks_rows(report->arena, report->analysis, finding, &count, &growing);

	if (!growing)
		return;
	fputs("<h3>Which blocks grew</h3><div class=\"scroll\"><table class=\"maps\"><thead><tr><th>they hold</th><th class=\"sp\">number over the run</th><th class=\"r\">size, bytes</th><th class=\"r\">a round</th><th class=\"r mid\">clockwork</th><th class=\"r\">share</th></tr></thead><tbody>\n",
		report->file);
	for (size_t i = 0; i < growing && i < MOST_BLOCKS; i++) {
		fputs("<tr><td class=\"n\">", report->file);
		escape_html(report->file, span_of(blocks_holds(&rows[i])));
		fputs("</td><td class=\"sp\">", report->file);
		svg_spark(report, &rows[i].class->blocks, true);
		fputs("</td><td class=\"r\">", report->file);
		html_number(report, size_of(report, rows[i].class));
		fputs("</td><td class=\"r\">", report->file);
		html_number(report, blocks_per_round(report->arena, &rows[i]));
		fputs("</td><td class=\"r mid\">", report->file);
		html_text(report, blocks_clockwork(report->arena, &rows[i]));
		fputs("</td><td class=\"r\">", report->file);
		html_text(report, wording_percent(report->arena, rows[i].share));
		fputs("</td></tr>\n", report->file);
	}
	fputs("</tbody></table></div>\n", report->file);
	if (growing > MOST_BLOCKS) {
		fputs("<p class=\"more\">", report->file);
		html_text(report, rest_of(report, growing));
		fputs(".</p>\n", report->file);
	}
}
