/* table_cycle.c - rows that a loop appended below one header: the same processes, again and again.
 */
#include "table_cycle.h"

#include <stdbool.h>

#include "../facts/facts.h"

/* Of one process alone: threads have the same memory, but for what it takes while ps reads them. */
static bool changes_mostly(const struct facts *facts)
{
	enum { LEAST = 3 };
	size_t changes = 0;

	for (size_t i = 1; i < facts->count; i++)
		changes += facts->processes[i].rss != facts->processes[i - 1].rss;
	return facts->count >= LEAST && changes > facts->count / 2;
}

/* Is each process that of so many rows before? */
static bool comes_again(const struct facts *facts, size_t period)
{
	for (size_t i = period; i < facts->count; i++)
		if (facts->processes[i].pid != facts->processes[i - period].pid)
			return false;
	return true;
}

size_t table_cycle_find(const struct facts *facts, size_t before)
{
	size_t period = 1;

	if (before && comes_again(facts, before))
		return before;
	while (period < facts->count && facts->processes[period].pid != facts->processes[0].pid)
		period++;
	if (2 * period > facts->count || !comes_again(facts, period))
		return 0;
	return period > 1 || changes_mostly(facts) ? period : 0;
}
