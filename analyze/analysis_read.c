/* analysis_read.c - runs the stages in order: members -> facts -> history -> trends and verdicts.
 * Read this file first. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "analysis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/room.h"
#include "base/say.h"
#include "across/gate.h"
#include "across/outcome.h"
#include "input/run_input.h"
#include "import/loose_order.h"
#include "import/loose_place.h"
#include "history/member_work.h"
#include "history/processes_bounds.h"
#include "options.h"
#include "progress.h"
#include "symbols/symbols.h"
#include "verdict/method.h"
#include "history/run_build.h"
#include "history/run_join.h"
#include "history/run_list.h"

/* The state of reading one operand. */
struct reading {
	struct run_input *input;
	const struct analyze_options *options;
	struct worker *workers;
	size_t worker_count;
	struct run_batch *batches; /* one per slot */
	struct run_list runs;      /* one per folder */
	struct arena arena;
	struct arena input_arena;
	struct notes
		input_notes;  /* about the archive as a whole; filled while another worker folds */
	struct notes *shared; /* receives the notes of folding */
	struct progress progress;
	const char *hint;    /* how the first unrecognized member could be read, or NULL */
	uint64_t hint_order; /* the position of that member */
	bool any_packed;     /* some member is an archive or compressed */
	size_t unknown; /* number of files with foreign names in which nothing was recognized */
	struct span first_unknown; /* the path of the first of them, by name */
};

static size_t next_members(void *context, size_t slot)
{
	struct reading *reading = context;

	return run_input_next(reading->input, &reading->batches[slot], &reading->input_notes);
}

static void work_member(void *context, size_t number, size_t slot, size_t item)
{
	struct reading *reading = context;

	member_work(&reading->workers[number], &reading->batches[slot].members[item],
		reading->input, &reading->options->import);
}

static void fold_loose(struct reading *reading, struct worker *worker)
{
	const struct member_name *name = &worker->name;
	struct loose_file file = {
		.mtime_ms = worker->member->mtime_ms > 0 ? worker->member->mtime_ms : -1,
		.date_ms = -1,
		.order = (uint32_t)worker->member->order
	};
	struct span folder = name->folder;
	struct run_build *build;

	if (worker->log) {
		/* a file that is an operand itself keeps its name; files next to each other are
		 * separate runs */
		bool plain = run_input_is_plain(reading->input);

		build = run_list_at(&reading->runs, &reading->arena,
			plain ? folder : worker->member->path, true, folder);
		if (build)
			run_build_take_log(build, worker->log, worker->member->order);
		else
			run_build_discard(worker->log);
		worker->log = NULL;
		return;
	}
	loose_place(name->base, member_work_only_pid(worker), &file.name, &folder);
	build = run_list_at(&reading->runs, &reading->arena, folder, true, folder);
	if (build)
		run_build_fold_loose(build, &file, worker);
}

/* Reports all files in which nothing was recognized in one note: somebody may have expected them to
 * be judged. */
static void fold_unknown(struct reading *reading, const struct worker *worker)
{
	struct span path = worker->member->path;

	if (!worker->loose || !worker->member->text.len || run_input_is_plain(reading->input))
		return;
	if (!reading->unknown++ || span_compare(path, reading->first_unknown) < 0)
		reading->first_unknown = arena_copy(&reading->arena, path);
}

static void note_unknown(const struct reading *reading, struct notes *notes)
{
	char text[96];

	if (!reading->unknown)
		return;
	snprintf(text, sizeof text, "nothing that is known is in it, or in %zu more: left out",
		reading->unknown - 1);
	notes_file(notes, reading->first_unknown);
	notes_add(
		notes, 0, reading->unknown > 1 ? text : "nothing that is known is in it: left out");
}

