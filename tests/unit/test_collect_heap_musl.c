/* test_collect_heap_musl.c - heaps of musl's two allocators, made word by word as their sources lay
 * them out (src/malloc/oldmalloc/malloc_impl.h, src/malloc/mallocng/meta.h): counted, and torn. */
#define _GNU_SOURCE /* memfd_create */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "collect/source/heap/heap_musl.h"
#include "collect/source/heap/heap_target.h"

enum { PAGE = 4096, PAGES = 64, MAPS = 8 };

/* Where the first mapping is; each has 8 pages. */
enum { BASE = 0x100000, MAPPING = 8 * PAGE };

/* A process whose memory is a file: an address is a place in it. */
struct process {
	struct heap_target target;
	struct heap_map map[MAPS];
	struct heap_module module;
	char paths[16];
	uint8_t *image;
};

/* Processors: bytes of a word, and their order. */
static const struct machine {
	unsigned word;
	bool is_big_endian;
} machines[] = { { 8, false }, { 4, false }, { 8, true }, { 4, true } };

enum { MACHINES = sizeof machines / sizeof *machines };

static void put(struct process *process, uint64_t address, unsigned bytes, uint64_t value)
{
	for (unsigned i = 0; i < bytes; i++) {
		unsigned place = process->target.memory.is_big_endian ? bytes - 1 - i : i;

		process->image[address + place] = (uint8_t)(value >> 8 * i);
	}
}

static void put_word(struct process *process, uint64_t address, uint64_t value)
{
	put(process, address, process->target.memory.word, value);
}

static uint64_t add_map(struct process *process, enum heap_map_kind kind)
{
	struct heap_maps *maps = &process->target.maps;
	uint64_t start = BASE + maps->count * (MAPPING + PAGE);

	process->map[maps->count++] = (struct heap_map){ start, start + MAPPING,
		kind == HEAP_MAP_FILE ? 0 : HEAP_NO_MODULE, (uint8_t)kind, true };
	return start;
}

static void begin(struct process *process, const struct machine *machine)
{
	uint64_t entries[BASE / PAGE + 2 * PAGES + MAPS];
	size_t size = sizeof entries / sizeof *entries * PAGE;
	int mem = memfd_create("mem", 0), pagemap = memfd_create("pagemap", 0);
	const uint16_t one = 1;
	bool is_foreign = machine->is_big_endian != (*(const uint8_t *)&one == 0);

	assert_true(mem >= 0 && pagemap >= 0);
	assert_int_equal(ftruncate(mem, (off_t)size), 0);
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
		entries[i] = is_foreign ? UINT64_C(1) << 7 : UINT64_C(1) << 63;
	assert_int_equal(write(pagemap, entries, sizeof entries), sizeof entries);
	*process = (struct process){ .image = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED,
					     mem, 0) };
	assert_true(process->image != MAP_FAILED);
	process->target.memory =
		(struct heap_memory){ mem, pagemap, machine->word, machine->is_big_endian,
			is_foreign, PAGE, malloc(HEAP_WINDOW), .bytes_max = UINT64_MAX / 2 };
	process->target.maps = (struct heap_maps){
		.map = process->map, .module = &process->module, .paths = process->paths
	};
	assert_true(heap_census_open(&process->target.census));
}

static void end(struct process *process)
{
	struct heap_target *target = &process->target;

	munmap(process->image, (BASE / PAGE + 2 * PAGES + MAPS) * PAGE);
	close(target->memory.mem);
	close(target->memory.pagemap);
	free(target->memory.window);
	heap_census_close(&target->census);
}

/* A chunk of oldmalloc, of so many times four words: gives where the next one is. */
static uint64_t put_chunk(
	struct process *process, uint64_t at, uint64_t before, uint64_t units, bool in_use)
{
	unsigned word = process->target.memory.word;

	put_word(process, at, before);
	put_word(process, at + word, units * 4 * word | in_use);
	return at + units * 4 * word;
}

/* A run of three chunks, the second free, and its end: 5 units in use, 3 free. */
static uint64_t put_run(struct process *process, uint64_t start)
{
	uint64_t unit = 4 * process->target.memory.word,
		 at = start + unit - 2 * process->target.memory.word;

	at = put_chunk(process, at, 1, 4, true);
	at = put_chunk(process, at, 4 * unit | 1, 3, false);
	at = put_chunk(process, at, 3 * unit, 1, true);
	(void)put_chunk(process, at, unit | 1, 0, true);
	return start + unit;
}

