/* session_say.c - what is said of a run on standard error: why it is not judged, or does not pass.
 */
#include "session_say.h"

#include <stdio.h>
#include <string.h>

#include "across/gate_answer.h"
#include "across/gate_file.h"
#include "across/outcome.h"
#include "analysis.h"
#include "base/arena.h"
#include "base/escape.h"
#include "base/nearest.h"
#include "base/say.h"
#include "base/text.h"
#include "options.h"

enum {
	LINE = 160,        /* of a message */
	NAME_COLUMNS = 64, /* of a name in a message */
	MOST_NAMES = 5
};

/* Prints that there is no group of the kind that was asked for, and what would record one. */
static void say_no_group(const struct analysis *analysis, const struct analyze_options *options)
{
	if (analysis->pools.count)
		return;
	if (options->group == POOL_CHOICE_CGROUP)
		say("%s: --group cgroup: no cgroup was recorded, each process is judged alone (record with --cgroup)",
			analysis->run_name.at);
	if (options->group == POOL_CHOICE_TREE)
		say("%s: --group tree: no target descends from another, each is judged alone (record with --tree)",
			analysis->run_name.at);
}

/* Prints why a run does not pass, if that is not obvious from the verdicts. */
static void say_open(const struct analysis *analysis, const struct analyze_options *options)
{
	gate_answer_warn(options->rules, analysis, options->allow_inconclusive);
	if (analysis->outcome.status == EXIT_STATUS_NOTHING &&
		!outcome_is_judged(&analysis->outcome) && !options->allow_inconclusive)
		say("%s: nothing could be judged: every target is inconclusive (the report says why; or --allow-inconclusive)",
			analysis->run_name.at);
}

int session_say_rates(const struct analysis *analysis, const struct analyze_options *options)
{
	const char *option = options->inject.per == RATE_PER_SECOND   ? "--inject"
			     : options->budget.per == RATE_PER_SECOND ? "--budget"
			     : gate_file_needs_times(options->rules)  ? "--gate"
								      : NULL;

	if (analysis->round_s > 0 || !option)
		return 0;
	say("%s: %s: the run has no times, so how much a round may grow is not known (give the rate a round, as 4K/round)",
		analysis->run_name.at, option);
	return -1;
}

/* Did the run record more of it than ps shows of all processes? */
static bool is_recorded(const struct process *process)
{
	return process->value[METRIC_PRIVATE].n > 0;
}

/* The first few names of processes that were recorded, of a log of ps of any; after them an
 * ellipsis where there are more. */
static const char *names_of(const struct analysis *analysis, struct arena *arena)
{
	struct text text;
	struct span last = { "", 0 };
	size_t count = 0;
	bool recorded = false;

	for (size_t i = 0; i < analysis->processes.count; i++)
		recorded |= is_recorded(&analysis->processes.items[i]);
	text_begin(&text, arena);
	for (size_t i = 0; i < analysis->processes.count && count <= MOST_NAMES; i++) {
		struct span name = analysis->processes.items[i].name;

		if (span_equal(name, last) ||
			(recorded && !is_recorded(&analysis->processes.items[i])))
			continue;
		last = name;
		if (count++ < MOST_NAMES)
			fprintf(text.file, "%s%s", count > 1 ? ", " : "",
				escape_printable(arena, name, NAME_COLUMNS));
		else
			fputs(", ...", text.file);
	}
	if (!count)
		fputs("none", text.file);
	return text_end(&text);
}

/* Says that no process of the names of -p is in the run, with the name that is nearest. */
static void say_no_name(const struct analysis *analysis, const struct analyze_options *options)
{
	struct nearest nearest = nearest_begin(span_of(options->processes.items[0]));
	struct arena arena = { NULL, 0 };

	for (size_t i = 0; i < analysis->processes.count; i++)
		nearest_offer(&nearest, analysis->processes.items[i].name);
	if (span_digits(span_of(options->processes.items[0])) ==
		strlen(options->processes.items[0]))
		say("%s: no target: no process with memory has the PID %s (--process NAME chooses by name)",
			analysis->run_name.at, options->processes.items[0]);
	else if (nearest.best.len)
		say("%s: no target: no process with memory has the name %s: did you mean %s?",
			analysis->run_name.at, options->processes.items[0],
			escape_printable(&arena, nearest.best, NAME_COLUMNS));
	else
		say("%s: no target: no process with memory has the name %s (in the run: %s)",
			analysis->run_name.at, options->processes.items[0],
			names_of(analysis, &arena));
	arena_free(&arena);
}

/* Why a run has no target. */
static const char *why_no_target(const struct analysis *analysis, char text[LINE])
{
	const struct processes *processes = &analysis->processes;

	if (analysis->of_machines)
		return "has folders that do not count from 0, so that each may be of another machine: name each of them, or call them round1, round2 and so on if they are rounds";
	if (analysis->in_turn)
		return "has values that come in turn, as those of several processes do, or of one that is measured at several places: name each in its lines, or record `ps -o pid,rss,args`";
	if (analysis->left_out && analysis->rounds.count == 1)
		return "has lines that all tell one time, and no PID: take it out of them where they are readings one after the other, or record `ps -o pid,rss,args` with the time of each in front";
	if (analysis->left_out)
		return "has sums without a PID, so it is not known whose they are (two of one moment, or two values in turn, are those of two processes, or of one, and its times lack the parts of a second of `date +%s.%N`): record `ps -o pid,rss,args` or /proc/PID/status";
	if (!processes->short_count)
		return "tells the memory of no process: record `ps -o pid,rss,args` or /proc/PID/status";
	snprintf(text, LINE,
		"has %zu processes, each in fewer than %u rounds: name those that matter with -p, or record more rounds",
		processes->short_count, (unsigned)processes->short_rounds);
	return text;
}

void session_say_no_target(const struct analysis *analysis, const struct analyze_options *options)
{
	char text[LINE];

	if (options->processes.count)
		say_no_name(analysis, options);
	else
		say("%s: no target: the run %s (see leakline-run(5))", analysis->run_name.at,
			why_no_target(analysis, text));
}

/* The process of a baseline, or a group, that has the name, or else the nearest to it. */
static bool find_name(const struct analysis *baseline, struct span name, struct nearest *nearest)
{
	const struct analysis *const parts[] = { baseline, baseline->groups };

	for (size_t p = 0; p < sizeof parts / sizeof *parts && parts[p]; p++)
		for (size_t i = 0; i < parts[p]->processes.target_count; i++) {
			struct span other = parts[p]->processes.items[i].name;

			if (span_equal(other, name))
				return true;
			nearest_offer(nearest, other);
		}
	return false;
}

void session_say_maps(const struct analysis *const *baselines, size_t count,
	const struct analyze_options *options)
{
	struct arena arena = { NULL, 0 };

	for (size_t m = 0; m < options->maps.count; m++) {
		struct span name = span_of(options->maps.items[m]);
		struct nearest nearest;
		bool found = false;

		name.len = (size_t)span_find(name, '=');
		nearest = nearest_begin(name);
		for (size_t b = 0; b < count && !found; b++)
			found = find_name(baselines[b], name, &nearest);
		if (!found)
			say("--map %s: no baseline has a process of that name%s%s%s",
				options->maps.items[m], nearest.best.len ? ": did you mean " : "",
				escape_printable(&arena, nearest.best, NAME_COLUMNS),
				nearest.best.len ? "?" : "");
	}
	arena_free(&arena);
}

void session_say_open(const struct analysis *analysis, const struct analyze_options *options)
{
	say_no_group(analysis, options);
	say_open(analysis, options);
}
