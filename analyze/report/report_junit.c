/* report_junit.c - verdicts as JUnit XML: one suite per run, one test case per process; the body of
 * an element repeats everything. */

#include <math.h>

#include "../across/outcome.h"
#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "../base/out.h"
#include "compare_words.h"
#include "report_compare.h"
#include "report_system.h"
#include "../wording/wording_pool.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"

enum { MOST_GROUPS = 8 };
enum result { PASSES, FAILS, SKIPPED, ERRS };

/* Reasons for which the test itself went wrong: there is nothing to judge. */
static bool is_error(enum verdict_reason reason)
{
	return reason == REASON_UNMEASURABLE || reason == REASON_ENDED_EARLY ||
	       reason == REASON_ACTION_FAILED || reason == REASON_IDLE ||
	       reason == REASON_CLOCK_SET;
}

static enum result result_of(const struct report *report, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);

	if (verdict->in_group)
		return PASSES; /* it is shown, but the group counts */
	if (verdict->verdict == VERDICT_INCONCLUSIVE)
		return is_error(finding->reason) ? ERRS : SKIPPED;
	if (outcome_fails(report->analysis, verdict))
		return FAILS;
	if (outcome_is_half_seen(report->analysis, verdict))
		return ERRS;
	return outcome_is_open(report->analysis, verdict) ? SKIPPED : PASSES;
}

/* The number of test cases of the system with that result. */
static size_t system_count(const struct report *report, enum result result)
{
	static const enum result results[] = {
		[SYSTEM_PASSES] = PASSES,
		[SYSTEM_FAILS] = FAILS,
		[SYSTEM_SKIPPED] = SKIPPED,
	};
	size_t count = 0;

	for (size_t i = 0; i < report->analysis->processes.system_count; i++) {
		enum system_result found = report_system_result(report, i);

		count += found != SYSTEM_HIDDEN && results[found] == result;
	}
	return count;
}

/* The number of a run's own processes whose test case has that result. */
static size_t own_count(const struct report *report, enum result result)
{
	size_t count = 0;

	for (size_t i = 0; i < report->analysis->verdict_count; i++)
		count += result_of(report, &report->analysis->verdicts[i]) == result;
	return count;
}

/* The groups of a run as the processes of a report of their own. */
static struct report groups_of(const struct report *report)
{
	struct report view = *report;

	view.analysis = report->analysis->groups;
	return view;
}

static size_t count_of(const struct report *report, enum result result)
{
	size_t count = own_count(report, result);
	struct report groups = groups_of(report);

	if (groups.analysis)
		count += own_count(&groups, result);
	return count + system_count(report, result) +
	       (result == ERRS ? report->analysis->missing_count + report->analysis->outcome.of_run
			       : 0);
}

/* The number of all test cases of a run. */
static size_t case_count(const struct report *report)
{
	return count_of(report, PASSES) + count_of(report, FAILS) + count_of(report, SKIPPED) +
	       count_of(report, ERRS);
}

/* Returns the number of this process, from 1, among those with the same name; *same: how many there
 * are. Findings are sorted by start. */
static size_t number_of(
	const struct report *report, const struct process_verdict *verdict, size_t *same)
{
	const struct process *process = wording_gravest(report->analysis, verdict)->process;
	size_t number = 1;

	*same = 0;
	for (size_t i = 0; i < report->analysis->verdict_count; i++) {
		const struct process_verdict *other = &report->analysis->verdicts[i];

		if (!span_equal(
			    report->analysis->findings[other->first].process->name, process->name))
			continue;
		(*same)++;
		number += other->first < verdict->first;
	}
	return number;
}

/* Prints a name that is the same from run to run: without the PID, but numbered if processes share
 * a name. */
static void print_name(const struct report *report, const struct process_verdict *verdict)
{
	size_t same, number = number_of(report, verdict, &same);

	if (report->analysis->members)
		fputs("group:", report->file);
	escape_junit(report->file, wording_gravest(report->analysis, verdict)->process->name);
	if (same > 1)
		fprintf(report->file, " #%zu", number);
}

