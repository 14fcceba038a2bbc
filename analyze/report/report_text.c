/* report_text.c - the summary for terminals and report.txt: a table, and the reason for each
 * verdict. */
#include <string.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "../wording/runtimes.h"
#include "report_blocks.h"
#include "report_compare.h"
#include "report_groups.h"
#include "report_open.h"
#include "report_system.h"
#include "reports.h"
#include "table.h"
#include "../base/text.h"
#include "words.h"
#include "../wording/wording.h"
#include "../wording/wording_heap.h"

enum { INDENT = 2, MOST_NOTES = 5, MOST_GROUPS = 4, MOST_PROCESSES = 10 };

static const char *color_of(const struct report *report, enum verdict_kind verdict)
{
	static const char *const colors[VERDICTS] = {
		[VERDICT_INCONCLUSIVE] = "2",
		[VERDICT_STABLE] = "32",
		[VERDICT_SUSPECT] = "33",
		[VERDICT_LEAK] = "1;31",
	};

	return report->style->color ? colors[verdict] : NULL;
}

/* Adds one row for a process: its gravest life. */
static void add_process(
	const struct report *report, struct table *table, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	double first, last;
	bool rss = wording_ends(finding->process, METRIC_RSS, &first, &last);
	struct table_cell *row = table_row(report, table);

	row[0].text = text_format(report->arena, "%s %s",
		wording_glyph(verdict->verdict, report->style->utf8),
		verdict_code(verdict->verdict));
	row[0].color = color_of(report, verdict->verdict);
	row[1].text = words_name(report, finding->process->name);
	row[2].text = text_format(report->arena, "%d", finding->process->pid);
	row[3].text = words_of(report, wording_private(report->arena, report->analysis, finding));
	row[4].text = words_of(report, wording_rss(report->arena, report->analysis, finding));
	row[5].text = rss ? words_of(report, wording_kib(report->arena, last, false)) : "-";
	row[6].text = rss ? words_of(report, wording_kib(report->arena, last - first, true)) : "-";
}

/* folds: are those that could not be judged folded (report_open.h)? */
static bool is_shown(const struct report *report, const struct process_verdict *verdict, bool folds)
{
	if (report->style->verbose)
		return true;
	return verdict->verdict != VERDICT_STABLE &&
	       (verdict->verdict != VERDICT_INCONCLUSIVE || !folds);
}

/* "● stable        12 others (-v shows them)" */
static void print_hidden(const struct report *report, enum verdict_kind verdict, size_t hidden)
{
	if (hidden)
		fprintf(report->file, "%s %-12s  %zu %s (-v shows %s)\n",
			wording_glyph(verdict, report->style->utf8), verdict_code(verdict), hidden,
			hidden == report->analysis->verdict_count ? "processes"
			: hidden == 1                             ? "other"
								  : "others",
			hidden == 1 ? "it" : "them");
}

static void print_table(const struct report *report)
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
	size_t hidden = 0, open = 0;
	bool folds = report_open_folds(report);

	if (!report->analysis->verdict_count)
		return;
	for (size_t i = 0; i < report->analysis->verdict_count; i++)
		if (is_shown(report, &report->analysis->verdicts[i], folds))
			add_process(report, &table, &report->analysis->verdicts[i]);
		else if (report->analysis->verdicts[i].verdict == VERDICT_STABLE)
			hidden++;
		else
			open++;
	if (hidden && hidden == report->analysis->verdict_count && hidden <= MOST_PROCESSES) {
		/* only a few stable ones: list them, since an empty table would be poor comfort */
		for (size_t i = 0; i < hidden; i++)
			add_process(report, &table, &report->analysis->verdicts[i]);
		hidden = 0;
	}
	if (hidden + open < report->analysis->verdict_count)
		table_print(report, &table, 0);
	print_hidden(report, VERDICT_INCONCLUSIVE, open);
	print_hidden(report, VERDICT_STABLE, hidden);
}

static void print_title(const struct report *report, const struct process_verdict *verdict,
	const struct finding *finding)
{
	const char *color = color_of(report, finding->verdict);

	fputc('\n', report->file);
	if (color)
		fprintf(report->file, "\033[%sm", color);
	fputs(wording_glyph(finding->verdict, report->style->utf8), report->file);
	if (color)
		fputs("\033[0m", report->file);
	fputc(' ', report->file);
	words_print_name(report, finding->process->name);
	fprintf(report->file, " (%d)  ", finding->process->pid);
	if (color)
		fprintf(report->file, "\033[%sm", color);
	fputs(verdict_code(finding->verdict), report->file);
	if (color)
		fputs("\033[0m", report->file);
	if (verdict->in_group)
		fputs("  judged with its group", report->file);
	if (verdict->known && wording_gravest(report->analysis, verdict) == finding) {
		fputs("  known: ", report->file);
		words_print_name(report, verdict->known_reason);
	}
	fputc('\n', report->file);
}

