/* targets.c - each parser on hostile bytes; what its header promises of rows is held against them. */
#include "targets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/history/facts.h"
#include "analyze/input/member_name.h"
#include "analyze/input/run_events.h"
#include "analyze/kinds.h"
#include "analyze/parse/parse_log.h"
#include "analyze/parse/parse_meminfo.h"
#include "analyze/parse/parse_pmap.h"
#include "analyze/parse/parse_ps.h"
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
	promise(!s.len || (s.at >= trial->text.at && s.at + s.len <= trial->text.at + trial->text.len), "a span outside of the text");
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
	promise(span_find(trial->text, '\0') < 0, "a NUL in prepared text");
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

/* The same text once more, as the analyzer reads it: rows -> facts, twice, so that blocks of pmap are skipped as equal. */
static void as_facts(struct trial *trial, enum kind kind)
{
	struct mapping_reader mappings = { .memory = NULL };
	size_t count = 0;

	for (int round = 0; round < 2; round++) {
		struct facts facts = { .arena = &trial->arena, .mappings = &mappings, .kind = kind };

		notes_file(&trial->notes, span_of("input"));
		trial->notes.count = 0;
		kind_row(kind)->read(trial->text, &trial->arena, &trial->notes, &facts);
		promise(!round || facts.count == count, "the same text gives the same facts");
		count = facts.count;
		for (size_t i = 0; i < count; i++) {
			told(facts.processes[i].rss);
			told(facts.processes[i].private_kib);
			told(facts.processes[i].data_stack);
		}
	}
	mapping_reader_free(&mappings);
	arena_free(&mappings.arena);
}

static void take_status(void *context, const struct status_row *row)
{
	struct trial *trial = context;
	char *name = arena_take_array(&trial->arena, row->name.len + 1, 1);

	inside(trial, row->name);
	promise(parse_status_unescape(row->name, name).len <= row->name.len, "an unescaped name is not longer");
	told(row->rss);
	told(row->swap);
	trial->rows++;
}

static void fuzz_status(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_status(trial.text, &trial.notes, take_status, &trial);
	as_facts(&trial, KIND_STATUS);
	end(&trial);
}

static void take_stat(void *context, const struct stat_row *row)
{
	struct trial *trial = context;

	inside(trial, row->name);
	promise(row->pid >= 0, "a PID below 0");
	trial->rows++;
}

static void fuzz_stat(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_stat(trial.text, &trial.notes, take_stat, &trial);
	as_facts(&trial, KIND_STAT);
	end(&trial);
}

static void take_ps(void *context, const struct ps_row *row)
{
	struct trial *trial = context;

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

static void take_table(void *context)
{
	((struct trial *)context)->rows++;
}

static void fuzz_ps(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_ps(trial.text, &trial.notes, take_table, take_ps, &trial);
	as_facts(&trial, KIND_PS);
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
	parse_pmap_rows(block, &trial->notes, take_mapping, &rows);
	promise(rows.rows <= block->lines || !block->rows.len, "more mappings than lines");
	trial->rows++;
}

static void fuzz_pmap(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_pmap(trial.text, &trial.notes, NULL, take_block, &trial);
	as_facts(&trial, KIND_PMAP);
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
	static const struct smaps_reader reader = { take_smaps_process, take_smaps_mapping };
	struct trial trial;

	begin(&trial, text);
	parse_smaps(trial.text, &trial.notes, &reader, &trial);
	as_facts(&trial, KIND_SMAPS);
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
	as_facts(&trial, KIND_MEMINFO);
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
	as_facts(&trial, KIND_SLABINFO);
	end(&trial);
}

static void take_log(void *context, const struct log_row *row)
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
	as_facts(&trial, KIND_ATOP);
	end(&trial);
}

static void fuzz_mprof(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_mprof(trial.text, &trial.notes, take_log, &trial);
	as_facts(&trial, KIND_MPROF);
	end(&trial);
}

static void fuzz_psrecord(struct span text)
{
	struct trial trial;

	begin(&trial, text);
	parse_psrecord(trial.text, &trial.notes, take_log, &trial);
	as_facts(&trial, KIND_PSRECORD);
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
		uint64_t number;
		bool is_date;

		member_name_read(line, &name);
		inside(&trial, name.folder);
		inside(&trial, name.base);
		told(name.time_ms);
		promise(name.has_round == (name.time_ms >= 0), "a round and its time come together");
		promise(span_find(name.base, '/') < 0, "no '/' in the last part of a name");
		(void)member_name_number(name.base, &number, &is_date);
	}
	promise(kind_by_content(trial.text) <= KIND_NONE, "a kind that there is");
	end(&trial);
}

const struct fuzz_target fuzz_targets[] = {
	{ "status", fuzz_status }, { "stat", fuzz_stat }, { "ps", fuzz_ps }, { "pmap", fuzz_pmap }, { "smaps", fuzz_smaps },
	{ "meminfo", fuzz_meminfo }, { "slabinfo", fuzz_slabinfo }, { "atop", fuzz_atop }, { "mprof", fuzz_mprof },
	{ "psrecord", fuzz_psrecord }, { "events", fuzz_events }, { "info", fuzz_info }, { "names", fuzz_names },
	{ "archive", fuzz_archive }, { "run", fuzz_run }, { NULL, NULL },
};

const struct fuzz_target *fuzz_target(const char *name)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		if (!strcmp(target->name, name))
			return target;
	return NULL;
}
