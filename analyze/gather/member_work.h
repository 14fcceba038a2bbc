/* member_work.h - what a worker does with one member: from its bytes to facts about processes. */
#ifndef LEAKLINE_MEMBER_WORK_H
#define LEAKLINE_MEMBER_WORK_H

#include <stdint.h>

#include "worker.h"

/* Reads and parses that member; import: the user's description of it. */
void member_work(struct worker *worker, struct run_member *member, const struct run_input *input,
	const struct import_spec *import);

/* The only PID in the current member; -1: none, or several. */
int64_t member_work_only_pid(const struct worker *worker);

/* Frees all except the lists of mapping groups, to which the columns point. */
void member_work_free(struct worker *worker);

#endif