/* Prints "what grew: [heap] 96 %, +924 KiB, +3.9 KiB a round", at least one line per group. */
static void print_grown(const struct report *report, const struct finding *finding)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(report->arena, finding, &count);
	const char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < MOST_GROUPS; i++, shown++) {
		const char *name = words_short_name(report, groups[i].group->name);
		const char *share = wording_percent(report->arena, groups[i].share);
		const char *slope = grown_slope(report->arena, report->analysis, &groups[i]);
		const char *change = wording_kib(report->arena, groups[i].change_kib, true);
		const char *use = wording_use(report->arena, groups[i].group);

		words_wrap_behind(report, shown ? "             " : "  what grew: ",
			text_format(report->arena, "%s %s, %s KiB%s%s", name, share, change,
				*slope ? ", " : "", slope));
		if (*use)
			words_wrap(report, 15, text_format(report->arena, "of it %s", use));
	}
	rest = grown_rest(report->arena, groups, count, shown);
	if (*rest)
		words_wrap(report, 13, rest);
}

static void print_touched(const struct report *report, const struct finding *finding)
{
	size_t count;
	const struct mapping_group **groups = grown_touched(report->arena, finding, &count);

	for (size_t i = 0; i < count; i++) {
		const char *name = words_short_name(report, groups[i]->name),
			   *use = wording_use(report->arena, groups[i]);

		words_wrap_behind(report, i ? "                    " : "  what was touched: ",
			text_format(report->arena, "%s, %s", name, use));
	}
}

/* Prints what is below a verdict; nothing for NULL. */
static void print_says(const struct report *report, const char *says)
{
	if (says)
		words_wrap(report, INDENT, says);
}

static void print_section(const struct report *report, const struct process_verdict *verdict,
	const struct finding *finding)
{
	bool detailed = finding->verdict >= VERDICT_SUSPECT;
	size_t count;
	const char *const *lines;

	print_title(report, verdict, finding);
	words_wrap(report, INDENT, wording_because(report->arena, report->analysis, finding));
	print_says(report, wording_attribution(report->arena, report->analysis, finding));
	if (!detailed) {
		print_says(report, wording_pulses(report->arena, report->analysis, finding));
		print_says(report, wording_heap_unread(report->arena, finding));
		print_says(report, runtimes_line(report->arena, finding));
		return;
	}
	lines = report->style->verbose
			? wording_details(report->arena, report->analysis, finding, &count)
			: wording_outline(report->arena, report->analysis, finding, &count);
	for (size_t i = 0; i < count; i++)
		words_wrap(report, INDENT, lines[i]);
	report_blocks_text(report, finding);
	print_grown(report, finding);
	print_touched(report, finding);
	lines = hints_of(report->arena, report->analysis, finding, &count);
	for (size_t i = 0; i < count; i++) {
		const char *hint = text_format(report->arena, "hint: %s", lines[i]);

		words_wrap(report, INDENT, hint);
	}
	print_says(report, runtimes_line(report->arena, finding));
}

/* Prints a section for the gravest life of each process shown, and for its other lives that leak or
 * are suspect. */
static void print_sections(const struct report *report, bool folds)
{
	for (size_t i = 0; i < report->analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &report->analysis->verdicts[i];

		if (!is_shown(report, verdict, folds))
			continue;
		print_section(report, verdict, wording_gravest(report->analysis, verdict));
		for (size_t k = verdict->first; k != SIZE_MAX;
			k = report->analysis->processes.items[k].next_life)
			if (k != verdict->gravest &&
				report->analysis->findings[k].verdict >= VERDICT_SUSPECT)
				print_section(report, verdict, &report->analysis->findings[k]);
	}
}

/* Prints "NAME (PID)", or only NAME, and its description, wrapped to the width of the terminal. */
static void print_watched(const struct report *report, const struct process *process,
	struct span name, const char *says)
{
	const char *shown = words_short_name(report, process ? process->name : name), *pid = NULL;

	if (process)
		pid = text_format(report->arena, " (%d)", process->pid);
	words_wrap(report, INDENT,
		text_format(report->arena, "%s%s%s", shown, process ? pid : "", says));
}

