/* html.c - helpers shared by the sections of report.html: escaped words, numbers, items,
 * chips, anchors. */
#include "html.h"

#include "../base/escape.h"
#include "../wording/wording.h"

void html_text(const struct report *report, const char *text)
{
	escape_html(report->file, span_of(text));
}

void html_marked(const struct report *report, const char *text)
{
	struct span rest = span_of(text);
	ptrdiff_t open, close;

	while ((open = span_find(rest, '`')) >= 0) {
		struct span inner = span_from(rest, (size_t)open + 1);

		close = span_find(inner, '`');
		if (close < 0)
			break;
		escape_html(report->file, span_front(rest, (size_t)open));
		fputs("<code>", report->file);
		escape_html(report->file, span_front(inner, (size_t)close));
		fputs("</code>", report->file);
		rest = span_from(inner, (size_t)close + 1);
	}
	escape_html(report->file, rest);
}

void html_number(const struct report *report, const char *text)
{
	bool negative = *text == '-' && text[1];

	if (negative)
		fputs("\u2212", report->file);
	html_text(report, negative ? text + 1 : text);
}

void html_items(const struct report *report, const char *const *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fputs("<li>", report->file);
		html_text(report, lines[i]);
		fputs("</li>", report->file);
	}
}

void html_chip(const struct report *report, enum verdict_kind verdict)
{
	fprintf(report->file, "<span class=\"chip %s\">%s %s</span>", verdict_code(verdict),
		wording_glyph(verdict, true), verdict_code(verdict));
}

void html_anchor(const struct report *report, const struct finding *finding)
{
	fprintf(report->file, "p%d-%zu", finding->process->pid,
		(size_t)(finding - report->analysis->findings));
}
