/* runtimes.c - how a garbage collection is forced in each runtime: a line of the reports. */
#include "runtimes.h"

#include "../base/text.h"
#include "../verdict/verdict_runtime.h"

/* Where it is done: from the outside in ACTION, or by the program itself. */
enum place { PLACE_ACTION, PLACE_PROGRAM };

static const struct {
	const char *name;
	const char *collection; /* the one line */
	enum place place;
} runtimes[RUNTIMES] = {
	[RUNTIME_JAVA] = { "java", "jcmd PID GC.run (samples/collections/java.sh)", PLACE_ACTION },
	[RUNTIME_NODE] = { "node",
		"kill -USR2 PID (start it with node --expose-gc -r ./node.js: samples/collections/node.js)",
		PLACE_ACTION },
	[RUNTIME_GO] = { "go",
		"curl 'localhost:6060/debug/pprof/heap?gc=1' (samples/collections/go.sh)",
		PLACE_ACTION },
	[RUNTIME_RUBY] = { "ruby",
		"kill -USR2 PID (start it with ruby -r ./ruby.rb: samples/collections/ruby.rb)",
		PLACE_ACTION },
	[RUNTIME_OCAML] = { "ocaml", "Gc.compact () (samples/collections/ocaml.ml)",
		PLACE_PROGRAM },
	[RUNTIME_ERLANG] = { "erlang",
		"[erlang:garbage_collect(P) || P <- processes()], by erl_call (samples/collections/erlang.sh)",
		PLACE_ACTION },
	[RUNTIME_PYTHON] = { "python", "gc.collect() (samples/collections/python.py)",
		PLACE_PROGRAM },
	[RUNTIME_PHP] = { "php", "gc_collect_cycles() (samples/collections/php.php)",
		PLACE_PROGRAM },
	[RUNTIME_LUA] = { "lua", "collectgarbage()", PLACE_PROGRAM },
	[RUNTIME_GUILE] = { "guile", "(gc)", PLACE_PROGRAM },
	[RUNTIME_DOTNET] = { "dotnet", "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect()",
		PLACE_PROGRAM },
	[RUNTIME_R] = { "R", "gc()", PLACE_PROGRAM },
	[RUNTIME_LISP] = { "sbcl", "(sb-ext:gc :full t)", PLACE_PROGRAM },
	[RUNTIME_RACKET] = { "racket", "(collect-garbage 'major)", PLACE_PROGRAM },
	[RUNTIME_PROLOG] = { "swipl",
		"garbage_collect, garbage_collect_atoms, garbage_collect_clauses", PLACE_PROGRAM },
	[RUNTIME_JULIA] = { "julia", "GC.gc()", PLACE_PROGRAM },
};

const char *runtimes_name(const struct process *process)
{
	return runtimes[verdict_runtime(process)].name;
}

const char *runtimes_collection(const struct process *process)
{
	return runtimes[verdict_runtime(process)].collection;
}

/* What would have shown collections by itself, if it was not recorded. */
static const char *recordable(const struct process *process)
{
	return verdict_runtime(process) == RUNTIME_JAVA && !process->jstat_rounds
		       ? ", and record --also jstat"
		       : "";
}

const char *runtimes_line(struct arena *arena, const struct finding *finding)
{
	enum runtime runtime = verdict_runtime(finding->process);

	if (runtime == RUNTIME_NONE || finding->verdict == VERDICT_STABLE)
		return NULL;
	return text_format(arena, "%s: a managed heap; to collect before each reading, %s: %s%s",
		runtimes[runtime].name,
		runtimes[runtime].place == PLACE_ACTION ? "add to ACTION"
							: "have the program end each ACTION with",
		runtimes[runtime].collection, recordable(finding->process));
}
