/* report_markdown.c - the report to paste into an issue: names in code spans only, all else our own
 * words. */
#include <stdlib.h>
#include <string.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "report_compare.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"

enum { MOST_ROWS = 60, MOST_SECTIONS = 20, MOST_GROUPS = 5 };

/* Prints a string that wording made, and frees it. */
static void put(char *text, FILE *file)
{
	fputs(text, file);
	free(text);
}

/* "### Memory leak in `ntpd` (18.8 ± 0.3 KiB a round)" where there is one, else the headline. */
static void print_headline(const struct analysis *analysis, FILE *file)
{
	if (wording_count(analysis, VERDICT_LEAK) == 1) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[0]);
		char *slope = wording_late(analysis,
			&finding->trend[finding->reason == REASON_BOTH_GROW ? METRIC_PRIVATE
									    : METRIC_FOOTPRINT]);

		fputs("### Memory leak in ", file);
		escape_markdown(file, finding->process->name);
		fprintf(file, " (%s KiB a round)\n\n", *slope == '+' ? slope + 1 : slope);
		free(slope);
		return;
	}
	fputs("### ", file);
	put(wording_headline(analysis), file);
	fputs("\n\n", file);
}

static void print_row(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	double first, last;
	const char *mark = verdict->verdict >= VERDICT_SUSPECT ? "**" : "";

	fputs("| ", file);
	escape_markdown_cell(file, finding->process->name);
	fprintf(file, " (%d) | %s%s%s%s | ", finding->process->pid, mark,
		verdict_code(verdict->verdict), mark, verdict->known ? " (known)" : "");
	put(wording_private(analysis, finding), file);
	fputs(" | ", file);
	put(wording_late(analysis, &finding->trend[METRIC_RSS]), file);
	fputs(" | ", file);
	if (wording_ends(finding->process, METRIC_RSS, &first, &last)) {
		put(wording_kib(first, false), file);
		fputs(" → ", file);
		put(wording_kib(last, false), file);
		fputs(" KiB", file);
	}
	fputs(" |\n", file);
}

static void print_table(const struct analysis *analysis, FILE *file)
{
	size_t shown = analysis->verdict_count < MOST_ROWS ? analysis->verdict_count : MOST_ROWS;

	fputs("| process | verdict | private, KiB/round | RSS, KiB/round | RSS start → end |\n",
		file);
	fputs("|---|---|---:|---:|---:|\n", file);
	for (size_t i = 0; i < shown; i++)
		print_row(analysis, &analysis->verdicts[i], file);
	if (shown < analysis->verdict_count)
		fprintf(file, "\n%zu more processes are in the report.\n",
			analysis->verdict_count - shown);
	fputc('\n', file);
}

static void print_grown(const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(finding, &count);
	char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < MOST_GROUPS; i++, shown++) {
		char *slope = grown_slope(analysis, &groups[i]);
		char *use = wording_use(groups[i].group);

		fputs(shown ? ", " : "- what grew: ", file);
		escape_markdown(file, groups[i].group->name);
		fputc(' ', file);
		put(wording_percent(groups[i].share), file);
		fputs(" (", file);
		put(wording_kib(groups[i].change_kib, true), file);
		fprintf(file, " KiB%s%s%s%s)", *slope ? ", " : "", slope, *use ? "; " : "", use);
		free(slope);
		free(use);
	}
	rest = grown_rest(groups, count, shown);
	if (shown)
		fprintf(file, "%s%s\n", *rest ? ", " : "", rest);
	free(rest);
	free(groups);
}

static void print_touched(const struct finding *finding, FILE *file)
{
	size_t count;
	const struct mapping_group **groups = grown_touched(finding, &count);

	for (size_t i = 0; i < count; i++) {
		fputs(i ? ", " : "- what was touched: ", file);
		escape_markdown(file, groups[i]->name);
		fputs(" (", file);
		put(wording_use(groups[i]), file);
		fputs(i + 1 < count ? ")" : ")\n", file);
	}
	free(groups);
}

