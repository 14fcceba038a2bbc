/* plan.h - --plan: what a short run shows of the targets, to plan a long one. */
#ifndef LEAKLINE_PLAN_H
#define LEAKLINE_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;

enum { PLAN_ROUNDS = 12, PLAN_TARGETS = 16 };

/* A target: its name, the least and most of its VmRSS, and what is mapped in it. */
struct plan_target {
	int32_t pid;
	char name[32];
	uint64_t least_kib, most_kib;
	unsigned rounds;  /* in which it was seen */
	uint32_t runtime; /* bit set of rows of the table of runtimes */
};

/* All zero is empty. Of more targets the first ones are kept. */
struct plan {
	struct plan_target targets[PLAN_TARGETS];
	size_t count;
	unsigned rounds;
	int64_t began_ms, ended_ms; /* monotonic: the first round, and the last */
	uint64_t round_bytes;       /* of the last one */
};

/* Takes a whole round, which began at now_ms (monotonic): text has KINDS buffers. */
void plan_take(struct plan *plan, const struct buffer *text, int64_t now_ms);

/* Prints the plan on standard output: interval_ms is the time from one round to the next in the
 * soak that is planned, 0: as in these; has_action: something ran in each round; path is that of
 * the run. Returns 0, or -1 after printing one line. */
int plan_print(const struct plan *plan, int64_t interval_ms, bool has_action, const char *path);

#endif
