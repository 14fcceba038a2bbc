/* more_rounds.c - the commands that record a run again, or as many more rounds as a verdict needs.
 */
#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "../base/shell_word.h"
#include "../base/text.h"
#include "../verdict/method.h"
#include "wording.h"

/* A command of more than MOST_COMMAND bytes would be cut where it is printed. */
enum { MOST_ROUNDS = 1000000, MOST_TARGETS = 200, MOST_COMMAND = 1000 };

/* Rounds that make up for blocks that an experiment lacks: of each two arms so many. */
static double rounds_of_blocks(const struct analysis *analysis, const struct attributed *of)
{
	const struct design *design = &analysis->design;
	uint64_t block = 1;
	double share = 1.0;

	if (!of || of->lack != ATTRIBUTION_LACKS_BLOCKS || of->blocks >= of->blocks_needed)
		return 0;
	if (design->control.len || design->arm_count > 1)
		(void)span_number(run_info_value(&analysis->info, "block"), UINT32_MAX, &block);
	if (design->control.len)
		share = 2.0 / (double)(design->arm_count + 1);
	return (double)(of->blocks_needed - of->blocks) * (double)block / share;
}

/* Rounds that a process lacks for its verdict. */
static double rounds_of_verdict(const struct analysis *analysis, const struct finding *finding)
{
	double rounds = (double)finding->process->rounds;

	if (finding->verdict == VERDICT_LEAK && finding->provisional == PROVISIONAL_COLD)
		return METHOD_COLD_ROUNDS - rounds;
	if (finding->verdict == VERDICT_INCONCLUSIVE && finding->rounds_needed > 0)
		return finding->rounds_needed +
		       (double)wording_left_out(analysis, finding->process) - rounds;
	return 0;
}

/* Rounds after which an action that was drawn for none so far has still not been drawn once in
 * twenty runs; 0 where one was, and failed. */
static double rounds_of_draw(const struct analysis *analysis)
{
	const struct design *design = &analysis->design;
	struct span undrawn = design_undrawn(design, analysis->skip);
	double arms = (double)design->arm_count + (design->control.len > 0);
	uint64_t block = 1;

	if (!undrawn.len || arms < 2 ||
		happenings_failures(&analysis->happenings, analysis->skip, undrawn))
		return 0;
	(void)span_number(run_info_value(&analysis->info, "block"), UINT32_MAX, &block);
	return ceil(log(0.05) / log1p(-1 / arms)) * (double)block;
}

/* Is it a life of a group whose members are replaced? Then it ends however long the run goes on. A
 * group is none. */
static bool is_replaced(const struct analysis *analysis, size_t life)
{
	bool has_pools = !analysis->members && analysis->pools.count;
	size_t pool = has_pools ? analysis->pools.of[life] : SIZE_MAX;

	return pool != SIZE_MAX && analysis->pools.items[pool].recycled &&
	       analysis->processes.items[life].rounds < analysis->pools.sums.items[pool].rounds;
}

/* How many more rounds the process or group needs that needs most; 0: none, or no number would do.
 * What counts with its group needs what the group does. */
static double rounds_lacking(const struct analysis *analysis)
{
	double most = rounds_of_draw(analysis);

	if (analysis->groups)
		most = fmax(most, rounds_lacking(analysis->groups));
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct process_verdict *verdict = &analysis->verdicts[i];
		const struct finding *finding = wording_gravest(analysis, verdict);

		if (!verdict->in_group && !is_replaced(analysis, verdict->gravest))
			most = fmax(most, rounds_of_verdict(analysis, finding));
		most = fmax(
			most, rounds_of_blocks(analysis, wording_attributed(analysis, finding)));
	}
	return most <= MOST_ROUNDS ? ceil(most) : 0;
}

static bool put_words(FILE *file, struct arena *arena, struct span words)
{
	struct span word;

	while (shell_word_take(&words, arena, &word)) {
		fputc(' ', file);
		if (!shell_word_put(file, word))
			return false;
	}
	return !words.len;
}

/* "rip=", as run.info has an action's name. */
static const char *arm_mark(struct arena *arena, const char *before, struct span name)
{
	return text_format(arena, "%s%.*s=", before, (int)name.len, name.at);
}

/* The program behind `--`, of an experiment: the last of its actions. */
static struct span program_of(const struct analysis *analysis)
{
	return run_info_value(&analysis->info, "program");
}

/* " --action NAME=COMMAND" for each of run.info's `rip=CMD; ospf=CMD`. False if it is not certain
 * where one ends. */
