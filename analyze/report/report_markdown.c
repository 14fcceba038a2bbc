/* report_markdown.c - the report to paste into a public issue: foreign names occur only in code
 * spans, everything else is our own text, without HTML. */
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
#include "report_system.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "../wording/wording_pool.h"
#include "../wording/wording_heap.h"

enum { MOST_ROWS = 60, MOST_MEMBERS = 12, MOST_SECTIONS = 20, MOST_GROUPS = 5 };

/* "+18.8 ± 0.3 KiB a round", of what decided. */
static const char *rate_of(const struct report *report, const struct finding *finding)
{
	const struct trend *trend =
		&finding->trend[finding->reason == REASON_BOTH_GROW ? METRIC_PRIVATE
								    : METRIC_FOOTPRINT];

	if (finding->decided_by == METRIC_HEAP)
		return wording_heap_slope(report->arena, report->analysis, finding->heap.trend);
	return text_format(report->arena, "%s KiB a round",
		wording_late(report->arena, report->analysis, trend));
}

/* Prints "### Memory leak in `ntpd` (18.8 ± 0.3 KiB a round)" if there is a leak, else the
 * headline. */
static void print_headline(const struct report *report)
{
	if (wording_count(report->analysis, VERDICT_LEAK) == 1 &&
		report->analysis->verdicts[0].verdict == VERDICT_LEAK &&
		!report->analysis->verdicts[0].in_group) {
		const struct finding *finding =
			wording_gravest(report->analysis, &report->analysis->verdicts[0]);
		const char *slope = rate_of(report, finding);

		fputs("### Memory leak in ", report->file);
		escape_markdown(report->file, finding->process->name);
		fprintf(report->file, " (%s)%s\n\n", wording_without_plus(slope),
			finding->provisional == PROVISIONAL_NOT ? "" : ", provisional");
		return;
	}
	if (wording_count(report->analysis, VERDICT_LEAK) == 1 && report_groups_headline(report))
		return;
	fputs("### ", report->file);
	fputs(wording_headline(report->arena, report->analysis), report->file);
	fputs("\n\n", report->file);
}

static void print_row(const struct report *report, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	const char *least = wording_shown_least(report->arena, report->analysis, finding);
	const char *note = wording_row_note(report->arena, verdict, finding);
	double first, last;
	const char *mark = verdict->verdict >= VERDICT_SUSPECT ? "**" : "";

	fputs("| ", report->file);
	escape_markdown_cell(report->file, finding->process->name);
	fprintf(report->file, " (%d) | %s%s%s%s%s%s | ", finding->process->pid, mark,
		verdict_code(verdict->verdict), mark,
		verdict->known ? " (known)"
		: wording_pool_bounds(report->analysis, verdict)
			? " (replaced in time: its group holds it)"
		: verdict->in_group ? " (judged with its group)"
				    : "",
		verdict->lapsed ? ", " : "", verdict->lapsed ? verdict->lapsed : "");
	fputs(wording_private(report->arena, report->analysis, finding), report->file);
	fputs(" | ", report->file);
	fputs(wording_rss(report->arena, report->analysis, finding), report->file);
	fputs(" | ", report->file);
	if (wording_ends(report->analysis, finding->process, METRIC_RSS, &first, &last)) {
		fputs(wording_kib(report->arena, first), report->file);
		fputs(" → ", report->file);
		fputs(wording_kib(report->arena, last), report->file);
		fputs(" KiB", report->file);
	}
	fprintf(report->file, " | %s%s%s |\n", least ? least : "", least && *note ? ", " : "",
		note);
}

/* Does the group say what there is to say of the process? */
static bool is_held(const struct process_verdict *verdict)
{
	return verdict->in_group && verdict->verdict < VERDICT_SUSPECT;
}

static size_t count_held(const struct analysis *analysis)
{
	size_t count = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++)
		count += is_held(&analysis->verdicts[i]);
	return count;
}

static void print_table(const struct report *report)
{
	const struct analysis *analysis = report->analysis;
	size_t held = count_held(analysis), shown = 0, left;

	/* a service of many processes is a line below the table, not a page of it */
	if (held <= MOST_MEMBERS || analysis->options->verbose)
		held = 0;
	left = analysis->verdict_count - held;
	if (left) {
		fputs("| process | verdict | private, KiB/round | RSS, KiB/round | RSS start → end | would have shown |\n",
			report->file);
		fputs("|---|---|---:|---:|---:|---|\n", report->file);
	}
	for (size_t i = 0; i < analysis->verdict_count && shown < MOST_ROWS; i++)
		if (!held || !is_held(&analysis->verdicts[i])) {
			print_row(report, &analysis->verdicts[i]);
			shown++;
		}
	if (shown < left)
		fprintf(report->file, "\n%zu more %s in the report.\n", left - shown,
			left - shown == 1 ? "process is" : "processes are");
	if (held)
		fprintf(report->file, "%s%zu processes are judged with their group.\n",
			left ? "\n" : "", held);
	fputc('\n', report->file);
}

