/* claim_action.h - what the action of a run is called in a title. */
#ifndef LEAKLINE_CLAIM_ACTION_H
#define LEAKLINE_CLAIM_ACTION_H

#include "../analysis.h"

/* The name of an action: arm, as run.info names it; where that is empty or "action", the program
 * that runs, and "action" if that has no name that reads well. Printable, in arena. */
const char *claim_action(struct arena *arena, const struct analysis *analysis, struct span arm);

/* What growth is counted by: "create-delete" for `sh ./create-delete.sh`; "round" for a run without
 * an action, or whose rounds do not run it once each. Printable, in arena. */
const char *claim_action_unit(struct arena *arena, const struct analysis *analysis);

#endif
