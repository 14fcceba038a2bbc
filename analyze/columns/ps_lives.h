/*
 * ps_lives.h - detects when a PID in ps belongs to another process than before. There is no start
 * time in ticks: a TIME that falls is proof; START and the name are evidence that a clock change,
 * an exec or a rewritten title may fake.
 */
#ifndef LEAKLINE_PS_LIVES_H
#define LEAKLINE_PS_LIVES_H

#include <stdbool.h>
#include <stdint.h>

#include "columns.h"

struct process_fact;

/* A point of ps with its other values, while points are sorted. */
struct ps_seen {
	uint32_t at;   /* as in every point */
	uint32_t form; /* of the table: different forms are not compared */
	uint32_t cpu;  /* parse_ps_time.h */
	uint32_t said; /* index */
};

/*
 * Takes a row's other values. Call it before its point is added; repeated: the PID already had a
 * row in this member (a thread, or another table). Returns true if all but TIME equals the last
 * row.
 */
bool ps_lives_fold(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at, bool repeated);

/* Does the row have the command, name and user stored for the PID? */
bool ps_lives_are_kept(const struct pid_columns *pid, const struct process_fact *fact);

/* Makes a list of ps_seen, one for each point of ps in reading order, for free(); returns false
 * without a list if all rows are equal. */
bool ps_lives_seen(
	const struct columns *columns, const struct pid_columns *pid, struct point_list *seen);

/*
 * Counts in steps how much START moved at which round, seen being sorted; returns false if it never
 * did. A step that several processes make at once is a clock change.
 */
bool ps_lives_steps(const struct pid_columns *pid, const struct point_list *seen,
	struct index *steps, struct arena *arena);

/* Sets the PID's ps_lives. steps: those of all PIDs. */
void ps_lives_find(struct columns *columns, struct pid_columns *pid, const struct point_list *seen,
	const struct index *steps);

/* The PID's ps life in that round; NULL if it has only one. */
const struct ps_life *ps_lives_at(const struct pid_columns *pid, uint32_t at);

#endif
