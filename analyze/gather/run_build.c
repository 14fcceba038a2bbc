/* run_build.c - a run being read. */
#include "run_build.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "../base/room.h"
#include "../columns/nameless_turns.h"
#include "../columns/odd_pids.h"
#include "../columns/odd_rounds.h"
#include "../columns/odd_tables.h"
#include "../columns/table_cycle.h"
#include "../columns/unread.h"
#include "machine_folders.h"

/* The time comes from the latest member that has one. Returns the PID of a process that is in it
 * twice with other values; 0: none. */
static int32_t fold(struct run_build *build, const struct facts *facts,
	const struct member_origin *origin, int64_t time_ms)
{
	size_t round = rounds_at(&build->rounds, &build->arena, origin->round);

	rounds_take_kind(&build->rounds, round, origin->kind);
	rounds_take_time(&build->rounds, round, time_ms, origin->order);
	log_owners_number(&build->owners, &build->arena, facts);
	return columns_fold(&build->columns, facts, origin);
}

void run_build_fold(struct run_build *build, const struct member_name *name,
	const struct facts *facts, uint32_t order, struct notes *notes)
{
	size_t round = rounds_at(&build->rounds, &build->arena, name->round);
	int32_t twice;
	char text[96];

	notes_file(notes, name->base);
	if (build->rounds.items[round].kinds & 1u << name->kind)
		notes_add(notes, 0, "it occurs more than once: the last one counts");
	twice = fold(build, facts,
		&(struct member_origin){
			.round = name->round, .order = order, .kind = name->kind, .alone = true },
		name->time_ms);
	if (!twice)
		return;
	snprintf(text, sizeof text,
		"process %" PRId32 " is in it twice with other values: left out of this round",
		twice);
	notes_add(notes, 0, text);
}

void run_build_fold_loose(
	struct run_build *build, struct loose_file *file, const struct worker *worker)
{
	uint32_t round = (uint32_t)build->file_count;
	bool marked = false;

	for (size_t i = 0; i < worker->piece_count; i++) {
		const struct facts *facts = &worker->piece_facts[i];
		const struct log_piece *piece = &worker->pieces[i];

		if (!facts->count && !facts->system_count)
			continue;
		nameless_take(&build->nameless, piece, facts, worker->rule == LOG_BY_DATE);
		if (!marked)
			file->mark = (uint64_t)facts->kind << 32 |
				     (facts->count ? (uint32_t)facts->processes[0].pid : 0);
		marked = true;
		if (file->date_ms < 0)
			file->date_ms = piece->time_ms;
		fold(build, facts,
			&(struct member_origin){
				.round = round, .order = file->order, .kind = facts->kind },
			-1);
	}
	if (!marked)
		return;
	build->files = list_room_in(&build->arena, build->files, build->file_count + 1,
		&build->file_capacity, sizeof *build->files);
	build->files[build->file_count++] = *file;
}

struct run_build *run_build_of_log(enum log_rule rule)
{
	struct run_build *log = room_resize(NULL, 1, sizeof *log);

	*log = (struct run_build){ .log = { .rule = rule }, .is_loose = true };
	log->columns.arena = &log->arena;
	log->columns.is_log = true;
	return log;
}

void run_build_discard(struct run_build *log)
{
	if (log)
		run_build_free(log);
	free(log);
}

void run_build_take_log(struct run_build *build, struct run_build *log, uint64_t order)
{
	if (order + 1 < build->log_order) {
		run_build_discard(log);
		return;
	}
	log->folder = build->folder;
	log->beside = build->beside;
	log->log_order = order + 1;
	run_build_free(build);
	*build = *log;
	build->columns.arena = &build->arena;
	free(log);
}

/* The key of a number of the system; no process has such a PID. */
static uint64_t system_key(const struct system_fact *fact)
{
	return span_hash(UINT32_MAX, fact->name);
}

/* The key of the header that separates rounds; no process has such a PID. */
static uint64_t header_key(enum kind kind)
{
	return (uint64_t)kind << 32 | UINT32_MAX;
}

/* A truncated pmap table does not show which one it is: take the one that the previous round had
 * and this one lacks. */
static uint64_t cut_key(struct run_build *build, const struct process_fact *fact)
{
	uint64_t keys[] = { facts_key(KIND_PMAP,
				    &(struct process_fact){ .pid = fact->pid, .rss = 0 }),
		facts_key(KIND_PMAP, fact) };
	uint32_t last[2];

	for (size_t i = 0; i < 2; i++)
		last[i] = *index_at(&build->log.seen, &build->arena, keys[i]);
	for (size_t i = 0; i < 2; i++)
		if (last[i] && last[i] == build->log.round)
			return keys[i];
	return keys[last[0] ? 0 : 1];
}

