/* targets.c - each parser on hostile bytes; what its header promises of rows is held against them.
 */
#include "targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/history/facts.h"
#include "analyze/history/facts_bare.h"
#include "analyze/history/facts_memory.h"
#include "analyze/history/facts_read.h"
#include "analyze/input/member_name.h"
#include "analyze/import/name_number.h"
#include "analyze/input/run_events.h"
#include "analyze/import/kind_text.h"
#include "analyze/kinds.h"
#include "analyze/import/import_spec.h"
#include "analyze/import/log_lines.h"
#include "analyze/import/log_pieces.h"
#include "analyze/input/run_text.h"
#include "analyze/import/parse_log.h"
#include "analyze/parse/parse_heap.h"
#include "analyze/parse/parse_meminfo.h"
#include "analyze/parse/parse_pmap.h"
#include "analyze/parse/parse_ps.h"
#include "analyze/parse/parse_ps_name.h"
#include "analyze/parse/parse_slabinfo.h"
#include "analyze/parse/parse_smaps.h"
#include "analyze/parse/parse_stat.h"
#include "analyze/parse/parse_status.h"
#include "analyze/parse/parse_text.h"

/* What a target works with; text is prepared. rows is at most one a line. */
struct trial {
	struct arena arena;
	struct notes notes;
	struct span text;
	size_t rows;
};

static void promise(bool kept, const char *what)
{
	if (kept)
		return;
	fprintf(stderr, "broken promise: %s\n", what);
	abort();
}

/* Rows point into the text. */
static void inside(const struct trial *trial, struct span s)
{
	promise(!s.len || (s.at >= trial->text.at &&
				  s.at + s.len <= trial->text.at + trial->text.len),
		"a span outside of the text");
}

static void told(int64_t kib)
{
	promise(kib >= -1, "a number below -1");
}

static void begin(struct trial *trial, struct span text)
{
	*trial = (struct trial){ .rows = 0 };
	trial->notes.arena = &trial->arena;
	notes_file(&trial->notes, span_of("input"));
	trial->text = parse_text_prepare(text, &trial->arena, &trial->notes);
	for (struct span rest = trial->text, line; span_line(&rest, &line, NULL);)
		promise(span_find(line, '\0') < 0 || span_is_hole(line),
			"a NUL in a line of prepared text");
}

static void end(struct trial *trial)
{
	size_t lines = 1;

	for (size_t i = 0; i < trial->text.len; i++)
		lines += trial->text.at[i] == '\n';
	promise(trial->rows <= lines, "more rows than lines");
	promise(trial->notes.count <= NOTES_PER_FILE, "more notes of a file than are kept");
	for (size_t i = 0; i < trial->notes.count; i++)
		promise(trial->notes.items[i].line <= lines, "a note behind the last line");
	arena_free(&trial->arena);
}

static void forget(struct facts_memory *memory)
{
	facts_memory_free(memory);
	facts_memory_end(memory);
}

/* What a text is taken for; bare: as lines without a header. */
struct form {
	enum kind kind;
	enum piece_form lines;
};

/* Reads as the analyzer does; how many notes it wrote. */
static uint64_t read_facts(struct trial *trial, struct span text, struct form form,
	struct facts_memory *memory, struct facts *facts)
{
	uint64_t before = trial->notes.total;

	*facts = (struct facts){
		.arena = &trial->arena, .memory = memory, .kind = form.kind, .lines = form.lines
	};
	notes_file(&trial->notes, span_of("input"));
	trial->notes.count = 0;
	facts_read(form.kind, text, &trial->arena, &trial->notes, facts);
	return trial->notes.total - before;
}

/* Each group of one list is in the other. */
static void same_groups(const struct group_list *list, const struct group_list *other)
{
	for (size_t i = 0; list && i < list->count; i++) {
		const struct group_sum *sum = group_list_sum(list, i), *found = NULL;

		if (!sum || !sum->count)
			continue;
		for (size_t j = 0; j < other->count && !found; j++)
			if (span_equal(list->table->names[i], other->table->names[j]))
				found = group_list_sum(other, j);
		promise(found && found->count == sum->count && found->kib == sum->kib &&
				found->rwx == sum->rwx && found->fourth == sum->fourth &&
				found->fifth == sum->fifth,
			"a group is the same whatever was read before");
	}
}

