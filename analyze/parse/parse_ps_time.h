/* parse_ps_time.h - a process's times in ps: CPU used (TIME) and start (START). */
#ifndef LEAKLINE_PARSE_PS_TIME_H
#define LEAKLINE_PARSE_PS_TIME_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

/* Is it written as a time: [d-]h:mm:ss, m:ss, 12h34, 4d03? */
bool parse_ps_is_time(struct span field);

/* TIME as seconds + 1: 1:05, 1:05.33, 02:01:05, 3-02:01:05, 16h40, 4d03; 0: none of these. It never
 * falls within one process. */
uint32_t parse_ps_cpu(struct span field);

/* etime, [[d-]hh:]mm:ss, or etimes, seconds: in seconds; -1: it is neither. */
int64_t parse_ps_elapsed(struct span field);

/* The first word of START (05:16, 05:16:00, Nov23, 2026) as one number; 0 if empty. */
uint32_t parse_ps_start(struct span word);

/* The same for lstart: a day of the month and a time. */
uint32_t parse_ps_start_full(struct span day, struct span time);

/* Two STARTs (0: unknown) of one PID, the second from a later table. */
enum ps_starts {
	PS_STARTS_UNKNOWN, /* not comparable, as when ps changes from 05:16 to Nov23 */
	PS_STARTS_SAME,    /* within two minutes, for clock adjustments */
	PS_STARTS_DIFFER
};

/* step (set if they differ): the difference, equal for all processes if the clock jumped. */
enum ps_starts parse_ps_starts(uint32_t before, uint32_t now, uint32_t *step);

/* Is it a day (Nov23) or a year, which ps shows for the rest of the process's life? */
bool parse_ps_start_is_day(uint32_t start);

/* A date, 2026-11-02 or 2026/11/02: its start in ms since 1970; -1: it is none. */
int64_t parse_ps_day(struct span field);

/* The same plus a time of day, 08:00:00. */
int64_t parse_ps_daytime(int64_t day_ms, struct span field);

#endif
