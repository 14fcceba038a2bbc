/* run_join.h - recordings that go on in another file or folder (rotated, hourly and daily logs, a
 * folder a day, a series of sosreports) become one run. */
#ifndef LEAKLINE_RUN_JOIN_H
#define LEAKLINE_RUN_JOIN_H

struct arena;
struct run_list;

/*
 * Joins those runs of files that leakline did not name whose paths differ in dates or numbers
 * alone, whose times do not overlap, and whose processes go on: the same PID with the same START,
 * and processor time that does not fall. Where no time is told, processor time must have grown.
 * Scratch is the arena's. After the last member, before run_build_finish.
 */
void run_list_join(struct run_list *list, struct arena *arena);

/* Drops runs of which neither names nor times tell the order of their files, and processor time
 * does not either: it would be a guess. Gives why one was dropped, or NULL. */
const char *run_list_drop_guesses(struct run_list *list);

#endif