static void same_facts(const struct facts *facts, const struct facts *others)
{
	promise(facts->count == others->count, "as many processes whatever was read before");
	for (size_t i = 0; i < facts->count; i++) {
		const struct process_fact *fact = &facts->processes[i],
					  *other = &others->processes[i];

		promise(fact->pid == other->pid && fact->rss == other->rss &&
				fact->state == other->state && fact->grain == other->grain &&
				fact->anon == other->anon && fact->swap == other->swap &&
				fact->data_stack == other->data_stack &&
				fact->page_tables == other->page_tables &&
				fact->peak == other->peak && fact->threads == other->threads &&
				fact->start_ticks == other->start_ticks &&
				fact->private_kib == other->private_kib &&
				span_equal(fact->name, other->name) &&
				span_equal(fact->command, other->command) &&
				span_equal(fact->user, other->user) &&
				!fact->groups == !other->groups,
			"a process is the same whatever was read before");
		same_groups(fact->groups, other->groups);
		same_groups(other->groups, fact->groups);
		told(fact->rss);
		told(fact->private_kib);
		told(fact->data_stack);
	}
}

/* As the analyzer reads two rounds, parted by a byte 0x1e (or the text twice): what the first left
 * behind changes nothing. */
static void as_facts(struct trial *trial, struct form form)
{
	struct facts_memory memory = { .rows = { { .cursor = 0 } } }, fresh = memory;
	ptrdiff_t part = span_find(trial->text, '\x1e');
	struct span first = trial->text, second = trial->text;
	struct facts facts, others;
	uint64_t notes;

	if (part >= 0) {
		first.len = (size_t)part;
		second = span_from(second, (size_t)part + 1);
	}
	read_facts(trial, first, form, &memory, &facts);
	notes = read_facts(trial, second, form, &memory, &facts);
	promise(notes == read_facts(trial, second, form, &fresh, &others),
		"as many notes whatever was read before");
	same_facts(&facts, &others);
	forget(&memory);
	forget(&fresh);
}

static void take_status(
	void *context, const struct status_row *row, struct span text, uint64_t lines)
{
	struct trial *trial = context;
	char *name = arena_take_array(&trial->arena, row->name.len + 1, 1);

	inside(trial, row->name);
	inside(trial, text);
	promise(lines > 0, "a process without lines");
	promise(parse_status_unescape(row->name, name).len <= row->name.len,
		"an unescaped name is not longer");
	told(row->rss);
	told(row->swap);
	trial->rows++;
}

static void take_bare_status(void *context, const struct status_row *row)
{
	struct trial *trial = context;

	inside(trial, row->name);
	promise(row->pid >= -1 && row->pid <= INT32_MAX, "a PID, or none");
	promise(row->has_memory, "a row of sizes has one");
	told(row->rss);
}

static void fuzz_status(struct span text)
{
	static const struct status_reader reader = { NULL, take_status };
	struct trial trial;

	begin(&trial, text);
	parse_status(trial.text, &trial.notes, &reader, &trial);
	parse_status_bare(trial.text, &trial.notes, take_bare_status, &trial);
	as_facts(&trial, (struct form){ KIND_STATUS, PIECE_AS_PRINTED });
	as_facts(&trial, (struct form){ KIND_STATUS, PIECE_BARE });
	end(&trial);
}

static void take_stat(void *context, const struct stat_row *row, struct span text, uint64_t lines)
{
	struct trial *trial = context;

	inside(trial, row->name);
	inside(trial, text);
	promise(lines > 0, "a record without lines");
	promise(row->pid >= 0, "a PID below 0");
	trial->rows++;
}

static void fuzz_stat(struct span text)
{
	static const struct stat_reader reader = { NULL, take_stat };
	struct trial trial;

	begin(&trial, text);
	parse_stat(trial.text, &trial.notes, &reader, &trial);
	as_facts(&trial, (struct form){ KIND_STAT, PIECE_AS_PRINTED });
	end(&trial);
}

static void take_ps(void *context, const struct ps_row *row, struct span line)
{
	struct trial *trial = context;

	inside(trial, line);
	inside(trial, row->user);
	inside(trial, row->state);
	inside(trial, row->command);
	inside(trial, parse_ps_name(row->command));
	promise(row->pid > 0, "a PID below 1");
	told(row->vsz);
	told(row->rss);
	promise(row->grain >= 1, "a grain below 1");
	trial->rows++;
}