static uint64_t key_of(struct run_build *build, enum kind kind, const struct process_fact *fact)
{
	bool cut = kind == KIND_PMAP && fact->rss < 0 && fact->private_kib < 0;

	return cut ? cut_key(build, fact) : facts_key(kind, fact);
}

/* Where nothing else tells the time: by how long its processes run. */
static int64_t elapsed_ms(struct run_build *build, const struct facts *part)
{
	int64_t time_ms = -1;

	for (size_t i = 0; i < part->count && !build->has_times; i++)
		if (part->processes[i].elapsed_s >= 0)
			time_ms = elapsed_clock_take(&build->elapsed, &build->arena,
				part->processes[i].pid, part->processes[i].elapsed_s);
	return time_ms;
}

/* The first of these facts' times, or the piece's if this is its first round. */
static void fold_part(struct run_build *build, const struct log_piece *piece,
	const struct facts *part, bool first)
{
	int64_t time_ms = part->count && part->processes[0].time_ms >= 0
				  ? part->processes[0].time_ms
			  : first ? piece->time_ms
				  : -1;

	if (!part->count && !part->system_count)
		return;
	build->has_times |= time_ms >= 0;
	if (time_ms < 0)
		time_ms = elapsed_ms(build, part);
	fold(build, part, &(struct member_origin){ .round = build->log.round, .kind = part->kind },
		time_ms);
	build->log.begun = true;
}

/* A header of ps that its round already has begins the next one. `pmap -d 7; ps aux`: if a PID of
 * pmap started the round, the header belongs to it. */
static void begin_piece(struct run_build *build, const struct log_piece *piece)
{
	uint64_t key = header_key(piece->kind);
	bool is_header = piece->begin == PIECE_HEADER || piece->begin == PIECE_FIRST_HEADER;

	if (piece->begin == PIECE_DATE || (is_header && log_rounds_parts(&build->log, key)))
		log_rounds_next(&build->log);
	/* behind a date stands a header, too */
	if (is_header || (piece->begin == PIECE_DATE && kind_is_table(piece->kind)))
		log_rounds_mark(&build->log, &build->arena, key);
}

/* A number of the system that its round already has begins the next one, too. */
static void fold_system(
	struct run_build *build, const struct log_piece *piece, const struct facts *facts)
{
	struct facts part = { .kind = facts->kind, .system = facts->system };

	for (size_t i = 0; i < facts->system_count; i++) {
		uint64_t key = system_key(&facts->system[i]);

		if (log_rounds_parts(&build->log, key)) {
			fold_part(build, piece, &part, true);
			part.system = &facts->system[i];
			part.system_count = 0;
			log_rounds_next(&build->log);
		}
		log_rounds_mark(&build->log, &build->arena, key);
		part.system_count++;
	}
	fold_part(build, piece, &part, true);
}

/* Two values of one process in one round: decides which moment each belongs to. before: the
 * previous fact. */
static void take_again(struct run_build *build, enum kind kind, const struct process_fact *fact,
	const struct process_fact *before)
{
	if (before->pid == fact->pid && before->rss == fact->rss)
		return;
	if (fact->time_ms >= 0)
		build->nameless.twice |= !fact->pid && !fact->owner.len;
	if (fact->time_ms >= 0 || (kind == KIND_READINGS && fact->owner.len) ||
		(kind_is_table(kind) && before->pid == fact->pid))
		log_owners_again(&build->owners, &build->arena, fact, kind == KIND_READINGS);
}

/* A table that begins anew has its rounds parted by its own rows. Of a long one the facts come in
 * batches. */
static size_t find_period(
	struct run_build *build, const struct log_piece *piece, const struct facts *facts)
{
	struct table_turns *turns = &build->turns;

	if (!kind_is_table(piece->kind))
		return 0;
	turns->period = table_cycle_find(facts, turns->table == piece->text.at ? turns->period : 0);
	turns->table = piece->text.at;
	return turns->period;
}

void run_build_fold_log(
	struct run_build *build, const struct log_piece *piece, const struct facts *facts)
{
	struct facts part = *facts;
	bool first = true;
	size_t begin = 0, period = find_period(build, piece, facts);

	nameless_take(&build->nameless, piece, facts, build->log.rule == LOG_BY_DATE);
	build->has_readings |= facts->kind == KIND_READINGS;
	begin_piece(build, piece);
	fold_system(build, piece, facts);
	part.system_count = 0;
	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i];
		const struct log_record record = { key_of(build, facts->kind, fact), fact->time_ms,
			fact->begins, kind_is_table(piece->kind) && !period };
		uint32_t round = build->log.round;

		if (!log_rounds_take(&build->log, &build->arena, &record)) {
			if (build->log.again && i)
				take_again(build, facts->kind, fact,
					fact - (period && i >= period ? period : 1));
			continue;
		}
		/* what precedes it belongs to the round that ends */
		part.processes = facts->processes + begin;
		part.count = i - begin;
		build->log.round = round;
		fold_part(build, piece, &part, first);
		build->log.round = round + 1;
		first = false;
		begin = i;
	}
	if (begin)
		part.processes = facts->processes + begin;
	part.count = facts->count - begin;
	fold_part(build, piece, &part, first);
	/* the last of its rounds has its header, too: the next one parts it from what follows */
	if (period)
		log_rounds_mark(&build->log, &build->arena, header_key(piece->kind));
}

