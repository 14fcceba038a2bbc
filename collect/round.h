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
	STEP_NOW /* a second stop signal */,
	STEP_FAILED
};

/* Requests the kinds (bit set) from the source and updates the targets; the data stays in
 * soak->round. */
enum source_status round_snapshot(struct soak *soak, uint32_t number, unsigned kinds);

/* Passes the event lines so far to the store. Returns 0, or -1 after printing one line. */
int round_put_events(struct soak *soak);

/* Takes the snapshot and commits it. STEP_LAST: the run ends here, soak->end is the reason.
 * STEP_DROPPED: only its events are on disk. */
enum step round_take(struct soak *soak, uint32_t number);

#endif