static void print_beside(const struct report *report)
{
	size_t count, others;
	const struct finding **beside = grown_beside(report->arena, report->analysis, &count);
	struct grown_other *list = grown_others(report->arena, report->analysis, &others);

	others = grown_unjudged(list, others);
	if (count || others)
		fputs("\nwatch also\n", report->file);
	for (size_t i = 0; i < count; i++) {
		const char *late = wording_late(
			report->arena, report->analysis, &beside[i]->trend[METRIC_RSS]);
		const char *says = text_format(
			report->arena, " is no target, but grows: RSS %s KiB a round", late);

		print_watched(report, beside[i]->process, beside[i]->process->name, says);
	}
	for (size_t i = 0; i < others; i++) {
		const char *text = grown_other_text(report->arena, report->analysis, &list[i]);
		const char *says = text_format(report->arena, "%s%.*s %s: %s",
			list[i].process ? ": " : "", list[i].process ? (int)list[i].name.len : 0,
			list[i].name.at, list[i].falls ? "falls" : "grew", text);

		print_watched(report, list[i].process, list[i].name, says);
	}
}

/* Prints the ten processes that grew most, of all that ps showed. */
static void print_most(const struct report *report)
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
	struct grown_process *list =
		grown_processes(report->arena, report->analysis, MOST_PROCESSES, &count);

	for (size_t i = 0; i < count; i++) {
		struct table_cell *row = table_row(report, &table);

		row[0].text = words_name(report, list[i].finding->process->name);
		row[1].text = text_format(report->arena, "%d", list[i].finding->process->pid);
		row[2].text =
			words_of(report, wording_kib(report->arena, list[i].first_kib, false));
		row[3].text = words_of(report, wording_kib(report->arena, list[i].last_kib, false));
		row[4].text =
			words_of(report, wording_kib(report->arena, list[i].change_kib, true));
	}
	if (count) {
		fputc('\n', report->file);
		table_print(report, &table, 0);
	}
}

static void print_notes(const struct report *report)
{
	size_t count = report->analysis->notes.count,
	       shown = report->style->verbose || count <= MOST_NOTES ? count : MOST_NOTES;

	if (!count)
		return;
	fprintf(report->file, "\n%llu %s in the input\n",
		(unsigned long long)report->analysis->notes.total,
		report->analysis->notes.total == 1 ? "oddity" : "oddities");
	for (size_t i = 0; i < shown; i++) {
		const struct note *note = &report->analysis->notes.items[i];

		fputs("  ", report->file);
		words_print_name(report, note->file);
		if (note->line)
			fprintf(report->file, ":%llu", (unsigned long long)note->line);
		fputs(note->file.len ? ": " : "", report->file);
		words_print_name(report, note->reason);
		fputc('\n', report->file);
	}
	if (report->analysis->notes.total > shown)
		fprintf(report->file, "  %llu more\n",
			(unsigned long long)(report->analysis->notes.total - shown));
}

/* Not in report.txt, which may be read elsewhere. */
static void print_more_rounds(const struct report *report)
{
	const char *command = wording_more_rounds(report->arena, report->analysis);

	if (!command || report->style->verbose)
		return;
	fprintf(report->file, "more rounds: %s\n", words_name(report, span_of(command)));
}

static void print_happenings(const struct report *report)
{
	size_t count;
	const char *const *lines = wording_happenings(report->arena, report->analysis, &count);

	for (size_t i = 0; i < count; i++)
		words_wrap(report, 0, lines[i]);
}

/* All that stands between the table and the last lines. */
static void print_reasons(const struct report *report)
{
	bool folds = report_open_folds(report);

	report_groups_text(report);
	report_compare_text(report);
	print_sections(report, folds);
	if (folds)
		report_open_text(report);
	print_beside(report);
	if (report->style->verbose) {
		print_most(report);
		fputc('\n', report->file);
		words_wrap(report, 0, wording_limits());
	}
	print_notes(report);
}

void report_text(const struct report *report)
{
	words_print_name(report, report->analysis->run_name);
	fputs("   ", report->file);
	words_print(report, wording_run(report->arena, report->analysis));
	fputs("\n\n", report->file);
	print_table(report);
	if (!report->style->brief)
		print_reasons(report);
	fputc('\n', report->file);
	report_system_text(report);
	print_happenings(report);
	print_more_rounds(report);
	words_print_name(
		report, span_of(wording_outcome(report->arena, &report->analysis->outcome)));
	fputc('\n', report->file);
}
