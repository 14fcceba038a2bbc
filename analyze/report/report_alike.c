/* report_alike.c - siblings: processes of one name of which the same is to be said. */
#include "report_alike.h"

#include <stdlib.h>

#include "../analysis.h"
#include "../base/arena.h"
#include "../wording/wording.h"

/* A verdict with what siblings share. */
struct sibling {
	const struct process_verdict *verdict;
	const struct finding *finding; /* its gravest life */
	size_t at;                     /* its place among the verdicts */
};

static int compare_kinds(const struct sibling *x, const struct sibling *y)
{
	const int differences[] = {
		(x->verdict->verdict > y->verdict->verdict) -
			(x->verdict->verdict < y->verdict->verdict),
		x->verdict->known - y->verdict->known,
		x->verdict->in_group - y->verdict->in_group,
		(x->finding->reason > y->finding->reason) -
			(x->finding->reason < y->finding->reason),
		/* one that is only provisional does not stand for a firm one */
		(x->finding->provisional > y->finding->provisional) -
			(x->finding->provisional < y->finding->provisional),
	};

	for (size_t i = 0; i < sizeof differences / sizeof *differences; i++)
		if (differences[i])
			return differences[i];
	return span_compare(x->finding->process->name, y->finding->process->name);
}

/* Siblings stand together, in the order of the verdicts. */
static int compare_siblings(const void *a, const void *b)
{
	const struct sibling *x = a, *y = b;
	int order = compare_kinds(x, y);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

const struct report_alike *report_alike(struct arena *arena, const struct analysis *analysis)
{
	size_t count = analysis->verdict_count;
	struct sibling *siblings = arena_take_array(arena, count, sizeof *siblings);
	struct report_alike *alike = arena_take_array(arena, count, sizeof *alike);

	for (size_t i = 0; i < count; i++)
		siblings[i] = (struct sibling){ &analysis->verdicts[i],
			wording_gravest(analysis, &analysis->verdicts[i]), i };
	if (count)
		qsort(siblings, count, sizeof *siblings, compare_siblings);
	for (size_t begin = 0, end; begin < count; begin = end) {
		for (end = begin + 1;
			end < count && !compare_kinds(&siblings[begin], &siblings[end]);)
			end++;
		for (size_t i = begin; i < end; i++)
			alike[siblings[i].at] = (struct report_alike){ i - begin, end - 1 - i };
	}
	return alike;
}