static void print_lines(char **lines, size_t count, const char *before, FILE *file)
{
	for (size_t i = 0; i < count; i++) {
		fprintf(file, "- %s", before);
		put(lines[i], file);
		fputc('\n', file);
	}
	free(lines);
}

static void print_section(
	const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	size_t count;
	char **lines;

	fputs("**", file);
	escape_markdown(file, finding->process->name);
	fprintf(file, " (%d) — %s**: ", finding->process->pid, verdict_code(finding->verdict));
	put(wording_because(analysis, finding), file);
	fputs("\n\n", file);
	if (finding->verdict < VERDICT_SUSPECT)
		return;
	print_grown(analysis, finding, file);
	print_touched(finding, file);
	lines = wording_details(analysis, finding, &count);
	print_lines(lines, count, "", file);
	lines = hints_of(analysis, finding, &count);
	print_lines(lines, count, "hint: ", file);
	fputc('\n', file);
}

static void print_sections(const struct analysis *analysis, FILE *file)
{
	size_t shown = 0;

	for (size_t i = 0; i < analysis->verdict_count && shown < MOST_SECTIONS; i++)
		if (analysis->verdicts[i].verdict != VERDICT_STABLE) {
			print_section(
				analysis, wording_gravest(analysis, &analysis->verdicts[i]), file);
			shown++;
		}
}

static void print_beside(const struct analysis *analysis, FILE *file)
{
	size_t count, others;
	const struct finding **beside = grown_beside(analysis, &count);
	struct grown_other *list = grown_others(analysis, &others);

	if (count || others)
		fputs("Watch also:\n\n", file);
	for (size_t i = 0; i < count; i++) {
		fputs("- ", file);
		escape_markdown(file, beside[i]->process->name);
		fprintf(file, " (%d) is no target, but grows: RSS ", beside[i]->process->pid);
		put(wording_late(analysis, &beside[i]->trend[METRIC_RSS]), file);
		fputs(" KiB a round\n", file);
	}
	for (size_t i = 0; i < others; i++) {
		fputs("- ", file);
		escape_markdown(file, list[i].process ? list[i].process->name : list[i].name);
		if (list[i].process)
			fprintf(file, " (%d): %.*s", list[i].process->pid, (int)list[i].name.len,
				list[i].name.at);
		fputs(list[i].falls ? " falls: " : " grew: ", file);
		put(grown_other_text(analysis, &list[i]), file);
		fputc('\n', file);
	}
	if (count || others)
		fputc('\n', file);
	free(beside);
	free(list);
}

static void print_fact(const char *what, struct span fact, FILE *file)
{
	if (!fact.len)
		return;
	fprintf(file, ", %s ", what);
	escape_markdown(file, fact);
}

static void print_method(const struct analysis *analysis, FILE *file)
{
	fputs("<details><summary>How it was measured</summary>\n\nRun ", file);
	escape_markdown(file, analysis->run_name);
	fputs(": ", file);
	put(wording_run(analysis), file);
	print_fact("action", analysis->info.action, file);
	print_fact("host", analysis->info.host, file);
	print_fact("Linux", analysis->info.kernel, file);
	fprintf(file,
		". leakline %s. Resident and private memory decide: each must keep growing to the end of the run, significantly (p below %g after correction for all tests of the run), by more than eight pages, and not in one or two steps. %s\n",
		VERSION, analysis->settings.alpha, wording_limits());
	if (analysis->notes.total)
		fprintf(file, "\n%llu %s in the input; the whole report names them.\n",
			(unsigned long long)analysis->notes.total,
			analysis->notes.total == 1 ? "oddity" : "oddities");
	fputs("\n</details>\n", file);
}

void report_markdown(const struct analysis *analysis, FILE *file)
{
	print_headline(analysis, file);
	print_table(analysis, file);
	report_compare_markdown(analysis, file);
	print_sections(analysis, file);
	print_beside(analysis, file);
	print_method(analysis, file);
}
