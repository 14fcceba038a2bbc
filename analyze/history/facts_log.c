/* facts_log.c - facts of other tools' logs: what their readings tell of each process. */
#include "facts_log.h"

#include "../base/notes.h"
#include "../import/log_lines.h"
#include "../import/parse_log.h"
#include "facts_bare.h"

/* What has no name is a process all the same. */
static struct span name_of(const struct reading *row)
{
	return row->name.len ? row->name : row->owner.len ? row->owner : span_of(FACTS_BARE_NAME);
}

static void take_row(void *context, const struct reading *row)
{
	struct process_fact *fact = facts_add(context, row->pid);

	fact->name = name_of(row);
	fact->owner = row->owner;
	/* resident memory that is swapped out is memory all the same */
	fact->rss = row->rss >= 0 && row->swap > 0 ? row->rss + row->swap : row->rss;
	fact->private_kib = row->private_kib;
	fact->grain = row->grain;
	fact->time_ms = row->time_ms;
	fact->begins = row->begins;
}

void facts_of_atop(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	(void)arena;
	parse_atop(text, notes, take_row, facts);
}

void facts_of_mprof(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	(void)arena;
	parse_mprof(text, notes, take_row, facts);
}

void facts_of_psrecord(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	(void)arena;
	parse_psrecord(text, notes, take_row, facts);
}

/* Where dates stand behind what they tell the time of, each is that of the rows before it. */
static void shift_times(struct facts *facts, int64_t last_ms)
{
	int64_t next_ms = last_ms;

	for (size_t i = facts->count; i-- > 0;) {
		int64_t own = facts->processes[i].time_ms;

		facts->processes[i].time_ms = next_ms;
		if (!i || facts->processes[i - 1].time_ms != own)
			next_ms = own;
	}
}

void facts_of_readings(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct record_table *table = arena_take(arena, sizeof *table);

	table->arena = arena;
	table->notes = notes;
	table->spec = facts->spec;
	table->sink = (struct reading_sink){ take_row, facts };
	log_lines_read(text, table);
	if (table->dates && !table->date_first && table->date_last)
		shift_times(facts, table->date_ms);
	if (!table->rows && table->hint)
		facts->hint = table->hint;
}