static void take_table(void *context, struct span header, uint32_t form)
{
	promise(form > 0, "a table without a form");
	(void)header;
	((struct trial *)context)->rows++;
}

static void fuzz_ps(struct span text)
{
	static const struct ps_reader reader = { .table = take_table, .row = take_ps }, bare = {
		.row = take_ps, .header = { FACTS_AUX_HEADER, sizeof FACTS_AUX_HEADER - 1 }
	};
	struct trial trial;

	begin(&trial, text);
	parse_ps(trial.text, &trial.notes, &bare, &trial);
	trial.rows = 0;
	parse_ps(trial.text, &trial.notes, &reader, &trial);
	as_facts(&trial, (struct form){ KIND_PS, PIECE_AS_PRINTED });
	end(&trial);
}

/* The rows of a block, beside the block itself. */
struct block_trial {
	struct trial *trial;
	uint64_t rows, last;
};

static void take_mapping(void *context, const struct pmap_row *row)
{
	struct block_trial *block = context;

	inside(block->trial, row->offset);
	inside(block->trial, row->device);
	inside(block->trial, row->name);
	promise(row->kib >= 0, "a size below 0");
	promise(!block->rows || row->address >= block->last, "addresses rise");
	promise(strlen(row->mode) == 4 || strlen(row->mode) == 5, "a mode of four or five letters");
	(void)parse_pmap_private(row);
	block->last = row->address;
	block->rows++;
}

static void take_block(void *context, const struct pmap_block *block)
{
	struct trial *trial = context;
	struct block_trial rows = { .trial = trial };

	inside(trial, block->command);
	inside(trial, block->rows);
	told(block->mapped);
	told(block->private_kib);
	told(block->shared);
	told(block->rss);
	promise(block->rss <= block->mapped, "no more is resident than mapped");
	parse_pmap_rows(block, &trial->notes, take_mapping, &rows);
	promise(rows.rows <= block->lines || !block->rows.len, "more mappings than lines");
	trial->rows++;
}

static void fuzz_pmap(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_pmap(trial.text, &trial.notes, NULL, take_block, &trial);
	as_facts(&trial, (struct form){ KIND_PMAP, PIECE_AS_PRINTED });
	as_facts(&trial, (struct form){ KIND_PMAP, PIECE_BARE });
	end(&trial);
}

static void take_smaps_process(void *context, int32_t pid)
{
	promise(pid >= 0, "a PID below 0");
	((struct trial *)context)->rows++;
}

static void take_smaps_mapping(void *context, const struct maps_row *row)
{
	struct trial *trial = context;

	inside(trial, row->device);
	inside(trial, row->name);
	promise(row->end >= row->start, "a mapping that ends before it begins");
	told(row->rss);
	told(row->swap);
	trial->rows++;
}

static void fuzz_smaps(struct span text)
{
	static const struct smaps_reader reader = { take_smaps_process, take_smaps_mapping, false };
	static const struct smaps_reader bare = { take_smaps_process, take_smaps_mapping, true };
	struct trial trial, others;

	begin(&trial, text);
	others = trial;
	parse_smaps(trial.text, &trial.notes, &reader, &trial);
	parse_smaps(trial.text, &trial.notes, &bare, &others);
	as_facts(&trial, (struct form){ KIND_SMAPS, PIECE_AS_PRINTED });
	as_facts(&trial, (struct form){ KIND_SMAPS, PIECE_BARE });
	as_facts(&trial, (struct form){ KIND_SMAPS_ROLLUP, true });
	end(&trial);
}

static void take_kib(void *context, struct span key, int64_t kib)
{
	inside(context, key);
	promise(kib >= 0, "a size below 0");
	((struct trial *)context)->rows++;
}

static void take_count(void *context, struct span key, uint64_t value)
{
	(void)value;
	inside(context, key);
	((struct trial *)context)->rows++;
}

static void fuzz_meminfo(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_meminfo(trial.text, &trial.notes, take_kib, &trial);
	as_facts(&trial, (struct form){ KIND_MEMINFO, PIECE_AS_PRINTED });
	trial.rows = 0;
	parse_vmstat(trial.text, &trial.notes, take_count, &trial);
	trial.notes.count = 0;
	end(&trial);
}

