/* report_alike.h - siblings: processes of one name of which the same is to be said. */
#ifndef LEAKLINE_REPORT_ALIKE_H
#define LEAKLINE_REPORT_ALIKE_H

#include <stddef.h>

struct analysis;

/* How many verdicts before number i (after: behind it) are like it: the same name, verdict and
 * reason. Verdicts are in the order of their rates, so the first of them has the greatest. */
size_t report_alike_before(const struct analysis *analysis, size_t i);
size_t report_alike_after(const struct analysis *analysis, size_t i);

#endif
