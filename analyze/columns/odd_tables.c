/* odd_tables.c - drops tables of ps that belong to another round. */
#include "odd_tables.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/notes.h"
#include "../parse/parse_ps_time.h"
#include "columns.h"
#include "ps_lives.h"

/* The rounds whose tables are odd, by number. */
struct odd_tables {
	struct index rounds;
	size_t count;
};

static uint32_t *mark_of(struct odd_tables *odd, struct columns *columns, uint32_t round)
{
	return index_at(&odd->rounds, columns->arena, (uint64_t)round + 1);
}

static void mark(struct odd_tables *odd, struct columns *columns, uint32_t round)
{
	uint32_t *place = mark_of(odd, columns, round);

	odd->count += !*place;
	*place = 1;
}

/* Does processor time fall anywhere, in the order of reading? Where several workers read, also if
 * they overtook each other. */
static bool falls(const struct pid_columns *pid)
{
	const struct ps_cpu *cpu = pid->cpu.items;

	for (size_t i = 1; i < pid->cpu.count; i++)
		if (cpu[i].cpu < cpu[i - 1].cpu)
			return true;
	return false;
}

static int compare_seen(const void *a, const void *b)
{
	const struct ps_seen *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* Is it the same process for certain, by START? */
static bool is_same(const struct pid_columns *pid, const struct ps_seen *a, const struct ps_seen *b)
{
	const struct ps_said *said = pid->said.items;
	uint32_t step;

	return a->form == b->form && said[a->said].name == said[b->said].name &&
	       parse_ps_starts(said[a->said].start, said[b->said].start, &step) == PS_STARTS_SAME;
}

/* Does TIME lie outside of those before and after, although these ascend? */
static bool strays(const struct pid_columns *pid, const struct ps_seen *now)
{
	const struct ps_seen *before = now - 1, *after = now + 1;

	return before->cpu && now->cpu && after->cpu >= before->cpu &&
	       (now->cpu < before->cpu || now->cpu > after->cpu) && is_same(pid, before, now) &&
	       is_same(pid, now, after);
}

static void find_strays(
	struct odd_tables *odd, struct columns *columns, const struct pid_columns *pid)
{
	struct point_list seen;
	struct ps_seen *points;

	if (!falls(pid) || !ps_lives_seen(columns, pid, &seen))
		return;
	points = seen.items;
	for (size_t i = 0; i < seen.count; i++)
		points[i].at = columns->members[points[i].at].round;
	qsort(points, seen.count, sizeof *points, compare_seen);
	for (size_t i = 1; i + 1 < seen.count; i++)
		if (strays(pid, &points[i]))
			mark(odd, columns, points[i].at);
	free(points);
}

/* Marks the rounds in which one ps made the table: one of them has the other's. */
static void find_makers(
	struct odd_tables *odd, struct columns *columns, const struct pid_columns *pid)
{
	const struct ps_point *points = pid->ps.items;
	const struct ps_said *said = pid->said.items;

	/* a row that changes belongs to a ps that goes on running, or to somebody else's */
	if (pid->ps.count < 2 || pid->said.count != 1 || !said->start ||
		!span_is(columns_name(columns, said->name), "ps"))
		return;
	for (size_t i = 0; i < pid->ps.count; i++)
		mark(odd, columns, columns->members[points[i].at].round);
}

static void drop_rows(struct odd_tables *odd, struct columns *columns, struct pid_columns *pid)
{
	struct ps_point *points = pid->ps.items;
	size_t kept = 0;

	for (size_t i = 0; i < pid->ps.count; i++)
		if (!*mark_of(odd, columns, columns->members[points[i].at].round))
			points[kept++] = points[i];
	pid->ps.count = kept;
}

static int compare_rounds(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void note_tables(struct odd_tables *odd, struct columns *columns, struct notes *notes)
{
	uint32_t *rounds = arena_take_array(columns->arena, odd->count, sizeof *rounds);
	size_t count = 0;
	char text[128];

	for (size_t i = 0; i < columns->member_count && count < odd->count; i++) {
		uint32_t round = columns->members[i].round, *place = mark_of(odd, columns, round);

		if (*place == 1)
			rounds[count++] = round;
		*place = *place ? 2 : 0;
	}
	qsort(rounds, count, sizeof *rounds, compare_rounds);
	notes_file(notes, (struct span){ "(run)", 5 });
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof text,
			"round %" PRIu32
			": its table of ps is that of another round, by its TIMEs or by the PID of ps: left out",
			rounds[i]);
		notes_add(notes, 0, text);
	}
}

void odd_tables_drop(struct columns *columns, bool by_ps, struct notes *notes)
{
	struct odd_tables odd = { .count = 0 };

	for (size_t i = 0; i < columns->count; i++) {
		find_strays(&odd, columns, &columns->pids[i]);
		if (by_ps)
			find_makers(&odd, columns, &columns->pids[i]);
	}
	if (!odd.count)
		return;
	for (size_t i = 0; i < columns->count; i++)
		drop_rows(&odd, columns, &columns->pids[i]);
	note_tables(&odd, columns, notes);
}
