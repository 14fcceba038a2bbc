/* progress.h - the line on a terminal: round, first target, what comes next. Without a terminal a
 * line a round with -v. */
#ifndef LEAKLINE_PROGRESS_H
#define LEAKLINE_PROGRESS_H

#include <stdint.h>

struct soak;

/* A round is on disk. */
void progress_round(const struct soak *soak, uint32_t number);

/* Draws the line for a wait until deadline_ms, and gives the time (monotonic ms) at which it wants
 * to be drawn again. */
int64_t progress_due(struct soak *soak, uint32_t number, int64_t deadline_ms);

/* Draws the line while ACTION runs. */
void progress_action(struct soak *soak, uint32_t number);

/* Erases the line. */
void progress_clear(const struct soak *soak);

#endif
