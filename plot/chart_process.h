/* chart_process.h - the charts of a single process. Each function writes its script and returns 0,
 * or -1 after printing one line. */
#ifndef LEAKLINE_CHART_PROCESS_H
#define LEAKLINE_CHART_PROCESS_H

struct plot;
struct finding;
struct process_verdict;

/* Private memory above resident memory, with the same KiB per pixel, the fitted trend and its band;
 * all lives of the process, with its restarts marked. */
int chart_process(const struct plot *plot, const struct process_verdict *verdict);

/* The growth of the mapping groups that grew most. */
int chart_mappings(const struct plot *plot, const struct finding *finding);

/* Residuals of the fitted trend, and their autocorrelation. */
int chart_diagnostics(const struct plot *plot, const struct finding *finding);

/* The live heap: bytes in use and free beside RSS and private memory, and the blocks that grew. */
int chart_heap(const struct plot *plot, const struct finding *finding);

/* Memory against actions done, of a run that drew its rounds by lot. */
int chart_attribution(const struct plot *plot, const struct finding *finding);

/* The trend extended to where the memory of the machine is full. */
int chart_forecast(const struct plot *plot, const struct finding *finding);

#endif
