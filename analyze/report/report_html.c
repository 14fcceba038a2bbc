/* report_html.c - the report as one page: no script, no outside resource, light and dark, for
 * screens, phones and paper. */
#include <stdlib.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "html.h"
#include "report_compare.h"
#include "reports.h"
#include "../base/text.h"
#include "../wording/wording.h"

enum { MOST_NAMED = 2, MOST_NOTES = 50 };

/* ISO C promises 4095 bytes of a literal only; gcc and clang take more. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverlength-strings"
static const char style[] =
#include "analyze/report/report.css.inc"
	;
#pragma GCC diagnostic pop

void html_take(char *text, FILE *file)
{
	escape_html(file, span_of(text));
	free(text);
}

void html_number(char *text, FILE *file)
{
	if (*text == '-' && text[1])
		fputs("\u2212", file);
	escape_html(file, span_of(*text == '-' && text[1] ? text + 1 : text));
	free(text);
}

void html_chip(enum verdict_kind verdict, FILE *file)
{
	fprintf(file, "<span class=\"chip %s\">%s %s</span>", verdict_code(verdict),
		wording_glyph(verdict, true), verdict_code(verdict));
}

void html_anchor(const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	fprintf(file, "p%d-%zu", finding->process->pid, (size_t)(finding - analysis->findings));
}

/* Everything below is said once in the policy: no script, no frame, nothing from anywhere. */
static void print_head(const struct analysis *analysis, FILE *file)
{
	fputs("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta name=\"referrer\" content=\"no-referrer\">\n"
	      "<meta name=\"generator\" content=\"leakline-analyze " VERSION "\">\n"
	      /* an icon of nothing: a browser would ask the server for one */
	      "<link rel=\"icon\" href=\"data:,\">\n<title>",
		file);
	html_take(wording_headline(analysis), file);
	fputs(" · ", file);
	escape_html(file, analysis->run_name);
	fprintf(file, "</title>\n<style>\n%s</style></head>\n", style);
}

/* "ntpd takes 18.8 ± 0.3 KiB more private memory a round, 2.2 MiB an hour." of the first few that
 * leak. */
static void print_lede(const struct analysis *analysis, FILE *file)
{
	for (size_t i = 0, named = 0; i < analysis->verdict_count && named < MOST_NAMED; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);
		bool private = finding->reason == REASON_BOTH_GROW;
		const struct trend *trend =
			&finding->trend[private ? METRIC_PRIVATE : METRIC_FOOTPRINT];
		double per_hour;
		char *slope;

		if (finding->verdict != VERDICT_LEAK || !trend->has_late)
			continue;
		slope = wording_late(analysis, trend);
		fputs(named++ ? " <b>" : "<p class=\"lede\"><b>", file);
		escape_html(file, finding->process->name);
		fputs("</b> takes <b>", file);
		escape_html(file, span_of(*slope == '+' ? slope + 1 : slope));
		fprintf(file, " KiB</b> more %s memory each round",
			private ? "private" : "resident");
		free(slope);
		if (wording_per_hour(analysis, trend->late, &per_hour)) {
			fputs(", ", file);
			html_take(wording_rate(per_hour), file);
		}
		fputs(named == MOST_NAMED || i + 1 == analysis->verdict_count ||
					analysis->verdicts[i + 1].verdict != VERDICT_LEAK
				? ".</p>\n"
				: ".",
			file);
		if (i + 1 == analysis->verdict_count ||
			analysis->verdicts[i + 1].verdict != VERDICT_LEAK)
			return;
	}
}

static void print_fact(const char *title, struct span fact, bool code, FILE *file)
{
	if (!fact.len)
		return;
	fprintf(file, "<div><dt>%s</dt><dd>%s", title, code ? "<code>" : "");
	escape_html(file, fact);
	fputs(code ? "</code></dd></div>" : "</dd></div>", file);
}

