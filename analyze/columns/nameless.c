/* nameless.c - sums whose process is unknown. */
#include "nameless.h"

#include <string.h>

#include "../base/notes.h"
#include "../facts/facts_bare.h"
#include "columns.h"

/* Two different sums in one round are those of two processes or of two moments: it is unclear
 * which. */
static void take_sums(struct nameless *nameless, const struct process_fact *fact, enum kind kind)
{
	const struct fact_more *more = facts_more(fact);
	const int64_t sums[NAMELESS_SUMS] = { fact->rss, more->anon, more->swap, fact->private_kib,
		more->data_stack };

	for (size_t i = 0; i < NAMELESS_SUMS; i++) {
		int64_t *told = &nameless->told[kind][i];

		if (sums[i] < 0)
			continue;
		nameless->twice |= *told && *told != sums[i] + 1;
		*told = sums[i] + 1;
	}
}

void nameless_take(struct nameless *nameless, const struct log_piece *piece,
	const struct facts *facts, bool by_date)
{
	if (piece->begin >= PIECE_HEADER)
		memset(nameless->told, 0, sizeof nameless->told);
	if (piece->form != PIECE_BARE)
		return;
	nameless->lines = true;
	nameless->sums |= piece->kind != KIND_PS;
	nameless->dated |= by_date;
	for (size_t i = 0; i < facts->count; i++) {
		if (facts->processes[i].pid != FACTS_BARE_PID || facts->processes[i].owner.len)
			continue;
		nameless->any = true;
		/* without dates a round starts where a sum repeats */
		if (by_date)
			take_sums(nameless, &facts->processes[i], facts->kind);
	}
}

/* Is there another process, beyond rows of ps? */
static bool has_named(const struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct pid_columns *pid = &columns->pids[i];

		if (pid->pid != FACTS_BARE_PID &&
			(pid->status.count || pid->stat.count || pid->pmap.count ||
				pid->maps.count || pid->used.count))
			return true;
	}
	return false;
}

static void note_form(const struct nameless *nameless, bool files, struct notes *notes)
{
	const char *how =
		files ? "no header is in its files: their lines are read by their form"
		: nameless->dated
			? "no header is in it: its lines are read by their form, a date begins a round"
		: nameless->sums
			? "no header is in it: its lines are read by their form, a round begins where a value or a PID comes again"
			: "no header is in it: rows are read as those of ps aux, a round begins where a PID comes again";

	notes_add(notes, 0, how);
}

bool nameless_finish(const struct nameless *nameless, bool files, bool several,
	struct columns *columns, struct notes *notes)
{
	const char *why =
		nameless->twice || several
			? "sums of several processes, and no line names the process of each: left out"
		: files && has_named(columns)
			? "sums without a PID, beside files that have one: left out"
			: NULL;

	if (!nameless->lines && !nameless->twice)
		return false;
	notes_file(notes, span_of("(run)"));
	if (nameless->lines)
		note_form(nameless, files, notes);
	if (!nameless->any && !nameless->twice)
		return false;
	if (why)
		columns_drop(columns, FACTS_BARE_PID);
	notes_add(notes, 0,
		why ? why : "no line names the process: all sums are taken as those of one");
	return why != NULL;
}
