/* facts_process.c - from the rows of one member to the few numbers kept. */
#include "facts.h"

#include "../base/list.h"
#include "../base/notes.h"
#include "../cells/moment.h"
#include "../input/run_text.h"
#include "../parse/parse_pmap.h"
#include "../parse/parse_ps.h"
#include "../parse/parse_ps_name.h"
#include "../parse/parse_stat.h"
#include "../parse/parse_status.h"
#include "facts_bare.h"
#include "facts_memory.h"

/* State for a reader's callback. */
struct reading {
	struct facts *facts;
	struct arena *arena;
	struct notes *notes;
	struct moment moment; /* from dates before rows */
};

/* How many bytes at the start of rest are the expected next row. */
static size_t known_row(const struct facts *facts, enum facts_memory_rows which, struct span rest)
{
	return facts->memory ? row_memory_known(&facts->memory->rows[which], rest) : 0;
}

/* Adds its fact; returns its number of lines. */
static uint64_t take_known(struct facts *facts, enum facts_memory_rows which, struct span rest)
{
	struct process_fact *fact = facts_add_unset(facts);
	const struct fact_more *more;
	uint64_t lines = row_memory_take(&facts->memory->rows[which], rest, fact, &more);

	if (more)
		*facts_more_of(facts, fact) = *more;
	return lines;
}

static void begin_rows(struct facts *facts, enum facts_memory_rows which, struct span header)
{
	if (facts->memory)
		row_memory_begin(&facts->memory->rows[which], header);
}

/* text: the whole row, empty if it is odd. */
static void remember(struct facts *facts, enum facts_memory_rows which, struct span text,
	uint64_t lines, struct process_fact *fact)
{
	if (facts->memory && text.len)
		row_memory_add(&facts->memory->rows[which], text, lines, fact);
}

static size_t know_status(void *context, struct span rest, uint64_t *lines)
{
	struct facts *facts = ((struct reading *)context)->facts;
	size_t known = known_row(facts, MEMORY_STATUS, rest);

	/* the same lines may be followed by another one */
	if (!known || !parse_status_begins(span_from(rest, known)))
		return 0;
	*lines = take_known(facts, MEMORY_STATUS, rest);
	return known;
}

static int64_t at_least_0(int64_t kib)
{
	return kib > 0 ? kib : 0;
}

/* The kernel prints VmRSS as the sum of the three, from the same numbers (fs/proc/task_mmu.c,
 * task_mem), and since Linux 4.5 each of them; but grep may have left only some. */
static bool contradicts_itself(const struct status_row *row)
{
	bool whole = row->rss_anon >= 0 && row->rss_file >= 0 && row->rss_shmem >= 0,
	     any = row->rss_anon >= 0 || row->rss_file >= 0 || row->rss_shmem >= 0,
	     all = row->size >= 0 && row->data >= 0 && row->page_tables >= 0 && row->threads >= 0;
	int64_t sum =
		at_least_0(row->rss_anon) + at_least_0(row->rss_file) + at_least_0(row->rss_shmem);

	if (row->rss < 0 || !any)
		return false;
	if (whole)
		return row->rss != sum;
	/* where a line was lost the others must still add up, and in a whole status the first line
	 * is not the only one missing */
	return sum > row->rss || (all && row->rss_anon < 0);
}

static void take_status(
	void *context, const struct status_row *row, struct span text, uint64_t lines)
{
	struct reading *reading = context;
	int64_t pid = row->tgid > 0 ? row->tgid : row->pid;
	struct process_fact *fact;
	char *name;

	/* a thread's status counts for its process */
	if (pid <= 0 || pid > INT32_MAX) {
		notes_add_span(reading->notes, 0, "a process without Pid:", row->name);
		return;
	}
	fact = facts_add(reading->facts, (int32_t)pid);
	facts_set_status(reading->facts, fact, row);
	fact->name = row->name;
	if (contradicts_itself(row)) {
		notes_add_span(reading->notes, 0,
			"VmRSS is not the sum of RssAnon, RssFile and RssShmem, so one of them is damaged: the memory is left out of",
			row->name);
		fact->rss = facts_more_of(reading->facts, fact)->anon = -1;
		return;
	}
	if (span_find(row->name, '\\') < 0) {
		remember(reading->facts, MEMORY_STATUS, text, lines, fact);
		return;
	}
	name = arena_take_array(reading->arena, row->name.len + 1, 1);
	fact->name = parse_status_unescape(row->name, name);
}

void facts_of_status(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	static const struct status_reader reader = { know_status, take_status };
	struct reading reading = { .facts = facts, .arena = arena, .notes = notes };

	if (facts->lines == PIECE_BARE) {
		facts_bare_status(text, arena, notes, facts);
		return;
	}
	begin_rows(facts, MEMORY_STATUS, (struct span){ NULL, 0 });
	parse_status(text, notes, &reader, &reading);
}

static size_t know_stat(void *context, struct span rest, uint64_t *lines)
{
	struct facts *facts = ((struct reading *)context)->facts;
	size_t known = known_row(facts, MEMORY_STAT, rest);

	*lines = known ? take_known(facts, MEMORY_STAT, rest) : 0;
	return known;
}

static void take_stat(void *context, const struct stat_row *row, struct span text, uint64_t lines)
{
	struct facts *facts = ((struct reading *)context)->facts;
	struct process_fact *fact = facts_add(facts, row->pid);
	struct fact_more *more = facts_more_of(facts, fact);

	fact->name = row->name;
	fact->state = row->state;
	more->start_ticks = row->start_ticks;
	more->stack = row->stack;
	more->parent = row->parent;
	more->session = row->session;
	more->threads = row->threads <= INT64_MAX ? (int64_t)row->threads : -1;
	more->worked = row->cpu_ticks <= INT64_MAX ? (int64_t)row->cpu_ticks : -1;
	more->faults = row->faults <= INT64_MAX ? (int64_t)row->faults : -1;
	more->size = row->size_bytes ? (int64_t)(row->size_bytes / 1024) : -1;
	remember(facts, MEMORY_STAT, text, lines, fact);
}