static void print_header(const struct analysis *analysis, FILE *file)
{
	double length_s = wording_length_s(analysis);
	char *rounds = text_format("%zu", analysis->round_count),
	     *length = wording_duration(length_s);
	char *time = wording_time(analysis->round_count ? analysis->rounds[0].time_ms : -1);
	/* to the minute: "2026-11-23 05:16 UTC" */
	char *started =
		*time ? text_format("%.10s %.5s UTC", time, time + 11) : text_format("%s", "");

	fputs("<header><p class=\"eyebrow\">leakline · ", file);
	escape_html(file, analysis->run_name);
	fputs("</p>\n<h1>", file);
	html_take(wording_headline(analysis), file);
	fputs("</h1>\n", file);
	print_lede(analysis, file);
	fputs("<dl class=\"facts\">", file);
	print_fact("rounds", span_of(rounds), false, file);
	if (length_s > 0)
		print_fact("length", span_of(length), false, file);
	print_fact("action", analysis->info.action, true, file);
	print_fact("host", analysis->info.host, false, file);
	print_fact("kernel", analysis->info.kernel, false, file);
	print_fact("started", span_of(started), false, file);
	fputs("</dl></header>\n", file);
	free(rounds);
	free(length);
	free(time);
	free(started);
}

static void print_notes(const struct analysis *analysis, FILE *file)
{
	size_t shown = analysis->notes.count < MOST_NOTES ? analysis->notes.count : MOST_NOTES;

	if (!analysis->notes.count)
		return;
	fprintf(file,
		"<section><h2>Oddities in the input</h2><details><summary>%llu of "
		"them</summary><ul class=\"notes\">",
		(unsigned long long)analysis->notes.total);
	for (size_t i = 0; i < shown; i++) {
		const struct note *note = &analysis->notes.items[i];

		fputs("<li><code>", file);
		escape_html(file, note->file);
		if (note->line)
			fprintf(file, ":%llu", (unsigned long long)note->line);
		fputs("</code> ", file);
		escape_html(file, note->reason);
		fputs("</li>", file);
	}
	if (shown < analysis->notes.total)
		fprintf(file, "<li>%llu more</li>",
			(unsigned long long)(analysis->notes.total - shown));
	fputs("</ul></details></section>\n", file);
}

static void print_method(const struct analysis *analysis, FILE *file)
{
	const struct verdict_settings *settings = &analysis->settings;

	fputs("<section class=\"method\"><h2>How it was judged</h2><p>Resident memory (the "
	      "anonymous pages of a process and what of it is "
	      "swapped out) and private memory (what <code>pmap -d</code> calls writeable/private) "
	      "decide. A metric grows where its "
	      "slope at the end of the run, with noise, waves, steps and warm-up set aside, is "
	      "significant",
		file);
	fprintf(file,
		" (p below %g after correction for all tests of the run), amounts to more than "
		"%.0f KiB, and is not the work of "
		"one or two steps. Both grow: leak. One of them: suspect.</p>",
		settings->alpha, 8 * settings->page_kib);
	fputs("<p>The regressor is the ", file);
	fputs(analysis->options->by_time ? "time" : "round", file);
	if (settings->budget_kib_per_round >= 0) {
		fputs("; a growth below the budget of ", file);
		html_take(wording_number(settings->budget_kib_per_round), file);
		fputs(" KiB a round is tolerated", file);
	}
	fprintf(file,
		". Tests: %zu of resident memory, %zu of private memory.</p><p>%s</p></section>\n",
		analysis->tests.count[METRIC_FOOTPRINT], analysis->tests.count[METRIC_PRIVATE],
		wording_limits());
}

void report_html(const struct analysis *analysis, FILE *file)
{
	size_t sections = 0;

	print_head(analysis, file);
	fputs("<body><main>\n", file);
	print_header(analysis, file);
	html_table(analysis, file);
	report_compare_html(analysis, file);
	for (size_t i = 0; i < analysis->verdict_count && sections < HTML_SECTIONS; i++)
		if (analysis->verdicts[i].verdict >= VERDICT_SUSPECT) {
			html_process(analysis, &analysis->verdicts[i], file);
			sections++;
		}
	html_beside(analysis, file);
	print_notes(analysis, file);
	print_method(analysis, file);
	fputs("<footer>Made by leakline-analyze " VERSION " from <code>", file);
	escape_html(file, analysis->run_name);
	fputs("</code>. The same run and options give the same page, byte for "
	      "byte.</footer>\n</main></body></html>\n",
		file);
}
