/* chart_mappings.c - what grew in a process: its growth stacked by mapping group, and the change of
 * each. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/chart/axis.h"
#include "analyze/chart/thin.h"
#include "analyze/verdict/verdict_rules.h"
#include "analyze/wording/grown.h"
#include "analyze/wording/wording.h"
#include "chart_process.h"
#include "gnuplot.h"

/* style.gp defines this number of colours for layers. */
enum { LAYERS = 6, NAME_COLUMNS = 30 };

/* A layer of the stack: one mapping group, or all groups without a colour of their own together. */
struct layer {
	const char *name; /* printable */
	double change_kib;
	const double *growth_mib; /* one value per round; a value below the first counts as 0 */
};

/* The layers, the one that grew most first; groups that shrank have a name but no height. */
struct layers {
	struct layer items[LAYERS];
	size_t count;
	const struct series *rounds;
	double from; /* x of the first round that counts; 0: the first of all */
};

/* Where the warm-up ends: what a process takes to start is no growth. 0: there is none, or nothing
 * else. */
static double warm_up_end(const struct analysis *analysis, const struct finding *finding)
{
	const struct series *series = verdict_leading(finding->process);
	size_t first = finding->warm_up_rounds;

	while (first < series->n && series->x[first] < analysis->settings.skip_x)
		first++;
	return first > 0 && first < series->n ? series->x[first] : 0;
}

/* The first reading behind the warm-up. */
static size_t first_of(const struct series *series, double end)
{
	size_t first = 0;

	while (first + 1 < series->n && series->x[first] < end)
		first++;
	return first;
}

/* Adds the growth of a group to the growth of a layer. */
static void add_growth(
	const struct mapping_group *group, double from, size_t rounds, double *growth_mib)
{
	size_t first = first_of(&group->size, from);

	for (size_t i = first; i < rounds && i < group->size.n; i++)
		growth_mib[i] += fmax(0, group->size.value[i] - group->size.value[first]) / 1024;
}

/* Combines count neighbours of the ranked groups into one layer. */
static struct layer layer_of(const struct chart *chart, const struct grown_group *groups,
	size_t count, const struct layers *layers)
{
	size_t rounds = layers->rounds->n;
	double *growth = arena_take_array(chart->arena, rounds, sizeof *growth);
	struct layer layer = { text_format(chart->arena, "%zu others", count), 0, growth };

	if (count == 1)
		layer.name = escape_printable(chart->arena, groups->group->name, NAME_COLUMNS);
	for (size_t i = 0; i < count; i++) {
		layer.change_kib += groups[i].change_kib;
		add_growth(groups[i].group, layers->from, rounds, growth);
	}
	return layer;
}

static int compare_changes(const void *a, const void *b)
{
	const struct grown_group *x = a, *y = b;

	return (x->change_kib < y->change_kib) - (x->change_kib > y->change_kib);
}

/* All groups by their change since the warm-up, the greatest first. */
static struct grown_group *changed_groups(
	const struct chart *chart, const struct finding *finding, double from, size_t *count)
{
	struct grown_group *groups = grown_groups(chart->arena, chart->analysis, finding, count);

	for (size_t i = 0; i < *count; i++) {
		const struct series *size = &groups[i].group->size;

		if (from > 0 && size->n)
			groups[i].change_kib =
				size->value[size->n - 1] - size->value[first_of(size, from)];
	}
	if (*count)
		qsort(groups, *count, sizeof *groups, compare_changes);
	return groups;
}

/* Moves the ranked groups that changed and are memory to the front; returns their number. *grown:
 * how many of them grew. */
static size_t keep_changed(struct grown_group *groups, size_t count, size_t *grown)
{
	size_t kept = 0;

	*grown = 0;
	for (size_t i = 0; i < count; i++) {
		if (groups[i].is_reserved || !(fabs(groups[i].change_kib) > 0))
			continue;
		*grown += groups[i].change_kib > 0;
		groups[kept++] = groups[i];
	}
	return kept;
}

