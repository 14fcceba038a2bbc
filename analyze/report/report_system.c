/* report_system.c - the trends of the whole system in every report. */
#include "report_system.h"

#include <assert.h>

#include "../across/machine.h"
#include "../analysis.h"
#include "../base/escape.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "../wording/wording_system.h"
#include "html.h"
#include "words.h"

static const struct finding *finding_of(const struct report *report, size_t i)
{
	return report->analysis->system_findings ? report->analysis->system_findings[i].finding
						 : NULL;
}

static struct span name_of(const struct report *report, size_t i)
{
	return report->analysis->processes.system[i].name;
}

/* Does number i have a line of its own: it grows, or is beyond a budget? */
static bool is_line(const struct report *report, size_t i)
{
	const struct finding *finding = finding_of(report, i);

	return finding && (finding->verdict >= VERDICT_SUSPECT ||
				  report->analysis->system_findings[i].has_budget);
}

/* The verdicts of numbers that have no line: a list each. */
static const enum verdict_kind rest[] = { VERDICT_INCONCLUSIVE, VERDICT_STABLE };

/* "SUnreclaim, PageTables": the numbers with a key and this verdict that have no line; "" if there
 * are none. Our words alone: their names are those of meminfo. */
static const char *rest_of(const struct report *report, enum verdict_kind verdict)
{
	struct text text;
	bool any = false;

	text_begin(&text, report->arena);
	for (size_t i = 0; i < report->analysis->processes.system_count; i++) {
		const struct finding *finding = finding_of(report, i);

		if (!finding || finding->verdict != verdict || is_line(report, i) ||
			report->analysis->processes.system[i].key >= SYSTEM_KEYS)
			continue;
		fprintf(text.file, "%s%.*s", any ? ", " : "", (int)name_of(report, i).len,
			name_of(report, i).at);
		if (verdict == VERDICT_INCONCLUSIVE)
			fprintf(text.file, " (%s)", verdict_reason_code(finding->reason));
		any = true;
	}
	return text_end(&text);
}

void report_system_text(const struct report *report)
{
	const char *says, *plain = machine_plain(report->arena, report->analysis);

	for (size_t i = 0; i < report->analysis->processes.system_count; i++) {
		if (!is_line(report, i))
			continue;
		says = text_format(report->arena, "SYSTEM %s  %s %s%s",
			words_name(report, name_of(report, i)),
			wording_glyph(finding_of(report, i)->verdict, report->style->utf8),
			wording_system(report->arena, report->analysis, i),
			machine_uncounted(report->arena, report->analysis, i));
		words_wrap(report, 0, says);
	}
	for (size_t k = 0; k < sizeof rest / sizeof *rest; k++) {
		const char *list = rest_of(report, rest[k]);

		if (*list)
			words_wrap(report, 0,
				text_format(report->arena, "SYSTEM  %s %s: %s",
					wording_glyph(rest[k], report->style->utf8),
					verdict_system_code(rest[k]), list));
	}
	if (plain)
		words_wrap(report, 0, plain);
}

void report_system_markdown(const struct report *report)
{
	bool any = false;

	for (size_t i = 0; i < report->analysis->processes.system_count; i++) {
		if (!is_line(report, i))
			continue;
		fputs(any ? "" : "The system:\n\n", report->file);
		any = true;
		fputs("- ", report->file);
		escape_markdown(report->file, name_of(report, i));
		fprintf(report->file, " %s%s\n", wording_system(report->arena, report->analysis, i),
			machine_aside(report->arena, report->analysis, i));
	}
	for (size_t k = 0; k < sizeof rest / sizeof *rest; k++) {
		const char *list = rest_of(report, rest[k]);

		if (!*list)
			continue;
		fputs(any ? "" : "The system:\n\n", report->file);
		any = true;
		fprintf(report->file, "- %s: %s\n", verdict_system_code(rest[k]), list);
	}
	fputs(any ? "\n" : "", report->file);
}

void report_system_html(const struct report *report)
{
	bool any = false;

	for (size_t i = 0; i < report->analysis->processes.system_count; i++) {
		if (!finding_of(report, i) || !wording_system_shown(report->analysis, i))
			continue;
		fputs(any ? ""
			  : "<section class=\"machine\"><h2>The machine</h2><ul class=\"details\">",
			report->file);
		any = true;
		fputs("<li><span class=\"n\">", report->file);
		escape_html(report->file, name_of(report, i));
		fprintf(report->file, "</span> %s ",
			wording_glyph(finding_of(report, i)->verdict, true));
		html_text(report, wording_system(report->arena, report->analysis, i));
		html_marked(report, machine_aside(report->arena, report->analysis, i));
		fputs("</li>", report->file);
	}
	fputs(any ? "</ul></section>\n" : "", report->file);
}

enum system_result report_system_result(const struct report *report, size_t i)
{
	const struct finding *finding = finding_of(report, i);
	enum machine_says says;

	if (!finding || !wording_system_shown(report->analysis, i))
		return SYSTEM_HIDDEN;
	says = machine_says(report->analysis, i);
	if (says == MACHINE_FAILS)
		return SYSTEM_FAILS;
	return says == MACHINE_OPEN || finding->verdict == VERDICT_INCONCLUSIVE ? SYSTEM_SKIPPED
										: SYSTEM_PASSES;
}

void report_system_case(const struct report *report, size_t i)
{
	static const char *const elements[] = {
		[SYSTEM_PASSES] = "system-out",
		[SYSTEM_FAILS] = "failure",
		[SYSTEM_SKIPPED] = "skipped",
	};
	enum system_result result = report_system_result(report, i);
	const char *says = wording_system(report->arena, report->analysis, i),
		   *code = verdict_system_code(finding_of(report, i)->verdict);

	assert(result != SYSTEM_HIDDEN);
	fputs("  <testcase classname=\"leakline.", report->file);
	escape_junit(report->file, report->analysis->run_name);
	fputs("\" name=\"system:", report->file);
	escape_junit(report->file, wording_system_key(report->analysis, i));
	fprintf(report->file, "\" time=\"0.000\">\n    <%s", elements[result]);
	if (result != SYSTEM_PASSES) {
		fputs(" message=\"", report->file);
		escape_junit(report->file, span_of(says));
		fprintf(report->file, "\" type=\"%s\"", code);
	}
	fputc('>', report->file);
	escape_junit(report->file, name_of(report, i));
	/* what is stable or inconclusive begins with the verdict itself */
	if (finding_of(report, i)->verdict >= VERDICT_SUSPECT)
		fprintf(report->file, " %s:", code);
	fputc(' ', report->file);
	escape_junit(report->file, span_of(says));
	fprintf(report->file, "\n</%s>\n  </testcase>\n", elements[result]);
}
