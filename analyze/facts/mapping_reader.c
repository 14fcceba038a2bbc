/*
 * mapping_reader.c - sums mappings in groups. A block of pmap mostly differs from the last one of
 * its process in a row or two: only those are read, they and their neighbours are classified, and
 * the groups they touch are summed again.
 */
#include "mapping_reader.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "../base/room.h"
#include "mapping_groups.h"

/* A process has a memory for each of two kinds of files. */
enum of_kind { OF_PMAP, OF_MAPS };

static struct mapping_memory *memory_of(
	struct mapping_reader *reader, int32_t pid, enum of_kind kind)
{
	uint32_t *place =
		index_at(&reader->places, &reader->arena, (uint64_t)(uint32_t)pid << 1 | kind);

	if (!*place) {
		reader->memory = list_room(
			reader->memory, reader->count + 1, &reader->room, sizeof *reader->memory);
		reader->memory[reader->count++] =
			arena_take(&reader->arena, sizeof **reader->memory);
		*place = (uint32_t)reader->count;
	}
	return reader->memory[*place - 1];
}

struct pmap_expected mapping_reader_expected(const struct mapping_reader *reader, int32_t pid)
{
	uint32_t place = index_find(&reader->places, (uint64_t)(uint32_t)pid << 1);
	const struct mapping_memory *memory = place ? reader->memory[place - 1] : NULL;

	return memory && memory->len
		       ? (struct pmap_expected){ { memory->text, memory->len }, memory->count }
		       : (struct pmap_expected){ { NULL, 0 }, 0 };
}

/* Makes room for that many rows. */
static void reserve_rows(struct mapping_memory *memory, size_t count)
{
	memory->rows = list_room(memory->rows, count, &memory->row_room, sizeof *memory->rows);
	memory->group_of = list_room(
		memory->group_of, count, &memory->group_of_room, sizeof *memory->group_of);
}

/* Rows that were read newly. */
struct fresh {
	struct pmap_row *rows;
	size_t count, room;
	struct arena *arena;
};

static void take_row(void *context, const struct pmap_row *row)
{
	struct fresh *fresh = context;

	fresh->rows = list_room_in(
		fresh->arena, fresh->rows, fresh->count + 1, &fresh->room, sizeof *fresh->rows);
	fresh->rows[fresh->count++] = *row;
}

/* How many of the rows have their name in the first bytes of the text. */
static size_t rows_within(const struct mapping_memory *memory, size_t bytes)
{
	const char *end = memory->text + bytes;
	size_t low = 0, high = memory->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memory->rows[middle].name.at < end)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Rows of the last block that are also in the new one. */
struct shared {
	size_t head_rows, tail_rows;
	size_t head, tail; /* bytes */
};

/* Reads the rows that are not shared. Returns false if they are odd or their addresses do not fit
 * between the shared ones. */
static bool read_middle(const struct mapping_memory *memory, const struct pmap_block *block,
	const struct shared *shared, struct notes *odd, struct fresh *fresh)
{
	struct pmap_block middle = *block;
	size_t tail = memory->count - shared->tail_rows;

	middle.rows = (struct span){ block->rows.at + shared->head,
		block->rows.len - shared->head - shared->tail };
	middle.first_line = block->first_line + shared->head_rows;
	if (parse_pmap_rows(&middle, odd, take_row, fresh) || odd->total)
		return false;
	if (!fresh->count)
		return !shared->head_rows || !shared->tail_rows ||
		       memory->rows[shared->head_rows - 1].address < memory->rows[tail].address;
	return (!shared->head_rows ||
		       memory->rows[shared->head_rows - 1].address < fresh->rows[0].address) &&
	       (!shared->tail_rows ||
		       fresh->rows[fresh->count - 1].address < memory->rows[tail].address);
}

/* Moves the names of rows from the text `from` to the text `to`. */
static void rebase(struct pmap_row *rows, size_t count, const char *from, const char *to)
{
	for (size_t i = 0; i < count; i++)
		rows[i].name.at = to + (rows[i].name.at - from);
}

/* Puts the fresh rows between the shared ones, and stores the text. */
static void replace_rows(struct mapping_memory *memory, const struct pmap_block *block,
	const struct shared *shared, const struct fresh *fresh)
{
	size_t head = shared->head_rows, tail = shared->tail_rows,
	       count = head + fresh->count + tail, old_len = memory->len;
	char *text = memory->text, *old = text;

	for (size_t i = head; i < memory->count - tail; i++)
		memory->touched[memory->group_of[i]] = true;
	reserve_rows(memory, count);
	if (tail) {
		memmove(memory->rows + head + fresh->count, memory->rows + memory->count - tail,
			tail * sizeof *memory->rows);
		memmove(memory->group_of + head + fresh->count,
			memory->group_of + memory->count - tail, tail * sizeof *memory->group_of);
	}
	for (size_t i = 0; i < fresh->count; i++) {
		memory->rows[head + i] = fresh->rows[i];
		memory->group_of[head + i] = UINT32_MAX;
	}
	memory->count = count;
	if (memory->room < block->rows.len) {
		memory->room = block->rows.len + block->rows.len / 4;
		text = room_resize(NULL, memory->room, 1);
	}
	if (fresh->count)
		rebase(memory->rows + head, fresh->count, block->rows.at, text);
	memory->len = block->rows.len;
	if (text == old && memory->len == old_len) { /* the shared part stays where it is */
		memcpy(text + shared->head, block->rows.at + shared->head,
			memory->len - shared->head - shared->tail);
		return;
	}
	rebase(memory->rows, head, old, text);
	/* the tail keeps its distance from the end */
	if (tail)
		rebase(memory->rows + count - tail, tail, old + old_len, text + memory->len);
	if (text != old)
		free(old);
	memory->text = text;
	if (memory->len)
		memcpy(text, block->rows.at, memory->len);
}

