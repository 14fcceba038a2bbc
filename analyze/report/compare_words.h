/* compare_words.h - how one process compares with earlier runs, in words. */
#ifndef LEAKLINE_COMPARE_WORDS_H
#define LEAKLINE_COMPARE_WORDS_H

#include "../across/compare.h"

struct arena;

/* Returns the sentence of a row, without its name: how much the process grew, how fast it grows,
 * and what that means. The string is in arena. */
const char *compare_words_because(struct arena *arena, const struct compare_row *row);

/* " is fixed: 24.0 KiB a round before, 0.1 now": what a chart's title says behind the name, with
 * the blank or colon in front. In arena, or a constant. */
const char *compare_words_claim(struct arena *arena, const struct compare_row *row);

/* "by the round, but same by the hour": a verdict that the other unit does not share does not stand
 * alone. NULL: it is shared. */
const char *compare_words_but(struct arena *arena, const struct compare_row *row);

/* What it is in the other unit, where rounds last unequally long, and what it means if the two
 * disagree ("warning: ..."); NULL where they last as long. No names. */
const char *compare_words_lengths(struct arena *arena, const struct compare_row *row);

/* What a process's absence from this run means, by its verdict in the baseline. A constant. */
const char *compare_words_missing(const struct compare_missing *missing);

#endif
