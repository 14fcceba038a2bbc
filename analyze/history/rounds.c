/* rounds.c - complete snapshots in order. */
#include "rounds.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "../base/list.h"
#include "../base/notes.h"
#include "../base/room.h"

static struct round *add_round(struct round_list *list, uint32_t number)
{
	list->items = list_room(list->items, list->count + 1, &list->capacity, sizeof *list->items);
	list->items[list->count] = (struct round){ .number = number, .time_ms = -1 };
	return &list->items[list->count++];
}

/* Those of a log come in order: an index of them would take more than they do. */
static struct round *find_ordered(struct round_list *list, uint32_t number)
{
	ptrdiff_t found;

	if (list->is_unordered)
		return NULL;
	if (!list->count || number > list->items[list->count - 1].number)
		return add_round(list, number);
	if (number == list->items[list->count - 1].number)
		return &list->items[list->count - 1];
	found = rounds_find(list, number);
	return found < 0 ? NULL : &list->items[found];
}

static void index_rounds(struct round_list *list, struct arena *arena)
{
	for (size_t i = 0; !list->is_unordered && i < list->count; i++)
		*index_at(&list->places, arena, list->items[i].number) = (uint32_t)i + 1;
	list->is_unordered = true;
}

struct round *rounds_at(struct round_list *list, struct arena *arena, uint32_t number)
{
	struct round *found = find_ordered(list, number);
	uint32_t *place;

	if (found)
		return found;
	index_rounds(list, arena);
	place = index_at(&list->places, arena, number);
	if (*place)
		return &list->items[*place - 1];
	*place = (uint32_t)list->count + 1;
	return add_round(list, number);
}

void rounds_take_event(
	struct round_list *list, struct round *round, const struct round_event *event)
{
	if (!round->event) {
		list->events = list_room(list->events, list->event_count + 1, &list->event_capacity,
			sizeof *list->events);
		round->event = (uint32_t)++list->event_count;
	} else if (event->order < list->events[round->event - 1].order) {
		return;
	}
	list->events[round->event - 1] = *event;
}

const struct round_event *rounds_event(const struct round_list *list, const struct round *round)
{
	static const struct round_event none = { 0, -1, -1 };

	return round->event ? &list->events[round->event - 1] : &none;
}

static int64_t uptime_of(const struct round_list *list, size_t i)
{
	return rounds_event(list, &list->items[i])->uptime_ms;
}

static int compare_rounds(const void *a, const void *b)
{
	const struct round *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* Those of a log are, and qsort(3) of the C library may take as much memory as they do. */
static bool are_in_order(const struct round_list *list)
{
	for (size_t i = 1; i < list->count; i++)
		if (list->items[i - 1].number > list->items[i].number)
			return false;
	return true;
}

/* Time since the first round: by uptime, which wall-clock jumps do not affect; if it is missing or
 * falls (a reboot), by the time in the names. */
static void fill_elapsed(struct round_list *list)
{
	double elapsed = 0;

	for (size_t i = 1; i < list->count; i++) {
		const struct round *before = &list->items[i - 1], *round = &list->items[i];
		int64_t ms = -1, up_before = uptime_of(list, i - 1), up = uptime_of(list, i);

		if (up_before >= 0 && up >= up_before)
			ms = up - up_before;
		else if (before->time_ms >= 0 && round->time_ms >= before->time_ms)
			ms = round->time_ms - before->time_ms;
		elapsed += ms > 0 ? (double)ms / 1000 : 0;
		list->items[i].elapsed_s = elapsed;
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
		const struct round *round = &list->items[i];
		char text[96];

		if (!uptime_strays(list, i))
			continue;
		snprintf(text, sizeof text,
			"the uptime of round %" PRIu32 " is not between those around it: left out",
			round->number);
		notes_file(notes, (struct span){ "events.tsv", 10 });
		notes_add(notes, 0, text);
		list->events[round->event - 1].uptime_ms = -1;
	}
}

void rounds_build(struct round_list *list, struct notes *notes)
{
	size_t kept = 0;

	if (!are_in_order(list))
		qsort(list->items, list->count, sizeof *list->items, compare_rounds);
	for (size_t i = 0; i < list->count; i++) {
		const struct round *round = &list->items[i];
		char text[96];

		if (round->kinds && (!list->event_count || round->event)) {
			list->items[kept++] = *round;
			list->lost_end = 0;
			continue;
		}
		notes_file(notes, (struct span){ "events.tsv", 10 });
		if (round->kinds) {
			snprintf(text, sizeof text,
				"round %" PRIu32
				" has no `round` event: it is not whole and does not count",
				round->number);
			notes_add(notes, 0, text);
		} else if (round->event) {
			list->lost_end++;
			snprintf(text, sizeof text,
				"round %" PRIu32 " has a `round` event and no file", round->number);
			notes_add(notes, 0, text);
		}
	}
	list->count = kept;
	drop_strays(list, notes);
	fill_elapsed(list);
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

double rounds_median_s(const struct round_list *list)
{
	double *gaps = room_resize(NULL, list->count + 1, sizeof *gaps), median = 0;
	size_t n = 0;

	for (size_t i = 1; i < list->count; i++) {
		double rounds = (double)(list->items[i].number - list->items[i - 1].number);

		gaps[n++] = (list->items[i].elapsed_s - list->items[i - 1].elapsed_s) / rounds;
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
	return (last->elapsed_s - first->elapsed_s) / (double)(last->number - first->number);
}

bool rounds_are_uneven(const struct round_list *list, double median_s)
{
	/* below a second a busy machine makes intervals differ, and copies of files do */
	const double times = 10, least_s = 1;

	for (size_t i = 1; median_s >= least_s && i < list->count; i++)
		if (list->items[i].elapsed_s - list->items[i - 1].elapsed_s >= times * median_s)
			return true;
	return false;
}

struct round_place *rounds_take(struct round_list *list)
{
	struct round_place *places =
		list->count ? room_resize(NULL, list->count, sizeof *places) : NULL;

	for (size_t i = 0; i < list->count; i++) {
		const struct round *round = &list->items[i];

		places[i] = (struct round_place){ round->number,
			round->time_ms >= 0 || uptime_of(list, i) >= 0, round->time_ms,
			round->elapsed_s };
	}
	rounds_free(list);
	return places;
}

void rounds_free(struct round_list *list)
{
	free(list->items);
	free(list->events);
	*list = (struct round_list){ .count = 0 };
}
