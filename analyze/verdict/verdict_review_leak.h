/* verdict_review_leak.h - the checks that a leak must stand. */
#ifndef LEAKLINE_VERDICT_REVIEW_LEAK_H
#define LEAKLINE_VERDICT_REVIEW_LEAK_H

#include "verdict_review_life.h"

/* Checks a leak: one that has come to rest becomes inconclusive, others may become provisional.
 * Sets awaits_collection and last_to_middle, too. */
void verdict_review_leak(const struct verdict_review_life *life);

#endif
