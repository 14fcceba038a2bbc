/* verdict_runtime.h - which runtime with a garbage collector a process has, and when that frees.
 */
#ifndef LEAKLINE_VERDICT_RUNTIME_H
#define LEAKLINE_VERDICT_RUNTIME_H

#include "../history/processes.h"

/* When a collector frees memory, from the soonest on. */
enum collector {
	COLLECTOR_NONE,         /* no known collector: freed memory is free at once */
	COLLECTOR_PLAIN,        /* garbage, or cycles of it, stays until a collection */
	COLLECTOR_GENERATIONAL, /* also, what young collections promote stays until a full one */
	COLLECTOR_PROMOTES /* the full one comes megabytes later: over many rounds this looks like a
			      leak */
};

/* A runtime whose heap is managed, for the reports. */
enum runtime {
	RUNTIME_NONE,
	RUNTIME_JAVA,
	RUNTIME_NODE,
	RUNTIME_GO,
	RUNTIME_RUBY,
	RUNTIME_OCAML,
	RUNTIME_ERLANG,
	RUNTIME_PYTHON,
	RUNTIME_PHP,
	RUNTIME_LUA,
	RUNTIME_GUILE,
	RUNTIME_DOTNET,
	RUNTIME_R,
	RUNTIME_LISP,
	RUNTIME_RACKET,
	RUNTIME_PROLOG,
	RUNTIME_JULIA,
	RUNTIMES
};

/* The collector of a process, by the names of its mappings; of several the one that frees last. */
enum collector verdict_collector(const struct process *process);

/* The name of the mapping that tells verdict_collector(), or empty. */
struct span verdict_collector_name(const struct process *process);

/* The runtime of a process: by its mappings, like the collector; where these name none, by the name
 * of the process. */
enum runtime verdict_runtime(const struct process *process);

#endif
