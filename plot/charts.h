/* charts.h - the table of charts, written as gnuplot scripts into the report's plots/. */
#ifndef LEAKLINE_CHARTS_H
#define LEAKLINE_CHARTS_H

struct analysis;

/*
 * Writes the scripts of one run into folder/plots (made if need be); with render ("png", "svg",
 * "pdf") runs gnuplot on each, the picture beside it. Gives 0, or -1 with one line said.
 */
int charts_write(const struct analysis *analysis, const char *folder, const char *render);

#endif
