/* verdict_runtime.h - which garbage collector manages the memory of a process, and when it frees.
 */
#ifndef LEAKLINE_VERDICT_RUNTIME_H
#define LEAKLINE_VERDICT_RUNTIME_H

#include "../history/processes.h"

enum runtime {
	RUNTIME_NONE,         /* no known collector: freed memory is free at once */
	RUNTIME_COLLECTED,    /* garbage, or cycles of it, stays until a collection */
	RUNTIME_GENERATIONAL, /* also, what young collections promote stays until a full one */
	RUNTIME_PROMOTES /* the full one comes megabytes later: over many rounds this looks like a
			    leak */
};

/* Recognizes the runtime by the names of the mappings. */
enum runtime verdict_runtime(const struct process *process);

#endif
