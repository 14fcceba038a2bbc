/* chart_system.h - charts of all targets of a run. Each function writes its script and returns 0,
 * or -1 after printing one line. */
#ifndef LEAKLINE_CHART_SYSTEM_H
#define LEAKLINE_CHART_SYSTEM_H

struct plot;

/* Small multiples: the growth of every target since its first round, on one scale. */
int chart_overview(const struct plot *plot);

/* Resident memory of every target at start and end. */
int chart_start_end(const struct plot *plot);

#endif
