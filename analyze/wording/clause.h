/* clause.h - the parts that the because sentences are made of: slopes, rounds. */
#ifndef LEAKLINE_CLAUSE_H
#define LEAKLINE_CLAUSE_H

#include <stdio.h>

#include "../metrics.h"

struct analysis;
struct arena;
struct finding;
struct trend;

/* A sentence being written to file; the arena is for what it is made of. */
struct clause {
	FILE *file;
	struct arena *arena;
	const struct analysis *analysis;
	const struct finding *finding; /* what it is about */
};

/* The trend of a metric of the finding. */
const struct trend *clause_trend(const struct clause *clause, enum metric metric);

/* "+18.8 ± 0.3": the late slope in KiB a round; where a sentence has that of footprint and of
 * private memory, with the same decimals. In the clause's arena. */
const char *clause_late(const struct clause *clause, enum metric metric);

/* "18.8 ± 0.3 KiB a round": the slope of a growth, without its plus. */
void clause_put_slope(const struct clause *clause, enum metric metric);

/* "WHAT grows by 18.8 ± 0.3 KiB a round, 2.2 MiB an hour". */
void clause_put_grows(const struct clause *clause, const char *what, enum metric metric);

/* The budget that it was judged by, its own (a line of --gate, that of the members of a group) or
 * --budget, in KiB a round; < 0: none. */
double clause_budget(const struct clause *clause);

/* How many rounds the verdict rests on: without those that --skip or the warm-up leaves out. */
size_t clause_rounds(const struct clause *clause);

/* "30 rounds": clause_rounds. */
void clause_put_rounds(const struct clause *clause);

/* "; about 120 rounds in all would tell"; after a restart, the rounds must be in one life. Nothing
 * if that is not known. */
void clause_put_rounds_needed(const struct clause *clause);

#endif
