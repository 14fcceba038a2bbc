/* chart_baseline.h - shows both runs of a process in one chart (--baseline). */
#ifndef LEAKLINE_CHART_BASELINE_H
#define LEAKLINE_CHART_BASELINE_H

struct plot;
struct compare_row;

/* Writes the script of the growth since the first round, before and now. Returns 0, or -1 after
 * printing one line. */
int chart_baseline(const struct plot *plot, const struct compare_row *row);

#endif
