/* progress.h - a bar on a terminal while a run is read. */
#ifndef LEAKLINE_ANALYZE_PROGRESS_H
#define LEAKLINE_ANALYZE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zero draws nothing. */
struct progress {
	bool wanted; /* standard error is a terminal, and nobody asked for quiet */
	bool drawn;
	size_t done, total; /* files; total 0: not known */
	uint32_t round;     /* the last that was met */
	int64_t next_ms;    /* when it may be drawn again: ten times a second at most */
};

/* Begins; total 0 where the number of files is not known. */
void progress_begin(struct progress *progress, bool quiet, size_t total);

/* One file more; round: of one that was read before it. */
void progress_step(struct progress *progress, uint32_t round);

/* Erases the bar. */
void progress_end(struct progress *progress);

#endif