static void fold_member(void *context, size_t number, size_t slot, size_t item)
{
	struct reading *reading = context;
	struct worker *worker = &reading->workers[number];
	const struct member_name *name = &worker->name;
	uint64_t order = worker->member->order;
	struct run_build *build;

	(void)slot, (void)item;
	progress_step(&reading->progress, name->round);
	reading->any_packed |= worker->packed;
	if (worker->hint && (!reading->hint || order < reading->hint_order)) {
		reading->hint = arena_copy(&reading->arena, span_of(worker->hint)).at;
		reading->hint_order = order;
	}
	if (!worker->good) {
		fold_unknown(reading, worker);
		return;
	}
	if (worker->loose) {
		fold_loose(reading, worker);
		return;
	}
	build = run_list_at(&reading->runs, &reading->arena, name->folder, false, name->folder);
	if (!build)
		return;
	build->last_round = reading->options->last_round;
	build->has_events_file |= name->events;
	if (name->info)
		run_build_info(build, worker->member->text, (uint32_t)order, &worker->notes);
	else if (name->events || name->kind == KIND_EVENTS)
		run_build_events(build, worker->member->text, (uint32_t)order, &worker->notes);
	else if (!build->last_round || name->round <= build->last_round)
		run_build_fold(build, name, &worker->facts, (uint32_t)order, &worker->notes);
}

static void read_members(struct reading *reading)
{
	static const struct parallel_work work = { next_members, work_member, fold_member };

	reading->worker_count = reading->options->jobs;
	reading->workers =
		arena_take_array(&reading->arena, reading->worker_count, sizeof *reading->workers);
	reading->batches =
		arena_take_array(&reading->arena, reading->worker_count, sizeof *reading->batches);
	reading->input_notes.arena = &reading->input_arena;
	for (size_t i = 0; i < reading->worker_count; i++)
		reading->workers[i].notes.arena = &reading->workers[i].notes_arena;
	progress_begin(
		&reading->progress, reading->options->quiet, run_input_total(reading->input));
	parallel_pull(reading->worker_count, &work, reading);
	progress_end(&reading->progress);
}

/* NAME: the base name without archive suffixes and .run. */
static struct span name_of(struct span path)
{
	static const char *const suffixes[] = { ".gz", ".bz2", ".xz", ".zst", ".lz4", ".tgz",
		".txz", ".tbz2", ".tzst", ".tar", ".zip", ".run" };
	ptrdiff_t slash;

	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	slash = span_rfind(path, '/');
	path = span_from(path, (size_t)(slash + 1));
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (span_ends(path, suffixes[i]) && path.len > strlen(suffixes[i]))
			path.len -= strlen(suffixes[i]);
	return path;
}

static bool is_dots(struct span name)
{
	return span_is(name, ".") || span_is(name, "..");
}

/* If an operand holds several runs, or is standard input, a run is named after the folder inside.
 */
static struct span run_name(const struct reading *reading, const struct run_build *build,
	const char *path, struct arena *arena)
{
	bool inside = reading->runs.count > 1 || !strcmp(path, "-");
	struct span name = name_of(inside && build->folder.len ? build->folder : span_of(path));
	char *real = !inside && is_dots(name) ? realpath(path, NULL) : NULL;

	if (real)
		name = name_of(span_of(real));
	if (span_is(name, "-"))
		name = span_of("stdin");
	else if (!name.len || is_dots(name) || span_is(name, "/"))
		name = span_of("run");
	name = arena_copy(arena, name);
	free(real);
	return name;
}

static void copy_info(struct analysis *analysis, const struct run_info *from)
{
	struct run_info *to = &analysis->info;
	struct span *spans[] = { &to->collector, &to->started, &to->host, &to->kernel, &to->boot_id,
		&to->source, &to->tools, &to->targets, &to->action };

	*to = *from;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		*spans[i] = arena_copy(&analysis->arena, *spans[i]);
	to->other = arena_take_array(&analysis->arena, from->other_count + 1, sizeof *to->other);
	for (size_t i = 0; i < from->other_count; i++)
		for (size_t j = 0; j < 2; j++)
			to->other[i][j] = arena_copy(&analysis->arena, from->other[i][j]);
}

static double last_value(const struct processes *processes, const char *name)
{
	for (size_t i = 0; i < processes->system_count; i++) {
		const struct series *series = &processes->system[i].series;

		if (span_is(processes->system[i].name, name) && series->n)
			return series->value[series->n - 1];
	}
	return -1;
}

