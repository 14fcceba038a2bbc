/* runtimes.c - how a garbage collection is forced in each runtime, and whether ACTION does: a line
 * of the reports. */
#include "runtimes.h"

#include "../base/text.h"
#include "../verdict/verdict_runtime.h"

/* Where it is done: from the outside in ACTION, or by the program itself. */
enum place { PLACE_ACTION, PLACE_PROGRAM };

enum { MOST_CALLS = 6 };

static const struct {
	const char *name;
	const char *collection; /* the one line */
	enum place place;
	const char
		*calls[MOST_CALLS]; /* what asks for a collection, as an ACTION has it; some NULL */
	const char *handler; /* started so, SIGUSR2 asks for one, too; NULL: not known of it */
} runtimes[RUNTIMES] = {
	[RUNTIME_JAVA] = { "java", "jcmd PID GC.run (samples/collections/java.sh)", PLACE_ACTION,
		{ "GC.run", "System.gc", "-histo:live", "collections/java.sh" }, NULL },
	[RUNTIME_NODE] = { "node",
		"kill -USR2 PID (start it with node --expose-gc -r ./node.js: samples/collections/node.js)",
		PLACE_ACTION,
		{ "global.gc", "globalThis.gc", "gc()", "--expose-gc", "--expose_gc",
			"collectGarbage" },
		"node --expose-gc -r ./node.js" },
	[RUNTIME_GO] = { "go",
		"curl 'localhost:6060/debug/pprof/heap?gc=1' (samples/collections/go.sh)",
		PLACE_ACTION, { "gc=1", "runtime.GC", "FreeOSMemory", "collections/go.sh" }, NULL },
	[RUNTIME_RUBY] = { "ruby",
		"kill -USR2 PID (start it with ruby -r ./ruby.rb: samples/collections/ruby.rb)",
		PLACE_ACTION, { "GC.start", "GC.compact" }, "ruby -r ./ruby.rb" },
	[RUNTIME_OCAML] = { "ocaml", "Gc.compact () (samples/collections/ocaml.ml)", PLACE_PROGRAM,
		{ "Gc.compact", "Gc.full_major" }, NULL },
	[RUNTIME_ERLANG] = { "erlang",
		"[erlang:garbage_collect(P) || P <- processes()], by erl_call (samples/collections/erlang.sh)",
		PLACE_ACTION, { "garbage_collect", "force_gc", "collections/erlang.sh" }, NULL },
	[RUNTIME_PYTHON] = { "python", "gc.collect() (samples/collections/python.py)",
		PLACE_PROGRAM, { "gc.collect" }, "python.py" },
	[RUNTIME_PHP] = { "php", "gc_collect_cycles() (samples/collections/php.php)", PLACE_PROGRAM,
		{ "gc_collect_cycles" }, NULL },
	[RUNTIME_LUA] = { "lua", "collectgarbage()", PLACE_PROGRAM, { "collectgarbage" }, NULL },
	[RUNTIME_GUILE] = { "guile", "(gc)", PLACE_PROGRAM, { "(gc)" }, NULL },
	[RUNTIME_DOTNET] = { "dotnet", "GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect()",
		PLACE_PROGRAM, { "GC.Collect" }, NULL },
	[RUNTIME_R] = { "R", "gc()", PLACE_PROGRAM, { "gc()" }, NULL },
	[RUNTIME_LISP] = { "sbcl", "(sb-ext:gc :full t)", PLACE_PROGRAM, { "(sb-ext:gc", "(gc" },
		NULL },
	[RUNTIME_RACKET] = { "racket", "(collect-garbage 'major)", PLACE_PROGRAM,
		{ "collect-garbage" }, NULL },
	[RUNTIME_PROLOG] = { "swipl",
		"garbage_collect, garbage_collect_atoms, garbage_collect_clauses", PLACE_PROGRAM,
		{ "garbage_collect" }, NULL },
	[RUNTIME_JULIA] = { "julia", "GC.gc()", PLACE_PROGRAM, { "GC.gc" }, NULL },
};

const char *runtimes_name(const struct process *process)
{
	return runtimes[verdict_runtime(process)].name;
}

const char *runtimes_collection(const struct process *process)
{
	return runtimes[verdict_runtime(process)].collection;
}

/* The signal that the samples' handlers take for a request (samples/collections/). */
static const char signal_call[] = "USR2";

