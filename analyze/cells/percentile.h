/* percentile.h - rss_p50, p95_rss: names of percentiles of memory. */
#ifndef LEAKLINE_PERCENTILE_H
#define LEAKLINE_PERCENTILE_H

#include "column_known.h"

/* Is what stands beside the name of memory a percentile that people take? p7 is a process. */
bool percentile_is(const struct column_name *name);

#endif
