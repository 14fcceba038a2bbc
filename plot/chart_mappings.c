/* chart_mappings.c - what grew in a process: its growth stacked by groups of mappings, and the
 * change of each. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/wording/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

/* style.gp has so many colours of kinds. */
enum { GROUPS = 6 };

static double change_of(const struct mapping_group *group)
{
	return (double)(group->kib_last - group->kib_first);
}

/* Address space without access is no memory. */
static bool is_memory(const struct mapping_group *group)
{
	return !span_is(group->name, "[reserved]");
}

/* The groups that grew most, greatest first, then those that fell; gives how many. groups has
 * GROUPS entries. */
static size_t greatest_groups(const struct process *process, const struct mapping_group **groups)
{
	size_t count = 0;

	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];
		size_t j = count;

		if (group->kib_last == group->kib_first || !is_memory(group))
			continue;
		while (j > 0 && change_of(groups[j - 1]) < change_of(group))
			j--;
		if (j == GROUPS)
			continue;
		count += count < GROUPS;
		memmove(&groups[j + 1], &groups[j], (count - 1 - j) * sizeof *groups);
		groups[j] = group;
	}
	return count;
}

/* Growth since the first round in one round; what is below its start counts for nothing in a stack.
 */
static double growth_at(const struct mapping_group *group, size_t i)
{
	return i < group->size.n ? fmax(0, group->size.value[i] - group->size.value[0]) / 1024 : 0;
}

/* All groups that have no colour of their own, as one. */
struct rest {
	struct mapping_group group;
	double *value; /* its series' */
	char name[32];
};

/* Where more groups grew than there are colours, the last is that of all others together. */
static void gather_rest(struct chart *chart, const struct process *process,
	const struct mapping_group **groups, struct rest *rest)
{
	const size_t rounds = groups[0]->size.n;
	size_t grown = 0;

	for (size_t i = 0; i < process->group_count; i++)
		grown += change_of(&process->groups[i]) > 0 && is_memory(&process->groups[i]);
	*rest = (struct rest){ .group.size = groups[0]->size };
	if (grown <= GROUPS)
		return;
	rest->value = arena_take_array(chart->arena, rounds, sizeof *rest->value);
	for (size_t i = 0; i < process->group_count; i++) {
		const struct mapping_group *group = &process->groups[i];
		bool listed = false;

		for (size_t g = 0; g < GROUPS - 1; g++)
			listed |= groups[g] == group;
		if (listed || change_of(group) <= 0 || !is_memory(group))
			continue;
		rest->group.kib_last += group->kib_last - group->kib_first;
		for (size_t k = 0; k < rounds; k++)
			rest->value[k] += growth_at(group, k) * 1024;
	}
	snprintf(rest->name, sizeof rest->name, "%zu others", grown - (GROUPS - 1));
	rest->group.name = span_of(rest->name);
	rest->group.size.value = rest->value;
	groups[GROUPS - 1] = &rest->group;
}

/* Rows: round, growth of the first group, of the first two, and so on. */
static void write_stack(
	struct chart *chart, const struct mapping_group **groups, size_t count, struct axis *axis)
{
	const struct series *rounds = &groups[0]->size;
	double *sum = arena_take_array(chart->arena, rounds->n, sizeof *sum);
	size_t *at = arena_take_array(chart->arena, rounds->n, sizeof *at), points;
	struct series all = *rounds;

	for (size_t i = 0; i < rounds->n; i++)
		for (size_t g = 0; g < count; g++)
			sum[i] += growth_at(groups[g], i);
	all.value = sum;
	points = chart_thin(&all, CHART_POINTS, at);
	chart_data_begin(chart, "stack");
	for (size_t i = 0; i < points; i++) {
		double height = 0;

		fprintf(chart->file, "%" PRIu32, chart->analysis->rounds[rounds->at[at[i]]].number);
		for (size_t g = 0; g < count; g++) {
			height += growth_at(groups[g], at[i]);
			chart_value(chart, height);
		}
		fputc('\n', chart->file);
		axis_add(axis, height);
	}
	chart_data_end(chart);
}

