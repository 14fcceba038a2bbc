/* round.h - one round: snapshot, events, commit. */
#ifndef LEAKLINE_ROUND_H
#define LEAKLINE_ROUND_H

#include <stdint.h>

#include "soak.h"

/* Requests the kinds (bit set) from the source and updates the targets; the data stays in
 * soak->round. */
enum source_status round_snapshot(struct soak *soak, uint32_t number, unsigned kinds);

/* Passes the event lines so far to the store. Returns 0, or -1 after printing one line. */
int round_put_events(struct soak *soak);

/* Takes the snapshot and commits it. STEP_LAST: the run ends here, soak->end is the reason.
 * STEP_DROPPED: only its events are on disk. */
enum step round_take(struct soak *soak, uint32_t number);

#endif
