/* analysis_make.c - makes the analysis of a run from what was read of it: its name, its regressor,
 * its processes and their groups. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "analysis_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "base/room.h"
#include "gather/run_build.h"
#include "gather/run_list.h"
#include "history/processes_bounds.h"
#include "options.h"
#include "symbols/symbols.h"
#include "wording/wording_number.h"

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
static struct span run_name(
	const struct analysis_origin *origin, const struct run_build *build, struct arena *arena)
{
	const char *path = origin->path;
	bool inside = origin->runs->count > 1 || !strcmp(path, "-");
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

/* The number of the first round that is judged. */
static uint32_t first_judged(const struct analysis *analysis, const struct round_list *rounds)
{
	uint32_t warmup = analysis->info.warmup_rounds;

	if (analysis->options->skip_given || !rounds->count)
		return analysis->options->skip;
	if (warmup < rounds->count)
		return warmup ? rounds->items[warmup].number : 0;
	return rounds->items[rounds->count - 1].number + 1;
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

/* A pause of the recording and a clock that is set forward look alike: where it is, is said. */
static void note_uneven(struct analysis *analysis, const struct round_list *rounds)
{
	char text[240];
	double gap;
	size_t at = rounds_longest_gap(rounds, &gap);

	snprintf(text, sizeof text,
		"its intervals differ much (%s before round %lld): growth is judged by time, not by rounds "
		"(--by round takes rounds, as after a pause or a clock that was set)",
		wording_duration(&analysis->arena, gap), (long long)rounds->items[at].number);
	notes_file(&analysis->notes, span_of("(run)"));
	notes_add(&analysis->notes, 0, text);
}

/* x is the round, unless the user asks for time or the readings are at irregular intervals. With an
 * action it is always the round: the action runs once per round. */
static void choose_regressor(struct analysis *analysis, struct run_build *build)
{
	const struct analyze_options *options = analysis->options;
	bool uneven;

	analysis->round_s = rounds_median_s(&build->rounds);
	analysis->round_mean_s = rounds_mean_s(&build->rounds);
	uneven = !options->by_told && !analysis->info.action.len &&
		 rounds_are_uneven(&build->rounds, analysis->round_s);
	analysis->by_time = (options->by_time || uneven) && analysis->round_s > 0;
	analysis->round_x = analysis->by_time ? analysis->round_s : 1;
	if (uneven)
		note_uneven(analysis, &build->rounds);
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
static void build_pools(struct analysis *analysis, const struct happened_frame *frame,
	const struct processes_settings *series)
{
	struct span cgroup = info_value(&analysis->info, "cgroup");
	bool named = cgroup.len && !span_is(cgroup, "auto"),
	     of_targets = span_is(info_value(&analysis->info, "cgroup_holds"), "targets");
	struct pools_settings settings = { .series = series,
		.choice = analysis->options->group,
		.by_tree = span_is(info_value(&analysis->info, "tree"), "yes"),
		.one_cgroup = cgroup.len && (!named || !analysis->info.targets.len || of_targets),
		.named_cgroup = named,
		.frame = frame };

	pools_build(&analysis->processes, &settings, &analysis->arena, &analysis->pools);
}

static void note_design(struct analysis *analysis)
{
	if (!analysis->design.too_many)
		return;
	notes_file(&analysis->notes, span_of("run.info"));
	notes_add(
		&analysis->notes, 0, "more than 16 actions: growth is attributed to none of them");
}

struct analysis *analysis_make(const struct analysis_origin *origin, struct run_build *build)
{
	struct analysis *analysis = room_resize(NULL, 1, sizeof *analysis);
	const struct analyze_options *options = origin->options;
	struct processes_settings settings;
	struct happened_frame frame;

	*analysis = (struct analysis){ .options = options };
	analysis->notes.arena = &analysis->notes_arena;
	run_list_notes(origin->runs, build, origin->shared, &analysis->notes);
	run_build_finish(build, &analysis->notes);
	copy_info(analysis, &build->info);
	choose_regressor(analysis, build);
	analysis->run_name = run_name(origin, build, &analysis->arena);
	analysis->path = arena_copy(&analysis->arena, span_of(origin->path));
	analysis->left_out = build->left_out;
	analysis->in_turn = build->in_turn;
	analysis->of_machines = build->of_machines;
	analysis->unread = origin->unread;
	analysis->is_part = origin->is_part;
	analysis->lacks_lines = origin->lacks_lines;
	analysis->seen_round = build->seen_round;
	analysis->has_events_file = build->has_events_file;
	analysis->is_folder = origin->is_folder;
	analysis->skip = first_judged(analysis, &build->rounds);
	analysis->happenings = happenings_copy(&build->happenings, &analysis->arena);
	analysis->design = design_build(&analysis->info, &analysis->happenings, &analysis->arena);
	note_design(analysis);
	settings = (struct processes_settings){ &build->rounds, analysis->by_time,
		options->processes.items, options->processes.count, analysis->info.page_kib,
		build->is_loose };
	processes_build(&build->columns, &settings, &analysis->arena, &analysis->processes);
	processes_bounds_note(&analysis->processes, &analysis->notes);
	symbols_name(options->symbols, &analysis->processes, &analysis->arena, &analysis->notes);
	notes_sort(&analysis->notes);
	frame = happenings_frame(
		&build->happenings, &build->rounds, analysis->info.targets, build->is_loose);
	happenings_mark(&frame, analysis->info.targets, &analysis->processes);
	build_pools(analysis, &frame, &settings);
	analysis->rounds = build->rounds;
	build->rounds = (struct round_list){ .count = 0 };
	rounds_forget_told(&analysis->rounds);
	run_build_free(build);
	analysis->is_of_system = !analysis->processes.count && analysis->processes.system_count &&
				 settings.anon_is_private && !options->processes.count &&
				 !analysis->left_out;
	analysis->mem_available_kib = last_value(&analysis->processes, "MemAvailable");
	return analysis;
}
