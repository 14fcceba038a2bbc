/* html_process.c - the section of a process that leaks or is suspect, and what grows beside the
 * targets. */
#include <math.h>
#include <stdlib.h>

#include "../base/escape.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "html.h"
#include "svg_line.h"
#include "svg_spark.h"
#include "../wording/wording.h"

enum { MOST_GROUPS = 8, MOST_PROCESSES = 10, MOST_LIVES = 20 };

/* Is what decides less than the RSS of the table: anonymous memory and swap, without the pages of
 * files? */
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

static void print_panel(const struct analysis *analysis, const struct finding *finding,
	enum metric metric, double span_kib, bool times, FILE *file)
{
	/* a narrow screen gets a panel of its own: the text of a shrunken one cannot be read */
	static const struct {
		const char *css_class[2];
		double width, height;
	} sizes[] = { { { "wide private", "wide rss" }, 880, 236 },
		{ { "slim private", "slim rss" }, 380, 220 } };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct svg_line line = { analysis, finding, metric,
			panel_title(finding->process, metric),
			sizes[i].css_class[metric != METRIC_PRIVATE], span_kib, sizes[i].width,
			sizes[i].height + (times ? 18 : 0), times };

		svg_line_chart(&line, file);
	}
}

static void print_charts(const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	bool private = finding->process->value[METRIC_PRIVATE].n,
	     footprint = finding->process->value[METRIC_FOOTPRINT].n;
	/* the same height in KiB: both slopes can be compared by eye */
	double span = fmax(svg_line_span(analysis, finding, METRIC_PRIVATE),
		svg_line_span(analysis, finding, METRIC_FOOTPRINT));

	if (!private && !footprint)
		return;
	fputs("<figure>", file);
	if (private)
		print_panel(analysis, finding, METRIC_PRIVATE, span, true, file);
	if (footprint)
		print_panel(analysis, finding, METRIC_FOOTPRINT, span, !private, file);
	fprintf(file,
		"<figcaption>%s; line and band are the fitted trend with its 95&nbsp;%% "
		"interval%s%s%s%s.</figcaption>"
		"</figure>\n",
		svg_line_caption(
			finding->process->value[private ? METRIC_PRIVATE : METRIC_FOOTPRINT].n),
		private && footprint ? "; both panels have the same KiB per pixel" : "",
		footprint && is_own_memory(finding->process)
			? "; resident of its own is anonymous memory and swap: RSS without the pages of files"
			: "",
		finding->warm_up_rounds ? "; grey is warm-up, which does not count" : "",
		svg_line_lives(finding->process->lives));
}

static void print_group(
	const struct analysis *analysis, const struct grown_group *group, double most, FILE *file)
{
	char *use;

	fputs("<tr><td class=\"n\">", file);
	escape_html(file, group->group->name);
	if (group->group->count_last != group->group->count_first || group->group->count_last > 1)
		fprintf(file, " <small>%u → %u</small>", group->group->count_first,
			group->group->count_last);
	use = wording_use(group->group);
	if (*use)
		fprintf(file, "<small class=\"use\">%s</small>", use);
	free(use);
	fputs("</td><td class=\"sp\">", file);
	svg_spark(&group->group->size, file);
	fputs("</td><td class=\"r far\">", file);
	html_number(wording_kib((double)group->group->kib_first, false), file);
	fputs("</td><td class=\"r far\">", file);
	html_number(wording_kib((double)group->group->kib_last, false), file);
	fputs("</td><td class=\"r\">", file);
	html_number(wording_kib(group->change_kib, true), file);
	fputs("</td><td class=\"r mid\">", file);
	html_number(grown_slope(analysis, group), file);
	fputs("</td><td class=\"r\">", file);
	if (group->share > 0)
		html_take(wording_percent(group->share), file);
	fprintf(file, "</td><td class=\"bar\"><span style=\"width:%.0f%%\"></span></td></tr>\n",
		group->change_kib > 0 ? 100 * group->change_kib / most : 0);
}

