/* store_place.h - is the run still where it was begun? */
#ifndef LEAKLINE_STORE_PLACE_H
#define LEAKLINE_STORE_PLACE_H

#include <stdbool.h>

/* Is what is open as fd still what path names? If somebody moved it, says so, and returns its path
 * now, which the caller frees. NULL: nothing is new, or it is nowhere to be seen, which is said at
 * the end of a run. */
char *store_place_moved(int fd, const char *path, bool at_end);

#endif
