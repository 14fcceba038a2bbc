/* report_text.c - the summary for terminals and report.txt: a table, and why each verdict. */
#include <stdlib.h>
#include <string.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "report_compare.h"
#include "reports.h"
#include "table.h"
#include "../base/text.h"
#include "words.h"
#include "../wording/wording.h"

enum { INDENT = 2, MOST_NOTES = 5, MOST_GROUPS = 4, MOST_PROCESSES = 10 };

static const char *color_of(const struct text_style *style, enum verdict_kind verdict)
{
	static const char *const colors[VERDICTS] = {
		[VERDICT_INCONCLUSIVE] = "2",
		[VERDICT_STABLE] = "32",
		[VERDICT_SUSPECT] = "33",
		[VERDICT_LEAK] = "1;31",
	};

	return style->color ? colors[verdict] : NULL;
}

/* One row for a process: its gravest life. */
static void add_process(struct table *table, const struct analysis *analysis,
	const struct text_style *style, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	double first, last;
	bool rss = wording_ends(finding->process, METRIC_RSS, &first, &last);
	struct table_cell *row = table_row(table);

	row[0].text = text_format("%s %s", wording_glyph(verdict->verdict, style->utf8),
		verdict_code(verdict->verdict));
	row[0].color = color_of(style, verdict->verdict);
	row[1].text = words_name(style, finding->process->name);
	row[2].text = text_format("%d", finding->process->pid);
	row[3].text = words_take(style, wording_private(analysis, finding));
	row[4].text = words_take(style, wording_late(analysis, &finding->trend[METRIC_RSS]));
	row[5].text = rss ? words_take(style, wording_kib(last, false)) : text_format("-");
	row[6].text = rss ? words_take(style, wording_kib(last - first, true)) : text_format("-");
}

static bool is_shown(const struct text_style *style, const struct process_verdict *verdict)
{
	return style->verbose || verdict->verdict != VERDICT_STABLE;
}

static void print_table(const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	static const struct table_column columns[] = {
		{ "VERDICT", false, false, false },
		{ "PROCESS", false, true, false },
		{ "PID", true, false, false },
		{ "PRIVATE KiB/round", true, false, false },
		{ "RSS KiB/round", true, false, true },
		{ "RSS END KiB", true, false, true },
		{ "CHANGE", true, false, true },
	};
	struct table table = { .columns = columns,
		.column_count = sizeof columns / sizeof *columns };
	size_t hidden = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++)
		if (is_shown(style, &analysis->verdicts[i]))
			add_process(&table, analysis, style, &analysis->verdicts[i]);
		else
			hidden++;
	if (hidden && hidden == analysis->verdict_count && hidden <= MOST_PROCESSES) {
		/* a few stable ones and nothing else: a table of nothing would be poor comfort */
		for (size_t i = 0; i < hidden; i++)
			add_process(&table, analysis, style, &analysis->verdicts[i]);
		hidden = 0;
	}
	table_print(&table, style, 0, file);
	if (hidden)
		fprintf(file, "%s stable        %zu %s (-v shows %s)\n",
			wording_glyph(VERDICT_STABLE, style->utf8), hidden,
			hidden == analysis->verdict_count ? "processes"
			: hidden == 1                     ? "other"
							  : "others",
			hidden == 1 ? "it" : "them");
}

static void print_title(const struct analysis *analysis, const struct text_style *style,
	const struct process_verdict *verdict, const struct finding *finding, FILE *file)
{
	const char *color = color_of(style, finding->verdict);

	fputc('\n', file);
	if (color)
		fprintf(file, "\033[%sm", color);
	fputs(wording_glyph(finding->verdict, style->utf8), file);
	if (color)
		fputs("\033[0m", file);
	fputc(' ', file);
	words_print_name(style, finding->process->name, file);
	fprintf(file, " (%d)  ", finding->process->pid);
	if (color)
		fprintf(file, "\033[%sm", color);
	fputs(verdict_code(finding->verdict), file);
	if (color)
		fputs("\033[0m", file);
	if (verdict->known && wording_gravest(analysis, verdict) == finding) {
		fputs("  known: ", file);
		words_print_name(style, verdict->known_reason, file);
	}
	fputc('\n', file);
}

