/* verdict_review.h - the last stage: the checks that a verdict must pass before it is reported. */
#ifndef LEAKLINE_VERDICT_REVIEW_H
#define LEAKLINE_VERDICT_REVIEW_H

#include "verdict.h"

/*
 * Reviews the findings of all targets. A stable one must have been able to show a leak, else it
 * becomes inconclusive; a leak may become provisional (docs/method.md 8, 10). Sets verdict,
 * reason, provisional, flags, detectable, rounds_needed. findings: processes->count entries in
 * their order; tests: how many the p-values were corrected for.
 */
void verdict_review(const struct processes *processes, const struct verdict_settings *settings,
	const struct verdict_tests *tests, struct finding *findings);

#endif
