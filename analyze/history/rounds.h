/* rounds.h - whole snapshots in order, each with its place on the time axis. */
#ifndef LEAKLINE_ROUNDS_H
#define LEAKLINE_ROUNDS_H

#include <stddef.h>
#include <stdint.h>

/* One whole snapshot. */
struct round {
	uint32_t number;
	int64_t time_ms;    /* UTC since 1970, of the file names; -1 not told */
	int64_t uptime_ms;  /* CLOCK_BOOTTIME of its round event; -1 not told */
	double elapsed_s;   /* since the run's first round, by uptime, else (or where that falls) by time; NaN-free, 0 if unknown */
	uint32_t kinds;     /* bit set of 1u << enum kind */
};

#endif
