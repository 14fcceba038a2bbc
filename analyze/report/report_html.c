/* report_html.c - the report as a single page: no script, no external resource; light and dark; for
 * screens, phones and paper. */

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "html.h"
#include "html_sections.h"
#include "report_compare.h"
#include "report_groups.h"
#include "report_system.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/claim.h"
#include "../wording/wording.h"
#include "../wording/wording_heap.h"

enum { MOST_NAMED = 2, MOST_NOTES = 50 };

/* ISO C only guarantees literals of 4095 bytes; gcc and clang accept longer ones. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverlength-strings"
static const char style[] =
#include "analyze/report/report.css.inc"
	;
#pragma GCC diagnostic pop

/* The content security policy states all restrictions: no script, no frame, nothing loaded from
 * anywhere. */
static void print_head(const struct report *report)
{
	fputs("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta name=\"referrer\" content=\"no-referrer\">\n"
	      "<meta name=\"generator\" content=\"leakline-analyze " VERSION "\">\n"
	      /* an empty icon: otherwise a browser would request one from the server */
	      "<link rel=\"icon\" href=\"data:,\">\n<title>",
		report->file);
	html_text(report, wording_headline(report->arena, report->analysis));
	fputs(" · ", report->file);
	escape_html(report->file, report->analysis->run_name);
	fprintf(report->file, "</title>\n<style>\n%s</style></head>\n", style);
}

/* " takes 18.8 ± 0.3 KiB more private memory each round, 2.2 MiB an hour" */
static void print_taken(const struct report *report, const struct finding *finding)
{
	bool private = finding->reason == REASON_BOTH_GROW;
	const struct trend *trend = &finding->trend[private ? METRIC_PRIVATE : METRIC_FOOTPRINT];
	const char *slope = wording_late(report->arena, report->analysis, trend);
	double per_hour;

	fputs("</b> takes <b>", report->file);
	escape_html(report->file, span_of(wording_without_plus(slope)));
	fprintf(report->file, " KiB</b> more %s memory each round",
		private ? "private" : "resident");
	if (wording_per_hour(report->analysis, trend->rate, &per_hour)) {
		fputs(", ", report->file);
		html_text(report, wording_rate(report->arena, per_hour));
	}
}

/* " keeps 387 ± 7 B/round of its heap" */
static void print_kept(const struct report *report, const struct finding *finding)
{
	const char *slope =
		wording_heap_slope(report->arena, report->analysis, finding->heap.trend);

	fputs("</b> keeps <b>", report->file);
	escape_html(report->file, span_of(wording_without_plus(slope)));
	fputs("</b> of its heap", report->file);
}

/* Prints "ntpd takes 18.8 ± 0.3 KiB more private memory each round." for the first few processes
 * that leak. */
static void print_lede(const struct report *report)
{
	size_t named = 0;

	report_groups_lede(report);
	for (size_t i = 0; i < report->analysis->verdict_count && named < MOST_NAMED; i++) {
		const struct finding *finding =
			wording_gravest(report->analysis, &report->analysis->verdicts[i]);
		enum metric grows =
			finding->reason == REASON_BOTH_GROW ? METRIC_PRIVATE : METRIC_FOOTPRINT;

		/* the verdict on its group is what the headline counts */
		if (finding->verdict != VERDICT_LEAK || !finding->trend[grows].has_late ||
			report->analysis->verdicts[i].in_group)
			continue;
		fputs(named++ ? " <b>" : "<p class=\"lede\"><b>", report->file);
		escape_html(report->file, finding->process->name);
		if (claim_is_name_shared(report->analysis, finding->process))
			fprintf(report->file, " (%d)", finding->process->pid);
		if (finding->decided_by == METRIC_HEAP)
			print_kept(report, finding);
		else
			print_taken(report, finding);
		fputs(".", report->file);
	}
	fputs(named ? "</p>\n" : "", report->file);
}

static void print_fact(const struct report *report, const char *title, struct span fact, bool code)
{
	if (!fact.len)
		return;
	fprintf(report->file, "<div><dt>%s</dt><dd>%s", title, code ? "<code>" : "");
	escape_html(report->file, fact);
	fputs(code ? "</code></dd></div>" : "</dd></div>", report->file);
}

static void print_happenings(const struct report *report)
{
	size_t count;
	const char *const *lines = wording_happenings(report->arena, report->analysis, &count);

	for (size_t i = 0; i < count; i++) {
		fputs("<p class=\"lede\">", report->file);
		html_text(report, lines[i]);
		fputs(".</p>\n", report->file);
	}
}