/* Do most file names have two numbers? */
static bool has_two_numbers(const struct run_build *build)
{
	size_t two = 0;

	for (size_t i = 0; i < build->file_count; i++)
		two += build->files[i].name.found &&
		       build->files[i].name.first != build->files[i].name.number;
	return two > build->file_count / 2;
}

void run_build_order(struct run_build *build)
{
	uint32_t *rounds;
	int64_t *times;
	struct round_list joined = { .count = 0 };

	if (!build->file_count || build->is_ordered)
		return;
	build->is_ordered = true;
	rounds = arena_take_array(&build->arena, build->file_count, sizeof *rounds);
	times = arena_take_array(&build->arena, build->file_count, sizeof *times);
	build->ordered_by =
		loose_order(build->files, build->file_count, &build->arena, rounds, times);
	for (size_t i = 0; i < build->rounds.count; i++) {
		const struct round *from = &build->rounds.items[i];
		size_t to = rounds_at(&joined, &build->arena, rounds[from->number]);
		int64_t time_ms = times[from->number], known = rounds_time(&joined, to)->time_ms;

		joined.items[to].kinds |= from->kinds;
		if (known < 0 || time_ms < known)
			rounds_take_time(&joined, to, time_ms, 0);
	}
	rounds_free(&build->rounds);
	build->rounds = joined;
	for (size_t i = 0; i < build->columns.member_count; i++)
		build->columns.members[i].round = rounds[build->columns.members[i].round];
}

/* Notes how files without leakline names were ordered. */
static void note_order(const struct run_build *build, struct notes *notes)
{
	static const char *const said[] = { [LOOSE_DATE] = "the dates in their names",
		[LOOSE_DAY_FIRST] = "the dates in their names, with the day in front",
		[LOOSE_MONTH_FIRST] = "the dates in their names, with the month in front",
		[LOOSE_NUMBER] = "the numbers in their names",
		[LOOSE_FIRST] = "the first numbers in their names",
		[LOOSE_TIME] = "their times of change",
		[LOOSE_NAME] = "their names" };
	char text[160];

	notes_file(notes, span_of("(run)"));
	if (build->joined)
		snprintf(text, sizeof text,
			"%u files or folders each go on where the one before ends: they are one run, in the order of their times",
			build->joined + 1);
	else
		snprintf(text, sizeof text,
			"the files are not named by leakline: their order is that of %s",
			said[build->ordered_by]);
	if (build->file_count || build->joined)
		notes_add(notes, 0, text);
}

void run_build_finish(struct run_build *build, struct notes *notes)
{
	bool files = build->file_count > 0, several;

	run_build_order(build);
	note_order(build, notes);
	several = files && build->ordered_by >= LOOSE_TIME && has_two_numbers(build);
	build->nameless.twice |= build->is_loose && !files && !build->has_times &&
				 nameless_turns_are(&build->columns);
	build->left_out = nameless_finish(&build->nameless, files, several, &build->columns, notes);
	build->left_out |= log_owners_finish(&build->owners, &build->columns, notes);
	if (build->has_readings && !files)
		build->in_turn = nameless_turns_drop(&build->columns, notes);
	build->left_out |= build->in_turn;
	build->of_machines =
		machine_folders_drop(build->files, build->file_count, &build->columns, notes);
	rounds_build(&build->rounds, notes);
	happenings_finish(&build->happenings, &build->arena, &build->rounds);
	odd_tables_drop(&build->columns, !span_is(build->info.source, "native"), notes);
	if (columns_sort(&build->columns, &build->rounds)) {
		notes_file(notes, span_of("(run)"));
		notes_add(notes, 0,
			"tables of several tools show resident memory: for each process the one with the most readings counts");
	}
	odd_pids_drop(&build->columns, &build->rounds, notes);
	if (!build->is_loose)
		unread_find(&build->columns,
			&(struct unread_run){
				&build->rounds, build->info.collector, build->info.targets },
			notes);
	/* what it drops has a note of its own */
	odd_rounds_drop(&build->columns, &build->rounds, notes);
	if (!build->info.page_told)
		build->info.page_kib = 4;
}

void run_build_free(struct run_build *build)
{
	columns_free(&build->columns);
	rounds_free(&build->rounds);
	arena_free(&build->arena);
}
