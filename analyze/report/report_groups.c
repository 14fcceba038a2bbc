/* report_groups.c - groups of processes in every report. */
#include "report_groups.h"

#include "../analysis.h"
#include "../base/escape.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "../wording/wording_pool.h"
#include "html.h"
#include "svg_group.h"
#include "words.h"

enum { MOST_GROUPS = 40, MOST_QUIET = 3, INDENT = 2 };

/* The groups in the order of the reports: the place of the k-th. */
static size_t place_of(const struct analysis *groups, size_t k)
{
	return groups->verdicts[k].gravest;
}

static size_t shown_of(const struct analysis *groups)
{
	return groups->verdict_count < MOST_GROUPS ? groups->verdict_count : MOST_GROUPS;
}

static struct span name_of(const struct analysis *groups, size_t i)
{
	return groups->processes.items[i].name;
}

static const char *kind_of(const struct analysis *groups, size_t i)
{
	return pool_kind_code(groups->pools.items[i].kind);
}

static void print_text(const struct report *report, size_t k)
{
	const struct analysis *groups = report->analysis->groups;
	size_t i = place_of(groups, k), count;
	const struct finding *finding = &groups->findings[i];
	const char *const *lines;
	const char *members = wording_pool_members(report->arena, groups, i), *sum = "";

	if (finding->verdict < VERDICT_SUSPECT)
		sum = text_format(
			report->arena, "  %s", wording_pool_rates(report->arena, groups, i));
	words_wrap(report, 0,
		text_format(report->arena, "GROUP  %s %s  %s%s", kind_of(groups, i),
			words_short_name(report, name_of(groups, i)), members, sum));
	words_wrap(report, INDENT,
		text_format(report->arena, "%s %s%s: %s",
			wording_glyph(finding->verdict, report->style->utf8),
			verdict_code(finding->verdict), groups->verdicts[k].known ? " (known)" : "",
			wording_pool_because(report->arena, groups, i)));
	if (report->style->brief || (finding->verdict < VERDICT_SUSPECT && !report->style->verbose))
		return;
	lines = wording_pool_details(report->arena, groups, i, report->style->verbose, &count);
	for (size_t n = 0; n < count; n++)
		words_wrap(report, 2 * INDENT, lines[n]);
}

/* Is there nothing to do about the k-th? A group that is held only by replacement is shown, as its
 * members grow. */
static bool is_quiet(const struct analysis *groups, size_t k)
{
	size_t i = place_of(groups, k);

	return groups->findings[i].verdict < VERDICT_SUSPECT &&
	       !groups->pool_findings[i].growth.bounded;
}

/* "GROUP  ● stable: 9 groups (-v shows them)" */
static void print_quiet(const struct report *report, enum verdict_kind verdict)
{
	const struct analysis *groups = report->analysis->groups;
	size_t count = 0;

	for (size_t k = 0; k < shown_of(groups); k++)
		count += is_quiet(groups, k) && groups->verdicts[k].verdict == verdict;
	if (count)
		fprintf(report->file, "GROUP  %s %s: %zu group%s (-v shows %s)\n",
			wording_glyph(verdict, report->style->utf8), verdict_code(verdict), count,
			count == 1 ? "" : "s", count == 1 ? "it" : "them");
}

void report_groups_text(const struct report *report)
{
	const struct analysis *groups = report->analysis->groups;
	size_t quiet = 0;
	bool folds;

	if (!groups)
		return;
	for (size_t k = 0; k < shown_of(groups); k++)
		quiet += is_quiet(groups, k);
	folds = quiet > MOST_QUIET && !report->style->verbose;
	fputc('\n', report->file);
	for (size_t k = 0; k < shown_of(groups); k++)
		if (!folds || !is_quiet(groups, k))
			print_text(report, k);
	if (folds) {
		print_quiet(report, VERDICT_INCONCLUSIVE);
		print_quiet(report, VERDICT_STABLE);
	}
	if (shown_of(groups) < groups->verdict_count)
		fprintf(report->file, "%zu more groups are in groups.csv\n",
			groups->verdict_count - shown_of(groups));
}