static bool put_arms(FILE *file, struct arena *arena, const struct analysis *analysis)
{
	const struct design *design = &analysis->design;
	size_t named = design->arm_count - (program_of(analysis).len > 0);
	struct span rest = analysis->info.action;

	for (size_t a = 0; a < named; a++) {
		struct span arm = rest;

		if (!span_starts(rest, arm_mark(arena, "", design->arm[a])))
			return false;
		if (a + 1 < design->arm_count) {
			const char *mark = arm_mark(arena, "; ", design->arm[a + 1]);
			ptrdiff_t at = span_find_text(rest, mark);

			if (at < 0)
				return false;
			arm.len = (size_t)at;
			rest = span_from(rest, (size_t)at + 2);
			if (span_find_text(rest, mark) >= 0)
				return false;
		}
		fputs(" --action ", file);
		if (!shell_word_put(file, arm))
			return false;
	}
	return true;
}

/* " -r 5": how often the action runs in a round. Earlier versions did not write it down, but each
 * time is an event. */
static bool put_times(FILE *file, const struct analysis *analysis)
{
	struct span times = run_info_value(&analysis->info, "times");
	uint32_t counted = happenings_times(&analysis->happenings);

	if (times.len) {
		fputs(" -r ", file);
		return shell_word_put(file, times);
	}
	if (!analysis->design.arm_count && counted > 1)
		fprintf(file, " -r %" PRIu32, counted);
	return true;
}

/* How often the action runs in a round, and the options that make the run an experiment. */
static bool put_design(FILE *file, struct arena *arena, const struct analysis *analysis)
{
	static const char *const options[][2] = { { "--control", "control" },
		{ "--block", "block" } };

	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		struct span value = run_info_value(&analysis->info, options[i][1]);

		if (!value.len)
			continue;
		fprintf(file, " %s ", options[i][0]);
		if (!shell_word_put(file, value))
			return false;
	}
	return put_times(file, analysis) &&
	       (!analysis->design.arm_count || put_arms(file, arena, analysis));
}

/* " -- ACTION", if there was one that no option gives. */
static bool put_action(FILE *file, struct arena *arena, const struct analysis *analysis)
{
	struct span program =
		analysis->design.arm_count ? program_of(analysis) : analysis->info.action;

	if (!program.len)
		return true;
	fputs(" --", file);
	return put_words(file, arena, program);
}

/* " -i 500ms" if the run has such a key, in the largest unit in which it is whole. */
static void put_duration(
	FILE *file, const struct analysis *analysis, const char *option, const char *key)
{
	static const struct {
		uint64_t ms;
		const char *unit;
	} units[] = { { 3600000, "h" }, { 60000, "m" }, { 1000, "s" }, { 1, "ms" } };
	uint64_t ms;
	size_t i = 0;

	if (!span_number(run_info_value(&analysis->info, key), INT64_MAX, &ms))
		return;
	while (units[i].ms > 1 && (!ms || ms % units[i].ms))
		i++;
	fprintf(file, " %s %" PRIu64 "%s", option, ms / units[i].ms, units[i].unit);
}

static void put_durations(FILE *file, const struct analysis *analysis)
{
	if (!span_is(run_info_value(&analysis->info, "interval_ms"), "0")) /* as without -i */
		put_duration(file, analysis, "-i", "interval_ms");
	put_duration(file, analysis, "-s", "settle_ms");
}

/* Where the snapshots come from: " --via 'ssh dut'". */
static bool put_source(FILE *file, const struct analysis *analysis)
{
	struct span source = analysis->info.source;

	if (!source.len || span_is(source, "native"))
		return true;
	fputs(span_is(source, "tools") ? " --source " : " --via ", file);
	return shell_word_put(file, source);
}

/* What else is recorded beside the targets that are named. */
static bool put_members(FILE *file, const struct analysis *analysis)
{
	struct span cgroup = run_info_value(&analysis->info, "cgroup");

	if (span_is(run_info_value(&analysis->info, "tree"), "yes"))
		fputs(" --tree", file);
	if (!cgroup.len)
		return true;
	fputs(" --cgroup ", file);
	if (run_info_value(&analysis->info, "cgroup_holds").len)
		cgroup = span_of("auto");
	return shell_word_put(file, cgroup);
}

static unsigned kinds_of_process(const struct process *process)
{
	unsigned kinds = 0;

	for (size_t m = 0; m < METRICS; m++)
		kinds |= process->value[m].n ? 1u << process->value[m].source : 0;
	for (size_t g = 0; g < process->group_count; g++)
		if (process->groups[g].private_dirty.n)
			kinds |= 1u << KIND_SMAPS;
	if (process->share[0].n)
		kinds |= 1u << KIND_SMAPS_ROLLUP;
	if (process->heap.rounds)
		kinds |= 1u << KIND_HEAP;
	if (process->jstat_rounds)
		kinds |= 1u << KIND_JSTAT;
	return kinds;
}

/* " --also smaps,heap": the kinds that no run has unless asked for, as far as numbers were read
 * from them. */
