/* proc_mount.h - does /proc show this user all processes? */
#ifndef LEAKLINE_PROC_MOUNT_H
#define LEAKLINE_PROC_MOUNT_H

#include <stdbool.h>

#include "buffer.h"

/* Does this text of /proc/self/mountinfo say that /proc hides the processes of other users? Of
 * several file systems mounted there the last one counts. */
bool proc_mount_hides(const struct buffer *mountinfo);

/* The same of this process; false for root, from whom nothing is hidden, and if it cannot be told.
 */
bool proc_mount_hides_here(void);

#endif
