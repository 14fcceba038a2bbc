/* report_alike.c - siblings: processes of one name of which the same is to be said. */
#include "report_alike.h"

#include "../analysis.h"
#include "../wording/wording.h"

static bool is_alike(const struct analysis *analysis, size_t i, size_t k)
{
	const struct process_verdict *x = &analysis->verdicts[i], *y = &analysis->verdicts[k];
	const struct finding *of_x = wording_gravest(analysis, x),
			     *of_y = wording_gravest(analysis, y);

	return x->verdict == y->verdict && x->known == y->known && x->in_group == y->in_group &&
	       of_x->reason == of_y->reason && span_equal(of_x->process->name, of_y->process->name);
}

size_t report_alike_before(const struct analysis *analysis, size_t i)
{
	size_t count = 0;

	for (size_t k = 0; k < i; k++)
		count += is_alike(analysis, i, k);
	return count;
}

size_t report_alike_after(const struct analysis *analysis, size_t i)
{
	size_t count = 0;

	for (size_t k = i + 1; k < analysis->verdict_count; k++)
		count += is_alike(analysis, i, k);
	return count;
}