/* The gravest group, if it leaks; NULL otherwise. */
static const struct finding *leaking(const struct report *report, size_t *i)
{
	const struct analysis *groups = report->analysis->groups;

	if (!groups || !shown_of(groups))
		return NULL;
	*i = place_of(groups, 0);
	return groups->findings[*i].verdict == VERDICT_LEAK &&
			       !groups->pool_findings[*i].growth.bounded
		       ? &groups->findings[*i]
		       : NULL;
}

/* "2.938 ± 0.006" */
static const char *rate_of(const struct report *report, const struct finding *finding)
{
	return wording_without_plus(wording_late(
		report->arena, report->analysis->groups, &finding->trend[METRIC_FOOTPRINT]));
}

bool report_groups_headline(const struct report *report)
{
	size_t i;
	const struct finding *finding = leaking(report, &i);

	if (!finding)
		return false;
	fputs("### Memory leak in ", report->file);
	escape_markdown(report->file, name_of(report->analysis->groups, i));
	fprintf(report->file, ", %s (%s KiB a round)%s\n\n",
		wording_pool_members(report->arena, report->analysis->groups, i),
		rate_of(report, finding),
		finding->provisional == PROVISIONAL_NOT ? "" : ", provisional");
	return true;
}

void report_groups_lede(const struct report *report)
{
	size_t i;
	const struct finding *finding = leaking(report, &i);

	if (!finding)
		return;
	fputs("<p class=\"lede\"><b>", report->file);
	escape_html(report->file, name_of(report->analysis->groups, i));
	fprintf(report->file, "</b>, %s, takes <b>%s KiB</b> more memory each round.</p>\n",
		wording_pool_members(report->arena, report->analysis->groups, i),
		rate_of(report, finding));
}

void report_groups_markdown(const struct report *report)
{
	const struct analysis *groups = report->analysis->groups;

	if (!groups)
		return;
	fputs("Groups:\n\n", report->file);
	for (size_t k = 0; k < shown_of(groups); k++) {
		size_t i = place_of(groups, k);

		fprintf(report->file, "- %s ", kind_of(groups, i));
		escape_markdown(report->file, name_of(groups, i));
		fprintf(report->file, ", %s", wording_pool_members(report->arena, groups, i));
		/* of one that grows, the sentence begins with them */
		if (groups->findings[i].verdict < VERDICT_SUSPECT ||
			groups->pool_findings[i].growth.bounded)
			fprintf(report->file, ", %s", wording_pool_rates(report->arena, groups, i));
		fprintf(report->file, " — **%s**: %s\n", verdict_code(groups->findings[i].verdict),
			wording_pool_because(report->arena, groups, i));
	}
	fputc('\n', report->file);
}

static void print_html(const struct report *report, size_t i)
{
	const struct analysis *groups = report->analysis->groups;
	size_t count;
	const char *const *lines = wording_pool_details(report->arena, groups, i, true, &count);

	fprintf(report->file,
		"<section class=\"process group %s\" id=\"g%zu\"><h2><span><span class=\"n\">",
		verdict_code(groups->findings[i].verdict), i);
	escape_html(report->file, name_of(groups, i));
	fprintf(report->file, "</span> <small>group by %s, ", kind_of(groups, i));
	html_text(report, wording_pool_members(report->arena, groups, i));
	fputs("</small></span>", report->file);
	html_chip(report, groups->findings[i].verdict);
	fputs("</h2>\n<p class=\"why\">", report->file);
	html_text(report, wording_pool_because(report->arena, groups, i));
	fputs(".</p>\n", report->file);
	svg_group(report, i);
	fputs("<details><summary>In numbers</summary><ul class=\"details\">", report->file);
	html_items(report, lines, count);
	fputs("</ul></details></section>\n", report->file);
}

void report_groups_html(const struct report *report)
{
	const struct analysis *groups = report->analysis->groups;

	for (size_t k = 0; groups && k < shown_of(groups); k++)
		print_html(report, place_of(groups, k));
}
