/* verdict_runtime.c - which runtime with a garbage collector a process has, and when that frees.
 */
#include "verdict_runtime.h"

#include <string.h>

/* How the names of programs and of their libraries begin. */
static const struct known {
	const char *name;
	enum runtime runtime;
	enum collector collector;
} known[] = {
	{ "node", RUNTIME_NODE, COLLECTOR_PROMOTES },
	{ "nodejs", RUNTIME_NODE, COLLECTOR_PROMOTES },
	{ "libnode", RUNTIME_NODE, COLLECTOR_PROMOTES },
	{ "java", RUNTIME_JAVA, COLLECTOR_PROMOTES },
	{ "libjvm", RUNTIME_JAVA, COLLECTOR_PROMOTES },
	{ "pypy", RUNTIME_PYTHON, COLLECTOR_PROMOTES },
	{ "libpypy", RUNTIME_PYTHON, COLLECTOR_PROMOTES },
	{ "sbcl", RUNTIME_LISP, COLLECTOR_GENERATIONAL },
	{ "beam", RUNTIME_ERLANG, COLLECTOR_GENERATIONAL },
	{ "mono", RUNTIME_DOTNET, COLLECTOR_GENERATIONAL },
	{ "mono-sgen", RUNTIME_DOTNET, COLLECTOR_GENERATIONAL },
	{ "libmono", RUNTIME_DOTNET, COLLECTOR_GENERATIONAL },
	{ "libmonosgen", RUNTIME_DOTNET, COLLECTOR_GENERATIONAL },
	{ "dotnet", RUNTIME_DOTNET, COLLECTOR_GENERATIONAL },
	{ "libcoreclr", RUNTIME_DOTNET, COLLECTOR_GENERATIONAL },
	{ "ruby", RUNTIME_RUBY, COLLECTOR_GENERATIONAL },
	{ "libruby", RUNTIME_RUBY, COLLECTOR_GENERATIONAL },
	{ "ocaml", RUNTIME_OCAML, COLLECTOR_GENERATIONAL },
	{ "ocamlrun", RUNTIME_OCAML, COLLECTOR_GENERATIONAL },
	{ "racket", RUNTIME_RACKET, COLLECTOR_GENERATIONAL },
	{ "libjulia", RUNTIME_JULIA, COLLECTOR_GENERATIONAL },
	{ "julia", RUNTIME_JULIA, COLLECTOR_GENERATIONAL },
	{ "python", RUNTIME_PYTHON, COLLECTOR_PLAIN },
	{ "libpython", RUNTIME_PYTHON, COLLECTOR_PLAIN },
	{ "php", RUNTIME_PHP, COLLECTOR_PLAIN },
	{ "php-fpm", RUNTIME_PHP, COLLECTOR_PLAIN },
	{ "libphp", RUNTIME_PHP, COLLECTOR_PLAIN },
	{ "lua", RUNTIME_LUA, COLLECTOR_PLAIN },
	{ "luajit", RUNTIME_LUA, COLLECTOR_PLAIN },
	{ "liblua", RUNTIME_LUA, COLLECTOR_PLAIN },
	{ "libluajit", RUNTIME_LUA, COLLECTOR_PLAIN },
	{ "guile", RUNTIME_GUILE, COLLECTOR_PLAIN },
	{ "libguile", RUNTIME_GUILE, COLLECTOR_PLAIN },
	{ "swipl", RUNTIME_PROLOG, COLLECTOR_PLAIN },
	{ "libswipl", RUNTIME_PROLOG, COLLECTOR_PLAIN },
	{ "libR.so", RUNTIME_R, COLLECTOR_PLAIN },
	/* Go has no library: this is how its heap is named, which has an address of its own. */
	{ "[Go heap]", RUNTIME_GO, COLLECTOR_PLAIN },
};

static bool is_letter(char c)
{
	return span_is_letter(c) || c == '_';
}

/* Is it that name, alone or with a version ("python3", "libjvm.so")? "node-exporter" is
 * another program than "node". */
static bool is_named(struct span text, const char *name)
{
	size_t length = strlen(name);

	if (!span_starts(text, name))
		return false;
	if (length < text.len && text.at[length] == '-')
		length++;
	return length >= text.len || !is_letter(text.at[length]);
}

static const struct known *known_of(struct span text)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (is_named(text, known[i].name))
			return &known[i];
	return NULL;
}

/* The runtime by the mappings whose collector frees last; NULL: none. */
static const struct known *known_by_mappings(const struct process *process)
{
	const struct known *found = known_of(process->allocator);

	for (size_t i = 0; i < process->group_count; i++) {
		const struct known *here = known_of(process->groups[i].name);

		if (here && (!found || here->collector > found->collector))
			found = here;
	}
	return found;
}

enum collector verdict_collector(const struct process *process)
{
	const struct known *found = known_by_mappings(process);

	return found ? found->collector : COLLECTOR_NONE;
}

struct span verdict_collector_name(const struct process *process)
{
	const struct known *found = known_by_mappings(process);

	return found ? span_of(found->name) : span_of("");
}

enum runtime verdict_runtime(const struct process *process)
{
	const struct known *found = known_by_mappings(process);

	if (!found)
		found = known_of(process->name);
	return found ? found->runtime : RUNTIME_NONE;
}