/* The [heap], an arena of anonymous memory, two blocks with mappings of their own side by side, a
 * file whose words look like a run, and an anonymous mapping that is no heap. */
static void old_is_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < MACHINES; i++) {
		struct process process;
		struct heap_census *census = &process.target.census;
		unsigned unit = 4 * machines[i].word, before = unit - 2 * machines[i].word;
		uint64_t start;

		begin(&process, &machines[i]);
		put_run(&process, add_map(&process, HEAP_MAP_BRK));
		put_run(&process, add_map(&process, HEAP_MAP_ANON));
		start = add_map(&process, HEAP_MAP_ANON) + before;
		for (int block = 0; block < 2; block++, start += 3 * PAGE) {
			put_word(&process, start, before);
			put_word(&process, start + machines[i].word, 3 * PAGE - before);
		}
		put_run(&process, add_map(&process, HEAP_MAP_FILE));
		put_word(&process, add_map(&process, HEAP_MAP_ANON) + before, 12345);
		assert_true(heap_musl_read_old(&process.target));
		assert_int_equal(census->runs, 2);
		assert_int_equal(census->torn, 0);
		assert_int_equal(census->mmapped.blocks, 2);
		assert_int_equal(census->mmapped.bytes, 2 * (3 * PAGE - before));
		assert_int_equal(census->used.blocks, 6);
		assert_int_equal(census->used.bytes, 2 * 5 * unit + census->mmapped.bytes);
		assert_int_equal(census->free.blocks, 2);
		assert_int_equal(census->free.bytes, 2 * 3 * unit);
		assert_int_equal(census->system, 2 * 8 * unit);
		assert_int_equal(census->lost, 0);
		end(&process);
	}
}

/* One word of the run in the [heap] is another: it is torn, and what lies in it is not known. */
static void old_is_torn(void **state)
{
	static const struct {
		unsigned unit, word; /* which word of the chunk that begins there */
		uint64_t value;
	} changes[] = {
		{ 4, 0, 2 * 32 | 1 }, /* the size of the one before is another */
		{ 4, 1, 3 * 32 + 8 }, /* no whole units */
		{ 4, 1, 1u << 20 },   /* longer than the mapping */
		{ 8, 1, 0 },          /* its end is not in use */
	};

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct process process;
		uint64_t start;

		begin(&process, &machines[0]);
		start = put_run(&process, add_map(&process, HEAP_MAP_BRK)) - 16;
		put_word(&process, start + 32 * changes[i].unit + 8 * changes[i].word,
			changes[i].value);
		assert_false(heap_musl_read_old(&process.target));
		assert_int_equal(process.target.census.runs, 1);
		assert_int_equal(process.target.census.torn, 1);
		assert_int_equal(process.target.census.lost, MAPPING);
		end(&process);
	}
}

enum { SECRET = 0x1234567, SLOTS = 4 };

/* What lies where in a heap of mallocng. */
struct ng {
	uint64_t data, area, group, mapped;
	unsigned header, meta; /* sizes */
};

/* The words of a meta: prev and next are not looked at. */
static void put_meta(struct process *process, uint64_t meta, uint64_t group, uint32_t available,
	uint32_t freed, uint64_t bits)
{
	unsigned word = process->target.memory.word;

	put_word(process, meta + 2 * word, group);
	put(process, meta + 3 * word, 4, available);
	put(process, meta + 3 * word + 4, 4, freed);
	put_word(process, meta + 3 * word + 8, bits);
	put_word(process, group, meta);
}

/* last_idx 5 bits, freeable 1, sizeclass 6, maplen the rest, from the low end or from the high one.
 */
static uint64_t bits_of(
	const struct machine *machine, uint64_t last, uint64_t class, uint64_t pages)
{
	unsigned all = machine->word * 8;

	return machine->is_big_endian ? last << (all - 5) | class << (all - 12) | pages
				      : last | class << 6 | pages << 12;
}

/* libc's data with the secret and the first area, the area with two groups: four slots of 48 bytes,
 * of which one is free, one freed, one begins 16 bytes later, and a block with three pages of its
 * own. */
static struct ng put_ng(struct process *process, const struct machine *machine)
{
	bool is_wide = machine->word == 8;
	struct ng ng = { .header = is_wide ? 24 : 16, .meta = is_wide ? 40 : 24 };

