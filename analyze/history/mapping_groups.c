/*
 * mapping_groups.c - mappings matched by what they are. pmap -d calls the heap `[ anon ]`, like much else: it is told by its
 * place behind the program's data (the kernel's brk area, mm/util.c arch_randomize_brk: at most 1 GiB behind it).
 */
#include "mapping_groups.h"

#include <stdlib.h>
#include <string.h>


enum { ARENA_KIB = 64 * 1024, GUARD_KIB = 64, LARGE_KIB = 32 * 1024, SMALL_KIB = 128 };
static const uint64_t brk_reach = (uint64_t)1 << 30;

/* The last block of a process that this worker saw. */
struct mapping_memory {
	int32_t pid;
	char *rows;
	size_t len, room;
	uint64_t lines;
	struct group_list *list;
};

/* What an allocator takes from the kernel at a time, by a name in the list (docs/method.md, private memory). */
static const struct {
	const char *prefix;
	double kib;
} allocators[] = {
	{ "libjemalloc", 2560 }, { "libmimalloc", 32768 }, { "php", 2048 }, { "libtcmalloc", 1024 }, { "python", 1024 },
};
static const double brk_kib = 132;
/* Go's heap lies at this address and is made writable 4 MiB at a time (runtime/malloc.go, heapArenaBytes, linearAlloc). */
static const uint64_t go_heap = UINT64_C(0xc000000000);
static const double go_kib = 4096;

/* The rows of a block, as they are read. */
struct rows {
	const struct row_use *use;      /* NULL: not told */
	struct pmap_row *items;
	size_t count, capacity;
	struct arena *arena;
};

static void keep_row(void *context, const struct pmap_row *row)
{
	struct rows *rows = context;

	if (rows->count == rows->capacity) {
		rows->items = arena_grow(rows->arena, rows->items, rows->count, rows->capacity * 2 + 64, sizeof *rows->items);
		rows->capacity = rows->capacity * 2 + 64;
	}
	rows->items[rows->count++] = *row;
}

static bool is_anonymous(const struct pmap_row *row)
{
	/* in brackets, in any language; shared memory segments and names of the kernel say what they are */
	return span_starts(row->name, "[") && span_ends(row->name, "]") && !span_starts(row->name, "[ shmid=") &&
		!span_starts(row->name, "[anon:") && !span_starts(row->name, "[heap]") && !span_starts(row->name, "[stack");
}

static bool is_writeable(const struct pmap_row *row)
{
	return row->mode[1] == 'w';
}

static bool is_guard(const struct pmap_row *row)
{
	return is_anonymous(row) && row->mode[0] == '-' && row->mode[1] == '-';
}

static uint64_t end_of(const struct pmap_row *row)
{
	return row->address + (uint64_t)row->kib * 1024;
}

/* The first bracketed name says "anonymous" in the language of the device, as the stack comes last. */
static struct span anonymous_word(const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (is_anonymous(&rows->items[i]))
			return span_trim(rows->items[i].name);
	return (struct span){ NULL, 0 };
}

/* Rows [begin, end) that are the heap: behind the last row of the program's file, before the next file. */
static void find_heap(const struct rows *rows, size_t *begin, size_t *end)
{
	size_t i = 0;
	uint64_t reach;

	*begin = *end = 0;
	while (i < rows->count && is_anonymous(&rows->items[i]))
		i++;
	if (i == rows->count)
		return;
	for (size_t j = i; j < rows->count; j++)
		if (span_equal(rows->items[j].name, rows->items[i].name))
			i = j;
		else if (!is_anonymous(&rows->items[j]))
			break;
	reach = end_of(&rows->items[i]);
	*begin = ++i;
	for (; i < rows->count && is_anonymous(&rows->items[i]); i++) {
		const struct pmap_row *row = &rows->items[i];
		bool first = i == *begin || row->address - reach > 0;

		if (row->address - reach > (first ? brk_reach : 0) || !(is_writeable(row) || row->address == reach))
			break;
		reach = end_of(row);
	}
	*end = i;
}

