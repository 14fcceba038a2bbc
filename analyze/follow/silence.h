/* silence.h - how long a run may be without a new round until its watching ends. */
#ifndef LEAKLINE_FOLLOW_SILENCE_H
#define LEAKLINE_FOLLOW_SILENCE_H

#include <stdint.h>

#include "../base/span.h"

/* What is known of the time between two rounds. */
struct silence {
	int64_t round_ms; /* in the rounds so far; 0: there are not two of them */
	int64_t told_ms;  /* interval_ms of run.info; -1: it has none, or is not there yet */
};

/* interval_ms as run.info has it; -1: that is no number. */
int64_t silence_told(struct span value);

/* Milliseconds. */
int64_t silence_ms(const struct silence *silence);

/* "ten intervals", or how long that is where the interval is not known. A constant. */
const char *silence_words(const struct silence *silence);

#endif
