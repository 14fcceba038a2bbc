/* unread.c - finds processes that a file of a round lacks although others of the round show them.
 */
#include "unread.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "../base/index.h"
#include "../base/notes.h"
#include "columns.h"
#include "rounds.h"

enum file { FILE_STATUS, FILE_STAT, FILE_PMAP, FILE_FD, FILES };

static const struct {
	enum points points;
	enum kind kind;
} files[FILES] = {
	[FILE_STATUS] = { POINTS_STATUS, KIND_STATUS },
	[FILE_STAT] = { POINTS_STAT, KIND_STAT },
	[FILE_PMAP] = { POINTS_PMAP, KIND_PMAP },
	[FILE_FD] = { POINTS_FD, KIND_FD },
};

/* How often one kind lacks a process. */
struct lack {
	uint32_t rounds, seen; /* it is missing in so many of those in which it lives */
	bool within;           /* in one between its first and its last, too */
};

/* A process from round to round: the next point of each list. */
struct walk {
	const struct pid_columns *pid;
	size_t next[POINTS];
	uint32_t first, last; /* rounds by index */
	const uint32_t *from; /* by file: the first round that was to have it, by index */
	bool by_ps;           /* no other file has anybody in any round */
	bool is_asked;        /* the user named this PID: a target as long as it lives */
	struct lack lacks[FILES];
};

/* The point of a list in that round, or NULL. Rounds are asked for in order. */
static const void *point_at(struct walk *walk, enum points points, uint32_t at)
{
	const struct point_list *list = columns_list_of(walk->pid, points);
	size_t size = columns_size(points), *next = &walk->next[points];

	while (*next < list->count && columns_at(list, size, *next) < at)
		++*next;
	if (*next == list->count || columns_at(list, size, *next) != at)
		return NULL;
	return (const char *)list->items + *next * size;
}

/* A status without memory counts as read if ps knows of none either: a zombie's, a kernel thread's.
 */
static bool is_read(enum file file, const void *point, const struct ps_point *ps)
{
	const struct status_point *status = point;

	return point && (file != FILE_STATUS || columns_kib(status->rss) >= 0 || !ps ||
				columns_kib(ps->rss) <= 0);
}

static void look_at(struct walk *walk, uint32_t at)
{
	const struct ps_point *ps = point_at(walk, POINTS_PS, at);
	const void *points[FILES];
	bool lives = (walk->by_ps || walk->is_asked) && ps && columns_kib(ps->rss) > 0;

	for (enum file file = 0; file < FILES; file++) {
		points[file] = point_at(walk, files[file].points, at);
		lives |= points[file] != NULL;
	}
	for (enum file file = 0; lives && file < FILES; file++) {
		struct lack *lack = &walk->lacks[file];

		if (at < walk->from[file])
			continue;
		lack->seen++;
		if (is_read(file, points[file], ps))
			continue;
		lack->rounds++;
		lack->within |= at != walk->first && at != walk->last;
	}
}

/* Does a point of that list say that the process lives? */
static bool shows_life(const struct walk *walk, enum points points)
{
	bool is_file = false;

	for (enum file file = 0; file < FILES; file++)
		is_file |= files[file].points == points;
	return is_file || (points == POINTS_PS && (walk->by_ps || walk->is_asked));
}

static void widen(struct walk *walk, enum points points)
{
	const struct point_list *list = columns_list_of(walk->pid, points);
	size_t size = columns_size(points);
	uint32_t first, last;

	if (!list->count)
		return;
	first = columns_at(list, size, 0);
	last = columns_at(list, size, list->count - 1);
	walk->first = first < walk->first ? first : walk->first;
	walk->last = last > walk->last ? last : walk->last;
}

/* The first round from that one on in which a file shows that it lives; UINT32_MAX: there is none.
 * Between its points there may be far more rounds than it has points. */
static uint32_t next_round(struct walk *walk, uint32_t from)
{
	uint32_t first = UINT32_MAX;

	for (enum points points = 0; points < POINTS; points++) {
		const struct point_list *list = columns_list_of(walk->pid, points);
		size_t size = columns_size(points), *next = &walk->next[points];

		if (!shows_life(walk, points))
			continue;
		while (*next < list->count && columns_at(list, size, *next) < from)
			++*next;
		if (*next < list->count && columns_at(list, size, *next) < first)
			first = columns_at(list, size, *next);
	}
	return first;
}