void facts_of_stat(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	static const struct stat_reader reader = { know_stat, take_stat };
	struct reading reading = { .facts = facts, .arena = arena, .notes = notes };

	begin_rows(facts, MEMORY_STAT, (struct span){ NULL, 0 });
	parse_stat(text, notes, &reader, &reading);
}

static void begin_ps_table(void *context, struct span header, uint32_t form)
{
	struct facts *facts = ((struct reading *)context)->facts;

	/* what is folded together is of one form */
	if (facts->full && facts->count && facts->form != form)
		facts->full(facts->context, facts);
	facts->form = form;
	begin_rows(facts, MEMORY_PS, header);
}

static size_t know_ps(void *context, struct span rest)
{
	struct facts *facts = ((struct reading *)context)->facts;
	size_t known = known_row(facts, MEMORY_PS, rest);

	if (known)
		take_known(facts, MEMORY_PS, rest);
	return known;
}

static void take_ps(void *context, const struct ps_row *row, struct span line)
{
	struct facts *facts = ((struct reading *)context)->facts;
	struct process_fact *fact = facts_add(facts, row->pid);

	fact->name = parse_ps_name(row->command);
	fact->command = row->command;
	fact->user = row->user;
	fact->state = parse_ps_state(row->state);
	/* no memory of its own: a kernel thread or an ended process */
	fact->rss = row->rss == 0 && row->vsz <= 0 && row->private_kib <= 0 ? -1
		    : row->rss >= 0                                         ? row->rss + row->swap
									    : row->rss;
	fact->private_kib = row->private_kib;
	fact->grain = row->grain;
	fact->cpu = row->cpu;
	fact->start = row->start;
	fact->elapsed_s = row->elapsed_s;
	fact->time_ms = row->time_ms;
	if (facts->lines != PIECE_DATED && row->time_ms < 0)
		remember(facts, MEMORY_PS, line, 1, fact);
}

/* Strips column names for the dates before rows; # begins the header of pidstat -h. */
static struct span without_date_names(struct span line)
{
	static const char *const names[] = { "#", "DATE", "TIME", "TIMESTAMP", "DATETIME", "Date",
		"Time", "Timestamp" };
	struct span rest = line, word;

	while (span_field(&rest, &word)) {
		size_t i = 0;

		while (i < sizeof names / sizeof *names && !span_is(word, names[i]))
			i++;
		if (i == sizeof names / sizeof *names)
			break;
		line = rest;
	}
	return line;
}

/* Strips the date before a line, as ts and loggers write it. */
static struct span take_prefix(void *context, struct span line, int64_t *time_ms)
{
	struct reading *reading = context;
	struct span rest;

	run_text_passed(reading->facts->text, line.at);
	if (moment_take(&reading->moment, line, time_ms, &rest))
		return rest;
	return without_date_names(line);
}

void facts_of_ps(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct ps_reader reader = {
		.table = begin_ps_table, .known = know_ps, .row = take_ps, .header = facts->header
	};
	struct reading reading = { .facts = facts, .arena = arena, .notes = notes };

	if (facts->lines == PIECE_DATED) {
		/* 08:05 is what `date +%H:%M` prints */
		reading.moment.of_day = true;
		reader.prefix = take_prefix;
		reader.known = NULL;
	}
	if (facts->lines == PIECE_BARE)
		reader.header = span_of(FACTS_AUX_HEADER);
	parse_ps(text, notes, &reader, &reading);
}

static struct pmap_expected expected(void *context, int32_t pid)
{
	struct reading *reading = context;

	return reading->facts->memory
		       ? mapping_reader_expected(&reading->facts->memory->mappings, pid)
		       : (struct pmap_expected){ { NULL, 0 }, 0 };
}

static void take_block(void *context, const struct pmap_block *block)
{
	struct reading *reading = context;
	struct process_fact *fact = facts_add(reading->facts, block->pid);
	struct fact_more *more;
	bool lost;

	fact->command = block->command;
	fact->name = parse_ps_name(block->command);
	/* no mapping at all: a zombie, a process without read permission, or one too large for a
	 * 32-bit tool */
	if (!block->complete || !block->rows.len || block->mapped == 0 || block->mixed)
		return;
	fact->private_kib = block->private_kib;
	fact->rss = block->rss;
	if (!reading->facts->memory)
		return;
	more = facts_more_of(reading->facts, fact);
	more->groups = mapping_reader_pmap(
		&reading->facts->memory->mappings, block, reading->notes, reading->arena, &lost);
	/* a lost row is not freed memory */
	if (lost && group_list_kib(more->groups) != block->mapped) {
		more->groups = NULL;
		return;
	}
	/* rows sum to more than the total: before them stand rows of a process whose own total is
	 * lost */
	if (group_list_kib(more->groups) > block->mapped)
		fact->rss = -1;
	/* tools without -d print no such sum; what is used of it tells more than its size */
	if (fact->private_kib < 0) {
		fact->is_used = block->used >= 0;
		fact->private_kib = fact->is_used ? block->used : more->groups->private_kib;
	}
}

void facts_of_pmap(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { .facts = facts, .arena = arena, .notes = notes };

	if (facts->lines == PIECE_BARE)
		facts_bare_pmap(text, arena, notes, facts);
	else
		parse_pmap(text, notes, expected, take_block, &reading);
}
