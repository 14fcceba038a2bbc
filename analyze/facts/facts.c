/* facts.c - facts of processes and of the system: how one is added, and what all readers set alike.
 */
#include "facts.h"

#include "../base/list.h"
#include "../parse/parse_status.h"

struct process_fact *facts_add_unset(struct facts *facts)
{
	if (facts->full && facts->count && !(facts->count % FACTS_BATCH))
		facts->full(facts->context, facts);
	if (!facts->capacity) {
		facts->capacity = facts->expected + 32;
		facts->processes =
			arena_take_unset(facts->arena, facts->capacity, sizeof *facts->processes);
	}
	facts->processes = list_room_in(facts->arena, facts->processes, facts->count + 1,
		&facts->capacity, sizeof *facts->processes);
	return &facts->processes[facts->count++];
}

uint64_t facts_key(enum kind kind, const struct process_fact *fact)
{
	/* of a table with a metric a row, too */
	bool other_half =
		(kind == KIND_PMAP && fact->rss >= 0) || (kind == KIND_READINGS && fact->rss < 0);
	uint64_t key = (uint64_t)(other_half ? KIND_NONE + 1 : kind) << 32 | (uint32_t)fact->pid;

	return span_hash(key, fact->owner);
}

struct process_fact *facts_add(struct facts *facts, int32_t pid)
{
	struct process_fact *fact = facts_add_unset(facts);

	*fact = (struct process_fact){ .pid = pid,
		.threads = -1,
		.fds = -1,
		.old_kib = -1,
		.collections = -1,
		.worked = -1,
		.faults = -1,
		.rss = -1,
		.anon = -1,
		.swap = -1,
		.data_stack = -1,
		.page_tables = -1,
		.size = -1,
		.peak = -1,
		.private_kib = -1,
		.pss = -1,
		.pss_anon = -1,
		.swap_pss = -1,
		.grain = 1,
		.elapsed_s = -1,
		.time_ms = -1 };
	return fact;
}

void facts_add_system(struct facts *facts, struct span name, int64_t size, bool pages)
{
	facts->system = list_room_in(facts->arena, facts->system, facts->system_count + 1,
		&facts->system_capacity, sizeof *facts->system);
	facts->system[facts->system_count++] = (struct system_fact){ name, size, pages };
}

void facts_set_status(struct process_fact *fact, const struct status_row *row)
{
	fact->state = row->state;
	fact->threads = row->threads;
	fact->worked = row->switches >= 0 && row->forced_switches >= 0
			       ? row->switches + row->forced_switches
			       : -1;
	fact->rss = row->rss;
	fact->anon = row->rss_anon;
	fact->swap = row->swap;
	fact->data_stack = row->data >= 0 && row->stack >= 0 ? row->data + row->stack : -1;
	fact->page_tables = row->page_tables;
	fact->size = row->size;
	fact->peak = row->peak_size;
	fact->is_thread = row->tgid > 0 && row->pid != row->tgid;
}