static void print_grown(const struct report *report, const struct finding *finding)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(report->arena, report->analysis, finding, &count);
	const char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < MOST_GROUPS; i++, shown++) {
		const char *slope = grown_slope(report->arena, report->analysis, &groups[i]);
		const char *use = wording_use(report->arena, report->analysis, groups[i].group);

		fputs(shown ? ", " : "- what grew: ", report->file);
		escape_markdown(report->file, groups[i].group->name);
		fputc(' ', report->file);
		fputs(wording_percent(report->arena, groups[i].share), report->file);
		fputs(" (", report->file);
		fputs(wording_kib_change(report->arena, groups[i].change_kib), report->file);
		fprintf(report->file, " KiB%s%s%s%s)", *slope ? ", " : "", slope, *use ? "; " : "",
			use);
	}
	rest = grown_rest(report->arena, groups, count, shown);
	if (shown)
		fprintf(report->file, "%s%s\n", *rest ? ", " : "", rest);
}

static void print_touched(const struct report *report, const struct finding *finding)
{
	size_t count;
	const struct mapping_group **groups =
		grown_touched(report->arena, report->analysis, finding, &count);

	for (size_t i = 0; i < count; i++) {
		fputs(i ? ", " : "- what was touched: ", report->file);
		escape_markdown(report->file, groups[i]->name);
		fputs(" (", report->file);
		fputs(wording_use(report->arena, report->analysis, groups[i]), report->file);
		fputs(i + 1 < count ? ")" : ")\n", report->file);
	}
}

static void print_lines(
	const struct report *report, const char *const *lines, size_t count, const char *before)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(report->file, "- %s", before);
		fputs(lines[i], report->file);
		fputc('\n', report->file);
	}
}

/* Escaped: the line has characters of Markdown. Prints nothing, and returns false, for a process
 * without a managed heap. */
static bool print_runtime(const struct report *report, const struct finding *finding)
{
	const char *line = runtimes_line(report->arena, report->analysis, finding);

	if (!line)
		return false;
	fputs("- ", report->file);
	escape_markdown(report->file, span_of(line));
	fputc('\n', report->file);
	return true;
}

static void print_section(const struct report *report, const struct finding *finding)
{
	const char *attribution;
	size_t count;
	const char *const *lines;

	fputs("**", report->file);
	escape_markdown(report->file, finding->process->name);
	fprintf(report->file, " (%d) — %s**: ", finding->process->pid,
		verdict_code(finding->verdict));
	fputs(wording_because(report->arena, report->analysis, finding), report->file);
	fputs("\n\n", report->file);
	attribution = wording_attribution(report->arena, report->analysis, finding);
	if (attribution)
		fprintf(report->file, "%s\n\n", attribution);
	if (finding->verdict < VERDICT_SUSPECT) {
		fputs(print_runtime(report, finding) ? "\n" : "", report->file);
		return;
	}
	report_blocks_markdown(report, finding);
	print_grown(report, finding);
	print_touched(report, finding);
	lines = wording_details(report->arena, report->analysis, finding, &count);
	print_lines(report, lines, count, "");
	lines = hints_of(report->arena, report->analysis, finding, &count);
	print_lines(report, lines, count, "hint: ");
	print_runtime(report, finding);
	fputc('\n', report->file);
}

/* Has the process a section: what is not stable, and of the members of groups the gravest that
 * leaks, as where a group grows is told of its members alone. */
static bool has_section(const struct report *report, const struct process_verdict *verdict)
{
	const struct process_verdict *first = report->analysis->verdicts;

	if (verdict->verdict == VERDICT_STABLE)
		return false;
	if (!verdict->in_group || report->analysis->options->verbose)
		return true;
	while (first < verdict && !first->in_group)
		first++;
	return first == verdict && verdict->verdict == VERDICT_LEAK &&
	       !wording_pool_bounds(report->analysis, verdict);
}

