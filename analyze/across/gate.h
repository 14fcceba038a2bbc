/* gate.h - --gate FILE: budgets and known leaks of single processes. */
#ifndef LEAKLINE_GATE_H
#define LEAKLINE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../base/span.h"

struct analysis;
struct processes;
struct arena;
struct gate;

/*
 * Reads a gate file. Each line is empty, a comment (#), or one of
 *   budget NAME RATE
 *   known NAME until YYYY-MM-DD [below RATE] [# why]
 * NAME is matched as TARGET is; one with blanks or # stands in double quotes, with \" and \\ in
 * them. Gives NULL where the file cannot be read or a line is wrong; each fault is said with its
 * line number.
 */
struct gate *gate_read(const char *path);

/* Takes NULL. */
void gate_free(const struct gate *gate);

/* The budget of each process in KiB a round (< 0: none of its own), in arena; NULL where the gate
 * is NULL or has no budget. */
const double *gate_budgets(const struct gate *gate, const struct processes *processes,
	double round_s, struct arena *arena);

/*
 * Marks the known leaks of a judged run (process_verdict.known): those whose day has not passed at
 * the run's end, and that do not grow faster than their rate.
 */
void gate_mark_known(const struct gate *gate, struct analysis *analysis);

/* Which processes the gate names that a judged run does not have: analysis->missing, each once. */
void gate_mark_missing(const struct gate *gate, struct analysis *analysis);

/* Whether some rate of it goes by time: such a one needs a run with times. */
bool gate_needs_times(const struct gate *gate);

/* Writes "not in the run: NAME" and "no verdict: NAME" for what gate_answered says, behind before;
 * a name without verdict that the user named elsewhere too is left to that. Gives whether there is
 * any. */
bool gate_tell(const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive,
	FILE *file, const char *before);

/*
 * Whether the run can tell of every process that the gate names: says, one line each, which is
 * missing or inconclusive (this is an answer with allow_inconclusive). Missing data is never a
 * pass.
 */
bool gate_answered(
	const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive);

#endif