static void print_header(const struct report *report)
{
	double length_s = wording_length_s(report->analysis);
	const char *rounds = text_format(report->arena, "%zu", report->analysis->rounds.count),
		   *length = wording_duration(report->arena, length_s);
	const char *time = wording_time(report->arena,
		report->analysis->rounds.count ? rounds_time(&report->analysis->rounds, 0)->time_ms
					       : -1);
	/* cut to minutes: "2026-11-23 05:16 UTC" */
	const char *status =
		text_format(report->arena, "%d", (int)report->analysis->outcome.status);
	const char *started = *time ? text_format(report->arena, "%.10s %.5s UTC", time, time + 11)
				    : text_format(report->arena, "%s", "");

	fputs("<header><p class=\"eyebrow\">leakline · ", report->file);
	escape_html(report->file, report->analysis->run_name);
	fputs("</p>\n<h1>", report->file);
	html_text(report, wording_headline(report->arena, report->analysis));
	fputs("</h1>\n", report->file);
	print_lede(report);
	print_happenings(report);
	fputs("<dl class=\"facts\">", report->file);
	print_fact(report, "rounds", span_of(rounds), false);
	if (length_s > 0)
		print_fact(report, "length", span_of(length), false);
	print_fact(report, "action", report->analysis->info.action, true);
	print_fact(report, "host", report->analysis->info.host, false);
	print_fact(report, "kernel", report->analysis->info.kernel, false);
	print_fact(report, "started", span_of(started), false);
	print_fact(report, "found",
		span_of(wording_found(report->arena, &report->analysis->outcome)), false);
	print_fact(report, "exit status", span_of(status), false);
	fputs("</dl></header>\n", report->file);
}

static void print_notes(const struct report *report)
{
	size_t shown = report->analysis->notes.count < MOST_NOTES ? report->analysis->notes.count
								  : MOST_NOTES;

	if (!report->analysis->notes.count)
		return;
	fprintf(report->file,
		"<section><h2>Oddities in the input</h2><details><summary>%llu of them</summary><ul class=\"notes\">",
		(unsigned long long)report->analysis->notes.total);
	for (size_t i = 0; i < shown; i++) {
		const struct note *note = &report->analysis->notes.items[i];

		fputs("<li><code>", report->file);
		escape_html(report->file, note->file);
		if (note->line)
			fprintf(report->file, ":%llu", (unsigned long long)note->line);
		fputs("</code> ", report->file);
		escape_html(report->file, note->reason);
		fputs("</li>", report->file);
	}
	if (shown < report->analysis->notes.total)
		fprintf(report->file, "<li>%llu more</li>",
			(unsigned long long)(report->analysis->notes.total - shown));
	fputs("</ul></details></section>\n", report->file);
}

static void print_method(const struct report *report)
{
	const struct verdict_settings *settings = &report->analysis->settings;

	fputs("<section class=\"method\"><h2>How it was judged</h2><p>Resident memory (the anonymous pages of a process and what of it is swapped out) and private memory (what <code>pmap -d</code> calls writeable/private) decide. A metric grows where its slope at the end of the run, with noise, waves, steps and warm-up set aside, is significant",
		report->file);
	fprintf(report->file,
		" (p below %g after correction for all tests of the run), amounts to more than %.0f KiB, and is not the work of one or two steps. Both grow: leak. One of them: suspect.</p>",
		settings->alpha, 8 * settings->page_kib);
	fputs("<p>The regressor is the ", report->file);
	fputs(report->analysis->by_time ? "time" : "round", report->file);
	if (settings->budget_kib_per_round >= 0) {
		fputs("; a growth below the budget of ", report->file);
		html_text(report, wording_number(report->arena, settings->budget_kib_per_round));
		fputs(" KiB a round is tolerated", report->file);
	}
	fprintf(report->file,
		". Tests: %zu of resident memory, %zu of private memory.</p><p>%s</p></section>\n",
		report->analysis->tests.count[METRIC_FOOTPRINT],
		report->analysis->tests.count[METRIC_PRIVATE], wording_limits());
}

void report_html(const struct report *report)
{
	bool *linked = html_linked(report);

	print_head(report);
	fputs("<body><main>\n", report->file);
	print_header(report);
	html_table(report, linked);
	report_groups_html(report);
	report_compare_html(report);
	for (size_t i = 0; i < report->analysis->verdict_count; i++)
		if (linked[i])
			html_process(report, &report->analysis->verdicts[i]);
	report_system_html(report);
	html_beside(report);
	print_notes(report);
	print_method(report);
	fputs("<footer>Made by leakline-analyze " VERSION " from <code>", report->file);
	escape_html(report->file, report->analysis->run_name);
	fputs("</code>. The same run and options give the same page, byte for byte.</footer>\n</main></body></html>\n",
		report->file);
}
