/* round.h - one round: snapshot, events, commit. */
#ifndef LEAKLINE_ROUND_H
#define LEAKLINE_ROUND_H

#include <stdint.h>

#include "source/source.h"

struct soak;

/* How a step ended. */
enum step {
	STEP_GOOD,
	STEP_LAST /* the run ends in order */,
	STEP_DROPPED,
	STEP_NOW /* a second signal */,
	STEP_FAILED
};

/* Asks the source for the kinds (bit set) and tells the targets; what it gives stays in
 * soak->round. */
enum source_status round_snapshot(struct soak *soak, uint32_t number, unsigned kinds);

/* Hands the lines of events so far to the store. 0, or -1 after printing one line. */
int round_put_events(struct soak *soak);

/* The snapshot and its commit. STEP_LAST: it was the last one, soak->end says why. STEP_DROPPED: it
 * is not on disk, its events are. */
enum step round_take(struct soak *soak, uint32_t number);

#endif
