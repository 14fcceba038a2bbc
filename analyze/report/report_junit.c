/* report_junit.c - verdicts as JUnit XML: a suite a run, a test case a process; all is said in the
 * element's body too. */
#include <stdlib.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "../base/out.h"
#include "report_compare.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"

enum { MOST_GROUPS = 8 };
enum outcome { PASSES, FAILS, SKIPPED, ERRS };

static enum outcome outcome_of(
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	enum fail_on fail_on = analysis->options->fail_on;

	if (verdict->verdict == VERDICT_INCONCLUSIVE)
		return wording_gravest(analysis, verdict)->reason == REASON_UNMEASURABLE ? ERRS
											 : SKIPPED;
	if (verdict->known || verdict->verdict == VERDICT_STABLE || fail_on == FAIL_ON_NEVER)
		return PASSES;
	return verdict->verdict == VERDICT_LEAK || fail_on == FAIL_ON_SUSPECT ? FAILS : PASSES;
}

static size_t count_of(const struct analysis *analysis, enum outcome outcome)
{
	size_t count = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++)
		count += outcome_of(analysis, &analysis->verdicts[i]) == outcome;
	return count + (outcome == ERRS ? analysis->missing_count : 0);
}

/* Of the processes with that name, which one is this, from 1; *same: how many there are. Findings
 * stand in order of start. */
static size_t number_of(
	const struct analysis *analysis, const struct process_verdict *verdict, size_t *same)
{
	const struct process *process = wording_gravest(analysis, verdict)->process;
	size_t number = 1;

	*same = 0;
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *other = &analysis->verdicts[i];

		if (!span_equal(analysis->findings[other->first].process->name, process->name))
			continue;
		(*same)++;
		number += other->first < verdict->first;
	}
	return number;
}

/* The name stays the same from run to run: no PID, but a number where two processes share it. */
static void print_name(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file)
{
	size_t same, number = number_of(analysis, verdict, &same);

	escape_junit(file, wording_gravest(analysis, verdict)->process->name);
	if (same > 1)
		fprintf(file, " #%zu", number);
}

static void print_grown(const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(finding, &count);
	char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < MOST_GROUPS; i++, shown++) {
		char *share = wording_percent(groups[i].share),
		     *slope = grown_slope(analysis, &groups[i]);

		fputs("grew: ", file);
		escape_junit(file, groups[i].group->name);
		fprintf(file, " %s%s%s\n", share, *slope ? ", " : "", slope);
		free(share);
		free(slope);
	}
	rest = grown_rest(groups, count, shown);
	if (*rest)
		fprintf(file, "grew: %s\n", rest);
	free(rest);
	free(groups);
}

static void print_touched(const struct finding *finding, FILE *file)
{
	size_t count;
	const struct mapping_group **groups = grown_touched(finding, &count);

	for (size_t i = 0; i < count; i++) {
		char *use = wording_use(groups[i]);

		fputs("touched: ", file);
		escape_junit(file, groups[i]->name);
		fprintf(file, ", %s\n", use);
		free(use);
	}
	free(groups);
}

static void print_text(char *text, FILE *file)
{
	escape_junit(file, span_of(text));
	free(text);
}

/* What is said of a process, line by line. */
static void print_body(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	const struct compare_row *row = report_compare_row(analysis, verdict);
	size_t count;
	char **lines;

	print_text(wording_process(finding->process), file);
	fprintf(file, " %s: ", verdict_code(verdict->verdict));
	print_text(wording_because(analysis, finding), file);
	fputc('\n', file);
	if (verdict->known) {
		fputs("known: ", file);
		escape_junit(file, verdict->known_reason);
		fputc('\n', file);
	}
	if (row) {
		fprintf(file, "compared: %s, ", compare_code(row->verdict));
		print_text(report_compare_because(row), file);
		fputc('\n', file);
	}
	lines = wording_details(analysis, finding, &count);
	for (size_t i = 0; i < count; i++) {
		print_text(lines[i], file);
		fputc('\n', file);
	}
	free(lines);
	if (finding->verdict < VERDICT_SUSPECT)
		return;
	print_grown(analysis, finding, file);
	print_touched(finding, file);
	lines = hints_of(analysis, finding, &count);
	for (size_t i = 0; i < count; i++) {
		fputs("hint: ", file);
		print_text(lines[i], file);
		fputc('\n', file);
	}
	free(lines);
}

