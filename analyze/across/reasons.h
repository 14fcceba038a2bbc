/* reasons.h - why no pass was earned, in words: what a run lacks as a whole. */
#ifndef LEAKLINE_REASONS_H
#define LEAKLINE_REASONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct analysis;
struct arena;

/* So many names stand in a reason; behind them, how many more there are. */
enum { REASONS_MOST_NAMES = 3 };

/* Reasons being written: parts with commas between them. */
struct reasons {
	FILE *file;
	struct arena *arena;
	size_t count;
};

/* Begins another one; its words are printed to file. */
void reasons_next(struct reasons *reasons);

/* Each writes what is so of the run, and returns whether anything is. */

/* Names of -p that no process of the run has. */
bool reasons_absent(struct reasons *reasons, const struct analysis *analysis);

/* What could not be read, or not be seen. */
bool reasons_lack(struct reasons *reasons, const struct analysis *analysis);

/* A run that was followed, and of which no more rounds came. */
bool reasons_silence(struct reasons *reasons, const struct analysis *analysis);

/* Its ACTION failed in rounds. */
bool reasons_action(struct reasons *reasons, const struct analysis *analysis);

#endif
