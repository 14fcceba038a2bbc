/* thin.c - selects the few readings that make a line look like the whole long series. */
#include "thin.h"

#include "../base/arena.h"
#include "../history/processes.h"

/* Adds the smallest and the largest reading from begin up to end, in chronological order. */
static void add_stretch(
	struct thinned *thinned, const struct series *series, size_t begin, size_t end)
{
	size_t low = begin, high = begin;

	for (size_t i = begin; i < end; i++) {
		low = series->value[i] < series->value[low] ? i : low;
		high = series->value[i] > series->value[high] ? i : high;
	}
	thinned->at[thinned->count++] = low < high ? low : high;
	if (low != high)
		thinned->at[thinned->count++] = low < high ? high : low;
}

struct thinned thin(struct arena *arena, const struct series *series, size_t most)
{
	size_t n = series->n, stretches, inner;
	struct thinned thinned = { arena_take_array(arena, n < most ? n : most, sizeof(size_t)),
		0 };

	if (n <= most) {
		for (; thinned.count < n; thinned.count++)
			thinned.at[thinned.count] = thinned.count;
		return thinned;
	}
	stretches = most / 2 - 1;
	inner = n - 2;
	/* the ends are drawn with their values beside them, and must be those of the report */
	thinned.at[thinned.count++] = 0;
	for (size_t k = 0; k < stretches; k++)
		add_stretch(&thinned, series, 1 + inner * k / stretches,
			1 + inner * (k + 1) / stretches);
	thinned.at[thinned.count++] = n - 1;
	return thinned;
}
