/* restarts.h - which lives are one process: lives of one name that follow each other. */
#ifndef LEAKLINE_RESTARTS_H
#define LEAKLINE_RESTARTS_H

struct arena;
struct processes;

/*
 * Sets identity, life, lives, first_life and next_life of all items, which are sorted (targets
 * first, then by name and first round): a new life continues the one of its name that ended last
 * before it. Lives that overlap are several processes.
 */
void restarts_find(struct processes *processes, struct arena *scratch);

#endif
