/* name_match.h - does a name from the user match this process? The collector's rule for TARGET, on
 * a run's data. */
#ifndef LEAKLINE_NAME_MATCH_H
#define LEAKLINE_NAME_MATCH_H

#include <stdbool.h>

#include "../base/span.h"
#include "processes.h"

/*
 * True if wanted is the PID, or equals the process's name (comm; one cut at 15 bytes by the kernel
 * matches if wanted starts with it), the first word of its command line, or that word's base name.
 */
bool name_matches(const struct process *process, struct span wanted);

#endif
