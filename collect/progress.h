/* progress.h - the progress line on a terminal: round, first target, what comes next. Without a
 * terminal, one line per round with -v. */
#ifndef LEAKLINE_PROGRESS_H
#define LEAKLINE_PROGRESS_H

#include <stdint.h>

struct soak;

/* Reports that a round is on disk. */
void progress_round(const struct soak *soak, uint32_t number);

/* Draws the line for a wait until deadline_ms, and returns when (monotonic ms) to draw it again. */
int64_t progress_due(struct soak *soak, uint32_t number, int64_t deadline_ms);

/* Draws the line while ACTION runs. */
void progress_action(struct soak *soak, uint32_t number);

/* Erases the line. */
void progress_clear(const struct soak *soak);

#endif