/* "what grew: [heap] 96 %, +924 KiB, +3.9 KiB a round", a line or more a group. */
static void print_grown(const struct analysis *analysis, const struct text_style *style,
	const struct finding *finding, FILE *file)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(finding, &count);
	char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < MOST_GROUPS; i++, shown++) {
		char *name = words_short_name(style, groups[i].group->name);
		char *share = wording_percent(groups[i].share);
		char *slope = grown_slope(analysis, &groups[i]);
		char *change = wording_kib(groups[i].change_kib, true);
		char *use = wording_use(groups[i].group);

		words_wrap_behind_take(style, shown ? "             " : "  what grew: ",
			text_format("%s %s, %s KiB%s%s", name, share, change, *slope ? ", " : "",
				slope),
			file);
		if (*use)
			words_wrap_take(style, 15, text_format("of it %s", use), file);
		free(use);
		free(change);
		free(slope);
		free(share);
		free(name);
	}
	rest = grown_rest(groups, count, shown);
	if (*rest)
		words_wrap_take(style, 13, text_format("%s", rest), file);
	free(rest);
	free(groups);
}

static void print_touched(const struct text_style *style, const struct finding *finding, FILE *file)
{
	size_t count;
	const struct mapping_group **groups = grown_touched(finding, &count);

	for (size_t i = 0; i < count; i++) {
		char *name = words_short_name(style, groups[i]->name),
		     *use = wording_use(groups[i]);

		words_wrap_behind_take(style, i ? "                    " : "  what was touched: ",
			text_format("%s, %s", name, use), file);
		free(use);
		free(name);
	}
	free(groups);
}

static void print_section(const struct analysis *analysis, const struct text_style *style,
	const struct process_verdict *verdict, const struct finding *finding, FILE *file)
{
	bool detailed = finding->verdict >= VERDICT_SUSPECT;
	size_t count;
	char **lines;

	print_title(analysis, style, verdict, finding, file);
	words_wrap_take(style, INDENT, wording_because(analysis, finding), file);
	if (!detailed)
		return;
	lines = wording_details(analysis, finding, &count);
	for (size_t i = 0; i < count; i++)
		words_wrap_take(style, INDENT, lines[i], file);
	free(lines);
	print_grown(analysis, style, finding, file);
	print_touched(style, finding, file);
	lines = hints_of(analysis, finding, &count);
	for (size_t i = 0; i < count; i++) {
		char *hint = text_format("hint: %s", lines[i]);

		words_wrap_take(style, INDENT, hint, file);
		free(lines[i]);
	}
	free(lines);
}

/* All lives that say something: those of the gravest first, then other lives of the same process
 * that leak too. */
static void print_sections(
	const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];

		if (!is_shown(style, verdict))
			continue;
		print_section(analysis, style, verdict, wording_gravest(analysis, verdict), file);
		for (size_t k = verdict->first; k != SIZE_MAX;
			k = analysis->processes.items[k].next_life)
			if (k != verdict->gravest &&
				analysis->findings[k].verdict >= VERDICT_SUSPECT)
				print_section(
					analysis, style, verdict, &analysis->findings[k], file);
	}
}

/* "NAME (PID)", or NAME alone, and what is said of it, in lines of the terminal's width. */
static void print_watched(const struct text_style *style, const struct process *process,
	struct span name, const char *says, FILE *file)
{
	char *shown = words_short_name(style, process ? process->name : name), *pid = NULL;

	if (process)
		pid = text_format(" (%d)", process->pid);
	words_wrap_take(
		style, INDENT, text_format("%s%s%s", shown, process ? pid : "", says), file);
	free(pid);
	free(shown);
}

