/* odd_pids.h - drops processes that are others whose PID was damaged. */
#ifndef LEAKLINE_ODD_PIDS_H
#define LEAKLINE_ODD_PIDS_H

struct columns;
struct notes;
struct round_list;

/*
 * A process that is in one file of one round alone, beside one of the same name, whose PID differs
 * by a digit and which that file lacks although the process lives: it is dropped with a note. The
 * other one has a gap. Call it after columns_sort, with the same rounds.
 */
void odd_pids_drop(struct columns *columns, const struct round_list *rounds, struct notes *notes);

#endif
