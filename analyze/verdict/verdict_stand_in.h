/* verdict_stand_in.h - judges numbers that are no process's memory as if they were: numbers of the
 * system, of processes, of a cgroup. */
#ifndef LEAKLINE_VERDICT_STAND_IN_H
#define LEAKLINE_VERDICT_STAND_IN_H

#include "verdict.h"

struct arena;

/* Numbers that are judged together, and corrected for each other. */
struct stand_ins {
	struct processes judged;
	struct finding *findings;         /* of each, once they are judged */
	struct verdict_settings settings; /* for these: without the budgets of processes */
	double unit;                      /* the step in which they grow */
	struct arena *arena;
};

/* What the numbers are: counts have the floor of counts, and their level is no measure of what
 * matters. */
enum stand_in_unit { STAND_IN_KIB, STAND_IN_COUNTS };

/* An empty list with room for that many; all memory is in arena. */
struct stand_ins verdict_stand_in_list(size_t room, enum stand_in_unit unit,
	const struct verdict_settings *settings, struct arena *arena);

/* Appends a number, as a process that has it as its memory, both resident and private. Returns
 * where its finding will be. */
const struct finding *verdict_stand_in_add(
	struct stand_ins *list, struct span name, const struct series *series);

/* Fills the findings. */
void verdict_stand_in_judge(const struct stand_ins *list);

#endif