/* Does the text have the call, and not as the end of a longer word ("mygc()")? */
static bool has_call(struct span text, const char *call)
{
	ptrdiff_t at;

	while ((at = span_find_text(text, call)) >= 0) {
		char before = at ? text.at[at - 1] : ' ';

		if (!span_is_letter(call[0]) ||
			!(span_is_letter(before) || span_is_digit(before) || before == '_'))
			return true;
		text = span_from(text, (size_t)at + 1);
	}
	return false;
}

/* What of an ACTION asks the runtime for a collection; NULL: nothing that is known. A constant
 * string. */
static const char *call_in(enum runtime runtime, struct span action)
{
	for (size_t i = 0; i < MOST_CALLS; i++)
		if (runtimes[runtime].calls[i] && has_call(action, runtimes[runtime].calls[i]))
			return runtimes[runtime].calls[i];
	/* SIGUSR2 may have "SIG" before it */
	return runtimes[runtime].handler && span_find_text(action, signal_call) >= 0 ? signal_call
										     : NULL;
}

/* Whether a collection ran: only jstat tells. */
static const char *ran(struct arena *arena, const struct process *process)
{
	size_t full = process->value[METRIC_OLD].n, rounds = process->jstat_rounds;

	if (verdict_runtime(process) != RUNTIME_JAVA)
		return "whether it ran is not recorded";
	if (!rounds)
		return "whether it ran is not recorded: --also jstat tells";
	if (!full)
		return text_format(
			arena, "none ran in %zu rounds, says jstat: does ACTION reach it?", rounds);
	return text_format(
		arena, "a full collection ran in %zu of %zu rounds, says jstat", full, rounds);
}

/* Where ACTION has a call: "java: a managed heap; ACTION has GC.run, which asks for a collection; a
 * full collection ran in 99 of 100 rounds, says jstat". */
static const char *asked_line(struct arena *arena, const struct analysis *analysis,
	const struct process *process, const char *call)
{
	enum runtime runtime = verdict_runtime(process);
	const char *who = analysis->design.arm_count > 1 ? "one of the actions" : "ACTION",
		   *when = "";

	if (call == signal_call)
		when = text_format(
			arena, " of a program started with %s", runtimes[runtime].handler);
	return text_format(arena,
		"%s: a managed heap; %s has %s, which asks for a collection%s; %s",
		runtimes[runtime].name, who, call, when, ran(arena, process));
}

/* Does a full collection run in most rounds, whatever asks for it (a script that is ACTION)? */
static bool runs_by_itself(const struct process *process)
{
	return process->jstat_rounds && 2 * process->value[METRIC_OLD].n >= process->jstat_rounds;
}

/* What would have shown collections by itself, if it was not recorded. */
static const char *recordable(const struct process *process)
{
	return verdict_runtime(process) == RUNTIME_JAVA && !process->jstat_rounds
		       ? ", and record --also jstat"
		       : "";
}

const char *runtimes_doubt(const struct analysis *analysis, const struct process *process)
{
	enum runtime runtime = verdict_runtime(process);

	if (runtime == RUNTIME_JAVA)
		return "its garbage is collected, and until a full collection is seen what grows may be garbage: one each round would tell, or more rounds";
	if (call_in(runtime, analysis->info.action))
		return "its garbage is collected, and what grows may be garbage: if the collection that ACTION asks for ran each round, it is a leak (--fail-on provisional makes the exit status 1)";
	return "its garbage is collected, and what grows may be garbage: what still grows with a collection each round is a leak, or what has grown to four times its size";
}

const char *runtimes_line(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	enum runtime runtime = verdict_runtime(finding->process);
	const char *call;

	if (runtime == RUNTIME_NONE || finding->verdict == VERDICT_STABLE)
		return NULL;
	call = call_in(runtime, analysis->info.action);
	if (call)
		return asked_line(arena, analysis, finding->process, call);
	if (runs_by_itself(finding->process))
		return text_format(arena, "%s: a managed heap; %s", runtimes[runtime].name,
			ran(arena, finding->process));
	return text_format(arena, "%s: a managed heap; to collect before each reading, %s: %s%s",
		runtimes[runtime].name,
		runtimes[runtime].place == PLACE_ACTION ? "add to ACTION"
							: "have the program end each ACTION with",
		runtimes[runtime].collection, recordable(finding->process));
}
