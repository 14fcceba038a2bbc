/* facts_bare.c - facts of lines that a loop cut out of pmap and status. */
#include "facts_bare.h"

#include "../base/notes.h"
#include "../parse/parse_pmap_footer.h"
#include "../parse/parse_status.h"
#include "../parse/parse_status_bare.h"

static struct process_fact *add(struct facts *facts, int32_t pid)
{
	struct process_fact *fact = facts_add(facts, pid);

	fact->name = span_of(FACTS_BARE_NAME);
	return fact;
}

/* `pmap -x PID | tail -1; pmap -d PID | tail -1`: each has values that the other lacks. */
static struct process_fact *half_of(struct facts *facts, const struct pmap_block *sums)
{
	struct process_fact *last = facts->count ? &facts->processes[facts->count - 1] : NULL;

	if (!last || (last->private_kib >= 0) == (sums->private_kib >= 0) ||
		(last->rss >= 0) == (sums->rss >= 0))
		return NULL;
	return last;
}

static void take_sums(struct facts *facts, const struct pmap_block *sums)
{
	struct process_fact *fact = half_of(facts, sums);

	if (!fact)
		fact = add(facts, FACTS_BARE_PID);
	/* nothing mapped: it has ended, or permission was denied */
	if (sums->mapped <= 0)
		return;
	fact->private_kib = sums->private_kib >= 0 ? sums->private_kib : fact->private_kib;
	fact->rss = sums->rss >= 0 ? sums->rss : fact->rss;
}

void facts_bare_pmap(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct pmap_block sums;
	struct span line;

	(void)arena;
	for (uint64_t number = 1; span_line(&text, &line, NULL); number++)
		if (parse_pmap_sums(line, &sums))
			take_sums(facts, &sums);
		else if (line.len)
			notes_add_span(notes, number, "no line of pmap:", line);
}

static void take_status(void *context, const struct status_row *row)
{
	struct facts *facts = context;
	struct process_fact *fact = add(facts, row->pid > 0 ? (int32_t)row->pid : FACTS_BARE_PID);

	facts_set_status(facts, fact, row);
	if (row->name.len)
		fact->name =
			parse_status_unescape(row->name, arena_take(facts->arena, row->name.len));
}

void facts_bare_status(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	(void)arena;
	parse_status_bare(text, notes, take_status, facts);
}
