/* chart_group.c - the chart of a group: its members stacked, their sum on top. */
#include "chart_group.h"

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/chart/group_chart.h"
#include "analyze/wording/claim.h"
#include "analyze/wording/wording.h"
#include "analyze/wording/wording_pool.h"
#include "gnuplot.h"

/* The longest title beside the chip with the verdict, in letters of 15, 13 and 11 points; of a
 * longer one the name is shortened. */
enum { LARGE_COLUMNS = 60, MIDDLE_COLUMNS = 72, TITLE_COLUMNS = 84, NAME_COLUMNS = 32 };

/* A row has the round, the sum, and the edges of the layers from below. */
static void write_data(struct chart *chart, const struct group_chart *group)
{
	chart_data_begin(chart, "layers");
	for (size_t i = 0; i < group->count; i++) {
		const struct group_chart_point *point = &group->points[i];

		fprintf(chart->file, "%.10g", point->round);
		chart_value(chart, point->sum);
		chart_value(chart, 0);
		for (size_t k = 0; k < group->layers; k++)
			chart_value(chart, point->edge[k]);
		fputc('\n', chart->file);
	}
	chart_data_end(chart);
}

static void write_plot(struct chart *chart, size_t layers)
{
	fputs("plot ", chart->file);
	for (size_t k = 0; k < layers; k++)
		fprintf(chart->file,
			"$layers using 1:%zu:%zu with filledcurves fillcolor rgb c_priv fillstyle transparent solid %s noborder notitle, \\\n     ",
			k + 3, k + 4, k % 2 ? "0.35" : "0.18");
	fputs("$layers using 1:2 with lines linecolor rgb c_rss linewidth 1.8 notitle\n",
		chart->file);
}

/* What the group is, and what is said of it. */
static const char *title_of(struct arena *arena, const struct analysis *groups, size_t i)
{
	const char *kind = pool_kind_code(groups->pools.items[i].kind),
		   *claim = claim_of_group(arena, groups, i);
	size_t others = escape_columns(kind) + 1 + escape_columns(claim),
	       room = others < TITLE_COLUMNS ? TITLE_COLUMNS - others : 1;

	return text_format(arena, "%s %s%s", kind,
		escape_printable(arena, groups->findings[i].process->name,
			room < NAME_COLUMNS ? room : NAME_COLUMNS),
		claim);
}

int chart_group(const struct plot *plot, size_t i)
{
	const struct analysis *groups = plot->analysis->groups;
	const struct finding *finding = &groups->findings[i];
	struct group_chart group;
	struct chart chart;
	bool is_cgroup = groups->pools.items[i].kind == POOL_CGROUP;
	const char *title,
		*what = is_cgroup ? "anonymous memory and swap" : "resident memory of its own";
	size_t columns;
	double step;

	if (!group_chart_build(plot->arena, plot->analysis, i, CHART_POINTS, &group))
		return 0;
	if (chart_begin(&chart, plot, 880, 420))
		return -1;
	write_data(&chart, &group);
	step = axis_step(group.axis.high - group.axis.low, 5);
	title = title_of(plot->arena, groups, i);
	columns = escape_columns(title);
	chart_label_printable(&chart, 1, title,
		text_format(plot->arena,
			"at screen 0.02, screen 1-30.0/height left font fb(%d) textcolor rgb c_fg",
			columns > MIDDLE_COLUMNS  ? 11
			: columns > LARGE_COLUMNS ? 13
						  : 15));
	chart_chip(&chart, verdict_code(finding->verdict), chart_color(finding->verdict));
	chart_sentence(&chart, wording_pool_because(plot->arena, groups, i), 56);
	chart_provenance(&chart,
		text_format(plot->arena, "%s%s", wording_pool_members(plot->arena, groups, i),
			group.layers   ? ", stacked; their sum as a line"
			: group.lifted ? ": their sum; the axis does not begin at 0"
				       : ": their sum"));
	chart_round_label(&chart);
	fprintf(chart.file,
		"set lmargin at screen 0.085; set rmargin at screen 0.975; set tmargin at screen 1-92.0/height; set bmargin at screen 72.0/height\n"
		"set ylabel '%s, MiB'\n"
		"set yrange [%.10g:%.10g]; set ytics %.8g; set format y '%%.%df'\n",
		what, group.axis.low, group.axis.high, step, axis_digits(step));
	write_plot(&chart, group.layers);
	return chart_end(&chart);
}
