/* chart_baseline.h - both runs of a process in one chart (--baseline). */
#ifndef LEAKLINE_CHART_BASELINE_H
#define LEAKLINE_CHART_BASELINE_H

struct plot;
struct compare_row;

/* Growth since the first round, before and now. Writes its script; 0, or -1 with one line said.
 */
int chart_baseline(const struct plot *plot, const struct compare_row *row);

#endif
