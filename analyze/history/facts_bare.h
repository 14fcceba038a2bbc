/* facts_bare.h - facts of lines that a loop cut out of pmap and status: of processes that have no
 * name, and mostly no PID. */
#ifndef LEAKLINE_FACTS_BARE_H
#define LEAKLINE_FACTS_BARE_H

#include "facts.h"

/* The process of such lines; PID 0 is no process's, so that it is none's of other tables. Its name
 * says where it comes from. */
enum { FACTS_BARE_PID = 0 };
#define FACTS_BARE_NAME "unnamed"

/* Of rows of `ps aux`, which their form tells. */
#define FACTS_AUX_HEADER "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND"

/* `pmap -d PID | tail -n 1`, time after time: a process a line. Several of one round (piece with a
 * date) are for the caller. */
void facts_bare_pmap(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

/* `grep VmRSS /proc/PID/status`, the same; with the paths of several files in front their PIDs are
 * known. */
void facts_bare_status(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

#endif
