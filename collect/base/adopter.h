/* adopter.h - who adopts the children of processes that end. */
#ifndef LEAKLINE_ADOPTER_H
#define LEAKLINE_ADOPTER_H

#include <stdint.h>

/*
 * The PID that becomes the parent of a child of this process that loses its parent: 1, or a process
 * that asked for it (PR_SET_CHILD_SUBREAPER, prctl(2)): a container's or a CI's runner, systemd
 * --user. /proc does not tell, so an orphan is made, and ends at once. 0: unknown. Its PID goes to
 * *orphan (0: none): it may be seen for a moment longer.
 */
int64_t adopter_of_orphans(int32_t *orphan);

#endif
