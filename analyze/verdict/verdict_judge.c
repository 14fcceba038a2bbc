/* verdict_judge.c - the finding of each life: what its trends say, then what its live heap says. */
#include "verdict.h"

#include "verdict_heap.h"
#include "verdict_trends.h"

void verdict_judge(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings, struct verdict_tests *tests)
{
	verdict_trends(processes, settings, arena, findings, tests);
	verdict_heap(processes, settings, arena, findings);
}