static void print_grown(const struct report *report, const struct finding *finding)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(report->arena, report->analysis, finding, &count);
	const char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < MOST_GROUPS; i++, shown++) {
		const char *share = wording_percent(report->arena, groups[i].share),
			   *slope = grown_slope(report->arena, report->analysis, &groups[i]);

		fputs("grew: ", report->file);
		escape_junit(report->file, groups[i].group->name);
		fprintf(report->file, " %s%s%s\n", share, *slope ? ", " : "", slope);
	}
	rest = grown_rest(report->arena, groups, count, shown);
	if (*rest)
		fprintf(report->file, "grew: %s\n", rest);
}

static void print_touched(const struct report *report, const struct finding *finding)
{
	size_t count;
	const struct mapping_group **groups =
		grown_touched(report->arena, report->analysis, finding, &count);

	for (size_t i = 0; i < count; i++) {
		const char *use = wording_use(report->arena, report->analysis, groups[i]);

		fputs("touched: ", report->file);
		escape_junit(report->file, groups[i]->name);
		fprintf(report->file, ", %s\n", use);
	}
}

static void print_text(const struct report *report, const char *text)
{
	escape_junit(report->file, span_of(text));
}

static const char *because_of(const struct report *report, const struct process_verdict *verdict)
{
	return report->analysis->members
		       ? wording_pool_because(report->arena, report->analysis, verdict->gravest)
		       : wording_because(report->arena, report->analysis,
				 wording_gravest(report->analysis, verdict));
}

/* "ntpd (812)", or for a group "tree php-fpm, 8 members (41 lives)". */
static void print_who(const struct report *report, const struct process_verdict *verdict)
{
	const struct analysis *groups = report->analysis;
	const struct process *process = wording_gravest(report->analysis, verdict)->process;

	if (!groups->members) {
		print_text(report, wording_process(report->arena, process));
		return;
	}
	fprintf(report->file, "%s ", pool_kind_code(groups->pools.items[verdict->gravest].kind));
	escape_junit(report->file, process->name);
	fputs(", ", report->file);
	print_text(report, wording_pool_members(report->arena, groups, verdict->gravest));
}

/* Prints everything about a process, line by line. */
static void print_body(const struct report *report, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	const struct compare_row *row = report_compare_row(report->analysis, verdict);
	const char *attribution;
	size_t count;
	const char *const *lines;

	print_who(report, verdict);
	fprintf(report->file, " %s: ", verdict_code(verdict->verdict));
	print_text(report, because_of(report, verdict));
	fputc('\n', report->file);
	if (verdict->in_group)
		fputs("judged with its group\n", report->file);
	if (verdict->known) {
		fputs("known: ", report->file);
		escape_junit(report->file, verdict->known_reason);
		fputc('\n', report->file);
	}
	if (row) {
		fprintf(report->file, "compared: %s, ", compare_code(row->verdict));
		print_text(report, compare_words_because(report->arena, row));
		fputc('\n', report->file);
	}
	attribution = wording_attribution(report->arena, report->analysis, finding);
	if (attribution) {
		print_text(report, attribution);
		fputc('\n', report->file);
	}
	lines = wording_details(report->arena, report->analysis, finding, &count);
	for (size_t i = 0; i < count; i++) {
		print_text(report, lines[i]);
		fputc('\n', report->file);
	}
	if (finding->verdict < VERDICT_SUSPECT)
		return;
	print_grown(report, finding);
	print_touched(report, finding);
	lines = hints_of(report->arena, report->analysis, finding, &count);
	for (size_t i = 0; i < count; i++) {
		fputs("hint: ", report->file);
		print_text(report, lines[i]);
		fputc('\n', report->file);
	}
}

/* time_s: its share of the run's length. */
static void print_case(
	const struct report *report, const struct process_verdict *verdict, double time_s)
{
	static const char *const elements[] = {
		[PASSES] = "system-out",
		[FAILS] = "failure",
		[SKIPPED] = "skipped",
		[ERRS] = "error",
	};
	enum result result = result_of(report, verdict);

	fputs("  <testcase classname=\"leakline.", report->file);
	escape_junit(report->file, report->analysis->run_name);
	fputs("\" name=\"", report->file);
	print_name(report, verdict);
	/* readers add up the times of the test cases */
	fprintf(report->file, "\" time=\"%.3f\">\n    <%s", time_s, elements[result]);
	if (result != PASSES) {
		fputs(" message=\"", report->file);
		print_text(report, because_of(report, verdict));
		fprintf(report->file, "\" type=\"%s\"", verdict_code(verdict->verdict));
	}
	fputc('>', report->file);
	print_body(report, verdict);
	fprintf(report->file, "</%s>\n  </testcase>\n", elements[result]);
}

