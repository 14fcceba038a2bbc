/* verdict_runtime.c - which garbage collector manages the memory of a process, and when it frees.
 */
#include "verdict_runtime.h"

/* Prefixes of the names of programs and of their libraries. */
static const struct {
	const char *prefix;
	enum runtime runtime;
} runtimes[] = {
	{ "node", RUNTIME_PROMOTES },
	{ "libnode", RUNTIME_PROMOTES },
	{ "libjvm", RUNTIME_PROMOTES },
	{ "pypy", RUNTIME_PROMOTES },
	{ "libpypy", RUNTIME_PROMOTES },
	{ "sbcl", RUNTIME_GENERATIONAL },
	{ "beam", RUNTIME_GENERATIONAL },
	{ "mono", RUNTIME_GENERATIONAL },
	{ "libmono", RUNTIME_GENERATIONAL },
	{ "libcoreclr", RUNTIME_GENERATIONAL },
	{ "ruby", RUNTIME_GENERATIONAL },
	{ "libruby", RUNTIME_GENERATIONAL },
	{ "ocaml", RUNTIME_GENERATIONAL },
	{ "python", RUNTIME_COLLECTED },
	{ "libpython", RUNTIME_COLLECTED },
	{ "php", RUNTIME_COLLECTED },
	{ "libphp", RUNTIME_COLLECTED },
	{ "lua", RUNTIME_COLLECTED },
	{ "liblua", RUNTIME_COLLECTED },
	{ "guile", RUNTIME_COLLECTED },
	{ "libguile", RUNTIME_COLLECTED },
	{ "libR.so", RUNTIME_COLLECTED },
};

/* Go has no runtime library: its heap is recognized by its address. */
static bool is_go(const struct process *process)
{
	return span_is(process->allocator, "[Go heap]");
}

enum runtime verdict_runtime(const struct process *process)
{
	enum runtime found = is_go(process) ? RUNTIME_COLLECTED : RUNTIME_NONE;

	for (size_t i = 0; i < process->group_count; i++)
		for (size_t j = 0; j < sizeof runtimes / sizeof *runtimes; j++)
			if (runtimes[j].runtime > found &&
				span_starts(process->groups[i].name, runtimes[j].prefix))
				found = runtimes[j].runtime;
	return found;
}
