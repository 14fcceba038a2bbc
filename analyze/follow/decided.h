/* decided.h - has a run that is still being written been decided? The rule of docs/method.md 17. */
#ifndef LEAKLINE_DECIDED_H
#define LEAKLINE_DECIDED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../verdict/verdict.h"

struct analysis;

/* What was said of one process at the looks so far. */
struct watched {
	struct span name;
	int32_t pid;
	enum verdict_kind verdict; /* at the latest look */
	bool provisional;
	bool keeps_pace; /* a leak that does not slow down */
	size_t lacks;    /* rounds that there must be more before it can be decided */
	size_t since;    /* rounds judged at the look from which on it had this verdict */
	size_t straight; /* and at the look from which on it is a leak in a line at its pace; 0: it
			    is none */
	size_t look;     /* the latest look that had it */
	bool known;      /* a leak that the gate knows: it stops no run */
	bool has_budget; /* only then it can pass */
	bool decided;
	bool changed; /* at the latest look */
};

/* All zero is empty. */
struct decided {
	struct watched *items;
	size_t count, capacity;
	struct arena arena; /* holds the list and its names */
	size_t looks;
	size_t rounds;   /* judged at the latest look */
	size_t planned;  /* that the run is to have in the end; 0: not known */
	bool is_decided; /* a leak is, or all targets are */
};

/* The number of the round at which to look after one at this number: looks are a twentieth apart,
 * and one more is where a leak in a line may be decided in a run that is planned with so many
 * rounds; 0: not known. */
uint32_t decided_next(uint32_t round, size_t planned);

/* Takes one more look: the judged run up to some round. */
void decided_look(struct decided *decided, const struct analysis *analysis);

/* Judged rounds to which its verdict must stand to be decided. */
size_t decided_at(const struct decided *decided, const struct watched *watched);

/* What was said of a process; NULL: it was in no look. */
struct watched *decided_find(const struct decided *decided, const struct process *process);

void decided_free(struct decided *decided);

#endif
