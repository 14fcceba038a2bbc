/*
 * ps_lives.h - where a PID that ps shows is another process than before. There is no start time in
 * ticks: TIME that falls is proof; START and the name are evidence, that a clock being set, an exec
 * or a rewritten title may feign.
 */
#ifndef LEAKLINE_PS_LIVES_H
#define LEAKLINE_PS_LIVES_H

#include <stdbool.h>
#include <stdint.h>

#include "columns.h"

struct process_fact;

/* A point of ps with what was told beside its size, while points are put into order. */
struct ps_seen {
	uint32_t at;   /* as that of all points */
	uint32_t form; /* of the table: others are not compared */
	uint32_t cpu;  /* parse_ps_time.h */
	uint32_t said; /* index */
};

/*
 * Takes what a row says beside its size. To be called before its point is added; repeated: the PID
 * had a row in this member already (a thread, or another table). True: but for TIME it is what the
 * last row said.
 */
bool ps_lives_fold(struct columns *columns, struct pid_columns *pid,
	const struct process_fact *fact, uint32_t at, bool repeated);

/* Does the row tell the command, name and user that are kept of the PID? */
bool ps_lives_are_kept(const struct pid_columns *pid, const struct process_fact *fact);

/* A list of ps_seen, one for each point of ps in the order of reading, for free(); false: all rows
 * tell the same, there is none. */
bool ps_lives_seen(
	const struct columns *columns, const struct pid_columns *pid, struct point_list *seen);

/*
 * Counts in steps by how much START moved at which round, seen being in order; false: in none. A
 * step that several processes make at once is one of the clock.
 */
bool ps_lives_steps(const struct pid_columns *pid, const struct point_list *seen,
	struct index *steps, struct arena *arena);

/* Sets the PID's ps_lives. steps: of all PIDs. */
void ps_lives_find(struct columns *columns, struct pid_columns *pid, const struct point_list *seen,
	const struct index *steps);

/* The life of ps that the PID has in that round; NULL: it has but one. */
const struct ps_life *ps_lives_at(const struct pid_columns *pid, uint32_t at);

#endif
