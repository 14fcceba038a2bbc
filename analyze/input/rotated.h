/* rotated.h - operands that are the parts of one log: app.log, app.log.1, app.log.2.gz; and
 * mem-2026-11-01.csv, mem-2026-11-02.csv. */
#ifndef LEAKLINE_ROTATED_H
#define LEAKLINE_ROTATED_H

#include <stddef.h>

/* Moves the files that are parts of the same log as the first of the paths to its side, in their
 * order, and gives how many these are, the first included: files of one folder whose names differ
 * in what logrotate puts behind them, or in the date in front of the same extension. */
size_t rotated_gather(const char **paths, size_t count);

/* The name of the log whose part a path is: without its number, its date and its compression. The
 * caller frees it. */
char *rotated_name(const char *path);

#endif