static void walk_through(struct walk *walk)
{
	walk->first = UINT32_MAX;
	if (walk->by_ps)
		widen(walk, POINTS_PS);
	for (enum file file = 0; file < FILES; file++)
		widen(walk, files[file].points);
	if (walk->first == UINT32_MAX)
		return;
	for (uint32_t at = next_round(walk, walk->first); at <= walk->last && at != UINT32_MAX;
		at = next_round(walk, at + 1))
		look_at(walk, at);
}

/* Has no process of the run any point but those of ps? */
static bool is_only_ps(const struct columns *columns)
{
	for (size_t i = 0; i < columns->count; i++)
		for (enum points points = POINTS_STATUS; points < POINTS; points++)
			if (columns_list_of(&columns->pids[i], points)->count)
				return false;
	return true;
}

static void note_lacks(const struct walk *walk, struct notes *notes)
{
	char text[160];

	for (enum file file = 0; file < FILES; file++) {
		const struct lack *lack = &walk->lacks[file];

		if (!lack->within)
			continue;
		snprintf(text, sizeof text,
			"process %" PRId32 " is missing from %s in %" PRIu32 " of %" PRIu32
			" rounds in which other files show it: what they held could not be read",
			walk->pid->pid, kind_row(files[file].kind)->name, lack->rounds, lack->seen);
		notes_add(notes, 0, text);
	}
}

/*
 * Sets, by file, the index of the first round that was to have it; none: UINT32_MAX. Every round
 * was to have what one has (--thin drops other kinds only), descriptors from the first one on, as
 * --resume may have added them. leakline-collect always records status and stat.
 */
static void find_begins(const struct unread_run *run, uint32_t from[static FILES])
{
	bool ours = span_starts(run->collector, "leakline-collect");

	for (enum file file = 0; file < FILES; file++) {
		from[file] = ours && (file == FILE_STATUS || file == FILE_STAT) ? 0 : UINT32_MAX;
		for (size_t i = run->rounds->count; i--;)
			if (run->rounds->items[i].kinds & 1u << files[file].kind)
				from[file] = file == FILE_FD ? (uint32_t)i : 0;
	}
}

/* Gathers the PIDs that the collector was given. */
static void gather_asked(struct span targets, struct index *asked, struct arena *arena)
{
	struct span field;
	uint64_t pid;

	while (span_field(&targets, &field) && !span_is(field, "-m"))
		if (span_number(field, INT32_MAX, &pid))
			*index_at(asked, arena, pid) = 1;
}

static bool is_any_meant(const uint32_t from[static FILES])
{
	for (enum file file = 0; file < FILES; file++)
		if (from[file] != UINT32_MAX)
			return true;
	return false;
}

/* Where no file but ps has anybody, the others are empty, or missing, in all rounds: one note for
 * all processes. */
static void note_nobody(const uint32_t from[static FILES], struct notes *notes)
{
	char text[96];

	for (enum file file = 0; file < FILES; file++) {
		if (from[file] == UINT32_MAX)
			continue;
		snprintf(text, sizeof text,
			"no %s has a process in any round: what they held could not be read",
			kind_row(files[file].kind)->name);
		notes_add(notes, 0, text);
	}
}

void unread_find(struct columns *columns, const struct unread_run *run, struct notes *notes)
{
	bool by_ps = is_only_ps(columns);
	struct index asked = { .count = 0 };
	uint32_t from[FILES];
	enum file decides;

	find_begins(run, from);
	if (!is_any_meant(from))
		return;
	gather_asked(run->targets, &asked, columns->arena);
	decides = from[FILE_STATUS] == UINT32_MAX ? FILE_PMAP : FILE_STATUS;
	notes_file(notes, span_of("(run)"));
	for (size_t i = 0; i < columns->count; i++) {
		struct pid_columns *pid = &columns->pids[i];
		struct walk walk = { .pid = pid,
			.from = from,
			.by_ps = by_ps,
			.is_asked = index_find(&asked, (uint64_t)pid->pid) != 0 };

		walk_through(&walk);
		if (!by_ps)
			note_lacks(&walk, notes);
		if (walk.lacks[decides].within)
			pid->unread_rounds = walk.lacks[decides].rounds;
		pid->unread_of = walk.lacks[decides].seen;
		pid->unread = files[decides].kind;
	}
	if (by_ps && columns->count)
		note_nobody(from, notes);
}
