/* parse_ps_time.h - what ps tells of a process's time: CPU used (TIME) and when it began (START).
 */
#ifndef LEAKLINE_PARSE_PS_TIME_H
#define LEAKLINE_PARSE_PS_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* Seconds + 1 of TIME: 1:05, 1:05.33, 02:01:05, 3-02:01:05, 16h40, 4d03; 0: none of these. It never
 * falls in one process. */
uint32_t parse_ps_cpu(struct span field);

/* START as one number, 0 where it is empty: of its first word (05:16, 05:16:00, Nov23, 2026). */
uint32_t parse_ps_start(struct span word);

/* The same for lstart: a day of the month and a time. */
uint32_t parse_ps_start_full(struct span day, struct span time);

/* Of two STARTs (0: not told) of one PID, the second of a later table. */
enum ps_starts {
	PS_STARTS_UNKNOWN, /* they cannot be compared, as when ps goes over from 05:16 to Nov23 */
	PS_STARTS_SAME,    /* to two minutes, as clocks are set */
	PS_STARTS_DIFFER
};

/* step (set where they differ): by how much, alike for all processes where it was the clock that
 * jumped. */
enum ps_starts parse_ps_starts(uint32_t before, uint32_t now, uint32_t *step);

/* Is it a day (Nov23) or a year, which says when a process began as long as it lives? */
bool parse_ps_start_is_day(uint32_t start);

/* A column of days, 2026-11-02 or 2026/11/02: its beginning in ms since 1970; -1: it is none. */
int64_t parse_ps_day(struct span field);

/* The same with the time of the day behind it, 08:00:00. */
int64_t parse_ps_daytime(int64_t day_ms, struct span field);

#endif