	ng.data = add_map(process, HEAP_MAP_FILE);
	ng.area = add_map(process, HEAP_MAP_ANON);
	ng.group = add_map(process, HEAP_MAP_ANON);
	ng.mapped = add_map(process, HEAP_MAP_ANON);
	put(process, ng.data + 512, 8, SECRET);
	put_word(process, ng.data + 544, ng.area);
	put(process, ng.area, 8, SECRET);
	put(process, ng.area + 8 + machine->word, 4, (PAGE - ng.header) / ng.meta);
	put_meta(process, ng.area + ng.header, ng.group, 1 << 0, 1 << 1,
		bits_of(machine, SLOTS - 1, 2, 0));
	put_meta(process, ng.area + ng.header + ng.meta, ng.mapped, 0, 0,
		bits_of(machine, 0, 63, 3));
	/* slot 2 begins a unit later: its offset stands in both places, its index in the second */
	process->image[ng.group + 16 + 2 * 48 - 3] = 7 << 5;
	put(process, ng.group + 16 + 2 * 48 - 2, 2, 1);
	return ng;
}

static void ng_is_counted(void **state)
{
	(void)state;
	for (size_t i = 0; i < MACHINES; i++) {
		struct process process;
		struct heap_census *census = &process.target.census;

		begin(&process, &machines[i]);
		(void)put_ng(&process, &machines[i]);
		assert_true(heap_musl_read_ng(&process.target));
		assert_int_equal(census->arenas, 1);
		assert_int_equal(census->runs, 2);
		assert_int_equal(census->torn, 0);
		assert_int_equal(census->used.blocks, 3);
		assert_int_equal(census->used.bytes, 2 * 48 + 3 * PAGE - 16);
		assert_int_equal(census->free.blocks, 2);
		assert_int_equal(census->free.bytes, 2 * 48);
		assert_int_equal(census->mmapped.blocks, 1);
		assert_int_equal(census->mmapped.bytes, 3 * PAGE - 16);
		assert_int_equal(census->system, 4 * 48);
		end(&process);
	}
}

/* A slot that holds a group is divided further: it is no block. */
static void ng_holds_a_group(void **state)
{
	struct process process;
	struct ng ng;

	(void)state;
	begin(&process, &machines[0]);
	ng = put_ng(&process, &machines[0]);
	process.image[ng.group + 16 + 3 * 48 - 3] = 6 << 5;
	assert_true(heap_musl_read_ng(&process.target));
	assert_int_equal(process.target.census.used.blocks, 2);
	assert_int_equal(process.target.census.torn, 0);
	end(&process);
}

enum torn { TORN_GROUP, TORN_OFFSET, TORN_NEXT, TORN_SECRET_OF_NEXT };

/* A group that does not know its meta, a slot that begins behind its end, a next area that is no
 * memory, or that has another secret. */
static void ng_is_torn(void **state)
{
	(void)state;
	for (enum torn torn = TORN_GROUP; torn <= TORN_SECRET_OF_NEXT; torn++) {
		struct process process;
		struct heap_census *census = &process.target.census;
		struct ng ng;

		begin(&process, &machines[0]);
		ng = put_ng(&process, &machines[0]);
		switch (torn) {
		case TORN_GROUP:
			put_word(&process, ng.group, ng.area);
			break;
		case TORN_OFFSET:
			put(&process, ng.group + 16 + 2 * 48 - 2, 2, 3);
			break;
		case TORN_NEXT:
			put_word(&process, ng.area + 8, UINT64_C(1) << 40);
			break;
		case TORN_SECRET_OF_NEXT:
			put_word(&process, ng.area + 8, ng.data);
			break;
		}
		assert_true(heap_musl_read_ng(&process.target));
		assert_int_equal(census->torn, 1);
		assert_int_equal(census->arenas, 1);
		assert_int_equal(census->runs, torn == TORN_GROUP ? 1 : 2);
		assert_int_equal(census->skipped, torn == TORN_OFFSET ? 48 : 0);
		end(&process);
	}
}

/* Without the secret before its address an area is any page. */
static void ng_is_not_there(void **state)
{
	struct process process;
	struct ng ng;

	(void)state;
	begin(&process, &machines[0]);
	ng = put_ng(&process, &machines[0]);
	put(&process, ng.data + 512, 8, SECRET + 1);
	assert_false(heap_musl_read_ng(&process.target));
	end(&process);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(old_is_counted),
		cmocka_unit_test(old_is_torn), cmocka_unit_test(ng_is_counted),
		cmocka_unit_test(ng_holds_a_group), cmocka_unit_test(ng_is_torn),
		cmocka_unit_test(ng_is_not_there) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