/* Groups that are not in the table. */
static void print_rest(const struct grown_group *groups, size_t count, size_t shown, FILE *file)
{
	char *rest = grown_rest(groups, count, shown);

	if (*rest) {
		fputs("<p class=\"more\">And ", file);
		html_take(rest, file);
		fputs(".</p>", file);
		return;
	}
	free(rest);
	if (shown < count)
		fprintf(file,
			"<p class=\"more\">%zu more group%s of mappings did not grow, or by "
			"less.</p>",
			count - shown, count - shown == 1 ? "" : "s");
}

static void print_groups(const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	size_t count, shown = 0;
	struct grown_group *groups = grown_groups(finding, &count);

	if (count && groups[0].share > 0) {
		fputs("<h3>What grew</h3><div class=\"scroll\"><table "
		      "class=\"maps\"><thead><tr><th>mappings <small>number</small></th>"
		      "<th class=\"sp\">over the run</th><th class=\"r far\">start, KiB</th><th "
		      "class=\"r far\">end, KiB</th>"
		      "<th class=\"r\">change</th><th class=\"r mid\">slope</th><th "
		      "class=\"r\">share</th><th></th></tr></thead><tbody>\n",
			file);
		for (; shown < count && shown < MOST_GROUPS && groups[shown].share > 0; shown++)
			print_group(analysis, &groups[shown], groups[0].change_kib, file);
		fputs("</tbody></table></div>", file);
		print_rest(groups, count, shown, file);
		fputc('\n', file);
	}
	free(groups);
}

static void print_touched(const struct finding *finding, FILE *file)
{
	size_t count;
	const struct mapping_group **groups = grown_touched(finding, &count);

	if (count)
		fputs("<h3>What was touched</h3><ul class=\"hints\">", file);
	for (size_t i = 0; i < count; i++) {
		fputs("<li><span class=\"n\">", file);
		escape_html(file, groups[i]->name);
		fputs("</span> <small>", file);
		html_take(wording_use(groups[i]), file);
		fputs("</small></li>", file);
	}
	if (count)
		fputs("</ul>\n", file);
	free(groups);
}

static void print_list(char **lines, size_t count, const char *css_class, FILE *file)
{
	if (count)
		fprintf(file, "<ul class=\"%s\">", css_class);
	for (size_t i = 0; i < count; i++) {
		fputs("<li>", file);
		html_take(lines[i], file);
		fputs("</li>", file);
	}
	if (count)
		fputs("</ul>\n", file);
	free(lines);
}

static void print_life(const struct analysis *analysis, const struct finding *finding, FILE *file)
{
	fprintf(file, "<li>PID %d, rounds %u to %u: <b>%s</b>, ", finding->process->pid,
		(unsigned)finding->process->first_round, (unsigned)finding->process->last_round,
		verdict_code(finding->verdict));
	html_take(wording_because(analysis, finding), file);
	fputs("</li>", file);
}

/* The lives of a restarted process, a line each; of very many the gravest. */
static void print_lives(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file)
{
	size_t lives = wording_gravest(analysis, verdict)->process->lives, shown = 0;
	enum verdict_kind least = VERDICT_INCONCLUSIVE;

	if (lives < 2)
		return;
	if (lives > MOST_LIVES)
		least = verdict->verdict;
	fputs("<h3>Its lives</h3><ul class=\"details\">", file);
	for (size_t i = 0; i < analysis->processes.target_count && shown < MOST_LIVES; i++)
		if (analysis->processes.items[i].identity == verdict->identity &&
			analysis->findings[i].verdict >= least) {
			print_life(analysis, &analysis->findings[i], file);
			shown++;
		}
	fputs("</ul>\n", file);
	if (shown < lives)
		fprintf(file, "<p class=\"more\">%zu more are in processes.csv.</p>\n",
			lives - shown);
}