/* The number of the first round that is judged. */
static uint32_t first_judged(const struct analysis *analysis)
{
	uint32_t warmup = analysis->info.warmup_rounds;

	if (analysis->options->skip_given || !analysis->round_count)
		return analysis->options->skip;
	if (warmup < analysis->round_count)
		return warmup ? analysis->rounds[warmup].number : 0;
	return analysis->rounds[analysis->round_count - 1].number + 1;
}

/* x of the first round that is judged. */
static double skip_x(const struct analysis *analysis)
{
	size_t i = 0;

	if (!analysis->by_time)
		return analysis->skip;
	while (i < analysis->round_count && analysis->rounds[i].number < analysis->skip)
		i++;
	return i < analysis->round_count ? analysis->rounds[i].elapsed_s : 0;
}

/* Did ACTION fail in more than a twentieth of the judged rounds? */
static bool action_failed(const struct analysis *analysis)
{
	size_t failed, count = happenings_actions(&analysis->happenings, analysis->skip, &failed);

	return (double)failed > METHOD_ACTION_FAILED * (double)count;
}

/* Judges the groups as the processes of a run of their own. */
static void judge_groups(struct analysis *analysis)
{
	const struct analyze_options *options = analysis->options;
	size_t count = analysis->pools.count;
	struct arena *arena = &analysis->arena;
	struct pool_verdicts judged;
	struct analysis *groups;

	if (!count)
		return;
	groups = arena_take(arena, sizeof *groups);
	*groups = *analysis;
	groups->arena = groups->notes_arena = (struct arena){ NULL, 0 };
	groups->members = analysis;
	groups->attributed = NULL; /* that of the members */
	groups->processes = analysis->pools.sums;
	groups->settings.budgets =
		gate_budgets(options->rules, METRIC_FOOTPRINT, groups, analysis->round_s, arena);
	groups->settings.heap_budgets = NULL;
	judged = verdict_pools(&analysis->processes, &analysis->pools, &groups->settings, arena);
	groups->findings = judged.sums;
	groups->tests = judged.tests;
	groups->pool_findings = analysis->pool_findings = judged.findings;
	groups->verdicts = arena_take_array(arena, count + 1, sizeof *groups->verdicts);
	groups->verdict_count =
		verdict_processes(&groups->processes, groups->findings, groups->verdicts);
	gate_mark_known(options->rules, groups);
	gate_mark_counts(options->rules, groups);
	analysis->groups = groups;
	verdict_pool_mark(&analysis->processes, &analysis->pools, &judged, analysis->findings,
		analysis->verdicts, analysis->verdict_count);
}

/* Computes the trends, the verdicts of lives, and the verdicts of processes. */
static void judge(struct analysis *analysis)
{
	const struct analyze_options *options = analysis->options;
	struct processes *processes = &analysis->processes;
	size_t failed;

	analysis->settings = (struct verdict_settings){ .alpha = options->alpha,
		.budget_kib_per_round = quantity_per_round(&options->budget, analysis->round_s),
		.budgets = gate_budgets(options->rules, METRIC_FOOTPRINT, analysis,
			analysis->round_s, &analysis->arena),
		.heap_budgets = gate_budgets(
			options->rules, METRIC_HEAP, analysis, analysis->round_s, &analysis->arena),
		.page_kib = analysis->info.page_kib,
		.round_x = analysis->round_x,
		.mem_available_kib = analysis->mem_available_kib,
		.round_s = analysis->round_s,
		.skip_x = skip_x(analysis),
		.action_failed = action_failed(analysis),
		.has_action =
			happenings_actions(&analysis->happenings, analysis->skip, &failed) > 0,
		.clock_lost = analysis->by_time &&
			      happenings_untimed(&analysis->happenings, analysis->skip),
		.jobs = options->jobs };
	analysis->findings = arena_take_array(
		&analysis->arena, processes->count + 1, sizeof *analysis->findings);
	verdict_judge(processes, &analysis->settings, &analysis->arena, analysis->findings,
		&analysis->tests);
	analysis->attributed = verdict_attribute(processes, analysis->findings, &analysis->design,
		analysis->rounds, &analysis->settings, &analysis->arena);
	analysis->system_findings = arena_take_array(
		&analysis->arena, processes->system_count + 1, sizeof *analysis->system_findings);
	verdict_system(processes, &analysis->settings,
		gate_system_budgets(options->rules, analysis->round_s, &analysis->arena),
		&analysis->arena, analysis->system_findings);
	analysis->verdicts = arena_take_array(
		&analysis->arena, processes->target_count + 1, sizeof *analysis->verdicts);
	analysis->verdict_count =
		verdict_processes(processes, analysis->findings, analysis->verdicts);
	judge_groups(analysis);
	gate_mark_known(options->rules, analysis);
	gate_mark_counts(options->rules, analysis);
	gate_mark_system(options->rules, analysis);
	gate_mark_missing(options->rules, analysis);
	analysis->outcome = outcome_of(analysis, &analysis->arena);
}

