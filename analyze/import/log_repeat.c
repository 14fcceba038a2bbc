/* log_repeat.c - rows of a table that stood in the table before it, too. */
#include "log_repeat.h"

#include <string.h>

#include "../base/arena.h"
#include "../base/list.h"

enum {
	NEAR = 8,        /* rows of processes that began or ended since the table before */
	ROWS = 1 << 16,  /* of a table, that are remembered */
	BYTES = 16 << 20 /* in all of them */
};

static uint32_t begin_of(const struct log_rows *rows, size_t row)
{
	return row ? rows->ends[row - 1] : 0;
}

/* How many bytes two texts have in common at their beginnings. libc compares the most bytes at a
 * time, but does not say where they differ. */
static size_t common(const char *a, const char *b, size_t len)
{
	enum { STEP = 512 };
	uint64_t x, y;
	size_t i = 0;

	while (i + STEP <= len && !memcmp(a + i, b + i, STEP))
		i += STEP;
	for (; i + sizeof x <= len; i += sizeof x) {
		memcpy(&x, a + i, sizeof x);
		memcpy(&y, b + i, sizeof y);
		if (x != y)
			break;
	}
	while (i < len && a[i] == b[i])
		i++;
	return i;
}

static struct span row_at(const struct log_rows *rows, size_t row)
{
	uint32_t begin = begin_of(rows, row);

	return (struct span){ rows->at + begin, rows->ends[row] - begin };
}

static bool begins_with(struct span rest, struct span row)
{
	return rest.len >= row.len && !memcmp(rest.at, row.at, row.len);
}

/* The row of the table before that the text begins with, near the expected one; their number if
 * there is none. */
static size_t find(const struct log_repeat *repeat, struct span rest)
{
	const struct log_rows *before = &repeat->before;
	size_t low = repeat->next > NEAR ? repeat->next - NEAR : 0;

	for (size_t row = repeat->next; row < before->count && row < repeat->next + NEAR; row++)
		if (begins_with(rest, row_at(before, row)))
			return row;
	for (size_t row = repeat->next; row-- > low;)
		if (row < before->count && begins_with(rest, row_at(before, row)))
			return row;
	return before->count;
}

/* Remembers the rows from `begin` to `end` of the table before as the next of the table at hand. */
static void take_over(struct log_repeat *repeat, size_t begin, size_t end)
{
	const struct log_rows *before = &repeat->before;
	struct log_rows *now = &repeat->now;
	uint32_t from = begin_of(before, begin), to = begin_of(now, now->count);

	now->ends = list_room_in(
		repeat->arena, now->ends, now->count + end - begin, &now->room, sizeof *now->ends);
	for (size_t i = begin; i < end; i++)
		now->ends[now->count++] = before->ends[i] - from + to;
}

/* Do rows of so many bytes go on with the table at hand? */
static bool goes_on(const struct log_rows *now, const char *at, size_t rows, size_t bytes)
{
	uint32_t end = begin_of(now, now->count);

	return now->count + rows <= ROWS && end + bytes <= BYTES &&
	       (!now->count || now->at + end == at);
}

void log_repeat_begin(struct log_repeat *repeat)
{
	struct log_rows unused = repeat->before;

	repeat->before = repeat->now;
	repeat->now = unused;
	repeat->now.count = 0;
	repeat->next = 0;
}

void log_repeat_add(struct log_repeat *repeat, struct span row)
{
	struct log_rows *now = &repeat->now;

	/* it stands where another row stood */
	repeat->next++;
	if (!span_ends(row, "\n") || !goes_on(now, row.at, 1, row.len))
		return;
	now->at = now->count ? now->at : row.at;
	now->ends = list_room_in(
		repeat->arena, now->ends, now->count + 1, &now->room, sizeof *now->ends);
	now->ends[now->count] = begin_of(now, now->count) + (uint32_t)row.len;
	now->count++;
}

size_t log_repeat_pass(struct log_repeat *repeat, struct span rest, uint64_t *rows)
{
	const struct log_rows *before = &repeat->before;
	size_t first = before->count ? find(repeat, rest) : 0, end = first, len;
	uint32_t from;

	if (first == before->count)
		return 0;
	from = begin_of(before, first);
	len = begin_of(before, before->count) - from;
	len = common(before->at + from, rest.at, len < rest.len ? len : rest.len);
	while (end < before->count && before->ends[end] - from <= len)
		end++;
	len = begin_of(before, end) - from;
	if (goes_on(&repeat->now, rest.at, end - first, len)) {
		repeat->now.at = repeat->now.count ? repeat->now.at : rest.at;
		take_over(repeat, first, end);
	}
	repeat->next = end;
	*rows = end - first;
	return len;
}
