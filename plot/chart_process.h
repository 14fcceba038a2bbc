/* chart_process.h - the charts of a single process. Each writes its script and gives 0, or -1
 * with one line said. */
#ifndef LEAKLINE_CHART_PROCESS_H
#define LEAKLINE_CHART_PROCESS_H

struct plot;
struct finding;
struct process_verdict;

/* Private memory over resident memory, the same KiB a pixel, with the fitted trend and its band;
 * all lives of the process, its restarts marked. */
int chart_process(const struct plot *plot, const struct process_verdict *verdict);

/* Growth of the groups of mappings that grew most. */
int chart_mappings(const struct plot *plot, const struct finding *finding);

/* Residuals of the fitted trend, and their autocorrelation. */
int chart_diagnostics(const struct plot *plot, const struct finding *finding);

/* The line continued to where the memory of the machine ends. */
int chart_forecast(const struct plot *plot, const struct finding *finding);

#endif
