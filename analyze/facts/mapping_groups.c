/*
 * mapping_groups.c - matches mappings by what they are. pmap -d calls the heap `[ anon ]`, like
 * much else: it is recognized by its place after the program's data (the kernel's brk area,
 * mm/util.c arch_randomize_brk: at most 1 GiB after it, 32 MiB for 32 bits).
 */
#include "mapping_groups.h"

#include <string.h>

enum {
	ARENA_KIB = 64 * 1024,
	GUARD_KIB = 64,
	LARGE_KIB = 32 * 1024,
	SMALL_KIB = 128,
	STACK_KIB = 8 * 1024 /* of a thread, by the usual limit (ulimit -s) */
};
static const uint64_t brk_reach = (uint64_t)1 << 30, brk_reach_32 = (uint64_t)1 << 25;
/*
 * For a static PIE, and for a program started through its loader, the kernel puts the break not
 * after the program, which lies among the libraries, but where other programs lie (fs/binfmt_elf.c,
 * ELF_ET_DYN_BASE): on x86-64 and arm64.
 */
static const uint64_t program_bases[] = { UINT64_C(0x555555554000), UINT64_C(0xaaaaaaaaa000) };

/* How much an allocator takes from the kernel at a time, by a name in the list (docs/method.md,
 * private memory). */
static const struct {
	const char *prefix;
	double kib;
} allocators[] = {
	{ "libjemalloc", 2560 }, { "libmimalloc", 32768 }, { "php", 2048 }, { "libtcmalloc", 1024 },
	{ "python", 1024 },
	{ "beam.smp", 1024 }, /* carriers of erts_alloc(3erl) grow in powers of two */
	{ "mono", 1024 },     /* major sections of SGen */
};
/* Go's heap lies at this address and is made writable 4 MiB at a time (runtime/malloc.go,
 * heapArenaBytes, linearAlloc). */
static const uint64_t go_heap = UINT64_C(0xc000000000);
static const double go_kib = 4096;

/* The rows of a block. */
struct rows {
	const struct pmap_row *items;
	size_t count;
};

