/* progress.h - draws a progress bar on a terminal while a run is read. */
#ifndef LEAKLINE_ANALYZE_PROGRESS_H
#define LEAKLINE_ANALYZE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A struct of zeros draws nothing. */
struct progress {
	bool wanted; /* standard error is a terminal, and --quiet is off */
	bool drawn;
	size_t done, total; /* files; total 0: unknown */
	uint32_t round;     /* the last round that was read */
	int64_t next_ms;    /* earliest time of the next drawing: at most ten times a second */
};

/* Starts the bar; total is 0 if the number of files is unknown. */
void progress_begin(struct progress *progress, bool quiet, size_t total);

/* Counts one more file; round: the round of a file that was read before it. */
void progress_step(struct progress *progress, uint32_t round);

/* Erases the bar. */
void progress_end(struct progress *progress);

#endif
