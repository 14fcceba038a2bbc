/* gate_answer.h - has a run an answer for each name of its gate? Missing data is no pass. */
#ifndef LEAKLINE_GATE_ANSWER_H
#define LEAKLINE_GATE_ANSWER_H

#include <stdbool.h>
#include <stdio.h>

struct analysis;
struct gate;

/* All take a run that was judged. With allow_inconclusive a name without a verdict is answered. A
 * gate that is NULL names nothing. */

/* Lists in analysis->missing the names of the gate that the run lacks, each once. */
void gate_answer_list_missing(const struct gate *gate, struct analysis *analysis);

/* Writes "not in the run: NAME, NAME" and "no verdict: NAME" for the names that are not answered,
 * with the prefix before; skips a name without a verdict that the user also named elsewhere.
 * Returns whether a name is not answered. */
bool gate_answer_tell(const struct gate *gate, const struct analysis *analysis,
	bool allow_inconclusive, FILE *file, const char *before);

/* Prints one line for each name that is not answered. */
void gate_answer_warn(
	const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive);

#endif
