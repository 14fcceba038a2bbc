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

	*fact = (struct process_fact){
		.pid = pid, .rss = -1, .private_kib = -1, .grain = 1, .elapsed_s = -1, .time_ms = -1
	};
	return fact;
}

const struct fact_more *facts_more(const struct process_fact *fact)
{
	static const struct fact_more unknown = { .threads = -1,
		.fds = -1,
		.old_kib = -1,
		.collections = -1,
		.worked = -1,
		.faults = -1,
		.anon = -1,
		.swap = -1,
		.data_stack = -1,
		.page_tables = -1,
		.size = -1,
		.peak = -1,
		.pss = -1,
		.pss_anon = -1,
		.swap_pss = -1 };

	return fact->more ? fact->more : &unknown;
}

struct fact_more *facts_more_of(struct facts *facts, struct process_fact *fact)
{
	struct fact_more *more = fact->more;

	if (!more) {
		facts->more = list_room_in(facts->arena, facts->more, facts->more_count + 1,
			&facts->more_capacity, sizeof *facts->more);
		/* of the batch before */
		if (facts->more_count == facts->more_made)
			facts->more[facts->more_made++] =
				arena_take_unset(facts->arena, 1, sizeof *more);
		more = facts->more[facts->more_count++];
		*more = *facts_more(fact);
		fact->more = more;
	}
	return more;
}

void facts_add_system(struct facts *facts, struct span name, int64_t size, bool pages)
{
	facts->system = list_room_in(facts->arena, facts->system, facts->system_count + 1,
		&facts->system_capacity, sizeof *facts->system);
	facts->system[facts->system_count++] = (struct system_fact){ name, size, pages };
}

void facts_set_status(struct facts *facts, struct process_fact *fact, const struct status_row *row)
{
	struct fact_more *more = facts_more_of(facts, fact);

	fact->state = row->state;
	more->threads = row->threads;
	more->worked = row->switches >= 0 && row->forced_switches >= 0
			       ? row->switches + row->forced_switches
			       : -1;
	fact->rss = row->rss;
	more->anon = row->rss_anon;
	more->swap = row->swap;
	more->data_stack = row->data >= 0 && row->stack >= 0 ? row->data + row->stack : -1;
	more->page_tables = row->page_tables;
	more->size = row->size;
	more->peak = row->peak_size;
	fact->is_thread = row->tgid > 0 && row->pid != row->tgid;
}
