/* facts_log.c - facts of other tools' logs: resident memory alone, a reading a round. */
#include "facts_log.h"

#include "../import/parse_log.h"

static void take_row(void *context, const struct log_row *row)
{
	struct process_fact *fact = facts_add(context, row->pid);

	fact->name = row->name;
	fact->rss = row->rss;
	fact->time_ms = row->time_ms;
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
