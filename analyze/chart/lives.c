/* lives.c - lists the lives of a process in chronological order. */
#include "lives.h"

#include "../analysis.h"

struct lives lives_of(struct arena *arena, const struct analysis *analysis, size_t identity)
{
	struct lives lives = {
		arena_take_array(arena, analysis->processes.target_count, sizeof *lives.items), 0
	};

	for (size_t i = 0; i < analysis->processes.target_count; i++)
		if (analysis->processes.items[i].identity == identity)
			lives.items[lives.count++] = &analysis->findings[i];
	return lives;
}
