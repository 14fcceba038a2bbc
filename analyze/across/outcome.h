/* outcome.h - what the verdicts of a run mean for the exit status, and what decided it. */
#ifndef LEAKLINE_OUTCOME_H
#define LEAKLINE_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>

#include "../verdict/verdict.h"

struct analysis;
struct arena;

/* Needs all of the analysis but its outcome. */
struct outcome outcome_of(const struct analysis *analysis, struct arena *arena);

/* What a leak or suspect means by itself: is it what --fail-on asks for? */
bool outcome_fails(const struct analysis *analysis, const struct process_verdict *verdict);

/* Is it a leak that only a longer or warmer run can prove: neither a pass nor a failure? */
bool outcome_is_open(const struct analysis *analysis, const struct process_verdict *verdict);

/* Is it suspect by one kind of memory, while the file that tells the other could not be read? */
bool outcome_is_half_seen(const struct analysis *analysis, const struct process_verdict *verdict);

/* Was anything judged: is one of its verdicts none of inconclusive? */
bool outcome_is_judged(const struct outcome *outcome);

/* The graver of two statuses. */
enum exit_status outcome_graver(enum exit_status a, enum exit_status b);

#endif
