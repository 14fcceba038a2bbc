/* heap_chart.c - the model of the chart of a live heap: what page and scripts draw. */
#include "heap_chart.h"

#include <math.h>
#include <stdlib.h>

#include "thin.h"

/* An axis of bytes in use may be low: KiB. The free heap may make it so many times as high. */
static const double LEAST_KIB = 4, FREE_SHARE = 2;

/* The margin at both ends of the rounds, as a share. */
static const double AIR = 0.02;

struct builder {
	struct arena *arena;
	const struct analysis *analysis;
	const struct process *process;
	size_t most;
};

/* The part of a series from the first judged round on. */
static struct series judged_part(const struct builder *builder, const struct series *series)
{
	struct series part = *series;

	while (part.n > 0 && *part.x < builder->analysis->settings.skip_x) {
		part.n--;
		part.x++;
		part.value++;
		part.at++;
	}
	return part;
}

/* The change of a series since `from`, each value times `scale`. */
static struct heap_chart_line line_of(
	const struct builder *builder, const struct series *series, double from, double scale)
{
	struct thinned thinned = thin(builder->arena, series, builder->most);
	struct heap_chart_line line = { arena_take_array(builder->arena, thinned.count + 1,
						sizeof *line.points),
		thinned.count };

	for (size_t i = 0; i < thinned.count; i++) {
		size_t at = thinned.at[i];

		line.points[i] = (struct heap_chart_point){
			builder->analysis->rounds.items[series->at[at]].number,
			(series->value[at] - from) * scale, 0
		};
	}
	return line;
}

static void add_line(struct axis *axis, const struct heap_chart_line *line)
{
	for (size_t i = 0; i < line->count; i++)
		axis_add(axis, line->points[i].kib);
}

/* The upper end of the free heap, with the bytes in use below it. Both are of the same readings. */
static struct heap_chart_line held_line(
	const struct builder *builder, const struct series *used, const struct series *spare)
{
	struct thinned thinned = thin(builder->arena, used, builder->most);
	struct heap_chart_line line = {
		arena_take_array(builder->arena, thinned.count + 1, sizeof *line.points), 0
	};

	for (size_t i = 0; i < thinned.count && thinned.at[i] < spare->n; i++) {
		size_t at = thinned.at[i];
		double below = used->value[at] - used->value[0];

		line.points[line.count++] = (struct heap_chart_point){
			builder->analysis->rounds.items[used->at[at]].number,
			below + spare->value[at], below
		};
	}
	return line;
}

static void take_lines(const struct builder *builder, struct heap_chart *chart)
{
	const struct series *value = builder->process->value;
	struct series used = judged_part(builder, &value[METRIC_HEAP]),
		      spare = judged_part(builder, &value[METRIC_HEAP_FREE]),
		      rss = judged_part(builder, &value[METRIC_RSS]),
		      private = judged_part(builder, &value[METRIC_PRIVATE]);

	chart->line[HEAP_LINE_USED] = line_of(builder, &used, used.value[0], 1);
	chart->line[HEAP_LINE_HELD] = held_line(builder, &used, &spare);
	if (rss.n > 0)
		chart->line[HEAP_LINE_RSS] = line_of(builder, &rss, rss.value[0], 1);
	if (private.n > 0)
		chart->line[HEAP_LINE_PRIVATE] = line_of(builder, &private, private.value[0], 1);
	chart->free_kib = spare.n > 0 ? spare.value[spare.n - 1] : 0;
}

/* Ends of the axis: all lines that begin at 0, and the free heap unless it is much higher. */
static void set_axis(struct heap_chart *chart)
{
	struct axis held = axis_empty;

	chart->axis = axis_empty;
	axis_add(&chart->axis, 0);
	add_line(&chart->axis, &chart->line[HEAP_LINE_USED]);
	add_line(&chart->axis, &chart->line[HEAP_LINE_RSS]);
	add_line(&chart->axis, &chart->line[HEAP_LINE_PRIVATE]);
	add_line(&held, &chart->line[HEAP_LINE_HELD]);
	chart->is_cut =
		held.high > FREE_SHARE * fmax(chart->axis.high - chart->axis.low, LEAST_KIB);
	if (!chart->is_cut)
		axis_add(&chart->axis, held.high);
	axis_widen(&chart->axis, LEAST_KIB);
	for (size_t i = 0; i < chart->line[HEAP_LINE_HELD].count; i++) {
		struct heap_chart_point *point = &chart->line[HEAP_LINE_HELD].points[i];

		point->kib = fmin(point->kib, chart->axis.high);
	}
}

/* A class of blocks, and by how much it changed. */
struct candidate {
	size_t index;
	bool grows;
	double change;
};

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->grows != y->grows)
		return x->grows ? -1 : 1;
	if (x->change != y->change)
		return fabs(x->change) < fabs(y->change) ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

static struct candidate *list_candidates(
	const struct builder *builder, const struct finding *finding, size_t *count)
{
	const struct heap_view *heap = &builder->process->heap;
	struct candidate *list =
		arena_take_array(builder->arena, heap->class_count + 1, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < heap->class_count; i++) {
		struct series blocks = judged_part(builder, &heap->classes[i].blocks);
		double change = blocks.n == 0 ? 0
					      : (blocks.value[blocks.n - 1] - blocks.value[0]) *
							heap->classes[i].block_bytes / 1024;

		if (change != 0)
			list[(*count)++] = (struct candidate){ i,
				finding->heap.blocks != NULL && finding->heap.blocks[i].grows,
				change };
	}
	if (*count > 0)
		qsort(list, *count, sizeof *list, compare_candidates);
	return list;
}

static void take_blocks(
	const struct builder *builder, const struct finding *finding, struct heap_chart *chart)
{
	size_t count;
	struct candidate *list = list_candidates(builder, finding, &count);

	chart->blocks_axis = axis_empty;
	axis_add(&chart->blocks_axis, 0);
	/* where some grow, the others would only distract */
	while (count > 0 && list[0].grows && !list[count - 1].grows)
		count--;
	for (; chart->block_count < count && chart->block_count < HEAP_CHART_CLASSES;
		chart->block_count++) {
		const struct block_class *class =
			&builder->process->heap.classes[list[chart->block_count].index];
		struct series blocks = judged_part(builder, &class->blocks);

		chart->blocks[chart->block_count].class = class;
		chart->blocks[chart->block_count].line =
			line_of(builder, &blocks, blocks.value[0], class->block_bytes / 1024);
		add_line(&chart->blocks_axis, &chart->blocks[chart->block_count].line);
	}
	axis_widen(&chart->blocks_axis, LEAST_KIB / 4);
}

static void set_rounds(struct heap_chart *chart)
{
	double first = INFINITY, last = -INFINITY, air;

	for (size_t i = 0; i < HEAP_LINES; i++) {
		const struct heap_chart_line *line = &chart->line[i];

		if (line->count == 0)
			continue;
		first = fmin(first, line->points[0].round);
		last = fmax(last, line->points[line->count - 1].round);
	}
	air = fmax(0.4, (last - first) * AIR);
	chart->first = first - air;
	chart->last = last + air;
}

bool heap_chart_build(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t most, struct heap_chart *chart)
{
	struct builder builder = { arena, analysis, finding->process, most };
	struct series used = judged_part(&builder, &finding->process->value[METRIC_HEAP]);

	*chart = (struct heap_chart){ .block_count = 0 };
	if (used.n < 2)
		return false;
	take_lines(&builder, chart);
	set_axis(chart);
	take_blocks(&builder, finding, chart);
	set_rounds(chart);
	return true;
}
