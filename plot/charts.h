/* charts.h - writes the charts of a run as gnuplot scripts into the report's plots/. */
#ifndef LEAKLINE_CHARTS_H
#define LEAKLINE_CHARTS_H

struct analysis;

/*
 * Writes the scripts of one run into folder/plots (created if missing); with render ("png", "svg",
 * "pdf") also runs gnuplot on each, which puts the picture beside it. Returns 0, or -1 after
 * printing one line.
 */
int charts_write(const struct analysis *analysis, const char *folder, const char *render);

#endif
