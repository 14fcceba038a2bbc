/* verdict_revise.h - a verdict is taken back, or stands for the time being. */
#ifndef LEAKLINE_VERDICT_REVISE_H
#define LEAKLINE_VERDICT_REVISE_H

#include "verdict.h"

/* Makes a verdict inconclusive for this reason; a run twice as long may tell. */
void verdict_revise_doubt(struct finding *finding, enum verdict_reason reason);

/* Sets what a leak is provisional for, and the flag that goes with it. */
void verdict_revise_provisional(struct finding *finding, enum provisional provisional);

#endif
