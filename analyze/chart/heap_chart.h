/* heap_chart.h - the model of the chart of a live heap: bytes in use and the free heap above them,
 * beside RSS and private memory, and the blocks that changed most. What page and scripts draw. */
#ifndef LEAKLINE_HEAP_CHART_H
#define LEAKLINE_HEAP_CHART_H

#include <stddef.h>

#include "../analysis.h"
#include "axis.h"

/* In the order in which they are drawn. */
enum heap_line { HEAP_LINE_HELD, HEAP_LINE_RSS, HEAP_LINE_PRIVATE, HEAP_LINE_USED, HEAP_LINES };

/* Classes of blocks in the lower panel. */
enum { HEAP_CHART_CLASSES = 6 };

/* Change since the first judged round, KiB. */
struct heap_chart_point {
	double round, kib;
	double below; /* of the free heap: the bytes in use in that round */
};

struct heap_chart_line {
	struct heap_chart_point *points;
	size_t count;
};

struct heap_chart {
	/* All by their change; held: in use and free, from the first bytes in use: where the line
	 * of bytes in use meets it, the heap must grow. */
	struct heap_chart_line line[HEAP_LINES];
	struct axis axis; /* of all lines, and of as much free heap as does not dwarf them */
	bool is_cut;      /* the free heap is higher than the axis, and cut there */
	double free_kib;  /* in the last reading */
	struct {
		const struct block_class *class;
		struct heap_chart_line line;
	} blocks[HEAP_CHART_CLASSES]; /* those that grow first, then by change */
	size_t block_count;
	struct axis blocks_axis;
	double first, last; /* rounds: the ends of the x axis, with a margin */
};

/* Builds the chart of a life; false if its heap was read in fewer than two judged rounds. At most
 * `most` points a line; lists are in the arena. */
bool heap_chart_build(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t most, struct heap_chart *chart);

#endif
