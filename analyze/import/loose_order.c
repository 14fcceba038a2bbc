/* loose_order.c - in which order files stand that leakline did not name. */
#include "loose_order.h"

#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/index.h"

/* A file in its place. */
struct placed {
	int64_t time_ms; /* 0 where a number tells all */
	uint64_t number, mark;
	unsigned phase;
	uint32_t order;
	size_t file;
};

/* The same moment or number; `order` stands in for it where nothing else does. */
static int compare_keys(const struct placed *x, const struct placed *y)
{
	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->phase > y->phase) - (x->phase < y->phase);
}

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int keys = compare_keys(x, y);

	if (keys)
		return keys;
	if (x->mark != y->mark)
		return x->mark < y->mark ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The date of its name, read that way; -1: it has none. */
static int64_t date_of(const struct loose_file *file, enum loose_by by)
{
	return by == LOOSE_DATE        ? file->name.time_ms
	       : by == LOOSE_DAY_FIRST ? file->name.day_first_ms
				       : file->name.month_first_ms;
}

static struct placed place(const struct loose_file *file, size_t i, enum loose_by by)
{
	struct placed placed = { .mark = file->mark, .order = file->order, .file = i };

	if (by <= LOOSE_MONTH_FIRST)
		placed.time_ms = date_of(file, by);
	else if (by == LOOSE_TIME)
		placed.time_ms = file->mtime_ms;
	else if (by == LOOSE_NAME)
		placed.number = file->order;
	else
		placed.number = by == LOOSE_FIRST ? file->name.first : file->name.number;
	placed.phase = by == LOOSE_NUMBER || by == LOOSE_FIRST ? file->name.phase : 0;
	/* a number may count on behind a date: ps-20260101-1 */
	if (by == LOOSE_NUMBER && file->name.time_ms >= 0)
		placed.time_ms = file->name.time_ms;
	return placed;
}

/* Sorts; false where this does not tell rounds apart: a file lacks it, or two files that have the
 * same hold the same. */
static bool place_all(
	const struct loose_file *files, size_t count, enum loose_by by, struct placed *placed)
{
	for (size_t i = 0; i < count; i++) {
		const struct loose_file *file = &files[i];

		if ((by <= LOOSE_MONTH_FIRST && date_of(file, by) < 0) ||
			(by == LOOSE_TIME && file->mtime_ms < 0) ||
			!(file->name.found || by >= LOOSE_TIME))
			return false;
		placed[i] = place(file, i, by);
	}
	qsort(placed, count, sizeof *placed, compare_placed);
	for (size_t i = 1; i < count; i++)
		if (!compare_keys(&placed[i], &placed[i - 1]) &&
			placed[i].mark == placed[i - 1].mark)
			return false;
	return true;
}

/* The greater the number the older, as logrotate counts. */
static bool is_backwards(const struct loose_file *files, size_t count, const struct placed *placed)
{
	size_t falls = 0;

	for (size_t i = 1; i < count; i++) {
		int64_t before = files[placed[i - 1].file].mtime_ms,
			now = files[placed[i].file].mtime_ms;

		if (before < 0 || now < 0 ||
			(now > before && compare_keys(&placed[i], &placed[i - 1])))
			return false;
		falls += now < before;
	}
	return falls > 1;
}

static int compare_times(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Half the median time between a file and the next that holds the same; 1 where none does. */
static int64_t half_a_round(const struct placed *placed, size_t count, struct arena *arena)
{
	int64_t *gaps = arena_take_array(arena, count, sizeof *gaps);
	struct index last = { .count = 0 };
	size_t gap_count = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t *seen = index_at(&last, arena, placed[i].mark);

		if (*seen)
			gaps[gap_count++] = placed[i].time_ms - placed[*seen - 1].time_ms;
		*seen = (uint32_t)i + 1;
	}
	if (!gap_count)
		return 1;
	qsort(gaps, gap_count, sizeof *gaps, compare_times);
	return gaps[gap_count / 2] / 2 + 1;
}

/* Counts rounds: a new one begins with a new number; by time where the next file is far, or holds
 * what the round has. */
static void count_rounds(const struct placed *placed, size_t count, bool by_time,
	struct arena *arena, uint32_t *rounds)
{
	int64_t near_ms = by_time ? half_a_round(placed, count, arena) : 0,
		begin = placed[0].time_ms;
	struct index seen = { .count = 0 };
	uint32_t round = 0;

	for (size_t i = 0; i < count; i++) {
		uint32_t *in = index_at(&seen, arena, placed[i].mark);

		if (i && (by_time ? *in == round + 1 || placed[i].time_ms - begin >= near_ms
				  : compare_keys(&placed[i], &placed[i - 1]) != 0)) {
			begin = placed[i].time_ms;
			round++;
		}
		*in = round + 1;
		rounds[placed[i].file] = round;
	}
}

enum loose_by loose_order(const struct loose_file *files, size_t count, struct arena *arena,
	uint32_t *rounds, int64_t *times)
{
	struct placed *placed = arena_take_array(arena, count + 1, sizeof *placed);
	enum loose_by by = LOOSE_DATE;

	while (by < LOOSE_NAME && (!place_all(files, count, by, placed) ||
					  ((by == LOOSE_NUMBER || by == LOOSE_FIRST) &&
						  is_backwards(files, count, placed))))
		by++;
	if (by == LOOSE_NAME)
		place_all(files, count, by, placed);
	if (count)
		count_rounds(
			placed, count, by <= LOOSE_MONTH_FIRST || by == LOOSE_TIME, arena, rounds);
	for (size_t i = 0; i < count; i++)
		times[i] = files[i].date_ms >= 0     ? files[i].date_ms
			   : by <= LOOSE_MONTH_FIRST ? date_of(&files[i], by)
						     : files[i].mtime_ms;
	return by;
}
