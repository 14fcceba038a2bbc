/* rounds.c - complete snapshots in order. */
#include "rounds.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../base/notes.h"
#include "../base/room.h"

static size_t add_round(struct round_list *list, uint32_t number)
{
	list->items = list_room(list->items, list->count + 1, &list->capacity, sizeof *list->items);
	list->items[list->count] = (struct round){ .number = number };
	return list->count++;
}

/* Those of a log come in order: an index of them would take more than they do. Returns SIZE_MAX if
 * it is not found that way. */
static size_t find_ordered(struct round_list *list, uint32_t number)
{
	ptrdiff_t found;

	if (list->is_unordered)
		return SIZE_MAX;
	if (!list->count || number > list->items[list->count - 1].number)
		return add_round(list, number);
	if (number == list->items[list->count - 1].number)
		return list->count - 1;
	found = rounds_find(list, number);
	return found < 0 ? SIZE_MAX : (size_t)found;
}

static void index_rounds(struct round_list *list, struct arena *arena)
{
	for (size_t i = 0; !list->is_unordered && i < list->count; i++)
		*index_at(&list->places, arena, list->items[i].number) = (uint32_t)i + 1;
	list->is_unordered = true;
}

size_t rounds_at(struct round_list *list, struct arena *arena, uint32_t number)
{
	size_t found = find_ordered(list, number);
	uint32_t *place;

	if (found != SIZE_MAX)
		return found;
	index_rounds(list, arena);
	place = index_at(&list->places, arena, number);
	if (*place)
		return *place - 1;
	*place = (uint32_t)list->count + 1;
	return add_round(list, number);
}

/* The time of round i, to be set: those before it that have none get one that knows nothing. */
static struct round_time *time_at(struct round_list *list, size_t i)
{
	while (list->time_count <= i) {
		list->times = list_room(list->times, list->time_count + 1, &list->time_capacity,
			sizeof *list->times);
		list->times[list->time_count++] = (struct round_time){ -1, 0 };
	}
	return &list->times[i];
}

static struct round_told *told_at(struct round_list *list, size_t i)
{
	while (list->told_count <= i) {
		list->told = list_room(
			list->told, list->told_count + 1, &list->told_capacity, sizeof *list->told);
		list->told[list->told_count++] = (struct round_told){ 0, 0 };
	}
	return &list->told[i];
}

static struct round_told told_of(const struct round_list *list, size_t i)
{
	return i < list->told_count ? list->told[i] : (struct round_told){ 0, 0 };
}

const struct round_time *rounds_time(const struct round_list *list, size_t i)
{
	static const struct round_time none = { -1, 0 };

	return i < list->time_count ? &list->times[i] : &none;
}

const struct round_event *rounds_event(const struct round_list *list, size_t i)
{
	static const struct round_event none = { 0, -1, -1 };
	uint32_t event = told_of(list, i).event;

	return event ? &list->events[event - 1] : &none;
}

void rounds_take_kind(struct round_list *list, size_t i, enum kind kind)
{
	static_assert(KIND_NONE <= 31, "the kinds of a round have 31 bits");
	list->items[i].kinds = (list->items[i].kinds | 1u << kind) & 0x7fffffffu;
}

void rounds_take_time(struct round_list *list, size_t i, int64_t time_ms, uint32_t order)
{
	if (time_ms < 0 || (rounds_time(list, i)->time_ms >= 0 && order < told_of(list, i).order))
		return;
	time_at(list, i)->time_ms = time_ms;
	/* a log is one member: each of its rounds is told of by that of order 0 */
	if (order)
		told_at(list, i)->order = order;
}

void rounds_take_event(struct round_list *list, size_t i, const struct round_event *event)
{
	struct round_told *told = told_at(list, i);

	if (!told->event) {
		list->events = list_room(list->events, list->event_count + 1, &list->event_capacity,
			sizeof *list->events);
		told->event = (uint32_t)++list->event_count;
	} else if (event->order < list->events[told->event - 1].order) {
		return;
	}
	list->events[told->event - 1] = *event;
}

/* Those of a log are, and sorting would take more memory than they do. */
static bool are_in_order(const struct round_list *list)
{
	for (size_t i = 1; i < list->count; i++)
		if (list->items[i - 1].number > list->items[i].number)
			return false;
	return true;
}

/* A round while its list is sorted. */
struct whole_round {
	struct round round;
	struct round_time time;
	struct round_told told;
};

