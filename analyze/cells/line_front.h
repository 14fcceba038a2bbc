/* line_front.h - the PID that stands in front of the values of a line, or at its end. */
#ifndef LEAKLINE_LINE_FRONT_H
#define LEAKLINE_LINE_FRONT_H

#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

enum { LINE_FRONTS = 2, LINE_SHORT_FRONTS = LINE_FRONTS + 1 };

/* Which of the numbers in front of what a line tells of memory, from 0 on, that may be a PID: 4711
 * of `web/4711 rss=9kB`, `4711#0: rss: 9 kB`; of LINE_FRONTS that at its end, as in `rss=9kB
 * web[4711]`; from LINE_SHORT_FRONTS on the same again, of fewer digits too: job-1. 0: there are
 * not so many. *name: the word in front of it, or empty. */
int32_t line_front_pid(struct span line, size_t place, struct span *name);

#endif
