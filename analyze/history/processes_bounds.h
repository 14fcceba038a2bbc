/* processes_bounds.h - how many lives a run has at most: of more than PROCESSES_LIVES the shortest
 * are left out, which are too short to be judged. */
#ifndef LEAKLINE_PROCESSES_BOUNDS_H
#define LEAKLINE_PROCESSES_BOUNDS_H

#include <stddef.h>
#include <stdint.h>

struct columns;
struct notes;
struct pid_columns;
struct processes;

/* In how many rounds a PID was there, at most. */
size_t processes_bounds_seen(const struct pid_columns *pid);

/* PIDs that were there in fewer rounds than this are left out: as many as must be, and none that
 * could be judged. names: of -p, with which all are kept. */
uint32_t processes_bounds_rounds(const struct columns *columns, size_t names);

/* Says what is left out, or summed up, because there is too much of it. */
void processes_bounds_note(const struct processes *processes, struct notes *notes);

#endif