static void print_beside(
	const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	size_t count, others;
	const struct finding **beside = grown_beside(analysis, &count);
	struct grown_other *list = grown_others(analysis, &others);

	if (count || others)
		fputs("\nwatch also\n", file);
	for (size_t i = 0; i < count; i++) {
		char *late = wording_late(analysis, &beside[i]->trend[METRIC_RSS]);
		char *says = text_format(" is no target, but grows: RSS %s KiB a round", late);

		print_watched(style, beside[i]->process, beside[i]->process->name, says, file);
		free(says);
		free(late);
	}
	for (size_t i = 0; i < others; i++) {
		char *text = grown_other_text(analysis, &list[i]);
		char *says = text_format("%s%.*s %s: %s", list[i].process ? ": " : "",
			list[i].process ? (int)list[i].name.len : 0, list[i].name.at,
			list[i].falls ? "falls" : "grew", text);

		print_watched(style, list[i].process, list[i].name, says, file);
		free(says);
		free(text);
	}
	free(beside);
	free(list);
}

/* The ten that grew most, of all that ps showed. */
static void print_most(const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	static const struct table_column columns[] = {
		{ "GREW MOST", false, true, false },
		{ "PID", true, false, false },
		{ "RSS START KiB", true, false, false },
		{ "RSS END KiB", true, false, true },
		{ "CHANGE", true, false, true },
	};
	struct table table = { .columns = columns,
		.column_count = sizeof columns / sizeof *columns };
	size_t count;
	struct grown_process *list = grown_processes(analysis, MOST_PROCESSES, &count);

	for (size_t i = 0; i < count; i++) {
		struct table_cell *row = table_row(&table);

		row[0].text = words_name(style, list[i].finding->process->name);
		row[1].text = text_format("%d", list[i].finding->process->pid);
		row[2].text = words_take(style, wording_kib(list[i].first_kib, false));
		row[3].text = words_take(style, wording_kib(list[i].last_kib, false));
		row[4].text = words_take(style, wording_kib(list[i].change_kib, true));
	}
	free(list);
	if (count) {
		fputc('\n', file);
		table_print(&table, style, 0, file);
	}
}

static void print_notes(const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	size_t count = analysis->notes.count,
	       shown = style->verbose || count <= MOST_NOTES ? count : MOST_NOTES;

	if (!count)
		return;
	fprintf(file, "\n%llu %s in the input\n", (unsigned long long)analysis->notes.total,
		analysis->notes.total == 1 ? "oddity" : "oddities");
	for (size_t i = 0; i < shown; i++) {
		const struct note *note = &analysis->notes.items[i];

		fputs("  ", file);
		words_print_name(style, note->file, file);
		if (note->line)
			fprintf(file, ":%llu", (unsigned long long)note->line);
		fputs(note->file.len ? ": " : "", file);
		words_print_name(style, note->reason, file);
		fputc('\n', file);
	}
	if (analysis->notes.total > shown)
		fprintf(file, "  %llu more\n", (unsigned long long)(analysis->notes.total - shown));
}

void report_text(const struct analysis *analysis, const struct text_style *style, FILE *file)
{
	words_print_name(style, analysis->run_name, file);
	fputs("   ", file);
	words_print_take(style, wording_run(analysis), file);
	fputs("\n\n", file);
	print_table(analysis, style, file);
	report_compare_text(analysis, style, file);
	print_sections(analysis, style, file);
	print_beside(analysis, style, file);
	if (style->verbose) {
		print_most(analysis, style, file);
		fputc('\n', file);
		words_wrap_take(style, 0, text_format("%s", wording_limits()), file);
	}
	print_notes(analysis, style, file);
	fputc('\n', file);
	words_print_take(style, wording_counts(analysis), file);
	fputc('\n', file);
}