static void put_kinds(FILE *file, const struct analysis *analysis)
{
	static const enum kind asked_for[] = { KIND_SMAPS, KIND_SMAPS_ROLLUP, KIND_HEAP, KIND_JSTAT,
		KIND_SLABINFO };
	const struct processes *processes = &analysis->processes;
	const char *between = " --also ";
	unsigned kinds = 0;

	for (size_t i = 0; i < processes->target_count; i++)
		kinds |= kinds_of_process(&processes->items[i]);
	for (size_t i = 0; i < processes->system_count; i++)
		if (processes->system[i].key == SYSTEM_CACHE)
			kinds |= 1u << KIND_SLABINFO;
	for (size_t i = 0; i < sizeof asked_for / sizeof *asked_for; i++)
		if (kinds & 1u << asked_for[i]) {
			fprintf(file, "%s%s", between, kind_row(asked_for[i])->name);
			between = ",";
		}
}

/* The options that make a recording what it was. */
static bool put_options(FILE *file, struct arena *arena, const struct analysis *analysis)
{
	bool good;

	put_durations(file, analysis);
	good = put_source(file, analysis) && put_members(file, analysis);
	put_kinds(file, analysis);
	return good && put_design(file, arena, analysis);
}

/* The targets. Of hundreds of PIDs, the line of run.info that has them: reports cut what is longer
 * than a screen, and half a command records another run. */
static bool put_targets(FILE *file, struct arena *arena, const struct analysis *analysis)
{
	struct span targets = analysis->info.targets;
	size_t digits = 0;
	bool good;

	while (digits < targets.len &&
		(span_is_digit(targets.at[digits]) || targets.at[digits] == ' '))
		digits++;
	if (targets.len <= MOST_TARGETS || digits < targets.len)
		return put_words(file, arena, targets);
	fputs(" $(sed -n 's/^targets: //p' <", file);
	good = shell_word_put(file, span_of(text_format(arena, "%.*s/run.info",
					    (int)analysis->path.len, analysis->path.at)));
	fputc(')', file);
	return good;
}

const char *wording_more_rounds(struct arena *arena, const struct analysis *analysis)
{
	double rounds = rounds_lacking(analysis);
	const char *command;
	struct text text;
	bool good;

	/* an action that fails does so in more rounds, too: it has to be mended first */
	if (rounds <= 0 || !analysis->is_folder || !analysis->info.targets.len ||
		analysis->design.too_many || analysis->settings.action_failed)
		return NULL;
	text_begin(&text, arena);
	fprintf(text.file, "leakline-collect --resume -n +%.0f -o ", rounds);
	good = shell_word_put(text.file, analysis->path);
	good &= put_options(text.file, arena, analysis);
	good &= put_targets(text.file, arena, analysis);
	good &= put_action(text.file, arena, analysis);
	command = text_end(&text);
	return good && strlen(command) <= MOST_COMMAND ? command : NULL;
}

/* A target as another boot knows it: a PID is the name of its process. */
static bool put_target(FILE *file, const struct analysis *analysis, struct span target)
{
	uint64_t pid;

	if (span_number(target, INT32_MAX, &pid))
		for (size_t i = 0; i < analysis->processes.target_count; i++)
			if (analysis->processes.items[i].pid == (int32_t)pid)
				target = analysis->processes.items[i].name;
	fputc(' ', file);
	return shell_word_put(file, target);
}

/* " -n 100 -w 0": the rounds, and the warm-up where it is not the collector's own (two thirds of
 * them, at most 20), which the run began without. */
static void put_rounds(FILE *file, const struct analysis *analysis)
{
	uint64_t rounds, warmup = 0, usual;

	if (!span_number(run_info_value(&analysis->info, "rounds"), INT32_MAX, &rounds))
		return;
	fprintf(file, " -n %" PRIu64, rounds);
	usual = rounds < 12 ? 0 : rounds * 2 / 3 < 20 ? rounds * 2 / 3 : 20;
	(void)span_number(run_info_value(&analysis->info, "warmup_rounds"), INT32_MAX, &warmup);
	if ((analysis->info.action.len || analysis->design.arm_count) && warmup != usual)
		fprintf(file, " -w %" PRIu64, warmup);
}

const char *wording_repeat(struct arena *arena, const struct analysis *analysis)
{
	struct span rest = analysis->info.targets, word;
	const char *command;
	struct text text;
	bool good;

	if (!rest.len || analysis->design.too_many)
		return NULL;
	text_begin(&text, arena);
	fputs("leakline-collect", text.file);
	put_rounds(text.file, analysis);
	good = put_options(text.file, arena, analysis);
	while (shell_word_take(&rest, arena, &word))
		good &= put_target(text.file, analysis, word);
	good &= !rest.len && put_action(text.file, arena, analysis);
	command = text_end(&text);
	return good ? command : NULL;
}
