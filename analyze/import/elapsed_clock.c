/* elapsed_clock.c - the time of a log's rounds by how long its processes run. */
#include "elapsed_clock.h"

enum { OFFSET = 1 << 30 }; /* starts lie before the first round; 0 means unknown */

int64_t elapsed_clock_take(
	struct elapsed_clock *clock, struct arena *arena, int32_t pid, int64_t elapsed_s)
{
	uint32_t *start = index_at(&clock->starts, arena, (uint32_t)pid);
	int64_t now_s = (int64_t)*start - OFFSET + elapsed_s;

	if (elapsed_s < 0 || elapsed_s >= OFFSET)
		return clock->now_s * 1000;
	/* a new process, or another with the PID of one that ended, tells nothing yet; ps cuts off
	 * parts of a second, so that two may disagree by one */
	if (!*start || now_s < clock->now_s - 1 || now_s >= OFFSET)
		*start = (uint32_t)(OFFSET + clock->now_s - elapsed_s);
	else if (now_s > clock->now_s)
		clock->now_s = now_s;
	return clock->now_s * 1000;
}
