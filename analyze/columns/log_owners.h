/* log_owners.h - numbers for processes of a log that no PID tells apart: those of containers, hosts
 * and names. */
#ifndef LEAKLINE_LOG_OWNERS_H
#define LEAKLINE_LOG_OWNERS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/index.h"

struct columns;
struct facts;
struct notes;
struct process_fact;

/* All zero to begin; memory is the arena's. */
/* A process that got another number, as its PID was that of an earlier one. */
struct log_other {
	int32_t number, pid;
	struct span owner;
};

enum { LOG_OTHERS = 16 };

struct log_owners {
	struct log_other others[LOG_OTHERS]; /* the first of them, for notes */
	size_t other_count;
	struct intern_table texts;
	struct index numbers; /* owner and PID -> the PID in reports */
	struct index taken;   /* PIDs that belong to an owner */
	struct index again;   /* PID in reports -> readings that its round had already */
	uint32_t count;
	bool unnumbered; /* some have no PID */
	bool shared;     /* two share one */
	uint64_t twice;  /* readings that occurred twice in a round */
};

/* Gives each fact with an owner its PID in reports. */
void log_owners_number(struct log_owners *owners, struct arena *arena, const struct facts *facts);

/* The round has another value of the same process. counts: they may be two processes that nothing
 * tells apart. */
void log_owners_again(struct log_owners *owners, struct arena *arena,
	const struct process_fact *fact, bool counts);

/* After the last fact: drops processes that are two in many rounds, and notes how the others were
 * told apart. True: some were dropped. */
bool log_owners_finish(
	const struct log_owners *owners, struct columns *columns, struct notes *notes);

#endif
