/* told_refusal.h - logs of runtimes, servers and devices that are known by a text in a line, and
 * tell something else than resident memory. */
#ifndef LEAKLINE_TOLD_REFUSAL_H
#define LEAKLINE_TOLD_REFUSAL_H

#include <stdbool.h>

#include "../base/span.h"

/* What to record instead; NULL: no such text is in the line. */
const char *told_refusal(struct span line);

/* Has the line such a text though its sizes look like those of a process? */
bool told_refusal_looks_read(struct span line);

#endif
