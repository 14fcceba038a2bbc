/* heap_refusal.h - logs that tell the heap of a runtime or a server, and not what is resident. */
#ifndef LEAKLINE_HEAP_REFUSAL_H
#define LEAKLINE_HEAP_REFUSAL_H

#include "../base/span.h"

/* What to record instead of the tool that printed the line; NULL: it is of none of these. */
const char *heap_refusal(struct span line);

#endif
