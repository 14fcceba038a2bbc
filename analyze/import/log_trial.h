/* log_trial.h - the first lines of a log, read as a trial: do they give memory, and what are they
 * if not. */
#ifndef LEAKLINE_LOG_TRIAL_H
#define LEAKLINE_LOG_TRIAL_H

#include <stdbool.h>

#include "../base/arena.h"
#include "../base/span.h"

/* Does one of the first lines of a log give memory of a process? */
bool log_trial_known(struct span text);

/* A sentence that says what a text is that no form can read, and how it can be read or recorded.
 * Made in the arena; never NULL; it quotes the first line that was not understood. */
const char *log_trial_hint(struct span text, struct arena *arena);

#endif
