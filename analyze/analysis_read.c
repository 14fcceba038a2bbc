/* analysis_read.c - runs the stages in order: members -> facts -> history -> trends and verdicts.
 * Read this file first. */
#include "analysis.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis_judge.h"
#include "analysis_make.h"
#include "base/parallel.h"
#include "base/room.h"
#include "base/say.h"
#include "gather/member_work.h"
#include "gather/run_build.h"
#include "gather/run_join.h"
#include "gather/run_list.h"
#include "import/loose_order.h"
#include "import/loose_place.h"
#include "input/run_input.h"
#include "options.h"
#include "progress.h"

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
		input_notes; /* about the archive as a whole; filled while another worker folds */
	struct notes shared; /* about all runs, or about files whose run is not known */
	struct progress progress;
	const char *hint;    /* how the first unrecognized member could be read, or NULL */
	uint64_t hint_order; /* the position of that member */
	size_t unread;       /* logs that could not be read */
	bool any_cut;        /* one was compressed, and only its beginning could be read */
	bool any_lines;      /* lines of one were left out, as they could not be trusted */
	bool any_packed;     /* some member is an archive or compressed */
	bool any_refused;    /* some file of a run could not be read */
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
	reading->unread += worker->unread;
	reading->any_refused |= worker->refused;
	reading->any_cut |= worker->loose && worker->member->is_cut;
	reading->any_lines |= worker->is_part;
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
	for (size_t i = 0; i < reading->worker_count; i++) {
		reading->workers[i].notes.arena = &reading->workers[i].notes_arena;
		facts_memory_begin(&reading->workers[i].memory, i);
	}
	progress_begin(
		&reading->progress, reading->options->quiet, run_input_total(reading->input));
	parallel_pull(reading->worker_count, &work, reading);
	progress_end(&reading->progress);
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

static void free_reading(struct reading *reading)
{
	free_lists(reading);
	for (size_t i = 0; i < reading->runs.count; i++)
		run_build_free(reading->runs.items[i]);
	run_input_close(reading->input);
	arena_free(&reading->input_arena);
	arena_free(&reading->arena);
}

/* Notes about the operand as a whole, and about files whose run is not known. */
static void collect_notes(struct reading *reading)
{
	struct notes *shared = &reading->shared;

	shared->arena = &reading->arena;
	if (!reading->options
			->follow) /* a stream that was left has no end, and that is no oddity */
		notes_join(shared, &reading->input_notes);
	for (size_t i = 0; i < reading->worker_count; i++)
		notes_join(shared, &reading->workers[i].notes);
	if (reading->runs.too_many) {
		notes_file(shared, span_of("(input)"));
		notes_add(shared, 0, "more than 4096 runs are in it: the others are left out");
	}
	notes_cut(shared);
}

/* Why nothing could be judged; guess: why the last run was dropped, or NULL. */
static const char *why_none(const struct reading *reading, const char *guess)
{
	if (run_input_failed(reading->input))
		return run_input_failed(reading->input);
	if (reading->any_packed)
		return "its files are compressed or archives: unpack them first";
	if (reading->any_refused)
		return "files of a run are in it, but cannot be read: have you the right to, and are they whole?";
	if (guess)
		return guess;
	return reading->hint ? reading->hint : "no ps, status or pmap that is known";
}

/* Reads and judges what was opened; NULL: it could not be. */
static int read_input(struct run_input *input, const char *path,
	const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context)
{
	struct reading reading = { .options = options, .input = input };
	struct analysis_origin origin = {
		.options = options, .path = path, .runs = &reading.runs, .shared = &reading.shared
	};
	const char *guess;
	size_t count;
	bool is_cut;

	if (!reading.input)
		return -1;
	read_members(&reading);
	collect_notes(&reading);
	free_workers(&reading);
	run_list_sort(&reading.runs);
	run_list_join(&reading.runs, &reading.arena);
	guess = run_list_drop_guesses(&reading.runs);
	count = reading.runs.count;
	if (guess && count)
		say("%s: left out: %s", path, guess);
	if (run_list_any_loose(&reading.runs))
		note_unknown(&reading, &reading.shared);
	/* a stream that is followed ends where its writer does */
	is_cut = run_input_is_cut(reading.input) && !options->follow;
	if (count && is_cut)
		say("%s: cut off, damaged or too large: only what came before that is judged (copy it again; the oddities say more)",
			path);
	origin.is_folder = run_input_total(reading.input) > 0;
	origin.unread = reading.unread;
	origin.is_part = run_input_is_part(reading.input) || is_cut || reading.any_cut ||
			 reading.runs.too_many;
	origin.lacks_lines = reading.any_lines;
	for (size_t i = 0; i < count; i++) {
		struct analysis *analysis = analysis_make(&origin, reading.runs.items[i]);

		if (i + 1 == count)
			free_lists(&reading);
		room_give_back();
		analysis_judge(analysis);
		take(context, analysis);
	}
	if (!count && !options->is_look)
		say("%s: no run is in it: %s (see leakline-run(5))", path,
			why_none(&reading, guess));
	free_reading(&reading);
	return count ? 0 : -1;
}

int analysis_read(const char *path, const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context)
{
	return read_input(run_input_open(path), path, options, take, context);
}

int analysis_read_files(const char *path, const char *const *files, size_t count,
	const struct analyze_options *options,
	void (*take)(void *context, struct analysis *analysis), void *context)
{
	return read_input(run_input_open_files(files, count), path, options, take, context);
}

void analysis_free(struct analysis *analysis)
{
	if (!analysis)
		return;
	if (analysis->groups)
		arena_free(&analysis->groups->arena);
	arena_free(&analysis->notes_arena);
	arena_free(&analysis->arena);
	rounds_free(&analysis->rounds);
	free(analysis);
}
