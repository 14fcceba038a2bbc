/* percentile.c - names of percentiles. */
#include "percentile.h"

bool percentile_is(const struct column_name *name)
{
	static const char *const names[] = { "p5", "p10", "p25", "p50", "p75", "p80", "p90", "p95",
		"p98", "p99", "p999", NULL };

	return span_is_one_of(span_of(name->subject), names);
}
