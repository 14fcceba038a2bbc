/* facts_bare.h - facts from lines that a loop cut out of pmap and status: their processes have no
 * name, and mostly no PID. */
#ifndef LEAKLINE_FACTS_BARE_H
#define LEAKLINE_FACTS_BARE_H

#include "facts.h"

/* The process of such lines; no process has PID 0, so it cannot clash with other tables. Its name
 * shows its source. */
enum { FACTS_BARE_PID = 0 };
#define FACTS_BARE_NAME "unnamed"

/* Header for rows of `ps aux`, recognized by their form. */
#define FACTS_AUX_HEADER "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND"

/* `pmap -d PID | tail -n 1`, repeated: one process per line. The caller handles several in one
 * round (piece with a date). */
void facts_bare_pmap(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

/* The same for `grep VmRSS /proc/PID/status`; if the lines have the paths of several files, their
 * PIDs are known. */
void facts_bare_status(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts);

#endif
