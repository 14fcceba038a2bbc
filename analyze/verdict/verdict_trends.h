/* verdict_trends.h - the finding of each life by its trends alone, without its live heap. */
#ifndef LEAKLINE_VERDICT_TRENDS_H
#define LEAKLINE_VERDICT_TRENDS_H

#include "verdict.h"

struct arena;

/* As verdict_judge(), but asks no live heap: whoever judges a part of a heap calls this. */
void verdict_trends(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings, struct verdict_tests *tests);

#endif
