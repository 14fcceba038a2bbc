/* mapping_sums.c - sums a process's groups; unchanged parts are reused. */
#include "mapping_sums.h"

#include <string.h>

#include "../base/list.h"

/* The number of that name; a new one if the process never had it. */
static uint32_t number_of(
	struct mapping_reader *reader, struct mapping_memory *memory, struct span name)
{
	struct group_table *table = &memory->table;
	uint32_t *place;

	name = intern(&reader->names, &reader->arena, name);
	place = index_at(&table->numbers, &reader->arena, index_key(name.at));
	if (*place)
		return *place - 1;
	table->names = list_room_in(&reader->arena, table->names, table->count + 1,
		&table->name_room, sizeof *table->names);
	table->quantum_kib = list_room_in(&reader->arena, table->quantum_kib, table->count + 1,
		&table->quantum_room, sizeof *table->quantum_kib);
	memory->now = list_room(
		memory->now, table->count + GROUP_PIECE, &memory->now_room, sizeof *memory->now);
	memory->touched = list_room(memory->touched, table->count + GROUP_PIECE,
		&memory->touched_room, sizeof *memory->touched);
	memory->pieces = list_room(memory->pieces, table->count / GROUP_PIECE + 1,
		&memory->piece_room, sizeof *memory->pieces);
	if (table->count % GROUP_PIECE == 0) {
		/* a whole piece: its unused end is compared, too */
		memset(&memory->now[table->count], 0, GROUP_PIECE * sizeof *memory->now);
		memset(&memory->touched[table->count], 0, GROUP_PIECE * sizeof *memory->touched);
		memory->pieces[table->count / GROUP_PIECE] = NULL;
	}
	table->names[table->count] = name;
	table->quantum_kib[table->count] = mapping_groups_quantum(name);
	*place = (uint32_t)++table->count;
	return *place - 1;
}

void mapping_sums_classify(
	struct mapping_reader *reader, struct mapping_memory *memory, size_t begin, size_t end)
{
	for (size_t i = begin; i < end && i < memory->count; i++) {
		uint32_t number = number_of(reader, memory,
			mapping_groups_name(memory->rows, memory->count, i, &memory->frame));

		if (memory->group_of[i] != UINT32_MAX)
			memory->touched[memory->group_of[i]] = true;
		memory->group_of[i] = number;
		memory->touched[number] = true;
	}
}

static void add_row(struct group_sum *sum, const struct pmap_row *row)
{
	if (!sum->count) {
		sum->fourth = row->mode[3];
		sum->fifth = row->mode[3] ? row->mode[4] : '\0';
	}
	sum->count += mapping_groups_members(row);
	sum->kib += row->kib;
	sum->rwx = (unsigned char)(sum->rwx | (row->mode[0] == 'r' ? 4 : 0) |
				   (row->mode[1] == 'w' ? 2 : 0) | (row->mode[2] == 'x'));
}

/* Sums the touched groups again; returns the private KiB of all rows. */
static int64_t sum_touched(struct mapping_memory *memory)
{
	int64_t private_kib = 0;

	for (size_t i = 0; i < memory->table.count; i++)
		if (memory->touched[i])
			memory->now[i] = (struct group_sum){ .kib = 0 };
	for (size_t i = 0; i < memory->count; i++) {
		if (memory->touched[memory->group_of[i]])
			add_row(&memory->now[memory->group_of[i]], &memory->rows[i]);
		private_kib += parse_pmap_private(&memory->rows[i]) ? memory->rows[i].kib : 0;
	}
	return private_kib;
}

/* The stored copy of a piece with that content. */
static const struct group_sum *keep_piece(
	struct mapping_reader *reader, const struct group_sum *sums)
{
	const size_t bytes = GROUP_PIECE * sizeof *sums;
	struct group_sum *copy;
	uint64_t hash = 0, word;
	uint32_t *place;

	for (size_t i = 0; i < bytes; i += sizeof word) {
		memcpy(&word, (const char *)sums + i, sizeof word);
		hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 29;
	}
	place = index_at(&reader->piece_places, &reader->arena, hash);
	if (*place && !memcmp(reader->pieces[*place - 1], sums, bytes))
		return reader->pieces[*place - 1];
	copy = arena_take(&reader->arena, bytes);
	memcpy(copy, sums, bytes);
	reader->pieces = list_room(reader->pieces, reader->piece_count + 1, &reader->piece_room,
		sizeof *reader->pieces);
	reader->pieces[reader->piece_count++] = copy;
	*place = (uint32_t)reader->piece_count;
	return copy;
}

/* The allocator with the largest step; in a tie the first by name, in whatever order a worker met
 * them. */
static void find_allocator(const struct mapping_memory *memory, struct group_list *list)
{
	double go_kib = mapping_groups_go_kib(memory->rows, memory->count);

	list->quantum_kib = MAPPING_BRK_KIB;
	for (size_t i = 0; i < memory->table.count; i++) {
		double kib = memory->table.quantum_kib[i];
		bool same =
			kib <= list->quantum_kib && kib >= list->quantum_kib && list->allocator.len;

		if (memory->now[i].count &&
			(kib > list->quantum_kib || (same && span_compare(memory->table.names[i],
								     list->allocator) < 0))) {
			list->quantum_kib = kib;
			list->allocator = memory->table.names[i];
		}
	}
	if (go_kib > list->quantum_kib) {
		list->quantum_kib = go_kib;
		list->allocator = span_of("[Go heap]");
	}
}

const struct group_list *mapping_sums_list(
	struct mapping_reader *reader, struct mapping_memory *memory, const struct group_use *uses)
{
	int64_t private_kib = sum_touched(memory);
	const struct group_list *last = memory->list;
	struct group_list list = { .table = &memory->table,
		.count = memory->table.count,
		.private_kib = private_kib,
		.uses = uses },
			  *kept;
	size_t pieces = (list.count + GROUP_PIECE - 1) / GROUP_PIECE;
	bool same = last && last->count == list.count && !uses && last->private_kib == private_kib;
	const struct group_sum **copy;

	for (size_t i = 0; i < pieces; i++) {
		const struct group_sum *before = memory->pieces[i];
		bool touched = !before;

		for (size_t j = 0; j < GROUP_PIECE; j++) {
			touched |= memory->touched[i * GROUP_PIECE + j];
			memory->touched[i * GROUP_PIECE + j] = false;
		}
		if (touched)
			memory->pieces[i] = keep_piece(reader, &memory->now[i * GROUP_PIECE]);
		same &= memory->pieces[i] == before;
	}
	find_allocator(memory, &list);
	if (same && last->allocator.at == list.allocator.at)
		return last;
	copy = arena_take_array(&reader->arena, pieces + 1, sizeof *copy);
	if (pieces)
		memcpy(copy, memory->pieces, pieces * sizeof *copy);
	list.pieces = copy;
	kept = arena_take(&reader->arena, sizeof *kept);
	*kept = list;
	return memory->list = kept;
}
