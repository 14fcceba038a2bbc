/* quantity.h - parses the numbers on the command line and in gate files: counts, probabilities,
 * rates. Strict: the whole text must match. */
#ifndef LEAKLINE_QUANTITY_H
#define LEAKLINE_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum rate_unit { RATE_PER_ROUND, RATE_PER_SECOND };

/* KiB per round, or KiB per second (converted with the median duration of a round). */
struct rate {
	bool given;
	double kib;
	enum rate_unit per;
};

/* RATE: a number with B, K, M or G (1024 each), then /round, /s, /m, /min, /h or /d, with a whole
 * number before the unit if there are several (/5min, /10round). Returns false for anything else.
 */
bool quantity_rate(struct span text, struct rate *rate);

/* What is wrong with a text that is no rate: a constant text for a message. */
const char *quantity_rate_fault(struct span text);

/* As quantity_rate, for a count: a plain number, as in 0.1/round; rate->kib is the count. */
bool quantity_count_rate(struct span text, struct rate *rate);

/* Converts a rate to KiB per round, in a run whose median round lasts round_s seconds; returns a
 * number < 0 if that is unknown. */
double quantity_per_round(const struct rate *rate, double round_s);

/* A whole number from low to high. */
bool quantity_count(struct span text, uint64_t low, uint64_t high, uint64_t *value);

/* A probability above 0 and below 1. */
bool quantity_probability(struct span text, double *value);

#endif
