/* html_table.c - the table of all processes, and the reasons for the verdicts on those without
 * their own section. */

#include "../base/escape.h"
#include "../options.h"
#include "html.h"
#include "html_sections.h"
#include "svg_spark.h"
#include "../base/text.h"
#include "../wording/runtimes.h"
#include "../wording/wording.h"
#include "../wording/wording_pool.h"

/* Up to so many reasons are open. */
enum { MOST_OPEN = 12 };

/* Prints the value, followed by half the width of its interval in a paler color. */
static void print_slope(const struct report *report, const char *slope, const char *css_class)
{
	ptrdiff_t blank = span_find(span_of(slope), ' ');

	fprintf(report->file, "<td class=\"r %s\">", css_class);
	if (blank > 0) {
		html_number(report, text_format(report->arena, "%.*s", (int)blank, slope));
		fputs(" <i>", report->file);
		escape_html(report->file, span_of(slope + blank + 1));
		fputs("</i>", report->file);
	} else {
		html_number(report, slope);
	}
	fputs("</td>", report->file);
}

static void print_number(const struct report *report, const char *number, const char *css_class)
{
	fprintf(report->file, "<td class=\"r %s\">", css_class);
	html_number(report, number);
	fputs("</td>", report->file);
}

/* Three cells: first, last and change of RSS, empty where it was not measured. */
static void print_rss(const struct report *report, const struct process *process)
{
	double first, last;

	if (!wording_ends(report->analysis, process, METRIC_RSS, &first, &last)) {
		fputs("<td class=\"r far\"></td><td class=\"r far\"></td><td class=\"r \"></td>",
			report->file);
		return;
	}
	print_number(report, wording_kib(report->arena, first), "far");
	print_number(report, wording_kib(report->arena, last), "far");
	print_number(report, wording_kib_change(report->arena, last - first), "");
}

static void print_row(
	const struct report *report, const struct process_verdict *verdict, bool linked)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	const struct series *private = &finding->process->value[METRIC_PRIVATE];

	fprintf(report->file, "<tr class=\"%s\"><td class=\"n\">", verdict_code(verdict->verdict));
	if (linked) {
		fputs("<a href=\"#", report->file);
		html_anchor(report, finding);
		fputs("\">", report->file);
	}
	escape_html(report->file, finding->process->name);
	fprintf(report->file, "%s <small>%d</small>", linked ? "</a>" : "", finding->process->pid);
	fputs("</td><td>", report->file);
	html_chip(report, verdict->verdict);
	fputs(wording_pool_bounds(report->analysis, verdict)
			? " <small>replaced in time: its group holds it</small></td>"
		: verdict->in_group ? " <small>judged with its group</small></td>"
				    : "</td>",
		report->file);
	print_slope(report, wording_private(report->arena, report->analysis, finding), "");
	print_slope(report, wording_rss(report->arena, report->analysis, finding), "mid");
	fputs("<td class=\"sp\">", report->file);
	/* a line that does not grow would seem to contradict the verdict */
	svg_spark(report,
		private->n && finding->reason != REASON_ONLY_RSS &&
				finding->reason != REASON_ONLY_FILES
			? private
			: &finding->process->value[METRIC_RSS],
		finding->verdict >= VERDICT_SUSPECT);
	fputs("</td>", report->file);
	print_rss(report, finding->process);
	fputs("</tr>\n", report->file);
}

static void print_reason(const struct report *report, const struct finding *finding)
{
	const char *verdict = verdict_code(finding->verdict);
	const char *line = runtimes_line(report->arena, report->analysis, finding);

	fprintf(report->file, "<div class=\"%s\"><dt class=\"n\">", verdict);
	escape_html(report->file, finding->process->name);
	fprintf(report->file, " <small>%d</small></dt><dd><b>%s</b>: ", finding->process->pid,
		verdict);
	html_text(report, wording_because(report->arena, report->analysis, finding));
	if (line) {
		fputs(". ", report->file);
		html_text(report, line);
	}
	fputs("</dd></div>", report->file);
}

/* What the reasons below the table are called. */
static const char *reasons_title(const struct report *report, bool judged, size_t count)
{
	if (count == report->analysis->verdict_count)
		return "Why the verdicts";
	if (!judged)
		return count == 1 ? "Why one could not be judged" : "Why some could not be judged";
	return count == 1 ? "Why the other one was judged so" : "Why the others were judged so";
}

