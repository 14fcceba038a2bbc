/* report_text.c - the summary for terminals and report.txt: a table, and the reason for each
 * verdict. */
#include <string.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "report_alike.h"
#include "report_compare.h"
#include "report_groups.h"
#include "report_hidden.h"
#include "report_open.h"
#include "report_section.h"
#include "report_stable.h"
#include "report_style.h"
#include "report_system.h"
#include "reports.h"
#include "table.h"
#include "../base/text.h"
#include "words.h"
#include "../wording/wording.h"
#include "../wording/wording_pool.h"

enum { INDENT = 2, MOST_NOTES = 5, MOST_PROCESSES = 10, MOST_ALIKE = 3, MOST_BESIDE = 5 };

static const char shown_title[] = "WOULD HAVE SHOWN";

/* "   2.3 KiB/round", "   2.3 KiB/round  insensitive", "provisional: 30 cold rounds" */
static const char *shown_cell(const struct report *report, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	const char *least = wording_shown_least(report->arena, report->analysis, finding);
	const char *note = wording_row_note(report->arena, verdict, finding);
	size_t columns = least ? escape_columns(least) : 0;

	if (!least)
		return words_of(report, note);
	return words_of(report,
		text_format(report->arena, "%*s%s%s%s",
			columns < sizeof shown_title - 1 ? (int)(sizeof shown_title - 1 - columns)
							 : 0,
			"", least, *note ? "  " : "", note));
}

/* Adds one row for a process: its gravest life. */
static void add_process(
	const struct report *report, struct table *table, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	double first, last;
	bool rss = wording_ends(report->analysis, finding->process, METRIC_RSS, &first, &last);
	struct table_cell *row = table_row(report, table);

	row[0].text = text_format(report->arena, "%s %s",
		wording_glyph(verdict->verdict, report->style->utf8),
		verdict_code(verdict->verdict));
	row[0].color = report_style_color(report, verdict->verdict);
	row[1].text = words_name(report, finding->process->name);
	row[2].text = text_format(report->arena, "%d", finding->process->pid);
	row[3].text = words_of(report, wording_private(report->arena, report->analysis, finding));
	row[4].text = words_of(report, wording_rss(report->arena, report->analysis, finding));
	row[5].text = rss ? words_of(report, wording_kib(report->arena, last)) : "-";
	row[6].text = rss ? words_of(report, wording_kib_change(report->arena, last - first)) : "-";
	row[7].text = shown_cell(report, verdict);
}

/* folds: are those that could not be judged folded (report_open.h)? */
static bool is_shown(const struct report *report, const struct process_verdict *verdict, bool folds)
{
	if (report->style->verbose)
		return true;
	if (wording_pool_bounds(report->analysis, verdict))
		return false;
	return verdict->verdict != VERDICT_STABLE &&
	       (verdict->verdict != VERDICT_INCONCLUSIVE || !(folds || verdict->in_group));
}

static void count_member(struct report_hidden *hidden, const struct process_verdict *verdict)
{
	hidden->members += verdict->in_group && verdict->verdict == VERDICT_STABLE;
}

/* Adds the rows that are shown, and counts the others by their verdict. */
static void add_rows(const struct report *report, struct table *table, struct report_hidden *hidden)
{
	const struct analysis *analysis = report->analysis;
	const struct report_alike *alike = report_alike(report->arena, analysis);
	bool folds = report_open_folds(report);

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];

		if (is_shown(report, verdict, folds) &&
			(report->style->verbose || alike[i].before < MOST_ALIKE)) {
			add_process(report, table, verdict);
			report_hidden_widen(hidden, verdict_code(verdict->verdict));
			hidden->has_rows = true;
			count_member(hidden, verdict);
			continue;
		}
		if (wording_pool_bounds(analysis, verdict)) {
			report_hidden_widen(hidden, report_hidden_replaced);
			hidden->replaced++;
			continue;
		}
		report_hidden_widen(hidden, verdict_code(verdict->verdict));
		hidden->count[verdict->verdict]++;
		hidden->in_group[verdict->verdict] += verdict->in_group;
	}
}