static void print_sections(const struct report *report)
{
	size_t shown = 0;

	for (size_t i = 0; i < report->analysis->verdict_count && shown < MOST_SECTIONS; i++)
		if (has_section(report, &report->analysis->verdicts[i])) {
			print_section(report,
				wording_gravest(report->analysis, &report->analysis->verdicts[i]));
			shown++;
		}
}

static void print_beside(const struct report *report)
{
	size_t count, others;
	const struct finding **beside = grown_beside(report->arena, report->analysis, &count);
	struct grown_other *list = grown_others(report->arena, report->analysis, &others);

	others = grown_unjudged(list, others);
	/* in public, what else the host runs is nobody's business */
	if (!report->analysis->options->verbose)
		count = 0;
	if (count || others)
		fputs("Watch also:\n\n", report->file);
	for (size_t i = 0; i < count; i++) {
		fputs("- ", report->file);
		escape_markdown(report->file, beside[i]->process->name);
		fprintf(report->file, " (%d) is no target, but grows: RSS ",
			beside[i]->process->pid);
		fputs(wording_late(report->arena, report->analysis, &beside[i]->trend[METRIC_RSS]),
			report->file);
		fputs(" KiB a round\n", report->file);
	}
	for (size_t i = 0; i < others; i++) {
		fputs("- ", report->file);
		escape_markdown(
			report->file, list[i].process ? list[i].process->name : list[i].name);
		if (list[i].process)
			fprintf(report->file, " (%d): %.*s", list[i].process->pid,
				(int)list[i].name.len, list[i].name.at);
		fputs(list[i].falls ? " falls: " : " grew: ", report->file);
		fputs(grown_other_text(report->arena, report->analysis, &list[i]), report->file);
		fputc('\n', report->file);
	}
	if (count || others)
		fputc('\n', report->file);
}

static void print_fact(const struct report *report, const char *what, struct span fact)
{
	if (!fact.len)
		return;
	fprintf(report->file, "- %s: ", what);
	escape_markdown(report->file, fact);
	fputc('\n', report->file);
}

/* The targets; of a log, which has none, the name of what was read. */
static struct span target_of(const struct analysis *analysis)
{
	return analysis->info.targets.len ? analysis->info.targets : analysis->run_name;
}

/* What a stranger needs to do the same: no HTML and no foreign markup, so that it can be read in
 * any tracker. */
static void print_method(const struct report *report)
{
	const struct analysis *analysis = report->analysis;
	const char *repeat = wording_repeat(report->arena, analysis);

	fputs("#### How it was measured\n\n", report->file);
	fprintf(report->file, "- %s\n", wording_run(report->arena, analysis));
	print_fact(report, analysis->info.targets.len ? "targets" : "run", target_of(analysis));
	print_fact(report, "action in each round", analysis->info.action);
	print_fact(report, "begun", analysis->info.started);
	print_fact(report, "host", analysis->info.host);
	print_fact(report, "Linux", analysis->info.kernel);
	print_fact(report, "tools", analysis->info.tools);
	print_fact(report, "recorded by", analysis->info.collector);
	fprintf(report->file, "- judged by: leakline-analyze %s\n", VERSION);
	print_fact(report, "to repeat", span_of(repeat ? repeat : ""));
	fprintf(report->file,
		"\nResident and private memory decide: each must keep growing to the end of the run, significantly (p below %g after correction for all tests of the run), by more than eight pages, and not in one or two steps. %s\n",
		analysis->settings.alpha, wording_limits());
	if (analysis->notes.total)
		fprintf(report->file, "\n%llu %s in the input; the whole report names them.\n",
			(unsigned long long)analysis->notes.total,
			analysis->notes.total == 1 ? "oddity" : "oddities");
}

/* Prints what happened during the run, and at the very end what decided the exit status. */
static void print_outcome(const struct report *report)
{
	size_t count;
	const char *const *lines = wording_happenings(report->arena, report->analysis, &count);

	for (size_t i = 0; i < count; i++) {
		fputc('\n', report->file);
		escape_markdown(report->file, span_of(lines[i]));
		fputc('\n', report->file);
	}
	fputc('\n', report->file);
	escape_markdown(
		report->file, span_of(wording_outcome(report->arena, &report->analysis->outcome)));
	fputc('\n', report->file);
}

void report_markdown(const struct report *report)
{
	print_headline(report);
	print_table(report);
	report_groups_markdown(report);
	report_compare_markdown(report);
	print_sections(report);
	print_beside(report);
	report_system_markdown(report);
	print_method(report);
	print_outcome(report);
}