void html_process(
	const struct analysis *analysis, const struct process_verdict *verdict, FILE *file)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	size_t count;
	char **lines;

	fprintf(file, "<section class=\"process %s\" id=\"", verdict_code(verdict->verdict));
	html_anchor(analysis, finding, file);
	fputs("\"><h2><span><span class=\"n\">", file);
	escape_html(file, finding->process->name);
	fprintf(file, "</span> <small>PID %d</small></span>", finding->process->pid);
	html_chip(verdict->verdict, file);
	fputs("</h2>\n<p class=\"why\">", file);
	html_take(wording_because(analysis, finding), file);
	fputs(".</p>\n", file);
	if (verdict->known) {
		fputs("<p class=\"known\">Known: ", file);
		escape_html(file, verdict->known_reason);
		fputs("</p>\n", file);
	}
	print_charts(analysis, finding, file);
	print_groups(analysis, finding, file);
	print_touched(finding, file);
	lines = hints_of(analysis, finding, &count);
	if (count)
		fputs("<h3>Hints</h3>", file);
	print_list(lines, count, "hints", file);
	fputs("<h3>In numbers</h3>", file);
	lines = wording_details(analysis, finding, &count);
	print_list(lines, count, "details", file);
	print_lives(analysis, verdict, file);
	fputs("</section>\n", file);
}

/* Begins the section where there is something to watch; tells if there was. */
static bool print_watch(const struct analysis *analysis, FILE *file)
{
	size_t count, others;
	const struct finding **beside = grown_beside(analysis, &count);
	struct grown_other *list = grown_others(analysis, &others);

	if (count || others)
		fputs("<section><h2>The whole system</h2>\n<h3>Watch also</h3><ul "
		      "class=\"details\">",
			file);
	for (size_t i = 0; i < count; i++) {
		fputs("<li><span class=\"n\">", file);
		escape_html(file, beside[i]->process->name);
		fprintf(file, "</span> (%d) is no target, but grows: RSS ",
			beside[i]->process->pid);
		html_take(wording_late(analysis, &beside[i]->trend[METRIC_RSS]), file);
		fputs(" KiB a round</li>", file);
	}
	for (size_t i = 0; i < others; i++) {
		fputs("<li><span class=\"n\">", file);
		escape_html(file, list[i].process ? list[i].process->name : list[i].name);
		fputs("</span>", file);
		if (list[i].process)
			fprintf(file, " (%d): %.*s", list[i].process->pid, (int)list[i].name.len,
				list[i].name.at);
		fputs(list[i].falls ? " falls: " : " grew: ", file);
		html_take(grown_other_text(analysis, &list[i]), file);
		fputs("</li>", file);
	}
	if (count || others)
		fputs("</ul>\n", file);
	free(beside);
	free(list);
	return count || others;
}

void html_beside(const struct analysis *analysis, FILE *file)
{
	size_t count;
	struct grown_process *list = grown_processes(analysis, MOST_PROCESSES, &count);

	bool begun = print_watch(analysis, file);

	if (count) {
		if (!begun)
			fputs("<section><h2>The whole system</h2>\n", file);
		fputs("<h3>What grew most, from the first round to the last</h3><div "
		      "class=\"scroll\"><table><thead><tr>"
		      "<th>process <small>PID</small></th><th class=\"sp\">RSS over the "
		      "run</th><th class=\"r far\">start, KiB</th>"
		      "<th class=\"r far\">end, KiB</th><th class=\"r\">change, KiB</th><th "
		      "class=\"r mid\">KiB a round</th></tr></thead><tbody>\n",
			file);
	}
	for (size_t i = 0; i < count; i++) {
		const struct process *process = list[i].finding->process;
		const struct trend *rss = &list[i].finding->trend[METRIC_RSS];

		fputs("<tr><td class=\"n\">", file);
		escape_html(file, process->name);
		fprintf(file, " <small>%d%s</small></td><td class=\"sp\">", process->pid,
			process->is_target ? "" : ", no target");
		svg_spark(&process->value[METRIC_RSS], file);
		fputs("</td><td class=\"r far\">", file);
		html_number(wording_kib(list[i].first_kib, false), file);
		fputs("</td><td class=\"r far\">", file);
		html_number(wording_kib(list[i].last_kib, false), file);
		fputs("</td><td class=\"r\">", file);
		html_number(wording_kib(list[i].change_kib, true), file);
		fputs("</td><td class=\"r mid\">", file);
		html_number(wording_late(analysis, rss), file);
		fputs("</td></tr>\n", file);
	}
	if (count)
		fputs("</tbody></table></div>", file);
	if (count || begun)
		fputs("</section>\n", file);
	free(list);
}
