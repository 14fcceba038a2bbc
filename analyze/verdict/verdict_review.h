/* verdict_review.h - the last stage: what a verdict must stand before it is said. */
#ifndef LEAKLINE_VERDICT_REVIEW_H
#define LEAKLINE_VERDICT_REVIEW_H

#include "verdict.h"

/*
 * Reviews the findings of all targets: a stable one must have been able to show a leak, and may
 * still become inconclusive; a leak may be provisional (docs/method.md 8, 10). Sets verdict,
 * reason, flags, detectable, rounds_needed.
 */
void verdict_review(const struct processes *processes, const struct verdict_settings *settings,
	const struct verdict_tests *tests, struct finding *findings);

#endif