static bool has_reason_here(const struct process_verdict *verdict, bool is_linked, bool judged)
{
	return !is_linked && (verdict->verdict != VERDICT_INCONCLUSIVE) == judged;
}

/* Nobody believes a verdict without its because line: processes without a section have theirs below
 * the table. Those that could not be judged are read first; the others are folded. */
static void print_reasons(const struct report *report, const bool *linked, bool judged)
{
	const struct analysis *analysis = report->analysis;
	size_t count = 0;

	for (size_t i = 0; i < analysis->verdict_count; i++)
		count += has_reason_here(&analysis->verdicts[i], linked[i], judged);
	if (!count)
		return;
	fprintf(report->file, "<details class=\"reasons\"%s><summary>%s</summary><dl>",
		!judged && count <= MOST_OPEN ? " open" : "", reasons_title(report, judged, count));
	for (size_t i = 0; i < analysis->verdict_count; i++)
		if (has_reason_here(&analysis->verdicts[i], linked[i], judged))
			print_reason(report, wording_gravest(analysis, &analysis->verdicts[i]));
	fputs("</dl></details>", report->file);
}

bool *html_linked(const struct report *report)
{
	const struct analysis *analysis = report->analysis;
	const struct analyze_options *options = analysis->options;
	bool *linked = arena_take_array(report->arena, analysis->verdict_count + 1, sizeof *linked);
	bool asked = options->charts_all || options->processes.count > 0;
	size_t sections = 0;

	for (size_t i = 0; i < analysis->verdict_count && sections < HTML_SECTIONS; i++) {
		linked[i] = asked || analysis->verdicts[i].verdict >= VERDICT_SUSPECT;
		sections += linked[i];
	}
	return linked;
}

static void print_table(
	const struct report *report, const bool *linked, const bool *folded, bool fold)
{
	fputs("<div class=\"scroll\"><table class=\"all\"><thead><tr><th>process <small>PID</small></th><th>verdict</th><th class=\"r\">private<br>KiB a round</th><th class=\"r mid\">RSS<br>KiB a round</th><th class=\"sp\">private memory, or<br>RSS if it alone grows</th><th class=\"r far\">RSS at the<br>start, KiB</th><th class=\"r far\">RSS at the<br>end, KiB</th><th class=\"r\">change<br>KiB</th></tr></thead><tbody>\n",
		report->file);
	for (size_t i = 0; i < report->analysis->verdict_count; i++)
		if (folded[i] == fold)
			print_row(report, &report->analysis->verdicts[i], linked[i]);
	fputs("</tbody></table></div>", report->file);
}

/* Marks the rows that are folded, which would keep from the reader what is worth reading: stable
 * ones where there are sections, and many members of groups. Returns their number; *members: some
 * of them are members that are not stable. */
static size_t fold_rows(
	const struct report *report, const bool *linked, bool *folded, bool *members)
{
	enum { MOST_MEMBERS = 12 };
	const struct analysis *analysis = report->analysis;
	size_t count = 0, sections = 0, in_groups = 0;

	*members = false;
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		sections += linked[i];
		in_groups += !linked[i] && analysis->verdicts[i].in_group;
	}
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		bool stable = analysis->verdicts[i].verdict == VERDICT_STABLE,
		     member = in_groups > MOST_MEMBERS && analysis->verdicts[i].in_group;

		folded[i] = !linked[i] && ((sections && stable) || member);
		*members |= folded[i] && !stable;
		count += folded[i];
	}
	return count;
}

void html_table(const struct report *report, const bool *linked)
{
	const struct analysis *analysis = report->analysis;
	bool *folded = arena_take_array(report->arena, analysis->verdict_count + 1, sizeof *folded),
	     members;
	size_t count = fold_rows(report, linked, folded, &members);

	fputs("<section><h2>All processes</h2>", report->file);
	if (count < analysis->verdict_count)
		print_table(report, linked, folded, false);
	if (count) {
		fprintf(report->file, "<details class=\"fold\"><summary>%zu %s%s %s</summary>",
			count, count < analysis->verdict_count ? "more " : "",
			count == 1 ? "is" : "are",
			members ? "stable, or judged with their group" : "stable");
		print_table(report, linked, folded, true);
		fputs("</details>", report->file);
	}
	print_reasons(report, linked, false);
	print_reasons(report, linked, true);
	fputs("</section>\n", report->file);
}
