/* name_match.h - does a name that a user gave mean this process: the collector's rule for TARGET,
 * on what a run tells. */
#ifndef LEAKLINE_NAME_MATCH_H
#define LEAKLINE_NAME_MATCH_H

#include <stdbool.h>

#include "../base/span.h"
#include "processes.h"

/*
 * True where wanted is the PID, or equals the process's name (comm; one cut at 15 bytes by the
 * kernel counts where it is the beginning of wanted), the first word of its command line, or that
 * word's base name.
 */
bool name_matches(const struct process *process, struct span wanted);

#endif
