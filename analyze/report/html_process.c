/* html_process.c - the section of a process that leaks or is suspect, and the section of what else
 * grows. */

#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "../wording/runtimes.h"
#include "html.h"
#include "html_sections.h"
#include "report_blocks.h"
#include "svg_doses.h"
#include "svg_heap.h"
#include "svg_line.h"
#include "svg_spark.h"
#include "../wording/wording.h"

enum { MOST_GROUPS = 8, MOST_PROCESSES = 10, MOST_LIVES = 20 };

/* Is the deciding metric smaller than the RSS of the table: anonymous memory and swap, without file
 * pages? */
static bool is_own_memory(const struct process *process)
{
	const struct series *own = &process->value[METRIC_FOOTPRINT],
			    *rss = &process->value[METRIC_RSS];

	return own->n && rss->n && own->value[own->n - 1] < rss->value[rss->n - 1];
}

static const char *panel_title(const struct process *process, enum metric metric)
{
	if (metric == METRIC_PRIVATE)
		return "private";
	return is_own_memory(process) ? "resident of its own" : "resident";
}

/* Prints the panel of a metric in two sizes: a narrow screen gets its own, because the text of a
 * shrunken one is illegible. */
static void print_panel(const struct report *report, const struct panels *panels,
	const struct panel *panel, const struct finding *finding)
{
	static const struct {
		const char *css_class[2];
		double width, height;
	} sizes[] = { { { "wide private", "wide rss" }, SVG_FRAME_WIDE, 236 },
		{ { "slim private", "slim rss" }, SVG_FRAME_SLIM, 220 } };
	bool times = panel == panels->items;

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct svg_frame frame = { .report = report,
			.panels = panels,
			.panel = panel,
			.finding = finding,
			.title = panel_title(finding->process, panel->metric),
			.css_class = sizes[i].css_class[panel->metric != METRIC_PRIVATE],
			.width = sizes[i].width,
			.height = sizes[i].height + (times ? 18 : 0),
			.times = times };

		svg_line_chart(&frame);
	}
}

static void print_caption(
	const struct report *report, const struct panels *panels, const struct finding *finding)
{
	const struct process *process = finding->process;

	fprintf(report->file,
		"<figcaption>%s; line and band are the fitted trend with its 95&nbsp;%% interval%s%s%s%s%s.</figcaption></figure>\n",
		svg_line_caption(process->value[panels->items[0].metric].n),
		panels->count == 2 ? "; both panels have the same KiB per pixel" : "",
		process->value[METRIC_FOOTPRINT].n && is_own_memory(process)
			? "; resident of its own is anonymous memory and swap: RSS without the pages of files"
			: "",
		finding->pulses.count ? "; hollow are rounds that were set aside" : "",
		panels->warm_up_count ? "; grey is warm-up, which does not count" : "",
		svg_line_lives(process->lives));
}

static void print_charts(const struct report *report, const struct finding *finding)
{
	static const enum metric metrics[] = { METRIC_PRIVATE, METRIC_FOOTPRINT };
	struct lives lives = lives_of(report->arena, report->analysis, finding->process->identity);
	struct panels panels =
		panels_build(report->arena, report->analysis, &lives, metrics, SVG_LINE_POINTS);

	if (!panels.count)
		return;
	fputs("<figure>", report->file);
	for (size_t i = 0; i < panels.count; i++)
		print_panel(report, &panels, &panels.items[i], finding);
	print_caption(report, &panels, finding);
}

/* most: the change of the longest bar; 0: a single group has none, since it could only be full. */
static void print_group(const struct report *report, const struct grown_group *group, double most)
{
	const char *use;

	fputs("<tr><td class=\"n\">", report->file);
	escape_html(report->file, group->group->name);
	if (group->group->count_last != group->group->count_first || group->group->count_last > 1)
		fprintf(report->file, " <small>%u → %u</small>", group->group->count_first,
			group->group->count_last);
	use = wording_use(report->arena, report->analysis, group->group);
	if (*use)
		fprintf(report->file, "<small class=\"use\">%s</small>", use);
	fputs("</td><td class=\"sp\">", report->file);
	svg_spark(report, &group->group->size, false);
	fputs("</td><td class=\"r far\">", report->file);
	html_number(report,
		wording_kib(report->arena, (double)group->group->kib_last - group->change_kib));
	fputs("</td><td class=\"r far\">", report->file);
	html_number(report, wording_kib(report->arena, (double)group->group->kib_last));
	fputs("</td><td class=\"r\">", report->file);
	html_number(report, wording_kib_change(report->arena, group->change_kib));
	fputs("</td><td class=\"r mid\">", report->file);
	html_number(report, grown_slope(report->arena, report->analysis, group));
	fputs("</td><td class=\"r\">", report->file);
	if (group->share > 0)
		html_text(report, wording_percent(report->arena, group->share));
	fputs("</td><td class=\"bar\">", report->file);
	if (most > 0)
		fprintf(report->file, "<span style=\"width:%.0f%%\"></span>",
			group->change_kib > 0 ? 100 * group->change_kib / most : 0);
	fputs("</td></tr>\n", report->file);
}

