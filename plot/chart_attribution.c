/* chart_attribution.c - which action makes it grow: memory against actions done, a colour an arm.
 */
#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/doses.h"
#include "analyze/wording/claim.h"
#include "analyze/wording/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

enum { KIB_OF_MIB = 1024, COLORS = 6 };

static void write_data(struct chart *chart, const struct doses *doses)
{
	chart_data_begin(chart, "dose");
	for (size_t i = 0; i < doses->count; i++) {
		fprintf(chart->file, "%.10g", doses->items[i].done);
		chart_value(chart, doses->items[i].kib / KIB_OF_MIB);
		fprintf(chart->file, " %d\n", doses->items[i].arm);
	}
	chart_data_end(chart);
}

/* The key: a dot and a name for each arm, the control last, side by side above the chart. */
static void write_key(struct chart *chart)
{
	const struct design *design = &chart->analysis->design;
	size_t count = design->arm_count + (design->control.len > 0);

	for (size_t a = 0; a < count; a++) {
		bool control = a == design->arm_count;
		struct span name = control ? design->control : design->arm[a];
		const char *color =
			control ? "c_mute" : text_format(chart->arena, "c_kind%zu", a % COLORS + 1);
		const char *place = text_format(chart->arena,
			"at graph %.4f, graph 1.05 left font f(9) textcolor rgb %s",
			(double)a / (double)(count > 4 ? count : 4), color);

		chart_label(chart, (int)(10 + a),
			span_of(text_format(chart->arena, "%s %s", control ? "○" : "●",
				wording_arm(chart->arena, name))),
			place);
	}
}

static void write_plot(struct chart *chart, const struct doses *doses)
{
	const struct design *design = &chart->analysis->design;
	double low = doses->y.low / KIB_OF_MIB, high = doses->y.high / KIB_OF_MIB,
	       step = axis_step(high - low, 6);

	fprintf(chart->file,
		"set tmargin at screen 1-104.0/height; set bmargin at screen 72.0/height\n"
		"set lmargin at screen 0.09; set rmargin at screen 0.97\n"
		"set xlabel 'actions so far'; set ylabel 'memory, MiB'\n"
		"set xrange [%.8g:%.8g]; set yrange [%.8g:%.8g]; set ytics %.8g; set format y '%%.%df'\n",
		doses->x.low, doses->x.high, low, high, step, axis_digits(step));
	/* a round of the control lies on the last one of an action: it is a ring around it */
	fprintf(chart->file,
		"plot $dose using 1:2 with lines linecolor rgb c_grid linewidth 1 notitle, \\\n"
		"     '' using 1:($3 == %d ? $2 : NaN) with points pointtype 6 pointsize 0.9 linecolor rgb c_mute notitle",
		DESIGN_CONTROL);
	for (size_t a = 0; a < design->arm_count; a++)
		fprintf(chart->file,
			", \\\n     '' using 1:($3 == %zu ? $2 : NaN) with points pointtype 7 pointsize 0.45 linecolor rgb c_kind%zu notitle",
			a, a % COLORS + 1);
	fputc('\n', chart->file);
}

/* The sentence as a picture shows it: backticks are for Markdown. */
static const char *without_backticks(struct chart *chart, const struct finding *finding)
{
	const char *says = wording_attribution(chart->arena, chart->analysis, finding);
	struct text text;

	text_begin(&text, chart->arena);
	for (; says && *says; says++)
		if (*says != '`')
			fputc(*says, text.file);
	return text_end(&text);
}

int chart_attribution(const struct plot *plot, const struct finding *finding)
{
	struct doses doses = { .count = 0 };
	struct chart chart;

	if (plot->analysis->attributed)
		doses = doses_of(plot->arena, plot->analysis, finding, CHART_POINTS);
	if (!doses.count)
		return 0;
	if (chart_begin(&chart, plot, 880, 420))
		return -1;
	write_data(&chart, &doses);
	chart_title(&chart, finding->process,
		claim_of_attribution(chart.arena, chart.analysis, finding));
	chart_sentence(&chart, without_backticks(&chart, finding), 48);
	write_key(&chart);
	chart_provenance(&chart, "each reading against the actions before it");
	write_plot(&chart, &doses);
	return chart_end(&chart);
}
