/* nameless_turns.h - sums without a name or a date that are of several processes, or of parts of
 * one, in turn. */
#ifndef LEAKLINE_NAMELESS_TURNS_H
#define LEAKLINE_NAMELESS_TURNS_H

#include <stdbool.h>

struct columns;

/* Are the sums that no line names, each taken for a round, those of several: `grep VmRSS` of two
 * processes, `grep Rss` of all mappings? Their values then come again in turn, or are smaller than
 * any process is. After the last fold and before columns_sort, of a log without times. */
bool nameless_turns_are(const struct columns *columns);

#endif