/* A name of our own for an anonymous row, by its size and its neighbours. */
static const char *anonymous_group(const struct rows *rows, size_t i)
{
	const struct pmap_row *row = &rows->items[i], *before = i ? row - 1 : NULL, *after = i + 1 < rows->count ? row + 1 : NULL;

	if (row->mode[3] == 's')
		return "[shared anon]";
	if (is_guard(row))
		return "[reserved]";
	if (!is_writeable(row))
		return "[read-only anon]";
	/* glibc's arenas: heaps of 64 MiB, aligned to it, the rest of which is not accessible yet (malloc/arena.c) */
	if (row->address % ((uint64_t)ARENA_KIB * 1024) == 0 && ((after && is_guard(after) && after->address == end_of(row) &&
		row->kib + after->kib <= ARENA_KIB && row->kib + after->kib > ARENA_KIB / 2) || row->kib == ARENA_KIB))
		return "[arena]";
	/* a thread's stack stands behind its guard (pthread_attr_setguardsize(3)) */
	if (before && is_guard(before) && before->kib <= GUARD_KIB && end_of(before) == row->address && row->kib >= 16)
		return "[thread stack]";
	return row->kib >= LARGE_KIB ? "[large anon]" : row->kib < SMALL_KIB ? "[small anon]" : "[anon]";
}

/* The group that a row belongs to. */
static struct span group_of(const struct rows *rows, size_t i, size_t heap_begin, size_t heap_end, struct span anonymous)
{
	const struct pmap_row *row = &rows->items[i];

	if (i >= heap_begin && i < heap_end)
		return span_of("[heap]");
	if (is_anonymous(row)) {
		struct span name = span_trim(row->name);

		if (!span_equal(name, anonymous) && !span_is(name, "[ anon ]") && span_starts(name, "[ "))
			return span_of("[stack]");
		return span_of(anonymous_group(rows, i));
	}
	if (span_starts(row->name, "[stack"))
		return span_of("[stack]");
	if (span_starts(row->name, "[ shmid=") || span_starts(row->name, "SYSV"))
		return span_of("[shm]");
	if (span_is(row->name, "zero (deleted)"))
		return span_of("[shared anon]");
	return row->name;
}

static struct group_sum *sum_of(struct group_list *list, struct mapping_reader *reader, struct span name)
{
	/* one copy of each name: the same bytes are the same place, and neighbours are mostly of one file */
	name = intern(&reader->names, &reader->arena, name);
	for (size_t i = list->count; i-- > 0;)
		if (list->groups[i].name.at == name.at)
			return &list->groups[i];
	list->groups[list->count] = (struct group_sum){ .name = name, .private_dirty = -1, .pss = -1 };
	return &list->groups[list->count++];
}

/* The letters of both modes, so that a library's rows make one group. */
static void join_mode(char *mode, const char *more)
{
	if (!*mode)
		memcpy(mode, more, 6);
	for (size_t i = 0; i < 3 && mode[i] && more[i]; i++)
		if (mode[i] == '-')
			mode[i] = more[i];
}

static void find_allocator(const struct rows *rows, struct group_list *list)
{
	list->quantum_kib = brk_kib;
	for (size_t i = 0; i < list->count; i++)
		for (size_t j = 0; j < sizeof allocators / sizeof *allocators; j++)
			if (allocators[j].kib > list->quantum_kib && span_starts(list->groups[i].name, allocators[j].prefix)) {
				list->quantum_kib = allocators[j].kib;
				list->allocator = list->groups[i].name;
			}
	for (size_t i = 0; i < rows->count; i++)
		if (rows->items[i].address == go_heap && is_anonymous(&rows->items[i]) && is_writeable(&rows->items[i]) &&
			go_kib > list->quantum_kib) {
			list->quantum_kib = go_kib;
			list->allocator = span_of("[Go heap]");
		}
}

static struct group_list *sum_rows(struct mapping_reader *reader, const struct rows *rows, struct arena *scratch)
{
	struct group_list sums = { .groups = arena_take_array(scratch, rows->count + 1, sizeof *sums.groups) }, *list;
	struct span anonymous = anonymous_word(rows);
	size_t heap_begin, heap_end;

