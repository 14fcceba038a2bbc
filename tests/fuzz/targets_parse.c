/* targets_parse.c - the parsers of what the kernel, ps and pmap print, on hostile bytes. */
#include <string.h>

#include "analyze/facts/facts_bare.h"
#include "analyze/parse/parse_heap.h"
#include "analyze/parse/parse_meminfo.h"
#include "analyze/parse/parse_pmap.h"
#include "analyze/parse/parse_ps.h"
#include "analyze/parse/parse_ps_name.h"
#include "analyze/parse/parse_slabinfo.h"
#include "analyze/parse/parse_smaps.h"
#include "analyze/parse/parse_stat.h"
#include "analyze/parse/parse_status.h"
#include "analyze/parse/parse_status_bare.h"
#include "targets.h"
#include "trial.h"

static void take_status(
	void *context, const struct status_row *row, struct span text, uint64_t lines)
{
	struct trial *trial = context;
	char *name = arena_take_array(&trial->arena, row->name.len + 1, 1);

	trial_inside(trial, row->name);
	trial_inside(trial, text);
	trial_promise(lines > 0, "a process without lines");
	trial_promise(parse_status_unescape(row->name, name).len <= row->name.len,
		"an unescaped name is not longer");
	trial_number(row->rss);
	trial_number(row->swap);
	trial->rows++;
}

static void take_bare_status(void *context, const struct status_row *row)
{
	struct trial *trial = context;

	trial_inside(trial, row->name);
	trial_promise(row->pid >= -1 && row->pid <= INT32_MAX, "a PID, or none");
	trial_promise(row->has_memory, "a row of sizes has one");
	trial_number(row->rss);
}

void fuzz_status(struct span text)
{
	static const struct status_reader reader = { NULL, take_status };
	struct trial trial;

	trial_begin(&trial, text);
	parse_status(trial.text, &trial.notes, &reader, &trial);
	parse_status_bare(trial.text, &trial.notes, take_bare_status, &trial);
	trial_facts(&trial, (struct trial_form){ KIND_STATUS, PIECE_AS_PRINTED });
	trial_facts(&trial, (struct trial_form){ KIND_STATUS, PIECE_BARE });
	trial_end(&trial);
}

static void take_stat(void *context, const struct stat_row *row, struct span text, uint64_t lines)
{
	struct trial *trial = context;

	trial_inside(trial, row->name);
	trial_inside(trial, text);
	trial_promise(lines > 0, "a record without lines");
	trial_promise(row->pid >= 0, "a PID below 0");
	trial->rows++;
}

void fuzz_stat(struct span text)
{
	static const struct stat_reader reader = { NULL, take_stat };
	struct trial trial;

	trial_begin(&trial, text);
	parse_stat(trial.text, &trial.notes, &reader, &trial);
	trial_facts(&trial, (struct trial_form){ KIND_STAT, PIECE_AS_PRINTED });
	trial_end(&trial);
}

static void take_ps(void *context, const struct ps_row *row, struct span line)
{
	struct trial *trial = context;

	trial_inside(trial, line);
	trial_inside(trial, row->user);
	trial_inside(trial, row->state);
	trial_inside(trial, row->command);
	trial_inside(trial, parse_ps_name(row->command));
	trial_promise(row->pid > 0, "a PID below 1");
	trial_number(row->vsz);
	trial_number(row->rss);
	trial_promise(row->grain >= 1, "a grain below 1");
	trial->rows++;
}

static void take_table(void *context, struct span header, uint32_t form)
{
	trial_promise(form > 0, "a table without a form");
	(void)header;
	((struct trial *)context)->rows++;
}

void fuzz_ps(struct span text)
{
	static const struct ps_reader reader = { .table = take_table, .row = take_ps }, bare = {
		.row = take_ps, .header = { FACTS_AUX_HEADER, sizeof FACTS_AUX_HEADER - 1 }
	};
	struct trial trial;

	trial_begin(&trial, text);
	parse_ps(trial.text, &trial.notes, &bare, &trial);
	trial.rows = 0;
	parse_ps(trial.text, &trial.notes, &reader, &trial);
	trial_facts(&trial, (struct trial_form){ KIND_PS, PIECE_AS_PRINTED });
	trial_end(&trial);
}

/* The rows of a block, beside the block itself. */
struct block_trial {
	struct trial *trial;
	uint64_t rows, last;
};

static void take_mapping(void *context, const struct pmap_row *row)
{
	struct block_trial *block = context;

	trial_inside(block->trial, row->offset);
	trial_inside(block->trial, row->device);
	trial_inside(block->trial, row->name);
	trial_promise(row->kib >= 0, "a size below 0");
	trial_promise(!block->rows || row->address >= block->last, "addresses rise");
	trial_promise(
		strlen(row->mode) == 4 || strlen(row->mode) == 5, "a mode of four or five letters");
	(void)parse_pmap_private(row);
	block->last = row->address;
	block->rows++;
}