static int compare_rounds(const void *a, const void *b)
{
	const struct round *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* Puts a round at place i, with the time and what told of it. */
static void put_round(struct round_list *list, size_t i, const struct whole_round *whole)
{
	list->items[i] = whole->round;
	if (list->time_count)
		*time_at(list, i) = whole->time;
	if (list->told_count)
		*told_at(list, i) = whole->told;
}

static struct whole_round whole_round(const struct round_list *list, size_t i)
{
	return (struct whole_round){ list->items[i], *rounds_time(list, i), told_of(list, i) };
}

static void sort_rounds(struct round_list *list)
{
	struct whole_round *rounds;

	if (are_in_order(list))
		return;
	rounds = room_resize(NULL, list->count, sizeof *rounds);
	for (size_t i = 0; i < list->count; i++)
		rounds[i] = whole_round(list, i);
	/* each begins with its round */
	qsort(rounds, list->count, sizeof *rounds, compare_rounds);
	for (size_t i = 0; i < list->count; i++)
		put_round(list, i, &rounds[i]);
	free(rounds);
}

static int64_t uptime_of(const struct round_list *list, size_t i)
{
	return rounds_event(list, i)->uptime_ms;
}

/* Time since the first round: by uptime, which wall-clock jumps do not affect; if it is missing or
 * falls (a reboot), by the time in the names. */
static void fill_elapsed(struct round_list *list)
{
	double elapsed = 0;

	for (size_t i = 0; i < list->count; i++) {
		int64_t ms = -1, time_ms = rounds_time(list, i)->time_ms, up = uptime_of(list, i);
		int64_t before = i ? rounds_time(list, i - 1)->time_ms : -1,
			up_before = i ? uptime_of(list, i - 1) : -1;

		list->items[i].is_timed = time_ms >= 0 || up >= 0;
		if (up_before >= 0 && up >= up_before)
			ms = up - up_before;
		else if (before >= 0 && time_ms >= before)
			ms = time_ms - before;
		elapsed += ms > 0 ? (double)ms / 1000 : 0;
		if (elapsed > 0)
			time_at(list, i)->elapsed_s = elapsed;
	}
}

/* Does the uptime go back, or far ahead, and return? After a reboot it stays low. */
static bool uptime_strays(const struct round_list *list, size_t i)
{
	const int64_t before = uptime_of(list, i - 1), now = uptime_of(list, i),
		      after = uptime_of(list, i + 1);

	return before >= 0 && now >= 0 && after >= before && (now < before || now > after);
}

static void drop_strays(struct round_list *list, struct notes *notes)
{
	for (size_t i = 1; i + 1 < list->count; i++) {
		char text[96];

		if (!uptime_strays(list, i))
			continue;
		snprintf(text, sizeof text,
			"the uptime of round %" PRIu32 " is not between those around it: left out",
			list->items[i].number);
		notes_file(notes, (struct span){ "events.tsv", 10 });
		notes_add(notes, 0, text);
		list->events[told_of(list, i).event - 1].uptime_ms = -1;
	}
}

/* Notes a round of which no file, or no event, is there. */
static void note_incomplete(struct round_list *list, size_t i, struct notes *notes)
{
	const struct round *round = &list->items[i];
	char text[96];

	notes_file(notes, (struct span){ "events.tsv", 10 });
	if (round->kinds) {
		snprintf(text, sizeof text,
			"round %" PRIu32
			" has no `round` event: it is not whole and does not count",
			round->number);
		notes_add(notes, 0, text);
	} else if (told_of(list, i).event) {
		list->lost_end++;
		snprintf(text, sizeof text, "round %" PRIu32 " has a `round` event and no file",
			round->number);
		notes_add(notes, 0, text);
	}
}

static void drop_incomplete(struct round_list *list, struct notes *notes)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct whole_round whole = whole_round(list, i);

		if (whole.round.kinds && (!list->event_count || whole.told.event)) {
			if (kept != i)
				put_round(list, kept, &whole);
			kept++;
			list->lost_end = 0;
		} else {
			note_incomplete(list, i, notes);
		}
	}
	list->count = kept;
	list->time_count = list->time_count < kept ? list->time_count : kept;
	list->told_count = list->told_count < kept ? list->told_count : kept;
}

void rounds_build(struct round_list *list, struct notes *notes)
{
	sort_rounds(list);
	drop_incomplete(list, notes);
	drop_strays(list, notes);
	fill_elapsed(list);
}

void rounds_forget_told(struct round_list *list)
{
	free(list->told);
	free(list->events);
	list->told = NULL;
	list->events = NULL;
	list->told_count = list->told_capacity = list->event_count = list->event_capacity = 0;
}

ptrdiff_t rounds_find(const struct round_list *list, uint32_t number)
{
	const struct round key = { .number = number };
	const struct round *found =
		list->count ? bsearch(&key, list->items, list->count, sizeof key, compare_rounds)
			    : NULL;

	return found ? found - list->items : -1;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The time between a round and the one before it. */
static double gap_s(const struct round_list *list, size_t i)
{
	return rounds_time(list, i)->elapsed_s - rounds_time(list, i - 1)->elapsed_s;
}

double rounds_median_s(const struct round_list *list)
{
	double *gaps = room_resize(NULL, list->count + 1, sizeof *gaps), median = 0;
	size_t n = 0;

	for (size_t i = 1; i < list->count; i++) {
		double rounds = (double)(list->items[i].number - list->items[i - 1].number);

		gaps[n++] = gap_s(list, i) / rounds;
	}
	if (n) {
		qsort(gaps, n, sizeof *gaps, compare_doubles);
		median = n % 2 ? gaps[n / 2] : (gaps[n / 2 - 1] + gaps[n / 2]) / 2;
	}
	free(gaps);
	return median;
}

double rounds_mean_s(const struct round_list *list)
{
	const struct round *first = list->items, *last = first + list->count - 1;

	if (list->count < 2 || last->number == first->number)
		return 0;
	return (rounds_time(list, list->count - 1)->elapsed_s - rounds_time(list, 0)->elapsed_s) /
	       (double)(last->number - first->number);
}

bool rounds_are_uneven(const struct round_list *list, double median_s)
{
	/* below a second a busy machine makes intervals differ, and copies of files do */
	const double times = 10, least_s = 1;

	for (size_t i = 1; median_s >= least_s && i < list->count; i++)
		if (gap_s(list, i) >= times * median_s)
			return true;
	return false;
}

size_t rounds_longest_gap(const struct round_list *list, double *gap)
{
	size_t at = 0;

	*gap = 0;
	for (size_t i = 1; i < list->count; i++)
		if (gap_s(list, i) > *gap) {
			*gap = gap_s(list, i);
			at = i;
		}
	return at;
}

void rounds_free(struct round_list *list)
{
	rounds_forget_told(list);
	free(list->items);
	free(list->times);
	*list = (struct round_list){ .count = 0 };
}
