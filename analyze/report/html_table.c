/* html_table.c - the table of all processes, and why those without a section of their own were
 * judged so. */
#include <stdlib.h>

#include "../base/escape.h"
#include "html.h"
#include "svg_spark.h"
#include "../base/text.h"
#include "../wording/wording.h"

/* The value, and its half interval in a paler color. Takes slope over. */
static void print_slope(char *slope, const char *css_class, FILE *file)
{
	ptrdiff_t blank = span_find(span_of(slope), ' ');

	fprintf(file, "<td class=\"r %s\">", css_class);
	if (blank > 0) {
		html_number(text_format("%.*s", (int)blank, slope), file);
		fputs(" <i>", file);
		escape_html(file, span_of(slope + blank + 1));
		fputs("</i>", file);
	} else {
		html_number(text_format("%s", slope), file);
	}
	fputs("</td>", file);
	free(slope);
}

static void print_kib(bool known, double kib, bool plus, const char *css_class, FILE *file)
{
	fprintf(file, "<td class=\"r %s\">", css_class);
	if (known)
		html_number(wording_kib(kib, plus), file);
	fputs("</td>", file);
}

static void print_row(const struct analysis *analysis, const struct process_verdict *verdict,
	bool linked, FILE *file)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	double first, last;
	bool rss = wording_ends(finding->process, METRIC_RSS, &first, &last);
	const struct series *private = &finding->process->value[METRIC_PRIVATE];

	fprintf(file, "<tr class=\"%s\"><td class=\"n\">", verdict_code(verdict->verdict));
	if (linked) {
		fputs("<a href=\"#", file);
		html_anchor(analysis, finding, file);
		fputs("\">", file);
	}
	escape_html(file, finding->process->name);
	fprintf(file, "%s <small>%d</small>", linked ? "</a>" : "", finding->process->pid);
	fputs("</td><td>", file);
	html_chip(verdict->verdict, file);
	fputs("</td>", file);
	print_slope(wording_private(analysis, finding), "", file);
	print_slope(wording_late(analysis, &finding->trend[METRIC_RSS]), "mid", file);
	fputs("<td class=\"sp\">", file);
	/* a line that does not grow would say no to a verdict that says yes */
	svg_spark(private->n && finding->reason != REASON_ONLY_RSS &&
				  finding->reason != REASON_ONLY_FILES
			  ? private
			  : &finding->process->value[METRIC_RSS],
		file);
	fputs("</td>", file);
	print_kib(rss, first, false, "far", file);
	print_kib(rss, last, false, "far", file);
	print_kib(rss, last - first, true, "", file);
	fputs("</tr>\n", file);
}

/* A verdict without a because is not believed: those in the table alone have theirs below it. */
static void print_reasons(const struct analysis *analysis, const bool *linked, FILE *file)
{
	size_t count = 0;
	bool open = false;

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		count += !linked[i];
		open |= analysis->verdicts[i].verdict == VERDICT_INCONCLUSIVE;
	}
	if (!count)
		return;
	fprintf(file, "<details class=\"reasons\"%s><summary>Why the %s</summary><dl>",
		open ? " open" : "",
		count == analysis->verdict_count ? "verdicts"
		: count == 1                     ? "other one was judged so"
						 : "others were judged so");
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);

		if (linked[i])
			continue;
		fprintf(file, "<div class=\"%s\"><dt class=\"n\">", verdict_code(finding->verdict));
		escape_html(file, finding->process->name);
		fprintf(file, " <small>%d</small></dt><dd><b>%s</b>: ", finding->process->pid,
			verdict_code(finding->verdict));
		html_take(wording_because(analysis, finding), file);
		fputs("</dd></div>", file);
	}
	fputs("</dl></details>", file);
}

void html_table(const struct analysis *analysis, FILE *file)
{
	bool *linked = text_memory(analysis->verdict_count, sizeof *linked);
	size_t sections = 0;

	fputs("<section><h2>All processes</h2><div class=\"scroll\"><table "
	      "class=\"all\"><thead><tr><th>process <small>PID</small></th>"
	      "<th>verdict</th><th class=\"r\">private<br>KiB a round</th><th class=\"r "
	      "mid\">RSS<br>KiB a round</th>"
	      "<th class=\"sp\">private memory, or<br>RSS if it alone grows</th><th class=\"r far\">RSS at "
	      "the<br>start, KiB</th>"
	      "<th class=\"r far\">RSS at the<br>end, KiB</th><th "
	      "class=\"r\">change<br>KiB</th></tr></thead><tbody>\n",
		file);
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		linked[i] = analysis->verdicts[i].verdict >= VERDICT_SUSPECT &&
			    sections < HTML_SECTIONS;
		sections += linked[i];
		print_row(analysis, &analysis->verdicts[i], linked[i], file);
	}
	fputs("</tbody></table></div>", file);
	print_reasons(analysis, linked, file);
	fputs("</section>\n", file);
	free(linked);
}