/* Beside the stack: the name of each group, and a bar as long as its change. */
static void write_bars(struct chart *chart, const struct mapping_group **groups, size_t count)
{
	double most = 1;

	for (size_t g = 0; g < count; g++)
		most = fmax(most, change_of(groups[g]));
	for (size_t g = 0; g < count; g++) {
		const char *name = escape_printable(chart->arena, groups[g]->name, 30),
			   *kib = wording_kib(chart->arena, change_of(groups[g]), true);
		double length = 0.17 * fmax(0, change_of(groups[g])) / most;
		unsigned top = 92 + 46 * (unsigned)g, bar = top + 10;
		char place[160];

		snprintf(place, sizeof place,
			"at screen 0.70, screen 1-%u.0/height left font f(9) textcolor rgb c_fg",
			top);
		chart_label_printable(chart, (int)(1 + 2 * g), name, place);
		snprintf(place, sizeof place,
			"at screen %.4f, screen 1-%u.0/height left offset 0.5,0 font f(9) "
			"textcolor rgb c_mute",
			0.70 + length, bar + 8);
		chart_label(chart, (int)(2 + 2 * g), span_of(kib), place);
		if (length > 0)
			fprintf(chart->file,
				"set object %zu rectangle from screen 0.70, screen 1-%u.0/height "
				"to screen %.4f, screen "
				"1-%u.0/height fillcolor rgb c_kind%zu fillstyle solid 1 "
				"noborder\n",
				g + 1, bar + 16, 0.70 + length, bar, g + 1);
	}
	fputs("set label 80 'change, first round to last, KiB' at screen 0.70, screen "
	      "1-66.0/height left font f(9) "
	      "textcolor rgb c_mute\n",
		chart->file);
}

/* The subtitle: how much there is in all, since only growth is drawn, and how much shrank. */
static void write_whole(struct chart *chart, const struct process *process)
{
	bool has_private = process->value[METRIC_PRIVATE].n > 0;
	double first = 0, last = 0, shrunk = 0, all_first = 0, all_last = 0;
	const char *begin, *end, *change, *fallen;
	char text[200];

	for (size_t i = 0; i < process->group_count; i++) {
		if (!is_memory(&process->groups[i]))
			continue;
		all_first += (double)process->groups[i].kib_first;
		all_last += (double)process->groups[i].kib_last;
		shrunk += fmin(change_of(&process->groups[i]), 0);
	}
	if (!has_private || !wording_ends(process, METRIC_PRIVATE, &first, &last)) {
		first = all_first;
		last = all_last;
	}
	begin = wording_kib(chart->arena, first, false);
	end = wording_kib(chart->arena, last, false);
	change = wording_kib(chart->arena, last - first, true);
	fallen = wording_kib(chart->arena, -shrunk, false);
	snprintf(text, sizeof text, "%s in all: %s → %s KiB (%s)%s%s%s; drawn is what grew",
		has_private ? "private memory" : "mappings", begin, end, change,
		shrunk < 0 ? "; mappings that shrank: −" : "", shrunk < 0 ? fallen : "",
		shrunk < 0 ? " KiB" : "");
	chart_label(chart, 81, span_of(text),
		"at screen 0.02, screen 1-46.0/height left font f(9) textcolor rgb c_mute");
}

int chart_mappings(const struct plot *plot, const struct finding *finding)
{
	const struct mapping_group *groups[GROUPS + 1];
	size_t count = greatest_groups(finding->process, groups);
	struct rest rest;
	struct axis axis = axis_empty;
	struct chart chart;
	double step;

	if (!count || change_of(groups[0]) <= 0)
		return 0;
	if (chart_begin(&chart, plot, 880, 420))
		return -1;
	gather_rest(&chart, finding->process, groups, &rest);
	write_stack(&chart, groups, count, &axis);
	axis_add(&axis, 0);
	axis.high = fmax(axis.high * 1.08, 0.25);
	step = axis_step(axis.high, 5);
	chart_title(&chart, finding->process, "what grew, by mapping");
	write_whole(&chart, finding->process);
	chart_provenance(&chart, "Kbytes of pmap above those of the first round");
	write_bars(&chart, groups, count);
	chart_round_label(&chart);
	fprintf(chart.file,
		"set lmargin at screen 0.085; set rmargin at screen 0.66; set tmargin at screen "
		"1-64.0/height; "
		"set bmargin at screen 72.0/height\nset ylabel 'growth, MiB'\nset yrange [0:%.8g]; "
		"set ytics %.8g; "
		"set format y '%%.%df'\nset style fill solid 1 noborder; set grid front\n",
		axis.high, step, axis_digits(step));
	chart_round_tics(&chart, finding->process->first_round, finding->process->last_round, 7);
	fprintf(chart.file, "set xrange [%" PRIu32 ":%" PRIu32 "]\nplot ",
		finding->process->first_round,
		finding->process->last_round > finding->process->first_round
			? finding->process->last_round
			: finding->process->first_round + 1);
	for (size_t g = count; g-- > 0;)
		fprintf(chart.file,
			"%s$stack using 1:%zu with filledcurves y=0 linecolor rgb c_kind%zu "
			"notitle",
			g + 1 < count ? ", \\\n     " : "", g + 2, g + 1);
	fputc('\n', chart.file);
	return chart_end(&chart);
}