/* Frees the memory that only reading needed, before judging begins. */
static void free_workers(struct reading *reading)
{
	for (size_t i = 0; i < reading->worker_count; i++) {
		member_work_free(&reading->workers[i]);
		run_buffer_free(&reading->batches[i].buffer);
	}
}

/* Frees the lists of groups and of blocks that columns point at; call it after the last build. */
static void free_lists(struct reading *reading)
{
	for (size_t i = 0; i < reading->worker_count; i++)
		facts_memory_end(&reading->workers[i].memory);
}

/* x is the round, unless the user asks for time or the readings are at irregular intervals. With an
 * action it is always the round: the action runs once per round. */
static void choose_regressor(struct analysis *analysis, struct run_build *build)
{
	const struct analyze_options *options = analysis->options;
	bool uneven;

	analysis->round_s = rounds_median_s(&build->rounds, &build->arena);
	analysis->round_mean_s = rounds_mean_s(&build->rounds);
	uneven = !options->by_told && !analysis->info.action.len &&
		 rounds_are_uneven(&build->rounds, analysis->round_s);
	analysis->by_time = (options->by_time || uneven) && analysis->round_s > 0;
	analysis->round_x = analysis->by_time ? analysis->round_s : 1;
	if (!uneven)
		return;
	notes_file(&analysis->notes, span_of("(run)"));
	notes_add(&analysis->notes, 0,
		"its intervals differ much: growth is judged by time, not by rounds (--by round takes rounds)");
}

/* The value of a key of run.info that has no field of its own; empty: it has none. */
static struct span info_value(const struct run_info *info, const char *key)
{
	for (size_t i = 0; i < info->other_count; i++)
		if (span_is(info->other[i][0], key))
			return info->other[i][1];
	return (struct span){ NULL, 0 };
}

/* Finds the groups of processes, before what they are found by is freed. */
static void build_pools(struct analysis *analysis, const struct run_build *build,
	const struct processes_settings *series)
{
	struct span cgroup = info_value(&analysis->info, "cgroup");
	struct pools_settings settings = { .series = series,
		.choice = analysis->options->group,
		.by_tree = span_is(info_value(&analysis->info, "tree"), "yes"),
		.one_cgroup = cgroup.len && !span_is(cgroup, "auto") && !analysis->info.targets.len,
		.happened = &build->happenings };

	pools_build(&analysis->processes, &settings, &analysis->arena, &analysis->pools);
}

static struct analysis *make_analysis(
	struct reading *reading, struct run_build *build, const char *path)
{
	struct analysis *analysis = room_resize(NULL, 1, sizeof *analysis);
	const struct analyze_options *options = reading->options;
	struct processes_settings settings;
	struct round *rounds;

