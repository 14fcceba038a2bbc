/* columns_twice.h - notices a process that is in one member twice, with other values. */
#ifndef LEAKLINE_COLUMNS_TWICE_H
#define LEAKLINE_COLUMNS_TWICE_H

#include <stdbool.h>
#include <stdint.h>

#include "../kinds.h"

struct pid_columns;
struct process_fact;

/* Is the process already in member `at`, and do the values differ? Then one of the two is of
 * another round, and nobody can tell which: its point is taken out. Call it before the fact is
 * folded, and do not fold it then. */
bool columns_twice(
	struct pid_columns *pid, enum kind kind, const struct process_fact *fact, uint32_t at);

#endif