/* Prints a summary of the groups that are not in the table. */
static void print_rest(
	const struct report *report, const struct grown_group *groups, size_t count, size_t shown)
{
	const char *rest = grown_rest(report->arena, groups, count, shown);

	if (*rest) {
		fputs("<p class=\"more\">And ", report->file);
		html_text(report, rest);
		fputs(".</p>", report->file);
		return;
	}
	if (shown < count)
		fprintf(report->file,
			"<p class=\"more\">%zu more group%s of mappings did not grow, or by less.</p>",
			count - shown, count - shown == 1 ? "" : "s");
}

static void print_groups(const struct report *report, const struct finding *finding)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(report->arena, report->analysis, finding, &count);

	if (count && groups[0].share > 0) {
		fputs("<h3>What grew</h3><div class=\"scroll\"><table class=\"maps\"><thead><tr><th>mappings <small>number</small></th><th class=\"sp\">over the run</th><th class=\"r far\">start, KiB</th><th class=\"r far\">end, KiB</th><th class=\"r\">change</th><th class=\"r mid\">slope</th><th class=\"r\">share</th><th></th></tr></thead><tbody>\n",
			report->file);
		for (; shown < count && shown < MOST_GROUPS && groups[shown].share > 0; shown++)
			print_group(report, &groups[shown],
				count > 1 && groups[1].share > 0 ? groups[0].change_kib : 0);
		fputs("</tbody></table></div>", report->file);
		print_rest(report, groups, count, shown);
		fputc('\n', report->file);
	}
}

static void print_touched(const struct report *report, const struct finding *finding)
{
	size_t count;
	const struct mapping_group **groups =
		grown_touched(report->arena, report->analysis, finding, &count);

	if (count)
		fputs("<h3>What was touched</h3><ul class=\"hints\">", report->file);
	for (size_t i = 0; i < count; i++) {
		fputs("<li><span class=\"n\">", report->file);
		escape_html(report->file, groups[i]->name);
		fputs("</span> <small>", report->file);
		html_text(report, wording_use(report->arena, report->analysis, groups[i]));
		fputs("</small></li>", report->file);
	}
	if (count)
		fputs("</ul>\n", report->file);
}

static void print_list(
	const struct report *report, const char *const *lines, size_t count, const char *css_class)
{
	if (count)
		fprintf(report->file, "<ul class=\"%s\">", css_class);
	html_items(report, lines, count);
	if (count)
		fputs("</ul>\n", report->file);
}

static void print_runtime(const struct report *report, const struct finding *finding)
{
	const char *line = runtimes_line(report->arena, report->analysis, finding);

	if (!line)
		return;
	fputs("<p class=\"more\">", report->file);
	html_text(report, line);
	fputs(".</p>\n", report->file);
}

static void print_life(const struct report *report, const struct finding *finding)
{
	fprintf(report->file, "<li>PID %d, rounds %u to %u: <b>%s</b>, ", finding->process->pid,
		(unsigned)finding->process->first_round, (unsigned)finding->process->last_round,
		verdict_code(finding->verdict));
	html_text(report, wording_because(report->arena, report->analysis, finding));
	fputs("</li>", report->file);
}

/* Prints the lives of a restarted process, one per line; if there are very many, only the gravest.
 */
static void print_lives(const struct report *report, const struct process_verdict *verdict)
{
	size_t lives = wording_gravest(report->analysis, verdict)->process->lives, shown = 0;
	enum verdict_kind least = VERDICT_INCONCLUSIVE;

	if (lives < 2)
		return;
	if (lives > MOST_LIVES)
		least = verdict->verdict;
	fputs("<h3>Its lives</h3><ul class=\"details\">", report->file);
	for (size_t i = 0; i < report->analysis->processes.target_count && shown < MOST_LIVES; i++)
		if (report->analysis->processes.items[i].identity == verdict->identity &&
			report->analysis->findings[i].verdict >= least) {
			print_life(report, &report->analysis->findings[i]);
			shown++;
		}
	fputs("</ul>\n", report->file);
	if (shown < lives)
		fprintf(report->file, "<p class=\"more\">%zu more are in processes.csv.</p>\n",
			lives - shown);
}

static void print_attribution(const struct report *report, const struct finding *finding)
{
	const char *text = wording_attribution(report->arena, report->analysis, finding);

	if (!text)
		return;
	fputs("<p>", report->file);
	html_marked(report, text);
	fputs(".</p>\n", report->file);
	svg_doses(report, finding);
}