/* A process that the gate file names but the run does not have: not a pass. */
static void print_missing(const struct report *report, struct span name)
{
	fputs("  <testcase classname=\"leakline.", report->file);
	escape_junit(report->file, report->analysis->run_name);
	fputs("\" name=\"", report->file);
	escape_junit(report->file, name);
	fputs("\" time=\"0\">\n    <error message=\"not in the run\" type=\"missing\">",
		report->file);
	escape_junit(report->file, name);
	fputs(": not in the run; the gate names it, and missing data is no pass\n</error>\n  </testcase>\n",
		report->file);
}

/* What the run lacks and no process says: readers of test cases alone would take it for a pass. */
static void print_lack(const struct report *report)
{
	fputs("  <testcase classname=\"leakline.", report->file);
	escape_junit(report->file, report->analysis->run_name);
	fputs("\" name=\"(run)\" time=\"0\">\n    <error message=\"", report->file);
	escape_junit(report->file, span_of(report->analysis->outcome.decided));
	fputs("\" type=\"missing\">missing data is no pass\n</error>\n  </testcase>\n",
		report->file);
}

/* Prints the time of the run, never the current time; JUnit requires it without time zone and
 * fraction. */
static void print_time(const struct report *report)
{
	const char *time = report->analysis->rounds.count
				   ? wording_time(report->arena,
					     rounds_time(&report->analysis->rounds, 0)->time_ms)
				   : text_format(report->arena, "%s", "");

	if (*time)
		fprintf(report->file, " timestamp=\"%.19s\"", time);
}

/* The number of groups and processes. */
static size_t judged_count(const struct analysis *analysis)
{
	return analysis->verdict_count + (analysis->groups ? analysis->groups->verdict_count : 0);
}

static void print_cases(const struct report *report, double time_s)
{
	for (size_t i = 0; i < report->analysis->verdict_count; i++)
		print_case(report, &report->analysis->verdicts[i], time_s);
}

static void print_suite(const struct report *report)
{
	struct report groups = groups_of(report);
	double time_s = wording_length_s(report->analysis) /
			fmax((double)judged_count(report->analysis), 1);

	fputs(" <testsuite name=\"leakline.", report->file);
	escape_junit(report->file, report->analysis->run_name);
	fprintf(report->file,
		"\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\"",
		case_count(report), count_of(report, FAILS), count_of(report, ERRS),
		count_of(report, SKIPPED), wording_length_s(report->analysis));
	print_time(report);
	if (report->analysis->info.host.len) {
		fputs(" hostname=\"", report->file);
		escape_junit(report->file, report->analysis->info.host);
		fputc('"', report->file);
	}
	fputs(">\n", report->file);
	if (groups.analysis)
		print_cases(&groups, time_s);
	print_cases(report, time_s);
	for (size_t i = 0; i < report->analysis->processes.system_count; i++)
		if (report_system_result(report, i) != SYSTEM_HIDDEN)
			report_system_case(report, i);
	for (size_t i = 0; i < report->analysis->missing_count; i++)
		print_missing(report, report->analysis->missing[i]);
	if (report->analysis->outcome.of_run)
		print_lack(report);
	fputs(" </testsuite>\n", report->file);
}

int report_junit(const struct analysis *const *runs, size_t count, const char *path)
{
	struct out out;
	size_t tests = 0, failures = 0, errors = 0;
	double length_s = 0;

	if (out_open(&out, NULL, path))
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct report report = { .analysis = runs[i] };

		tests += case_count(&report);
		failures += count_of(&report, FAILS);
		errors += count_of(&report, ERRS);
		length_s += wording_length_s(runs[i]);
	}
	fprintf(out.file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"leakline\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" time=\"%.3f\">\n",
		tests, failures, errors, length_s);
	for (size_t i = 0; i < count; i++) {
		struct arena arena = { NULL, 0 };

		print_suite(&(struct report){ runs[i], out.file, &arena, NULL });
		arena_free(&arena);
	}
	fputs("</testsuites>\n", out.file);
	return out_close(&out);
}
