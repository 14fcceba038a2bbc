/* headless_trend.h - how the numbers of a column without a name go on from row to row. */
#ifndef LEAKLINE_HEADLESS_TREND_H
#define LEAKLINE_HEADLESS_TREND_H

#include <stddef.h>

#include "../base/span.h"

/* The most numbers of a row between blanks that are looked at. */
enum { HEADLESS_NUMBERS = 5 };

/* A number of a row, with its unit where it has one. */
struct headless_number {
	double value;
	bool is_whole, has_unit;
};

enum headless_trend {
	HEADLESS_FALLS, /* somewhere: PIDs of several processes come again */
	HEADLESS_SAME,  /* throughout, as the PID of one process */
	HEADLESS_RISES  /* and never falls, as time */
};

/* The leading numbers of a row between blanks, at most HEADLESS_NUMBERS; *behind: what follows
 * them. */
size_t headless_trend_numbers(
	struct span row, struct headless_number *numbers, struct span *behind);

/* The trend of a column over the first rows of the text. separator: between its cells; a blank: any
 * number of blanks, behind a date where one is in front. */
enum headless_trend headless_trend_find(struct span text, char separator, size_t column);

#endif
