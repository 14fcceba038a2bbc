/* row_memory.c - rows of the last member. Processes keep their order, so comparing with the
 * expected next row is enough. */
#include "row_memory.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../base/room.h"
#include "facts.h"

enum {
	LOOK_AHEAD = 8,        /* rows of processes that have ended */
	TEXT_LIMIT = 16 << 20, /* bytes: 10^5 processes */
	WASTE = 64 * 1024      /* unused bytes that are tolerated beyond as many as are used */
};

struct row_seen {
	uint32_t begin, len; /* in the text; len 0: the process is gone */
	uint32_t lines;
	uint32_t name, command, user; /* offsets in the row of the fact's texts */
	uint32_t before;              /* for a new row: the old row that it precedes */
	struct process_fact fact;     /* without its texts' places */
	struct fact_more more;        /* if the fact has one */
};

/* Appends bytes to the text; false if there are too many. */
static bool add_text(struct row_memory *memory, struct span bytes)
{
	if (memory->len + bytes.len > TEXT_LIMIT)
		return false;
	memory->text = list_room(memory->text, memory->len + bytes.len, &memory->room, 1);
	if (bytes.len)
		memcpy(memory->text + memory->len, bytes.at, bytes.len);
	memory->len += bytes.len;
	return true;
}

/* The first row that the member just read lacked, or had another in front of. */
static size_t first_change(const struct row_memory *memory)
{
	const struct row_seen *rows = memory->rows;
	size_t i = 0, before = memory->count > memory->old ? rows[memory->old].before : SIZE_MAX;

	while (i < memory->cursor && i < before && rows[i].len)
		i++;
	return i;
}

/* All rows in the order of the member just read, without those it lacked. Mostly the last of them
 * change: the others stay. */
static void order_rows(struct row_memory *memory)
{
	struct row_seen *rows = memory->rows, *ordered;
	size_t from = first_change(memory), next = memory->old, count = 0;

	ordered = memory->spare = list_room(
		memory->spare, memory->count - from, &memory->spare_room, sizeof *memory->spare);
	for (size_t i = from; i < memory->cursor; i++) {
		while (next < memory->count && rows[next].before <= i)
			ordered[count++] = rows[next++];
		if (rows[i].len)
			ordered[count++] = rows[i];
	}
	while (next < memory->count)
		ordered[count++] = rows[next++];
	if (count)
		memcpy(rows + from, ordered, count * sizeof *rows);
	memory->count = from + count;
}

/* Packs the rows' texts and drops unused bytes. */
static void pack_text(struct row_memory *memory)
{
	char *old = memory->text;

	memory->text = room_resize(NULL, memory->room, 1);
	memory->len = memory->waste = 0;
	add_text(memory, (struct span){ old, memory->header_len });
	for (size_t i = 0; i < memory->count; i++) {
		struct row_seen *row = &memory->rows[i];
		struct span text = { old + row->begin, row->len };

		row->begin = (uint32_t)memory->len;
		add_text(memory, text);
	}
	free(old);
}

void row_memory_begin(struct row_memory *memory, struct span header)
{
	bool is_unread = !memory->cursor && memory->count == memory->old && !memory->gaps;

	/* a piece of a log has its header twice: in front of it, and in it */
	if (is_unread && memory->header_len &&
		span_equal(header, (struct span){ memory->text, memory->header_len }))
		return;
	if (!span_equal(header, (struct span){ memory->text, memory->header_len })) {
		memory->len = memory->waste = memory->count = memory->header_len = 0;
		if (add_text(memory, header))
			memory->header_len = header.len;
	} else if (memory->gaps || memory->cursor < memory->old || memory->count > memory->old) {
		for (size_t i = memory->cursor; i < memory->old; i++)
			memory->waste += memory->rows[i].len;
		order_rows(memory);
	}
	if (memory->waste > WASTE && memory->waste > memory->len / 2)
		pack_text(memory);
	memory->old = memory->count;
	memory->cursor = 0;
	memory->gaps = false;
}

size_t row_memory_known(const struct row_memory *memory, struct span rest)
{
	const struct row_seen *row =
		memory->cursor < memory->old ? &memory->rows[memory->cursor] : NULL;

	return row && row->len <= rest.len && !memcmp(memory->text + row->begin, rest.at, row->len)
		       ? row->len
		       : 0;
}

uint64_t row_memory_take(struct row_memory *memory, struct span rest, struct process_fact *fact,
	const struct fact_more **more)
{
	const struct row_seen *row = &memory->rows[memory->cursor++];

	*fact = row->fact;
	fact->name.at = rest.at + row->name;
	fact->command.at = rest.at + row->command;
	fact->user.at = rest.at + row->user;
	*more = fact->more ? &row->more : NULL;
	fact->more = NULL;
	return row->lines;
}

/* The old row of that process, a little after the cursor, which moves past it; NULL if there is
 * none. */
static struct row_seen *pass_to(struct row_memory *memory, int32_t pid)
{
	size_t end = memory->old - memory->cursor > LOOK_AHEAD ? memory->cursor + LOOK_AHEAD
							       : memory->old,
	       at = memory->cursor;

	while (at < end && memory->rows[at].fact.pid != pid)
		at++;
	if (at == end)
		return NULL;
	for (; memory->cursor < at; memory->cursor++) {
		memory->waste += memory->rows[memory->cursor].len;
		memory->rows[memory->cursor].len = 0;
		memory->gaps = true;
	}
	return &memory->rows[memory->cursor++];
}

/* The offset of one of a row's texts; it is reused for the next row. */
static uint32_t take_place(struct span row, struct span *text)
{
	uint32_t begin = text->len ? (uint32_t)(text->at - row.at) : 0;

	text->at = NULL;
	return begin;
}

void row_memory_add(
	struct row_memory *memory, struct span text, uint64_t lines, struct process_fact *fact)
{
	struct row_seen *row = pass_to(memory, fact->pid);
	size_t begin = row && row->len >= text.len ? row->begin : memory->len;

	memory->waste += row ? row->len : 0;
	if (!row) {
		memory->rows = list_room(
			memory->rows, memory->count + 1, &memory->row_room, sizeof *memory->rows);
		row = &memory->rows[memory->count];
		*row = (struct row_seen){ .before = (uint32_t)memory->cursor };
	}
	if (begin < memory->len) {
		memory->waste -= text.len;
		memcpy(memory->text + begin, text.at, text.len);
	} else if (!add_text(memory, text)) {
		memory->gaps |= row->len > 0;
		row->len = 0;
		return;
	}
	memory->count += row == &memory->rows[memory->count];
	row->begin = (uint32_t)begin;
	row->len = (uint32_t)text.len;
	row->lines = (uint32_t)lines;
	fact->row = ++memory->number;
	row->fact = *fact;
	if (fact->more)
		row->more = *fact->more;
	row->name = take_place(text, &row->fact.name);
	row->command = take_place(text, &row->fact.command);
	row->user = take_place(text, &row->fact.user);
}

void row_memory_free(struct row_memory *memory)
{
	free(memory->text);
	free(memory->rows);
	free(memory->spare);
	*memory = (struct row_memory){ .cursor = 0 };
}
