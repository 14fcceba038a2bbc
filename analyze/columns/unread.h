/* unread.h - finds processes that a file of a round lacks although others of the round show them.
 */
#ifndef LEAKLINE_UNREAD_H
#define LEAKLINE_UNREAD_H

#include "../base/span.h"

struct columns;
struct notes;
struct round_list;

/* What the run says of itself. */
struct unread_run {
	const struct round_list *rounds; /* those of columns_sort */
	struct span collector, targets;  /* lines of run.info */
};

/*
 * The collector reads status, stat, pmap and fd of each target in one go, so a live target is in
 * all of them, or a file was cut off, emptied or lost, or the host gave nothing for it. Each
 * process and kind for which that is so gets a note with the number of rounds; pid_columns has what
 * its verdict needs: the rounds without status (in a run that has none: without pmap). A process
 * that a file lacks only in its first or last round had just begun, or ended.
 *
 * A kind that was not recorded is not missing: a loop that records ps alone lacks nothing.
 * Call it after columns_sort, for a run of leakline's names only: the files of others' loops need
 * not belong together.
 */
void unread_find(struct columns *columns, const struct unread_run *run, struct notes *notes);

#endif
