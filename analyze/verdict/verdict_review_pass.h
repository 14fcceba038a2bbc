/* verdict_review_pass.h - the checks that a pass must stand. */
#ifndef LEAKLINE_VERDICT_REVIEW_PASS_H
#define LEAKLINE_VERDICT_REVIEW_PASS_H

#include "verdict_review_life.h"

/* Checks a stable life; sets detectable. One that does not stand becomes inconclusive. Growth
 * within the budget may continue: of that only the least leak is asked that would have shown. */
void verdict_review_pass(const struct verdict_review_life *life);

#endif