	find_heap(rows, &heap_begin, &heap_end);
	for (size_t i = 0; i < rows->count; i++) {
		struct group_sum *sum = sum_of(&sums, reader, group_of(rows, i, heap_begin, heap_end, anonymous));

		sum->count++;
		sum->kib += rows->items[i].kib;
		join_mode(sum->mode, rows->items[i].mode);
		if (rows->use && rows->use[i].pss >= 0) {
			sum->pss = (sum->pss < 0 ? 0 : sum->pss) + rows->use[i].pss;
			sum->private_dirty = (sum->private_dirty < 0 ? 0 : sum->private_dirty) +
				(rows->use[i].private_dirty > 0 ? rows->use[i].private_dirty : 0);
		}
		sums.private_kib += parse_pmap_private(&rows->items[i]) ? rows->items[i].kib : 0;
	}
	find_allocator(rows, &sums);
	list = arena_take(&reader->arena, sizeof *list);
	*list = sums;
	list->groups = arena_take_array(&reader->arena, sums.count + 1, sizeof *sums.groups);
	memcpy(list->groups, sums.groups, sums.count * sizeof *sums.groups);
	return list;
}

struct group_list *mapping_groups_of_rows(struct mapping_reader *reader, struct pmap_row *items, const struct row_use *use,
	size_t count, struct arena *scratch)
{
	struct rows rows = { use, items, count, count, scratch };

	return sum_rows(reader, &rows, scratch);
}

static struct mapping_memory *memory_of(const struct mapping_reader *reader, int32_t pid)
{
	for (size_t i = 0; i < reader->memory_count; i++)
		if (reader->memory[i].pid == pid)
			return &reader->memory[i];
	return NULL;
}

static void remember(struct mapping_reader *reader, const struct pmap_block *block, struct group_list *list)
{
	struct mapping_memory *memory = memory_of(reader, block->pid);

	if (!memory) {
		if (reader->memory_count == reader->memory_capacity) {
			size_t capacity = reader->memory_capacity * 2 + 16;
			struct mapping_memory *larger = realloc(reader->memory, capacity * sizeof *larger);

			if (!larger)
				return; /* only slower */
			reader->memory = larger;
			reader->memory_capacity = capacity;
		}
		memory = &reader->memory[reader->memory_count++];
		*memory = (struct mapping_memory){ .pid = block->pid };
	}
	if (memory->room < block->rows.len) {
		free(memory->rows);
		memory->room = block->rows.len + block->rows.len / 4;
		memory->rows = malloc(memory->room);
	}
	memory->len = memory->rows ? block->rows.len : 0;
	memory->room = memory->rows ? memory->room : 0;
	if (memory->len)
		memcpy(memory->rows, block->rows.at, memory->len);
	memory->lines = block->lines;
	memory->list = list;
}

struct pmap_expected mapping_groups_expected(const struct mapping_reader *reader, int32_t pid)
{
	const struct mapping_memory *memory = memory_of(reader, pid);

	return memory ? (struct pmap_expected){ { memory->rows, memory->len }, memory->lines } :
		(struct pmap_expected){ { NULL, 0 }, 0 };
}

struct group_list *mapping_groups_read(struct mapping_reader *reader, const struct pmap_block *block, struct notes *notes,
	struct arena *scratch)
{
	struct rows rows = { .arena = scratch };
	struct group_list *list;

	if (block->same)
		return memory_of(reader, block->pid)->list;
	parse_pmap_rows(block, notes, keep_row, &rows);
	list = sum_rows(reader, &rows, scratch);
	if (block->rows.len)
		remember(reader, block, list);
	return list;
}

void mapping_reader_free(struct mapping_reader *reader)
{
	for (size_t i = 0; i < reader->memory_count; i++)
		free(reader->memory[i].rows);
	free(reader->memory);
	reader->memory = NULL;
	reader->memory_count = reader->memory_capacity = 0;
}
