/* facts_read.c - selects the reader for a kind of text. */
#include "facts_read.h"

#include <inttypes.h>
#include <stdio.h>

#include "../base/notes.h"
#include "facts.h"
#include "facts_log.h"
#include "smemcap.h"

/* NULL: the kind has no facts of a round. */
static void (*const readers[KIND_NONE + 1])(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts) = {
	[KIND_STATUS] = facts_of_status,
	[KIND_PMAP] = facts_of_pmap,
	[KIND_PS] = facts_of_ps,
	[KIND_STAT] = facts_of_stat,
	[KIND_MAPS] = facts_of_maps,
	[KIND_SMAPS] = facts_of_maps,
	[KIND_SMAPS_ROLLUP] = facts_of_maps,
	[KIND_MEMINFO] = facts_of_meminfo,
	[KIND_VMSTAT] = facts_of_vmstat,
	[KIND_SLABINFO] = facts_of_slabinfo,
	[KIND_FD] = facts_of_fd,
	[KIND_JSTAT] = facts_of_jstat,
	[KIND_CGROUP] = facts_of_cgroup,
	[KIND_HEAP] = facts_of_heap,
	[KIND_PIDSTAT] = facts_of_ps,
	[KIND_ATOP] = facts_of_atop,
	[KIND_TOP] = facts_of_ps,
	[KIND_MPROF] = facts_of_mprof,
	[KIND_PSRECORD] = facts_of_psrecord,
	[KIND_SMEMCAP] = smemcap_facts,
	[KIND_READINGS] = facts_of_readings,
};

bool facts_are_read(enum kind kind)
{
	return readers[kind] != NULL;
}

static bool is_large(int64_t kib)
{
	return kib > FACTS_LARGEST_KIB;
}

/* Is a size beyond the largest that is kept? */
static bool is_clamped(const struct process_fact *fact)
{
	const struct fact_more *more = facts_more(fact);
	return is_large(fact->rss) || is_large(more->anon) || is_large(more->swap) ||
	       is_large(more->page_tables) || is_large(more->size) || is_large(more->peak) ||
	       is_large(more->old_kib);
}

void facts_note_clamped(const struct facts *facts, struct notes *notes)
{
	/* of a text in batches those before were looked at when they were full */
	size_t begin =
		facts->full && facts->count ? (facts->count - 1) / FACTS_BATCH * FACTS_BATCH : 0;

	for (size_t i = begin; i < facts->count; i++) {
		char text[80];

		if (!is_clamped(&facts->processes[i]))
			continue;
		snprintf(text, sizeof text,
			"process %" PRId32 ": a size above 128 TiB counts as 128 TiB",
			facts->processes[i].pid);
		notes_add(notes, 0, text);
	}
}

void facts_read(enum kind kind, struct span text, struct arena *arena, struct notes *notes,
	struct facts *facts)
{
	readers[kind](text, arena, notes, facts);
	facts_note_clamped(facts, notes);
}
