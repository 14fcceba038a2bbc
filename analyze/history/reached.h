/* reached.h - which processes that never ran were reached all the same, by way of their children.
 */
#ifndef LEAKLINE_REACHED_H
#define LEAKLINE_REACHED_H

struct processes;

/* Takes never_ran from targets of a built run that only wait for their children, as a master does
 * for its workers: descendants that ran were alive in at least half of their rounds. */
void reached_mark(struct processes *processes);

#endif