	*analysis = (struct analysis){ .options = options };
	analysis->notes.arena = &analysis->notes_arena;
	run_list_notes(&reading->runs, build, reading->shared, &analysis->notes);
	run_build_finish(build, &analysis->notes);
	copy_info(analysis, &build->info);
	choose_regressor(analysis, build);
	analysis->run_name = run_name(reading, build, path, &analysis->arena);
	analysis->path = arena_copy(&analysis->arena, span_of(path));
	analysis->left_out = build->left_out;
	analysis->seen_round = build->seen_round;
	analysis->has_events_file = build->has_events_file;
	analysis->is_folder = run_input_total(reading->input) > 0;
	rounds = arena_take_array(&analysis->arena, build->rounds.count + 1, sizeof *rounds);
	if (build->rounds.count)
		memcpy(rounds, build->rounds.items, build->rounds.count * sizeof *rounds);
	analysis->rounds = rounds;
	analysis->round_count = build->rounds.count;
	analysis->skip = first_judged(analysis);
	analysis->happenings = happenings_copy(&build->happenings, &analysis->arena);
	analysis->design = design_build(&analysis->info, &analysis->happenings, &analysis->arena);
	settings = (struct processes_settings){ &build->rounds, analysis->by_time,
		options->processes.items, options->processes.count, analysis->info.page_kib,
		build->is_loose };
	processes_build(&build->columns, &settings, &analysis->arena, &analysis->processes);
	processes_bounds_note(&analysis->processes, &analysis->notes);
	symbols_name(options->symbols, &analysis->processes, &analysis->arena, &analysis->notes);
	notes_sort(&analysis->notes);
	happenings_mark(&build->happenings, &build->rounds, analysis->info.targets, build->is_loose,
		&analysis->processes);
	build_pools(analysis, build, &settings);
	run_build_free(build);
	if (build == reading->runs.items[reading->runs.count - 1])
		free_lists(reading);
	room_give_back();
	analysis->is_of_system = !analysis->processes.count && analysis->processes.system_count &&
				 settings.anon_is_private && !options->processes.count &&
				 !analysis->left_out;
	analysis->mem_available_kib = last_value(&analysis->processes, "MemAvailable");
	judge(analysis);
	return analysis;
}

static void free_reading(struct reading *reading)
{
	free_lists(reading);
	for (size_t i = 0; i < reading->runs.count; i++)
		run_build_free(reading->runs.items[i]);
	run_input_close(reading->input);
	arena_free(&reading->input_arena);
	arena_free(&reading->arena);
}

int analysis_read(const char *path, const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context)
{
	struct reading reading = { .options = options, .input = run_input_open(path) };
	struct notes shared = { .arena = NULL };
	size_t taken = 0;
	const char *guess;

	if (!reading.input)
		return -1;
	read_members(&reading);
	shared.arena = &reading.arena;
	reading.shared = &shared;
	if (!options->follow) /* a stream that was left has no end, and that is no oddity */
		notes_join(&shared, &reading.input_notes);
	for (size_t i = 0; i < reading.worker_count; i++)
		notes_join(&shared, &reading.workers[i].notes);
	if (reading.runs.too_many) {
		notes_file(&shared, span_of("(input)"));
		notes_add(&shared, 0, "more than 4096 runs are in it: the others are left out");
	}
	notes_cut(&shared);
	free_workers(&reading);
	run_list_sort(&reading.runs);
	run_list_join(&reading.runs, &reading.arena);
	guess = run_list_drop_guesses(&reading.runs);
	if (guess && reading.runs.count)
		say("%s: left out: %s", path, guess);
	if (run_list_any_loose(&reading.runs))
		note_unknown(&reading, &shared);
	if (reading.runs.count && run_input_is_cut(reading.input) && !options->follow)
		say("%s: cut off, damaged or too large: only what came before that is judged (copy it again; the oddities say more)",
			path);
	for (; taken < reading.runs.count; taken++)
		take(context, make_analysis(&reading, reading.runs.items[taken], path));
	if (!taken && !options->is_look)
		say("%s: no run is in it: %s (see leakline-run(5))", path,
			run_input_failed(reading.input) ? run_input_failed(reading.input)
			: reading.any_packed
				? "its files are compressed or archives: unpack them first"
			: guess        ? guess
			: reading.hint ? reading.hint
				       : "no ps, status or pmap that is known");
	free_reading(&reading);
	return taken ? 0 : -1;
}

void analysis_free(struct analysis *analysis)
{
	if (!analysis)
		return;
	if (analysis->groups)
		arena_free(&analysis->groups->arena);
	arena_free(&analysis->notes_arena);
	arena_free(&analysis->arena);
	free(analysis);
}
