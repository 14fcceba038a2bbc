/* restarts.h - which lives are one process: those of one name that follow one another. */
#ifndef LEAKLINE_RESTARTS_H
#define LEAKLINE_RESTARTS_H

struct arena;
struct processes;

/*
 * Sets identity, life, lives, first_life and next_life of all items, which are in order (targets
 * first, then by name and first round): of the lives of one name that ended before another begins,
 * the one that ended last was restarted. Lives that overlap are several processes.
 */
void restarts_find(struct processes *processes, struct arena *scratch);

#endif
