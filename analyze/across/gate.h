/* gate.h - --gate FILE: budgets and known leaks of single processes. */
#ifndef LEAKLINE_GATE_H
#define LEAKLINE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "../base/span.h"
#include "../metrics.h"

struct analysis;
struct arena;
struct gate;

/*
 * Reads a gate file. Each line is empty, a comment (#), or one of
 *   budget NAME [memory|heap|fds|threads] RATE
 *   budget system KEY RATE
 *   budget group:NAME [memory|fds|threads] RATE
 *   known NAME [memory|heap|fds|threads] until YYYY-MM-DD [below RATE] [# why]
 * NAME is matched as TARGET is; one with blanks or # is double-quoted, with \" and \\ inside.
 * Returns NULL if the file cannot be read or a line is wrong, after printing one line for each
 * fault, with its line number.
 */
struct gate *gate_read(const char *path);

/* Accepts NULL. */
void gate_free(const struct gate *gate);

/* Each process's budget of METRIC_FOOTPRINT or METRIC_HEAP in KiB per round (< 0: none of its own),
 * in arena; NULL if the gate is NULL or has no budget. */
const double *gate_budgets(const struct gate *gate, enum metric metric,
	const struct analysis *analysis, struct arena *arena);

/* The budget of each key of the system (SYSTEM_KEYS of them; < 0: none), in arena; NULL if the gate
 * is NULL. */
const double *gate_system_budgets(const struct gate *gate, double round_s, struct arena *arena);

/* Marks the system's numbers that have a budget, those that are beyond it, and those for which that
 * is unknown. */
void gate_mark_system(const struct gate *gate, struct analysis *analysis);

/*
 * Marks the known leaks of a judged run (process_verdict.known): those whose date had not passed at
 * the run's end and that grow no faster than their rate.
 */
void gate_mark_known(const struct gate *gate, struct analysis *analysis);

/* Marks the processes whose threads or descriptors grow beyond their budget, or for which that is
 * unknown (process_verdict.over, .unseen). */
void gate_mark_counts(const struct gate *gate, struct analysis *analysis);

/* Lists the gate's processes that a judged run lacks in analysis->missing, each once. */
void gate_mark_missing(const struct gate *gate, struct analysis *analysis);

/* Is one of its rates per time? Then it needs a run with times. */
bool gate_needs_times(const struct gate *gate);

/* Writes "not in the run: NAME" and "no verdict: NAME" for what gate_answered reports, with the
 * prefix before; skips a name without verdict that the user also named elsewhere. Returns whether
 * it wrote any. */
bool gate_tell(const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive,
	FILE *file, const char *before);

/*
 * Has the run an answer for every process of the gate? Prints one line for each that is missing or
 * inconclusive (with allow_inconclusive the latter is an answer). Missing data is never a pass.
 */
bool gate_answered(
	const struct gate *gate, const struct analysis *analysis, bool allow_inconclusive);

#endif
