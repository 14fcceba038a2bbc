/* blocks.c - which blocks grew: the classes of a life's heap in the order of the reports. */
#include "blocks.h"

#include <math.h>
#include <stdlib.h>

#include "../base/text.h"
#include "wording.h"

static int compare_rows(const void *a, const void *b)
{
	const struct blocks_row *x = a, *y = b;

	if (x->finding->grows != y->finding->grows)
		return x->finding->grows ? -1 : 1;
	if (x->finding->grows && x->finding->slows != y->finding->slows)
		return x->finding->slows ? 1 : -1; /* a leak goes on */
	if (x->finding->grows && x->kib_per_round != y->kib_per_round)
		return x->kib_per_round < y->kib_per_round ? 1 : -1;
	if (x->kib_change != y->kib_change)
		return x->kib_change < y->kib_change ? 1 : -1;
	return (x->class > y->class) - (x->class < y->class);
}

static const char *where_of(struct arena *arena, const struct block_class *class)
{
	if (!class->module.len)
		return "";
	return text_format(arena, "%.*s+0x%llx", (int)class->module.len, class->module.at,
		(unsigned long long)class->offset);
}

static struct blocks_row row_of(struct arena *arena, const struct analysis *analysis,
	const struct block_class *class, const struct block_finding *finding)
{
	const struct trend *trend = finding->trend;
	double kib = class->block_bytes / 1024.0;
	struct blocks_row row = { .class = class,
		.finding = finding,
		.where = where_of(arena, class),
		.kib_per_round = wording_per_round(analysis, trend->rate),
		.kib_change = (double)(class->count_last - class->count_first) * kib,
		.clockwork = -1.0,
		.share = -1.0 };

	row.per_round = row.kib_per_round / kib;
	row.low = wording_per_round(analysis, trend->rate_low) / kib;
	row.high = wording_per_round(analysis, trend->rate_high) / kib;
	if (finding->step_count && finding->step > 0.0)
		row.clockwork = (double)finding->same_steps / (double)finding->step_count;
	return row;
}

struct blocks_row *blocks_rows(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count, size_t *growing)
{
	const struct heap_view *heap = &finding->process->heap;
	struct blocks_row *rows = arena_take_array(arena, heap->class_count + 1, sizeof *rows);
	double sum = 0.0;

	*count = *growing = 0;
	if (!finding->heap.blocks)
		return rows;
	for (size_t c = 0; c < heap->class_count; c++) {
		rows[c] = row_of(arena, analysis, &heap->classes[c], &finding->heap.blocks[c]);
		sum += rows[c].finding->grows ? rows[c].kib_per_round : 0.0;
	}
	for (size_t c = 0; c < heap->class_count; c++)
		if (rows[c].finding->grows) {
			rows[c].share = rows[c].kib_per_round / sum;
			++*growing;
		}
	*count = heap->class_count;
	if (*count)
		qsort(rows, *count, sizeof *rows, compare_rows);
	return rows;
}

const struct blocks_row *blocks_find(
	const struct blocks_row *rows, size_t count, const struct block_class *class)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].class == class)
			return &rows[i];
	return NULL;
}

const char *blocks_holds(const struct blocks_row *row)
{
	return row->class->object.len ? row->class->object.at : row->where;
}

const char *blocks_per_round(struct arena *arena, const struct blocks_row *row)
{
	double half = (row->high - row->low) / 2;
	int decimals = half >= 10 ? 0 : half >= 1 ? 1 : half >= 0.1 ? 2 : 3;

	return text_format(arena, "%+.*f", decimals, row->per_round);
}

const char *blocks_clockwork(struct arena *arena, const struct blocks_row *row)
{
	if (row->clockwork < 0.5)
		return "";
	return text_format(arena, "%zu/%zu", row->finding->same_steps, row->finding->step_count);
}

const char *blocks_label(struct arena *arena, const struct blocks_row *row)
{
	const char *holds = blocks_holds(row);

	return text_format(arena, "%s of %s%s bytes a round%s%s", blocks_per_round(arena, row),
		wording_kib(arena, (double)row->class->size),
		row->class->is_pooled ? " Python" : "", *holds ? ": " : "", holds);
}
