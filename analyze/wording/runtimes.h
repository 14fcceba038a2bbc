/* runtimes.h - how a garbage collection is forced in each runtime: a line of the reports. */
#ifndef LEAKLINE_RUNTIMES_H
#define LEAKLINE_RUNTIMES_H

#include "../analysis.h"

/* "java", "node", "go": the runtime of a process with a managed heap; NULL without one. A constant
 * string. */
const char *runtimes_name(const struct process *process);

/* "jcmd PID GC.run (samples/collections/java.sh)": what makes the runtime collect its garbage; NULL
 * without one. A constant string. */
const char *runtimes_collection(const struct process *process);

/* Why the leak of a process with a managed heap is provisional: no collection was seen. Only jstat
 * shows one, so with another runtime what ACTION asks for says more. A constant string. */
const char *runtimes_doubt(const struct analysis *analysis, const struct process *process);

/* The line for a finding that is not stable: the runtime, and how to collect before each reading,
 * or that ACTION asks for it already; NULL where there is nothing to say. The string is in arena.
 */
const char *runtimes_line(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

#endif
