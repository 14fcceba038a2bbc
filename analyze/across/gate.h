/* gate.h - judges a run by the rules of a gate: budgets and known leaks of single processes. */
#ifndef LEAKLINE_GATE_H
#define LEAKLINE_GATE_H

#include <stdbool.h>

#include "../metrics.h"

struct analysis;
struct arena;
struct gate;
struct gate_rule;
struct process;

/* Does the rule's name match the process, or a cgroup by the last part of its path? */
bool gate_concerns(const struct gate_rule *rule, const struct process *process);

/* Below, a gate that is NULL has no rules. */

/* The budget of each process for METRIC_FOOTPRINT or METRIC_HEAP in KiB per round (< 0: none of its
 * own), in arena, as many as there are processes; NULL if the gate is NULL. */
const double *gate_budgets(const struct gate *gate, enum metric metric,
	const struct analysis *analysis, struct arena *arena);

/* The budget of each key of the system (SYSTEM_KEYS of them; < 0: none) in KiB, or a count, per
 * round, in arena; NULL if the gate is NULL. round_s: the seconds of a round, for rates per time.
 */
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

#endif