static void print_table(const struct report *report)
{
	static const struct table_column columns[] = {
		{ "VERDICT", false, false, 0 },
		{ "PROCESS", false, true, 0 },
		{ "PID", true, false, 0 },
		{ "PRIVATE KiB/round", true, false, 3 },
		{ "RSS KiB/round", true, false, 0 },
		{ "RSS END KiB", true, false, 1 },
		{ "CHANGE", true, false, 2 },
		{ shown_title, false, false, 4 },
	};
	struct table table = { .columns = columns,
		.column_count = sizeof columns / sizeof *columns };
	struct report_hidden hidden = { .columns = strlen(columns[0].title) };
	size_t count = report->analysis->verdict_count;
	bool lists_stable = false;

	if (!count)
		return;
	add_rows(report, &table, &hidden);
	if (!hidden.has_rows &&
		hidden.count[VERDICT_STABLE] + hidden.in_group[VERDICT_INCONCLUSIVE] +
				hidden.replaced ==
			count &&
		hidden.count[VERDICT_STABLE] <= MOST_PROCESSES) {
		/* only a few stable ones: list them, since an empty table would be poor comfort */
		for (size_t i = 0; i < count; i++)
			if (report->analysis->verdicts[i].verdict == VERDICT_STABLE) {
				add_process(report, &table, &report->analysis->verdicts[i]);
				count_member(&hidden, &report->analysis->verdicts[i]);
			}
		lists_stable = hidden.has_rows = hidden.count[VERDICT_STABLE] > 0;
		hidden.count[VERDICT_STABLE] = 0;
	}
	table.first_columns = hidden.columns;
	if (hidden.has_rows)
		table_print(report, &table, 0);
	report_hidden_text(report, &hidden);
	report_stable(report, lists_stable && !report->style->brief);
}

/* The other lives that leak or are suspect, with style->verbose. */
static void print_lives(const struct report *report, const struct process_verdict *verdict)
{
	const struct analysis *analysis = report->analysis;

	for (size_t k = verdict->first; k != SIZE_MAX; k = analysis->processes.items[k].next_life)
		if (k != verdict->gravest && analysis->findings[k].verdict >= VERDICT_SUSPECT)
			report_section_text(report, verdict, &analysis->findings[k], 0);
}

/* Prints a section for the gravest life of each process shown; alike siblings stand once. */
static void print_sections(const struct report *report, bool folds)
{
	const struct analysis *analysis = report->analysis;
	const struct report_alike *alike = report_alike(report->arena, analysis);

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];
		const struct finding *finding = wording_gravest(analysis, verdict);

		if (!is_shown(report, verdict, folds))
			continue;
		if (report->style->verbose) {
			report_section_text(report, verdict, finding, 0);
			print_lives(report, verdict);
		} else if (!alike[i].before) {
			report_section_text(report, verdict, finding, alike[i].after);
		}
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
	size_t count, others, shown;
	const struct finding **beside = grown_beside(report->arena, report->analysis, &count);
	struct grown_other *list = grown_others(report->arena, report->analysis, &others);

	others = grown_unjudged(list, others);
	if (count || others)
		fputs("\nwatch also\n", report->file);
	shown = report->style->verbose || count <= MOST_BESIDE ? count : MOST_BESIDE - 1;
	for (size_t i = 0; i < shown; i++) {
		const char *late = wording_late(
			report->arena, report->analysis, &beside[i]->trend[METRIC_RSS]);
		const char *says = text_format(
			report->arena, " is no target, but grows: RSS %s KiB a round", late);

		print_watched(report, beside[i]->process, beside[i]->process->name, says);
	}
	if (shown < count)
		words_wrap(report, INDENT,
			text_format(report->arena,
				"%zu more that are no targets grow (-v shows them)",
				count - shown));
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
		{ "GREW MOST", false, true, 0 },
		{ "PID", true, false, 0 },
		{ "RSS START KiB", true, false, 0 },
		{ "RSS END KiB", true, false, 2 },
		{ "CHANGE", true, false, 1 },
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
		row[2].text = words_of(report, wording_kib(report->arena, list[i].first_kib));
		row[3].text = words_of(report, wording_kib(report->arena, list[i].last_kib));
		row[4].text =
			words_of(report, wording_kib_change(report->arena, list[i].change_kib));
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
	report_groups_text(report);
	report_compare_text(report);
	if (!report->style->brief)
		print_reasons(report);
	fputc('\n', report->file);
	report_system_text(report);
	print_happenings(report);
	print_more_rounds(report);
	if (report->style->folder)
		fprintf(report->file, "report: %s/report.html\n",
			words_name(report, span_of(report->style->folder)));
	words_print_name(
		report, span_of(wording_outcome(report->arena, &report->analysis->outcome)));
	fputc('\n', report->file);
}
