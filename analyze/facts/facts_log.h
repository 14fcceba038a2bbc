/* facts_log.h - facts of other tools' logs: readers for the table of kinds. */
#ifndef LEAKLINE_FACTS_LOG_H
#define LEAKLINE_FACTS_LOG_H

#include "facts.h"

void facts_of_atop(struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_mprof(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);
void facts_of_psrecord(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

void facts_of_readings(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

#endif