/* If more groups grew than there are colours, the last layer combines all others. */
static struct layers layers_of(const struct chart *chart, const struct finding *finding)
{
	size_t count, grown;
	struct layers layers = { .count = 0, .from = warm_up_end(chart->analysis, finding) };
	struct grown_group *groups = changed_groups(chart, finding, layers.from, &count);

	count = keep_changed(groups, count, &grown);
	if (!grown)
		return layers;
	layers.rounds = &groups[0].group->size;
	for (size_t i = 0; i < count && i < LAYERS; i++) {
		bool is_last = i + 1 == LAYERS && grown > LAYERS;

		layers.items[layers.count++] =
			layer_of(chart, &groups[i], is_last ? grown - i : 1, &layers);
	}
	return layers;
}

/* Writes rows: round, growth of the first layer, of the first two, and so on. */
static void write_stack(struct chart *chart, const struct layers *layers, struct axis *axis)
{
	struct series all = *layers->rounds;
	double *sum = arena_take_array(chart->arena, all.n, sizeof *sum);
	struct thinned thinned;

	for (size_t i = 0; i < all.n; i++)
		for (size_t g = 0; g < layers->count; g++)
			sum[i] += layers->items[g].growth_mib[i];
	all.value = sum;
	thinned = thin(chart->arena, &all, CHART_POINTS);
	chart_data_begin(chart, "stack");
	for (size_t i = 0; i < thinned.count; i++) {
		size_t at = thinned.at[i];
		double height = 0;

		fprintf(chart->file, "%" PRIu32, chart->analysis->rounds.items[all.at[at]].number);
		for (size_t g = 0; g < layers->count; g++) {
			height += layers->items[g].growth_mib[at];
			chart_value(chart, height);
		}
		fputc('\n', chart->file);
		axis_add(axis, height);
	}
	chart_data_end(chart);
}

/* Writes the name of each layer beside the stack, with a bar as long as its change. */
static void write_bars(struct chart *chart, const struct layers *layers)
{
	double most = 1;

	for (size_t g = 0; g < layers->count; g++)
		most = fmax(most, layers->items[g].change_kib);
	for (size_t g = 0; g < layers->count; g++) {
		const struct layer *layer = &layers->items[g];
		double length = 0.17 * fmax(0, layer->change_kib) / most;
		unsigned top = 92 + 46 * (unsigned)g, bar = top + 10;

		chart_label_printable(chart, (int)(1 + 2 * g), layer->name,
			text_format(chart->arena,
				"at screen 0.70, screen 1-%u.0/height left font f(9) textcolor rgb c_fg",
				top));
		chart_label(chart, (int)(2 + 2 * g),
			span_of(wording_kib_change(chart->arena, layer->change_kib)),
			text_format(chart->arena,
				"at screen %.4f, screen 1-%u.0/height left offset 0.5,0 font f(9) textcolor rgb c_mute",
				0.70 + length, bar + 8));
		if (length > 0)
			fprintf(chart->file,
				"set object %zu rectangle from screen 0.70, screen 1-%u.0/height to screen %.4f, screen 1-%u.0/height fillcolor rgb c_kind%zu fillstyle solid 1 noborder\n",
				g + 1, bar + 16, 0.70 + length, bar, g + 1);
	}
	fprintf(chart->file,
		"set label 80 'change, %s to the last round, KiB' at screen 0.70, screen 1-66.0/height left font f(9) textcolor rgb c_mute\n",
		layers->from > 0 ? "warm-up" : "first round");
}

/* The total size of all groups that are memory, and how much some of them shrank. */
struct whole {
	double first, last, shrunk;
};

static struct whole whole_of(const struct chart *chart, const struct finding *finding, double from)
{
	struct whole whole = { 0, 0, 0 };
	size_t count;
	const struct grown_group *groups = changed_groups(chart, finding, from, &count);

	for (size_t i = 0; i < count; i++) {
		if (groups[i].is_reserved)
			continue;
		whole.first += (double)groups[i].group->kib_last - groups[i].change_kib;
		whole.last += (double)groups[i].group->kib_last;
		whole.shrunk -= fmin(groups[i].change_kib, 0);
	}
	return whole;
}

