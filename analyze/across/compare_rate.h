/* compare_rate.h - is one rate other than those before? By the round, or by the hour. */
#ifndef LEAKLINE_COMPARE_RATE_H
#define LEAKLINE_COMPARE_RATE_H

#include <stdbool.h>

#include "compare_row.h"

/* Which rates are compared, and with how many earlier runs. */
struct compare_runs {
	struct analysis *now; /* its arena is used */
	const struct analysis *const *before;
	size_t count; /* of before */
};

/* Did this run by itself show growth: is it a leak, or suspect? */
bool compare_rate_grew(const struct finding *finding);

/* Has the slope a rate that can be compared? */
bool compare_rate_is_known(const struct trend *trend);

/* Fills the difference of one metric; nth: the process is that one of its namesakes. Returns false
 * if no earlier run has it. */
bool compare_rate_difference(const struct compare_runs *runs, const struct compare_row *row,
	enum metric metric, enum compare_unit unit, struct slope_difference *out);

/* A smaller difference of the metric that decides does not matter: KiB a round or hour. before: the
 * earlier rate. */
double compare_rate_margin(const struct analysis *analysis, const struct compare_row *row,
	enum compare_unit unit, double before);

/* The answer by one unit, from a rate whose p_adjusted is set. */
enum compare_verdict compare_rate_verdict(
	const struct compare_row *row, const struct compare_rate *rate, double alpha);

#endif
