/* verdict_settle.h - growth that the curve of a start-up hides. */
#ifndef LEAKLINE_VERDICT_SETTLE_H
#define LEAKLINE_VERDICT_SETTLE_H

#include "verdict_rules.h"

/* If the series slows down by a curve that only its start-up needs, and grows in a line behind it,
 * the trend becomes that of the points behind the first tenth, and its p is doubled, as this is the
 * second question (docs/method.md 5). trend: that of all points of the series, by these settings.
 */
void verdict_settle(const struct series *series, const struct trend_settings *settings,
	struct trend_work *work, struct trend *trend);

#endif