/* Writes the subtitle: the total size, since only growth is drawn, and how much some groups shrank.
 */
static void write_whole(struct chart *chart, const struct finding *finding, double from)
{
	const struct process *process = finding->process;
	const struct series *private = &process->value[METRIC_PRIVATE];
	struct whole whole = whole_of(chart, finding, from);
	double first, last;
	bool is_private = wording_ends(chart->analysis, process, METRIC_PRIVATE, &first, &last);
	const char *shrunk = "";

	if (is_private) {
		first = private->value[first_of(private, from)];
	} else {
		first = whole.first;
		last = whole.last;
	}
	if (whole.shrunk > 0)
		shrunk = text_format(chart->arena, "; mappings that shrank: −%s KiB",
			wording_kib(chart->arena, whole.shrunk));
	chart_label(chart, 81,
		span_of(text_format(chart->arena,
			"%s in all: %s → %s KiB (%s)%s; drawn is what grew",
			is_private ? "private memory" : "mappings",
			wording_kib(chart->arena, first), wording_kib(chart->arena, last),
			wording_kib_change(chart->arena, last - first), shrunk)),
		"at screen 0.02, screen 1-46.0/height left font f(9) textcolor rgb c_mute");
}

/* "[heap] holds 84 % of what grew": which part of the process it is, as the end of a title. */
static const char *claim(struct chart *chart, const struct layers *layers)
{
	double grew = 0;

	for (size_t g = 0; g < layers->count; g++)
		grew += fmax(layers->items[g].change_kib, 0);
	return text_format(chart->arena, "%s holds %.0f %% of what grew", layers->items[0].name,
		layers->items[0].change_kib / grew * 100);
}

/* Sets up the axes and draws the layers over each other, the highest first. */
static void plot_stack(struct chart *chart, const struct layers *layers,
	const struct process *process, double high)
{
	double step = axis_step(high, 5);
	uint32_t first = process->first_round, last = process->last_round;

	chart_round_label(chart);
	fprintf(chart->file,
		"set lmargin at screen 0.085; set rmargin at screen 0.66; set tmargin at screen 1-64.0/height; set bmargin at screen 72.0/height\n"
		"set ylabel 'growth, MiB'\n"
		"set yrange [0:%.8g]; set ytics %.8g; set format y '%%.%df'\n"
		"set style fill solid 1 noborder; set grid front\n",
		high, step, axis_digits(step));
	chart_round_tics(chart, first, last, 7);
	fprintf(chart->file, "set xrange [%" PRIu32 ":%" PRIu32 "]\nplot ", first,
		last > first ? last : first + 1);
	for (size_t g = layers->count; g-- > 0;)
		fprintf(chart->file,
			"%s$stack using 1:%zu with filledcurves y=0 linecolor rgb c_kind%zu notitle",
			g + 1 < layers->count ? ", \\\n     " : "", g + 2, g + 1);
	fputc('\n', chart->file);
}

int chart_mappings(const struct plot *plot, const struct finding *finding)
{
	struct chart chart = { .analysis = plot->analysis, .arena = plot->arena };
	struct layers layers = layers_of(&chart, finding);
	struct axis axis = axis_empty;

	/* one bar would say what the trend says */
	if (layers.count < 2)
		return 0;
	if (chart_begin(&chart, plot, 880, 420))
		return -1;
	write_stack(&chart, &layers, &axis);
	axis_add(&axis, 0);
	chart_title(&chart, finding->process, claim(&chart, &layers));
	write_whole(&chart, finding, layers.from);
	chart_provenance(&chart, layers.from > 0
					 ? "Kbytes of pmap above those at the end of the warm-up"
					 : "Kbytes of pmap above those of the first round");
	write_bars(&chart, &layers);
	plot_stack(&chart, &layers, finding->process, fmax(axis.high * 1.08, 0.25));
	return chart_end(&chart);
}
