/* verdict_processes.c - the verdict on a process: that of its gravest life. */
#include <assert.h>
#include <stdlib.h>

#include "../base/room.h"
#include "verdict.h"

/* The sort keys. */
struct entry {
	struct process_verdict verdict;
	double slope;
	struct span name;
};

/* Gravest first, then by late slope of the footprint, then by name, then in input order. */
static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order;

	if (x->verdict.verdict != y->verdict.verdict)
		return x->verdict.verdict > y->verdict.verdict ? -1 : 1;
	if (x->slope < y->slope || x->slope > y->slope)
		return x->slope > y->slope ? -1 : 1;
	order = span_compare(x->name, y->name);
	return order ? order
		     : (x->verdict.first > y->verdict.first) -
			       (x->verdict.first < y->verdict.first);
}

static bool graver(const struct finding *a, const struct finding *b)
{
	bool sure = !(a->flags & 1u << FLAG_PROVISIONAL),
	     other = !(b->flags & 1u << FLAG_PROVISIONAL);

	if (a->counts != b->counts)
		return a->counts;
	return a->verdict != b->verdict ? a->verdict > b->verdict
					: a->verdict == VERDICT_LEAK && sure && !other;
}

size_t verdict_processes(const struct processes *processes, const struct finding *findings,
	struct process_verdict *verdicts)
{
	struct entry *entries = room_resize(NULL, processes->target_count, sizeof *entries);
	size_t count = 0;

	for (size_t i = 0; i < processes->target_count; i++) {
		size_t k = processes->items[i].identity;

		assert(k <= count);
		if (k == count)
			entries[count++].verdict =
				(struct process_verdict){ .identity = k, .first = i, .gravest = i };
		entries[k].verdict.last = i;
		if (graver(&findings[i], &findings[entries[k].verdict.gravest]))
			entries[k].verdict.gravest = i;
	}
	for (size_t k = 0; k < count; k++) {
		const struct finding *gravest = &findings[entries[k].verdict.gravest];

		entries[k].verdict.verdict = gravest->verdict;
		entries[k].slope = gravest->trend[METRIC_FOOTPRINT].rate;
		entries[k].name = gravest->process->name;
	}
	qsort(entries, count, sizeof *entries, compare);
	for (size_t k = 0; k < count; k++)
		verdicts[k] = entries[k].verdict;
	free(entries);
	return count;
}
