/* verdict_heap_decide.h - what the live heap of a life changes in its verdict (docs/method.md 15).
 */
#ifndef LEAKLINE_VERDICT_HEAP_DECIDE_H
#define LEAKLINE_VERDICT_HEAP_DECIDE_H

#include "verdict.h"

/* Changes verdict, reason and what goes with them in a finding whose heap has been judged
 * (finding->heap); leaves it alone where no heap was read, where the life does not count, and where
 * the clock was set. */
void verdict_heap_decide(struct finding *finding, const struct verdict_settings *settings);

#endif