static void take_block(void *context, const struct pmap_block *block)
{
	struct trial *trial = context;
	struct block_trial rows = { .trial = trial };

	trial_inside(trial, block->command);
	trial_inside(trial, block->rows);
	trial_number(block->mapped);
	trial_number(block->private_kib);
	trial_number(block->shared);
	trial_number(block->rss);
	trial_promise(block->rss <= block->mapped, "no more is resident than mapped");
	parse_pmap_rows(block, &trial->notes, take_mapping, &rows);
	trial_promise(rows.rows <= block->lines || !block->rows.len, "more mappings than lines");
	trial->rows++;
}

void fuzz_pmap(struct span text)
{
	struct trial trial;

	trial_begin(&trial, text);
	parse_pmap(trial.text, &trial.notes, NULL, take_block, &trial);
	trial_facts(&trial, (struct trial_form){ KIND_PMAP, PIECE_AS_PRINTED });
	trial_facts(&trial, (struct trial_form){ KIND_PMAP, PIECE_BARE });
	trial_end(&trial);
}

static void take_smaps_process(void *context, int32_t pid)
{
	trial_promise(pid >= 0, "a PID below 0");
	((struct trial *)context)->rows++;
}

static void take_smaps_mapping(void *context, const struct maps_row *row)
{
	struct trial *trial = context;

	trial_inside(trial, row->device);
	trial_inside(trial, row->name);
	trial_promise(row->end >= row->start, "a mapping that ends before it begins");
	trial_number(row->rss);
	trial_number(row->swap);
	trial->rows++;
}

void fuzz_smaps(struct span text)
{
	static const struct smaps_reader reader = { take_smaps_process, take_smaps_mapping, false };
	static const struct smaps_reader bare = { take_smaps_process, take_smaps_mapping, true };
	struct trial trial, others;

	trial_begin(&trial, text);
	others = trial;
	parse_smaps(trial.text, &trial.notes, &reader, &trial);
	parse_smaps(trial.text, &trial.notes, &bare, &others);
	trial_facts(&trial, (struct trial_form){ KIND_SMAPS, PIECE_AS_PRINTED });
	trial_facts(&trial, (struct trial_form){ KIND_SMAPS, PIECE_BARE });
	trial_facts(&trial, (struct trial_form){ KIND_SMAPS_ROLLUP, PIECE_BARE });
	trial_end(&trial);
}

static void take_kib(void *context, struct span key, int64_t kib)
{
	trial_inside(context, key);
	trial_promise(kib >= 0, "a size below 0");
	((struct trial *)context)->rows++;
}

static void take_count(void *context, struct span key, uint64_t value)
{
	(void)value;
	trial_inside(context, key);
	((struct trial *)context)->rows++;
}

void fuzz_meminfo(struct span text)
{
	struct trial trial;

	trial_begin(&trial, text);
	parse_meminfo(trial.text, &trial.notes, take_kib, &trial);
	trial_facts(&trial, (struct trial_form){ KIND_MEMINFO, PIECE_AS_PRINTED });
	trial.rows = 0;
	parse_vmstat(trial.text, &trial.notes, take_count, &trial);
	trial.notes.count = 0;
	trial_end(&trial);
}

void fuzz_slabinfo(struct span text)
{
	struct trial trial;

	trial_begin(&trial, text);
	parse_slabinfo(trial.text, &trial.notes, take_kib, &trial);
	trial_facts(&trial, (struct trial_form){ KIND_SLABINFO, PIECE_AS_PRINTED });
	trial_end(&trial);
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

	trial_promise(pid > 0, "a PID below 1");
	trial_promise(!heap->is_open, "a heap within a heap");
	heap->is_open = true;
	heap->blocks = 0;
}

static void take_heap_module(void *context, struct span file, struct span build_id)
{
	trial_inside(((struct heap_trial *)context)->trial, file);
	trial_inside(((struct heap_trial *)context)->trial, build_id);
}

static void take_heap_blocks(void *context, const struct heap_class_row *row)
{
	struct heap_trial *heap = context;

	trial_inside(heap->trial, row->module);
	trial_promise(heap->is_open, "blocks of no heap");
	trial_promise(row->size > 0 && row->count > 0, "blocks that are none");
}

static void end_heap(void *context, const struct heap_row *row)
{
	struct heap_trial *heap = context;

	trial_inside(heap->trial, row->name);
	trial_inside(heap->trial, row->allocator);
	trial_promise(heap->is_open, "the end of no heap");
	trial_promise(
		row->state != HEAP_COMPLETE || (row->used_bytes >= 0 && row->system_bytes >= 0),
		"a complete heap without sums");
	trial_number(row->free_bytes);
	trial_number(row->pool_bytes);
	heap->is_open = false;
	heap->trial->rows++;
}

void fuzz_heap(struct span text)
{
	static const struct heap_reader reader = { begin_heap, take_heap_module, take_heap_blocks,
		end_heap };
	struct trial trial;
	struct heap_trial heap = { .trial = &trial };

	trial_begin(&trial, text);
	parse_heap(trial.text, &trial.notes, &reader, &heap);
	trial_promise(!heap.is_open, "a heap without an end");
	trial_facts(&trial, (struct trial_form){ KIND_HEAP, PIECE_AS_PRINTED });
	trial_end(&trial);
}