static bool is_anonymous(const struct pmap_row *row)
{
	/* in brackets, in any language; shared memory segments and names set by the kernel are
	 * self-explanatory */
	return span_starts(row->name, "[") && span_ends(row->name, "]") &&
	       !span_starts(row->name, "[ shmid=") && !span_starts(row->name, "[anon:") &&
	       !span_starts(row->name, "[heap]") && !span_starts(row->name, "[stack");
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

/* The first bracketed name is the device's word for "anonymous": the stack comes last. */
static struct span anonymous_word(const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (is_anonymous(&rows->items[i]))
			return span_trim(rows->items[i].name);
	return (struct span){ NULL, 0 };
}

/* The last row of the program's own file, which is the first file among the rows; count if there is
 * none. */
static size_t last_of_program(const struct rows *rows)
{
	size_t i = 0, last;

	while (i < rows->count && is_anonymous(&rows->items[i]))
		i++;
	last = i;
	for (; i < rows->count; i++)
		if (span_equal(rows->items[i].name, rows->items[last].name))
			last = i;
		else if (!is_anonymous(&rows->items[i]))
			break;
	return last;
}

/* maps and smaps name the heap. */
static bool has_named_heap(const struct rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		if (span_is(rows->items[i].name, "[heap]"))
			return true;
	return false;
}

/* Could a row belong to the area whose end brk(2) moves: writable, within reach of the program's
 * data? */
static bool is_brk(const struct rows *rows, size_t i, uint64_t reach)
{
	uint64_t most =
		rows->items[rows->count - 1].address > UINT32_MAX ? brk_reach : brk_reach_32;

	return i < rows->count && is_anonymous(&rows->items[i]) &&
	       rows->items[i].address - reach <= most &&
	       (is_writeable(&rows->items[i]) || rows->items[i].address == reach);
}

/*
 * The heap is rows [begin, end). The program's data ends with the last row of its file or, if its
 * uninitialised data (.bss) has its own pages, with the adjoining anonymous row. After it the
 * kernel leaves a random gap. Without a gap (setarch -R) the adjoining row is all there is, and is
 * the heap.
 */
static void find_heap(const struct rows *rows, size_t *begin, size_t *end)
{
	size_t i;
	uint64_t reach;

	*begin = *end = 0;
	if (has_named_heap(rows) || (i = last_of_program(rows)) == rows->count)
		return;
	for (size_t k = 0; k < sizeof program_bases / sizeof *program_bases; k++)
		if (is_writeable(&rows->items[0]) && is_brk(rows, 0, program_bases[k])) {
			*end = 1;
			return;
		}
	reach = end_of(&rows->items[i++]);
	if (is_brk(rows, i, reach) && rows->items[i].address == reach &&
		is_brk(rows, i + 1, end_of(&rows->items[i])) &&
		rows->items[i + 1].address != end_of(&rows->items[i]))
		reach = end_of(&rows->items[i++]);
	*begin = *end = i;
	while (is_brk(rows, *end, reach) && (*end == i || rows->items[*end].address == reach))
		reach = end_of(&rows->items[(*end)++]);
}

/*
 * From glibc 2.42 on a thread's stack has its guard page inside (nptl/allocatestack.c,
 * MADV_GUARD_INSTALL of Linux 6.13), and neighbours become one mapping: only its size tells. A page
 * has 4, 16 or 64 KiB. (A block of 8 MiB of malloc has this size, too.) 0: it is no such row.
 */
static int64_t stacks_by_size(const struct pmap_row *row)
{
	if (row->kib < STACK_KIB || row->mode[2] == 'x')
		return 0;
	for (int64_t page = 4; page <= GUARD_KIB; page *= 4)
		if (row->kib % (STACK_KIB + page) == 0)
			return row->kib / (STACK_KIB + page);
	return 0;
}

/* Our name for an anonymous row, by its size and neighbours. */
static const char *anonymous_group(const struct rows *rows, size_t i)
{
	const struct pmap_row *row = &rows->items[i], *before = i ? row - 1 : NULL,
			      *after = i + 1 < rows->count ? row + 1 : NULL;

	if (row->mode[3] == 's')
		return "[shared anon]";
	if (is_guard(row))
		return "[reserved]";
	if (!is_writeable(row))
		return "[read-only anon]";
	/* glibc's arenas: heaps of 64 MiB, aligned to that, the rest of which is not accessible yet
	 * (malloc/arena.c) */
	if (row->address % ((uint64_t)ARENA_KIB * 1024) == 0 &&
		((after && is_guard(after) && after->address == end_of(row) &&
			 row->kib + after->kib <= ARENA_KIB &&
			 row->kib + after->kib > ARENA_KIB / 2) ||
			row->kib == ARENA_KIB))
		return "[arena]";
	/* a thread's stack follows its guard (pthread_attr_setguardsize(3)) */
	if (before && is_guard(before) && before->kib <= GUARD_KIB &&
		end_of(before) == row->address && row->kib >= 16)
		return "[thread stack]";
	if (row->guarded || stacks_by_size(row))
		return "[thread stack]";
	return row->kib >= LARGE_KIB  ? "[large anon]"
	       : row->kib < SMALL_KIB ? "[small anon]"
				      : "[anon]";
}

/* The group of a mapping that has a name: mostly that name. */
static struct span named_group(struct span name)
{
	enum where { STARTS, IS, ENDS };
	static const struct {
		enum where where;
		const char *text, *group;
	} rules[] = {
		{ STARTS, "[stack", "[stack]" },
		/* with glibc's tunable decorate_maps each name ends in a TID (Linux 5.17) */
		{ STARTS, "[anon: glibc: pthread", "[thread stack]" },
		{ IS, "[anon: glibc: malloc arena]", "[arena]" },
		{ STARTS, "[ shmid=", "[shm]" },
		{ STARTS, "SYSV", "[shm]" },
		{ IS, "zero (deleted)", "[shared anon]" },
		/* each has another name, and its file has none any more: all are one group */
		{ STARTS, "memfd:", "[memfd]" },
		{ ENDS, " (deleted)", "[deleted files]" },
		{ STARTS, "/dev/shm/", "[shm]" },
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		const char *text = rules[i].text;

		if (rules[i].where == STARTS   ? span_starts(name, text)
			: rules[i].where == IS ? span_is(name, text)
					       : span_ends(name, text))
			return span_of(rules[i].group);
	}
	return name;
}

/* The group that a row belongs to. */
static struct span group_of(const struct rows *rows, size_t i, size_t heap_begin, size_t heap_end,
	struct span anonymous)
{
	const struct pmap_row *row = &rows->items[i];

	if (i >= heap_begin && i < heap_end)
		return span_of("[heap]");
	/* .bss: data of the program, like the row before it */
	if (is_anonymous(row) && i && i + 1 == heap_begin && heap_end > heap_begin &&
		!is_anonymous(row - 1) && end_of(row - 1) == row->address)
		return group_of(rows, i - 1, heap_begin, heap_end, anonymous);
	if (is_anonymous(row)) {
		struct span name = span_trim(row->name);

		if (!span_equal(name, anonymous) && !span_is(name, "[ anon ]") &&
			span_starts(name, "[ "))
			return span_of("[stack]");
		return span_of(anonymous_group(rows, i));
	}
	return named_group(row->name);
}

static bool is_library(struct span name)
{
	return span_find_text(name, ".so") > 0;
}

/* Names that follow one another are counted once: the mappings of a file lie side by side. */
static enum mapping_crowd crowd_of(const struct rows *rows)
{
	size_t files = 0, libraries = 0;

	for (size_t i = 0; rows->count > MAPPING_NAMES && i < rows->count; i++) {
		struct span name = rows->items[i].name;

		if (!name.len || name.at[0] == '[' ||
			(i && span_equal(name, rows->items[i - 1].name)))
			continue;
		files++;
		libraries += is_library(name);
	}
	return libraries > MAPPING_NAMES ? CROWD_LIBRARIES
	       : files > MAPPING_NAMES   ? CROWD_FILES
					 : CROWD_NONE;
}

void mapping_groups_frame(const struct pmap_row *items, size_t count, struct mapping_frame *frame)
{
	struct rows rows = { items, count };

	frame->anonymous = anonymous_word(&rows);
	find_heap(&rows, &frame->heap_begin, &frame->heap_end);
	frame->crowd = crowd_of(&rows);
}

struct span mapping_groups_name(
	const struct pmap_row *items, size_t count, size_t i, const struct mapping_frame *frame)
{
	struct rows rows = { items, count };
	struct span name = group_of(&rows, i, frame->heap_begin, frame->heap_end, frame->anonymous);

	if (frame->crowd == CROWD_NONE || (name.len && name.at[0] == '[') ||
		(frame->crowd == CROWD_FILES && is_library(name)))
		return name;
	return span_of(MAPPING_OTHERS);
}

uint32_t mapping_groups_members(const struct pmap_row *row)
{
	int64_t stacks = is_anonymous(row) && is_writeable(row) ? stacks_by_size(row) : 0;

	return stacks > 1 && stacks <= UINT32_MAX ? (uint32_t)stacks : 1;
}

double mapping_groups_quantum(struct span name)
{
	for (size_t i = 0; i < sizeof allocators / sizeof *allocators; i++)
		if (span_starts(name, allocators[i].prefix))
			return allocators[i].kib;
	return MAPPING_BRK_KIB;
}

/* The index of the first row at or above the address: rows ascend. */
static size_t row_at(const struct pmap_row *items, size_t count, uint64_t address)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items[middle].address < address)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

double mapping_groups_go_kib(const struct pmap_row *items, size_t count)
{
	size_t i = row_at(items, count, go_heap);

	return i < count && items[i].address == go_heap && is_anonymous(&items[i]) &&
			       is_writeable(&items[i])
		       ? go_kib
		       : 0;
}
