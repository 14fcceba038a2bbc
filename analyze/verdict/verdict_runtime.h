/* verdict_runtime.h - whose memory a collector gives back, and when. */
#ifndef LEAKLINE_VERDICT_RUNTIME_H
#define LEAKLINE_VERDICT_RUNTIME_H

#include "../history/processes.h"

enum runtime {
	RUNTIME_NONE,         /* none that is known: what is freed is free */
	RUNTIME_COLLECTED,    /* garbage, or cycles of it, stay until a collection */
	RUNTIME_GENERATIONAL, /* and what young collections promote until a full one */
	RUNTIME_PROMOTES      /* which comes megabytes later: many rounds are like a leak */
};

/* By the names of its mappings. */
enum runtime verdict_runtime(const struct process *process);

#endif