/* Classifies the rows: all, or only those that the change can have touched. */
static void classify_change(struct mapping_reader *reader, struct mapping_memory *memory,
	const struct shared *shared, size_t fresh, size_t count_before)
{
	struct mapping_frame before = memory->frame, *now = &memory->frame;
	size_t head = shared->head_rows, end = head + fresh;
	bool moved;

	mapping_groups_frame(memory->rows, memory->count, now);
	now->anonymous = intern(&reader->names, &reader->arena, now->anonymous);
	if ((!head && !shared->tail_rows) || now->anonymous.at != before.anonymous.at ||
		now->crowd != before.crowd) {
		mapping_sums_classify(reader, memory, 0, memory->count);
		return;
	}
	mapping_sums_classify(reader, memory, head ? head - 1 : 0, end + 1);
	/* the old and the new place of the heap */
	moved = before.heap_end > head;
	if (moved) {
		before.heap_end = before.heap_end + memory->count - count_before;
		before.heap_begin = before.heap_begin > head
					    ? before.heap_begin + memory->count - count_before
					    : before.heap_begin;
	}
	if (before.heap_begin != now->heap_begin || before.heap_end != now->heap_end) {
		mapping_sums_classify(reader, memory, before.heap_begin, before.heap_end);
		mapping_sums_classify(reader, memory, now->heap_begin, now->heap_end);
	}
}

const struct group_list *mapping_reader_pmap(struct mapping_reader *reader,
	const struct pmap_block *block, struct notes *notes, struct arena *scratch, bool *lost)
{
	struct mapping_memory *memory = memory_of(reader, block->pid, OF_PMAP);
	struct shared shared = { .head = memory->len ? block->same_head : 0,
		.tail = memory->len ? block->same_tail : 0 };
	struct fresh fresh = { .arena = scratch };
	size_t count_before = memory->count;
	uint64_t said = notes->total;

	*lost = block->odd;
	if (memory->len && block->rows.len == memory->len && shared.head == memory->len)
		return memory->list;
	if (memory->len) {
		shared.head_rows = rows_within(memory, shared.head);
		shared.tail_rows = memory->count - rows_within(memory, memory->len - shared.tail);
	}
	if (!(shared.head_rows || shared.tail_rows) ||
		!read_middle(memory, block, &shared, &(struct notes){ .arena = scratch }, &fresh)) {
		shared = (struct shared){ 0, 0, 0, 0 };
		fresh.count = 0;
		*lost |= parse_pmap_rows(block, notes, take_row, &fresh) > 0;
	}
	replace_rows(memory, block, &shared, &fresh);
	classify_change(reader, memory, &shared, fresh.count, count_before);
	memory->list = mapping_sums_list(reader, memory, NULL);
	/* oddities must be noted each time */
	if (block->odd || notes->total != said || memory->count != block->lines)
		memory->len = 0;
	return memory->list;
}

/* The values of smaps for the groups. */
static const struct group_use *sum_uses(struct mapping_reader *reader,
	const struct mapping_memory *memory, const struct row_use *use)
{
	struct group_use *uses =
		arena_take_array(&reader->arena, memory->table.count + 1, sizeof *uses);

	for (size_t i = 0; i < memory->table.count; i++)
		uses[i] = (struct group_use){ -1, -1 };
	for (size_t i = 0; i < memory->count; i++) {
		struct group_use *sum = &uses[memory->group_of[i]];

		if (use[i].pss < 0)
			continue;
		sum->pss = (sum->pss < 0 ? 0 : sum->pss) + use[i].pss;
		sum->private_dirty = (sum->private_dirty < 0 ? 0 : sum->private_dirty) +
				     (use[i].private_dirty > 0 ? use[i].private_dirty : 0);
	}
	return uses;
}

const struct group_list *mapping_reader_maps(struct mapping_reader *reader, int32_t pid,
	const struct pmap_row *rows, const struct row_use *use, size_t count)
{
	struct mapping_memory *memory = memory_of(reader, pid, OF_MAPS);
	bool used = false;

	reserve_rows(memory, count);
	for (size_t i = 0; i < memory->table.count; i++)
		memory->touched[i] = true;
	for (size_t i = 0; i < count; i++) {
		memory->rows[i] = rows[i];
		memory->group_of[i] = UINT32_MAX;
		used |= use[i].pss >= 0;
	}
	memory->count = count;
	mapping_groups_frame(memory->rows, count, &memory->frame);
	mapping_sums_classify(reader, memory, 0, count);
	return mapping_sums_list(reader, memory, used ? sum_uses(reader, memory, use) : NULL);
}

void mapping_reader_free(struct mapping_reader *reader)
{
	for (size_t i = 0; i < reader->count; i++) {
		struct mapping_memory *memory = reader->memory[i];

		free(memory->text);
		free(memory->rows);
		free(memory->group_of);
		free(memory->now);
		free(memory->touched);
		free(memory->pieces);
	}
	free(reader->memory);
	free(reader->pieces);
	reader->memory = NULL;
	reader->pieces = NULL;
	reader->count = reader->room = reader->piece_count = reader->piece_room = 0;
}
