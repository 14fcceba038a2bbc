/* compare_names.h - which process of an earlier run is the one of this run? */
#ifndef LEAKLINE_COMPARE_NAMES_H
#define LEAKLINE_COMPARE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "../analysis.h"

/* The name that a process of an earlier run has now: --map OLD=NEW. */
struct span compare_names_now(const struct analysis *run, struct span name);

/* The worst life of the process that has that name now; of several simultaneous ones the nth (only
 * their name is the same). is_before: the run is a baseline. NULL: it has none. */
const struct finding *compare_names_find(
	const struct analysis *run, bool is_before, struct span name, size_t nth);

/* How many processes of that name precede the finding's: the second of two is compared with the
 * second. */
size_t compare_names_number(const struct analysis *run, const struct finding *finding);

#endif
