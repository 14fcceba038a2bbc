/* line_elapsed.h - how long a program runs, in front of a line: [60s], 60 s |, [   60.000]. */
#ifndef LEAKLINE_LINE_ELAPSED_H
#define LEAKLINE_LINE_ELAPSED_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* What such fronts do over the lines that were seen, in their order. All zero to begin. */
struct line_elapsed {
	int64_t last_ms;
	uint64_t rises;
	bool falls;
};

/* ms since the beginning; -1: the line has no such front. */
int64_t line_elapsed_read(struct span line);

void line_elapsed_see(struct line_elapsed *seen, struct span line);

/* Do they only rise, so that they are times, and not how long something took? */
bool line_elapsed_counts(const struct line_elapsed *seen);

#endif
