/* fleet_outcome.h - what the runs of a table mean together for the exit status, and what decided
 * it. */
#ifndef LEAKLINE_FLEET_OUTCOME_H
#define LEAKLINE_FLEET_OUTCOME_H

#include <stdbool.h>

#include "../verdict/verdict.h"

struct analyze_options;
struct arena;
struct fleet;

/* The counts of all runs; and the exit status of a merge, in which no run was judged here. The
 * verdicts must have been corrected (fleet_correct). decided is "". */
struct outcome fleet_outcome(const struct fleet *fleet, const struct analyze_options *options);

/* What decided outcome->status beside the verdicts that are counted, or "": printable, constant or
 * in the arena. any_unread: files of a run could not be read. */
const char *fleet_outcome_decided(const struct fleet *fleet, const struct analyze_options *options,
	const struct outcome *outcome, bool any_unread, struct arena *arena);

#endif
