/* facts_log.c - facts from other tools' logs: each process's values in their readings. */
#include "facts_log.h"

#include <stdio.h>
#include <stdlib.h>

#include "../base/notes.h"
#include "../base/text.h"
#include "../records/log_lines.h"
#include "../records/parse_log.h"
#include "facts_bare.h"

/* A reading without a name is a process all the same. */
static struct span name_of(const struct log_reading *row)
{
	return row->name.len ? row->name : row->owner.len ? row->owner : span_of(FACTS_BARE_NAME);
}

static void take_row(void *context, const struct log_reading *row)
{
	struct process_fact *fact = facts_add(context, row->pid);

	fact->name = name_of(row);
	/* without a PID only the name separates it from others */
	fact->owner = row->owner.len || row->pid ? row->owner : row->name;
	/* swapped-out resident memory still counts as memory */
	fact->rss = row->rss >= 0 && row->swap > 0 ? row->rss + row->swap : row->rss;
	fact->private_kib = row->private_kib;
	fact->grain = row->grain;
	fact->time_ms = row->time_ms;
	fact->begins = row->begins;
}

/* Readings as they come. */
struct taking {
	struct facts *facts;
	int64_t time_ms;          /* of the one before */
	bool goes_back;           /* some are older than the one before them */
	struct log_reading first; /* of its moment, with the latest value of that process */
};

/* Does another look at the processes begin, in the same second as the one before? Containers may
 * have a PID 1 each. */
static bool looks_again(const struct taking *taking, const struct log_reading *row)
{
	const struct log_reading *first = &taking->first;

	return row->time_ms >= 0 && row->time_ms == taking->time_ms && row->pid > 1 &&
	       row->pid == first->pid && span_equal(row->name, first->name) &&
	       span_equal(row->owner, first->owner) && first->rss >= 0 && row->rss >= 0 &&
	       row->rss != first->rss;
}

static void take_reading(void *context, const struct log_reading *row)
{
	struct taking *taking = context;
	struct log_reading reading = *row;
	bool again = looks_again(taking, row);

	reading.begins |= again;
	if (again || row->time_ms != taking->time_ms)
		taking->first = *row;
	taking->goes_back |= row->time_ms < taking->time_ms;
	taking->time_ms = row->time_ms;
	take_row(taking->facts, &reading);
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

/* In a log whose dates follow the rows they belong to, moves each date to the rows before it. */
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

/* A fact and its position. */
struct placed {
	struct process_fact fact;
	size_t at;
};

static int compare_times(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->fact.time_ms != y->fact.time_ms)
		return x->fact.time_ms < y->fact.time_ms ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Is the process of a fact among those read at the time of the fact before it? */
static bool goes_on(const struct facts *facts, size_t at)
{
	const struct process_fact *own = &facts->processes[at];

	for (size_t i = at; i-- > 0 && facts->processes[i].time_ms == own[-1].time_ms;)
		if (facts->processes[i].pid == own->pid &&
			span_equal(facts->processes[i].owner, own->owner))
			return true;
	return false;
}

/* Was the clock set back by an hour between a fact and the one before it, as at the end of summer
 * time? Then the time between them is about that between those before. */
static bool is_clock_set(const struct facts *facts, size_t at)
{
	const int64_t hour_ms = 3600000;
	int64_t before = facts->processes[at - 1].time_ms, step = 0,
		passed = facts->processes[at].time_ms + hour_ms - before;

	for (size_t i = at; i-- > 0 && !step;)
		step = before - facts->processes[i].time_ms;
	return passed > 0 && passed <= 2 * step && goes_on(facts, at);
}

/* In series that follow each other (Prometheus, a table sorted by process) time goes back; if
 * instead a count restarts, another recording follows the first; and a clock that is set back once
 * leaves the order as it is. */
static void sort_times(struct facts *facts, struct arena *arena)
{
	const int64_t epoch_from = (int64_t)1000000000 * 1000;
	struct placed *placed;
	size_t back = 0, first_back = 0;

	for (size_t i = 0; i < facts->count; i++) {
		int64_t time_ms = facts->processes[i].time_ms;

		if (time_ms < epoch_from)
			return;
		if (i && time_ms < facts->processes[i - 1].time_ms && !back++)
			first_back = i;
	}
	if (!back || (back == 1 && is_clock_set(facts, first_back)))
		return;
	placed = arena_take_array(arena, facts->count, sizeof *placed);
	for (size_t i = 0; i < facts->count; i++)
		placed[i] = (struct placed){ facts->processes[i], i };
	qsort(placed, facts->count, sizeof *placed, compare_times);
	for (size_t i = 0; i < facts->count; i++)
		facts->processes[i] = placed[i].fact;
}

/* Why the user's columns yield nothing. */
static const char *spec_hint(const struct import_table *spec, struct arena *arena)
{
	enum { TEXT = 512 };
	char text[TEXT];

	if (!spec->unknown)
		return "no row of it has a number in the columns that --import names";
	snprintf(text, sizeof text, "it lacks a column that --import names; there are: %s",
		spec->unknown);
	return arena_copy(arena, span_of(text)).at;
}

static size_t count_lines(struct span text)
{
	size_t lines = 1;

	for (ptrdiff_t at; (at = span_find(text, '\n')) >= 0; lines++)
		text = span_from(text, (size_t)at + 1);
	return lines;
}

void facts_of_readings(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct record_table *table = arena_take(arena, sizeof *table);
	struct taking taking = { .facts = facts, .time_ms = -1 };
	bool is_late;

	table->arena = arena;
	table->notes = notes;
	table->spec = facts->spec;
	table->text = facts->text;
	table->sink = (struct log_sink){ take_reading, &taking };
	/* room for all of them at once: a list that grows leaves its copies in the arena */
	facts->expected = facts->full ? FACTS_BATCH : count_lines(text);
	log_lines_read(text, table);
	is_late = table->dates && !table->date_first && table->date_last;
	facts->need_whole = facts->folded && (is_late || taking.goes_back || table->none_counts);
	if (facts->need_whole)
		return;
	if (table->none_counts)
		facts->count = facts->more_count = table->rows = 0;
	facts->is_part =
		(table->is_doubtful || table->left_grows || table->lacks_samples) && table->rows;
	if (is_late)
		shift_times(facts, table->date_ms);
	sort_times(facts, arena);
	if (!table->rows && table->hint)
		facts->hint = table->hint;
	else if (table->hint)
		notes_add(
			notes, 0, text_format(arena, "what follows is left out: %s", table->hint));
	else if (!table->rows && facts->spec)
		facts->hint = spec_hint(facts->spec, arena);
}
