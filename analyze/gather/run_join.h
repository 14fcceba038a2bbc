/* run_join.h - joins recordings that continue in another file or folder (rotated, hourly and daily
 * logs, a folder per day, a series of sosreports) into one run. */
#ifndef LEAKLINE_RUN_JOIN_H
#define LEAKLINE_RUN_JOIN_H

struct arena;
struct run_list;

/*
 * Joins runs of files without leakline names if their paths differ only in dates or numbers, their
 * times do not overlap, and their processes continue: same PID with the same START, and processor
 * time that does not fall. Without times, processor time must have grown. Scratch memory comes from
 * the arena. After the last member, before run_build_finish.
 */
void run_list_join(struct run_list *list, struct arena *arena);

/* Drops runs whose file order neither names nor times nor processor time show: it would be a guess.
 * Returns why one was dropped, or NULL. */
const char *run_list_drop_guesses(struct run_list *list);

#endif
