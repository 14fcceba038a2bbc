/* chart_system.h - charts of all targets of a run. Each writes its script and gives 0, or -1
 * with one line said. */
#ifndef LEAKLINE_CHART_SYSTEM_H
#define LEAKLINE_CHART_SYSTEM_H

struct plot;

/* Small multiples: the growth of every target since its first round, on one scale. */
int chart_overview(const struct plot *plot);

/* Resident memory of every target, start to end. */
int chart_start_end(const struct plot *plot);

#endif