void html_process(const struct report *report, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(report->analysis, verdict);
	size_t count;
	const char *const *lines;

	fprintf(report->file, "<section class=\"process %s\" id=\"",
		verdict_code(verdict->verdict));
	html_anchor(report, finding);
	fputs("\"><h2><span><span class=\"n\">", report->file);
	escape_html(report->file, finding->process->name);
	fprintf(report->file, "</span> <small>PID %d</small></span>", finding->process->pid);
	html_chip(report, verdict->verdict);
	fputs("</h2>\n<p class=\"why\">", report->file);
	html_text(report, wording_because(report->arena, report->analysis, finding));
	fputs(".</p>\n", report->file);
	print_attribution(report, finding);
	if (verdict->known) {
		fputs("<p class=\"known\">Known: ", report->file);
		escape_html(report->file, verdict->known_reason);
		fputs("</p>\n", report->file);
	}
	print_charts(report, finding);
	svg_heap(report, finding);
	report_blocks_html(report, finding);
	print_groups(report, finding);
	print_touched(report, finding);
	lines = hints_of(report->arena, report->analysis, finding, &count);
	if (count)
		fputs("<h3>Hints</h3>", report->file);
	print_list(report, lines, count, "hints");
	print_runtime(report, finding);
	lines = wording_details(report->arena, report->analysis, finding, &count);
	fputs("<details><summary>In numbers</summary>", report->file);
	print_list(report, lines, count, "details");
	fputs("</details>\n", report->file);
	print_lives(report, verdict);
	fputs("</section>\n", report->file);
}

/* Begins the section if there is something to watch; returns whether there is. */
static bool print_watch(const struct report *report)
{
	size_t count, others;
	const struct finding **beside = grown_beside(report->arena, report->analysis, &count);
	struct grown_other *list = grown_others(report->arena, report->analysis, &others);

	others = grown_unjudged(list, others);
	if (count || others)
		fputs("<section><h2>The whole system</h2>\n<h3>Watch also</h3><ul class=\"details\">",
			report->file);
	for (size_t i = 0; i < count; i++) {
		fputs("<li><span class=\"n\">", report->file);
		escape_html(report->file, beside[i]->process->name);
		fprintf(report->file, "</span> (%d) is no target, but grows: RSS ",
			beside[i]->process->pid);
		html_text(report, wording_late(report->arena, report->analysis,
					  &beside[i]->trend[METRIC_RSS]));
		fputs(" KiB a round</li>", report->file);
	}
	for (size_t i = 0; i < others; i++) {
		fputs("<li><span class=\"n\">", report->file);
		escape_html(report->file, list[i].process ? list[i].process->name : list[i].name);
		fputs("</span>", report->file);
		if (list[i].process)
			fprintf(report->file, " (%d): %.*s", list[i].process->pid,
				(int)list[i].name.len, list[i].name.at);
		fputs(list[i].falls ? " falls: " : " grew: ", report->file);
		html_text(report, grown_other_text(report->arena, report->analysis, &list[i]));
		fputs("</li>", report->file);
	}
	if (count || others)
		fputs("</ul>\n", report->file);
	return count || others;
}

/* Prints a process that grew, target or not. */
static void print_grown_process(const struct report *report, const struct grown_process *grown)
{
	const struct process *process = grown->finding->process;
	const struct trend *rss = &grown->finding->trend[METRIC_RSS];

	fputs("<tr><td class=\"n\">", report->file);
	escape_html(report->file, process->name);
	fprintf(report->file, " <small>%d%s</small></td><td class=\"sp\">", process->pid,
		process->is_target ? "" : ", no target");
	svg_spark(report, &process->value[METRIC_RSS], false);
	fputs("</td><td class=\"r far\">", report->file);
	html_number(report, wording_kib(report->arena, grown->first_kib));
	fputs("</td><td class=\"r far\">", report->file);
	html_number(report, wording_kib(report->arena, grown->last_kib));
	fputs("</td><td class=\"r\">", report->file);
	html_number(report, wording_kib_change(report->arena, grown->change_kib));
	fputs("</td><td class=\"r mid\">", report->file);
	html_number(report, wording_late(report->arena, report->analysis, rss));
	fputs("</td></tr>\n", report->file);
}

void html_beside(const struct report *report)
{
	size_t count;
	const struct grown_process *list =
		grown_processes(report->arena, report->analysis, MOST_PROCESSES, &count);
	bool begun = print_watch(report);

	if (count) {
		if (!begun)
			fputs("<section><h2>The whole system</h2>\n", report->file);
		fputs("<h3>What grew most, from the first round to the last</h3><div class=\"scroll\"><table><thead><tr><th>process <small>PID</small></th><th class=\"sp\">RSS over the run</th><th class=\"r far\">start, KiB</th><th class=\"r far\">end, KiB</th><th class=\"r\">change, KiB</th><th class=\"r mid\">KiB a round</th></tr></thead><tbody>\n",
			report->file);
		for (size_t i = 0; i < count; i++)
			print_grown_process(report, &list[i]);
		fputs("</tbody></table></div>", report->file);
	}
	if (count || begun)
		fputs("</section>\n", report->file);
}