static void print_case(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file)
{
	static const char *const elements[] = {
		[PASSES] = "system-out",
		[FAILS] = "failure",
		[SKIPPED] = "skipped",
		[ERRS] = "error",
	};
	enum outcome outcome = outcome_of(analysis, verdict);
	const struct finding *finding = wording_gravest(analysis, verdict);

	fputs("  <testcase classname=\"leakline.", file);
	escape_junit(file, analysis->run_name);
	fputs("\" name=\"", file);
	print_name(analysis, verdict, file);
	/* readers add them up */
	fprintf(file, "\" time=\"%.3f\">\n    <%s",
		wording_length_s(analysis) / (double)analysis->verdict_count, elements[outcome]);
	if (outcome != PASSES) {
		fputs(" message=\"", file);
		print_text(wording_because(analysis, finding), file);
		fprintf(file, "\" type=\"%s\"", verdict_code(verdict->verdict));
	}
	fputc('>', file);
	print_body(analysis, verdict, file);
	fprintf(file, "</%s>\n  </testcase>\n", elements[outcome]);
}

/* A process that the gate names and the run does not have: no pass. */
static void print_missing(const struct analysis *analysis, struct span name, FILE *file)
{
	fputs("  <testcase classname=\"leakline.", file);
	escape_junit(file, analysis->run_name);
	fputs("\" name=\"", file);
	escape_junit(file, name);
	fputs("\" time=\"0\">\n    <error message=\"not in the run\" type=\"missing\">", file);
	escape_junit(file, name);
	fputs(": not in the run; the gate names it, and missing data is no pass\n</error>\n  </testcase>\n",
		file);
}

/* The run's own time, never the clock's: JUnit wants it without zone and fraction. */
static void print_time(const struct analysis *analysis, FILE *file)
{
	char *time = analysis->round_count ? wording_time(analysis->rounds[0].time_ms)
					   : text_format("%s", "");

	if (*time)
		fprintf(file, " timestamp=\"%.19s\"", time);
	free(time);
}

static void print_suite(const struct analysis *analysis, FILE *file)
{
	fputs(" <testsuite name=\"leakline.", file);
	escape_junit(file, analysis->run_name);
	fprintf(file,
		"\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\"",
		analysis->verdict_count + analysis->missing_count, count_of(analysis, FAILS),
		count_of(analysis, ERRS), count_of(analysis, SKIPPED), wording_length_s(analysis));
	print_time(analysis, file);
	if (analysis->info.host.len) {
		fputs(" hostname=\"", file);
		escape_junit(file, analysis->info.host);
		fputc('"', file);
	}
	fputs(">\n", file);
	for (size_t i = 0; i < analysis->verdict_count; i++)
		print_case(analysis, &analysis->verdicts[i], file);
	for (size_t i = 0; i < analysis->missing_count; i++)
		print_missing(analysis, analysis->missing[i], file);
	fputs(" </testsuite>\n", file);
}

int report_junit(const struct analysis *const *runs, size_t count, const char *path)
{
	struct out out;
	size_t tests = 0, failures = 0, errors = 0;
	double length_s = 0;

	if (out_open(&out, NULL, path))
		return -1;
	for (size_t i = 0; i < count; i++) {
		tests += runs[i]->verdict_count + runs[i]->missing_count;
		failures += count_of(runs[i], FAILS);
		errors += count_of(runs[i], ERRS);
		length_s += wording_length_s(runs[i]);
	}
	fprintf(out.file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"leakline\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"%.3f\">\n",
		tests, failures, errors, length_s);
	for (size_t i = 0; i < count; i++)
		print_suite(runs[i], out.file);
	fputs("</testsuites>\n", out.file);
	return out_close(&out);
}