static void fuzz_slabinfo(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_slabinfo(trial.text, &trial.notes, take_kib, &trial);
	as_facts(&trial, (struct form){ KIND_SLABINFO, PIECE_AS_PRINTED });
	end(&trial);
}

/* A heap is counted as a row, its classes are not: a line may end one and be one. */
struct heap_trial {
	struct trial *trial;
	bool is_open;
	int64_t blocks;
};

static void begin_heap(void *context, int32_t pid)
{
	struct heap_trial *heap = context;

	promise(pid > 0, "a PID below 1");
	promise(!heap->is_open, "a heap within a heap");
	heap->is_open = true;
	heap->blocks = 0;
}

static void take_heap_module(void *context, struct span file, struct span build_id)
{
	inside(((struct heap_trial *)context)->trial, file);
	inside(((struct heap_trial *)context)->trial, build_id);
}

static void take_heap_blocks(void *context, const struct heap_class_row *row)
{
	struct heap_trial *heap = context;

	inside(heap->trial, row->module);
	promise(heap->is_open, "blocks of no heap");
	promise(row->size > 0 && row->count > 0, "blocks that are none");
}

static void end_heap(void *context, const struct heap_row *row)
{
	struct heap_trial *heap = context;

	inside(heap->trial, row->name);
	inside(heap->trial, row->allocator);
	promise(heap->is_open, "the end of no heap");
	promise(row->state != HEAP_COMPLETE || (row->used_bytes >= 0 && row->system_bytes >= 0),
		"a complete heap without sums");
	told(row->free_bytes);
	told(row->pool_bytes);
	heap->is_open = false;
	heap->trial->rows++;
}

static void fuzz_heap(struct span text)
{
	static const struct heap_reader reader = { begin_heap, take_heap_module, take_heap_blocks,
		end_heap };
	struct trial trial;
	struct heap_trial heap = { .trial = &trial };

	begin(&trial, text);
	parse_heap(trial.text, &trial.notes, &reader, &heap);
	promise(!heap.is_open, "a heap without an end");
	as_facts(&trial, (struct form){ KIND_HEAP, false });
	end(&trial);
}

static void take_log(void *context, const struct log_reading *row)
{
	promise(row->pid >= 0, "a PID below 0");
	told(row->rss);
	told(row->time_ms);
	((struct trial *)context)->rows++;
}

static void fuzz_atop(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_atop(trial.text, &trial.notes, take_log, &trial);
	as_facts(&trial, (struct form){ KIND_ATOP, PIECE_AS_PRINTED });
	end(&trial);
}

static void fuzz_mprof(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_mprof(trial.text, &trial.notes, take_log, &trial);
	as_facts(&trial, (struct form){ KIND_MPROF, PIECE_AS_PRINTED });
	end(&trial);
}

static void fuzz_psrecord(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_psrecord(trial.text, &trial.notes, take_log, &trial);
	as_facts(&trial, (struct form){ KIND_PSRECORD, PIECE_AS_PRINTED });
	end(&trial);
}

static void take_reading(void *context, const struct log_reading *row)
{
	(void)context;
	promise(row->pid >= 0, "a PID below 0");
	promise(row->grain >= 1, "a grain below 1");
	promise(row->rss >= 0 || row->private_kib >= 0, "a reading that tells memory");
	told(row->rss);
	told(row->private_kib);
	told(row->swap);
	told(row->time_ms);
}

/* Reads it as the user's table, or as what it is. */
static void read_readings(struct span text, const char *spec)
{
	struct import_spec import = { .kind = KIND_NONE };
	struct record_table *table;
	struct trial trial;

	begin(&trial, text);
	table = arena_take(&trial.arena, sizeof *table);
	table->arena = &trial.arena;
	table->notes = &trial.notes;
	table->sink = (struct log_sink){ take_reading, NULL };
	if (spec && !import_spec_read(spec, &import))
		table->spec = &import.table;
	log_lines_read(trial.text, table);
	promise(log_lines_hint(trial.text, &trial.arena) != NULL, "a hint for any text");
	end(&trial);
}

