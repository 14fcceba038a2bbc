/* chart_group.c - the chart of a group: its members stacked, their sum on top. */
#include "chart_group.h"

#include <inttypes.h>

#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/verdict/verdict_rules.h"
#include "analyze/wording/wording.h"
#include "analyze/wording/wording_pool.h"
#include "gnuplot.h"

/* So many processes have a layer of their own, in which the lives that follow one another stand;
 * all others share one. */
enum { LAYERS = 24 };

/* The layers of a chart: for each round of the sum the heights of all of them. */
struct stack {
	const struct series *sum;
	size_t layers;
	double *height; /* sum->n rows of so many layers */
};

/* The layer of each life of a pool: by its process, in the order of their first lives. *layers:
 * their number. */
static size_t *layers_of(const struct plot *plot, const struct pool *pool, size_t *layers)
{
	size_t *layer = arena_take_array(plot->arena, pool->life_count + 1, sizeof *layer);
	size_t *identity = arena_take_array(plot->arena, LAYERS + 1, sizeof *identity);
	size_t count = 0;

	for (size_t k = 0; k < pool->life_count; k++) {
		size_t wanted = plot->analysis->processes.items[pool->lives[k]].identity, i = 0;

		while (i < count && identity[i] != wanted)
			i++;
		if (i == count && count < LAYERS)
			identity[count++] = wanted;
		layer[k] = i;
	}
	*layers = pool->life_count ? count + 1 : 0;
	return layer;
}

/* Adds the readings of a life to a layer, in the rounds of the sum. */
static void add_layer(struct stack *stack, const struct series *series, size_t layer)
{
	size_t k = 0;

	for (size_t i = 0; i < stack->sum->n; i++) {
		while (k < series->n && series->at[k] < stack->sum->at[i])
			k++;
		if (k < series->n && series->at[k] == stack->sum->at[i])
			stack->height[i * stack->layers + layer] += series->value[k];
	}
}

static struct stack stack_of(const struct plot *plot, size_t i)
{
	const struct pool *pool = &plot->analysis->pools.items[i];
	struct stack stack = { .sum = verdict_leading(&plot->analysis->pools.sums.items[i]) };
	const size_t *layer = layers_of(plot, pool, &stack.layers);

	stack.height = arena_take_array(
		plot->arena, stack.sum->n * stack.layers + 1, sizeof *stack.height);
	for (size_t k = 0; k < pool->life_count; k++)
		add_layer(&stack, verdict_leading(&plot->analysis->processes.items[pool->lives[k]]),
			layer[k]);
	return stack;
}

/* A row has the round, the sum, and the edges of the layers from below. */
static void write_data(struct chart *chart, const struct stack *stack, struct axis *axis)
{
	size_t step = stack->sum->n / CHART_POINTS + 1;

	chart_data_begin(chart, "layers");
	for (size_t i = 0; i < stack->sum->n; i += step) {
		double edge = 0;

		fprintf(chart->file, "%" PRIu32, chart->analysis->rounds[stack->sum->at[i]].number);
		chart_value(chart, stack->sum->value[i] / 1024);
		axis_add(axis, stack->sum->value[i] / 1024);
		chart_value(chart, 0);
		for (size_t k = 0; k < stack->layers; k++) {
			edge += stack->height[i * stack->layers + k];
			chart_value(chart, edge / 1024);
		}
		fputc('\n', chart->file);
	}
	chart_data_end(chart);
}

static void write_plot(struct chart *chart, const struct stack *stack)
{
	fputs("plot ", chart->file);
	for (size_t k = 0; k < stack->layers; k++)
		fprintf(chart->file,
			"$layers using 1:%zu:%zu with filledcurves fillcolor rgb c_priv fillstyle transparent solid %s noborder notitle, \\\n     ",
			k + 3, k + 4, k % 2 ? "0.35" : "0.18");
	fputs("$layers using 1:2 with lines linecolor rgb c_rss linewidth 1.8 notitle\n",
		chart->file);
}

int chart_group(const struct plot *plot, size_t i)
{
	const struct analysis *groups = plot->analysis->groups;
	const struct finding *finding = &groups->findings[i];
	struct stack stack = stack_of(plot, i);
	struct axis axis = axis_empty;
	struct chart chart;
	const char *title;
	double step;

	if (!stack.sum->n)
		return 0;
	if (chart_begin(&chart, plot, 880, 420))
		return -1;
	write_data(&chart, &stack, &axis);
	axis_add(&axis, 0);
	step = axis_step(axis.high - axis.low, 5);
	title = text_format(plot->arena, "%.*s: %s by %s", (int)finding->process->name.len,
		finding->process->name.at, wording_pool_members(plot->arena, groups, i),
		pool_kind_code(groups->pools.items[i].kind));
	chart_label(&chart, 1, span_of(title),
		"at screen 0.02, screen 1-30.0/height left font fb(15) textcolor rgb c_fg");
	chart_chip(&chart, verdict_code(finding->verdict), chart_color(finding->verdict));
	chart_sentence(&chart, wording_pool_because(plot->arena, groups, i), 56);
	chart_provenance(&chart, "members stacked, the sum as a line");
	chart_round_label(&chart);
	fprintf(chart.file,
		"set lmargin at screen 0.085; set rmargin at screen 0.975; set tmargin at screen 1-92.0/height; set bmargin at screen 72.0/height\n"
		"set ylabel 'resident memory of its own, MiB'\n"
		"set yrange [0:%.8g]; set ytics %.8g; set format y '%%.%df'\n",
		axis.high * 1.08, step, axis_digits(step));
	write_plot(&chart, &stack);
	return chart_end(&chart);
}