static void fuzz_readings(struct span text)
{
	struct trial trial;

	read_readings(text, NULL);
	read_readings(text, "csv:time=time,rss=rss,pid=pid,name=name,unit=MB");
	begin(&trial, text);
	as_facts(&trial, (struct form){ KIND_READINGS, PIECE_AS_PRINTED });
	end(&trial);
}

static void take_event(void *context, const struct run_event *event)
{
	inside(context, event->event);
	inside(context, event->detail);
	told(event->time_ms);
	told(event->uptime_ms);
	told(event->round);
	((struct trial *)context)->rows++;
}

static void fuzz_events(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	run_events_read(trial.text, &trial.notes, take_event, &trial);
	end(&trial);
}

static void take_info(void *context, struct span key, struct span value)
{
	inside(context, key);
	inside(context, value);
	((struct trial *)context)->rows++;
}

static void fuzz_info(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	run_info_read(trial.text, &trial.notes, take_info, &trial);
	end(&trial);
}

/* Names, one a line; and what a text is by its first lines. */
static void fuzz_names(struct span text)
{
	struct trial trial;
	struct span rest, line;

	begin(&trial, text);
	for (rest = trial.text; span_line(&rest, &line, NULL);) {
		struct member_name name;
		struct name_number number;

		member_name_read(line, &name);
		inside(&trial, name.folder);
		inside(&trial, name.base);
		told(name.time_ms);
		promise(name.has_round == (name.time_ms >= 0),
			"a round and its time come together");
		promise(span_find(name.base, '/') < 0, "no '/' in the last part of a name");
		number = name_number(name.base);
		told(number.time_ms);
		promise(number.found || (number.time_ms < 0 && !number.number && !number.first),
			"no number, no date");
		promise(!name_is_number(name.base) || number.found,
			"a name of digits has a number");
	}
	promise(kind_by_content(trial.text) <= KIND_NONE, "a kind that there is");
	end(&trial);
}

/* What is known of the pieces so far. */
struct piece_trial {
	struct trial *trial;
	const char *at;
	uint64_t lines;
};

static void take_piece(void *context, const struct log_piece *piece)
{
	struct piece_trial *pieces = context;

	inside(pieces->trial, piece->text);
	promise(piece->kind < KIND_NONE, "a piece of a kind");
	promise(!piece->text.len || piece->text.at >= pieces->at, "no piece in another");
	promise(piece->lines_before >= pieces->lines, "lines rise");
	told(piece->time_ms);
	pieces->at = piece->text.len ? piece->text.at + piece->text.len : pieces->at;
	pieces->lines = piece->lines_before;
	pieces->trial->rows++;
}

/* A log that a loop appended to: pieces stand in the order of the text, none in another; then as a
 * run. */
static void fuzz_log(struct span text)
{
	struct trial trial;
	struct run_text log;
	struct log_look look;
	struct piece_trial pieces = { .trial = &trial };

	begin(&trial, text);
	log = (struct run_text){ .span = trial.text };
	pieces.at = trial.text.at;
	look = log_pieces_look(&log, KIND_NONE, true, &trial.arena);
	log_pieces_read(&log, &look, &trial.arena, &trial.notes,
		&(struct piece_sink){ take_piece, &pieces });
	end(&trial);
	fuzz_archive(text);
}

const struct fuzz_target fuzz_targets[] = {
	{ "status", fuzz_status },
	{ "stat", fuzz_stat },
	{ "ps", fuzz_ps },
	{ "pmap", fuzz_pmap },
	{ "smaps", fuzz_smaps },
	{ "meminfo", fuzz_meminfo },
	{ "slabinfo", fuzz_slabinfo },
	{ "heap", fuzz_heap },
	{ "heap", fuzz_heap },
	{ "atop", fuzz_atop },
	{ "mprof", fuzz_mprof },
	{ "psrecord", fuzz_psrecord },
	{ "readings", fuzz_readings },
	{ "events", fuzz_events },
	{ "info", fuzz_info },
	{ "names", fuzz_names },
	{ "log", fuzz_log },
	{ "gunzip", fuzz_gunzip },
	{ "symbols", fuzz_symbols },
	{ "archive", fuzz_archive },
	{ "run", fuzz_run },
	{ NULL, NULL },
};

const struct fuzz_target *fuzz_target(const char *name)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		if (!strcmp(target->name, name))
			return target;
	return NULL;
}
