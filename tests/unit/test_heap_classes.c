/* test_heap_classes.c - classes of blocks over the rounds of a life: the same whoever read which
 * round, sizes joined, the most grown chosen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/columns/rounds.h"
#include "analyze/facts/heap_readings.h"
#include "analyze/history/heap_classes.h"
#include "analyze/history/heap_series.h"

enum { ROUNDS = 30, WORKERS = 3 };

/* A life that is being read, by one worker or by several. */
struct reader {
	struct heap_readings workers[WORKERS];
	struct heap_point points[ROUNDS];
	struct round rounds[ROUNDS];
	struct round_list list;
	struct processes_settings settings;
	struct series_builder builder;
	struct arena arena;
	struct process process;
};

typedef void give(struct heap_readings *memory, struct heap_chain *chain, int64_t round);

static struct heap_class_row row_of(int64_t size, int64_t count, const char *module)
{
	return (struct heap_class_row){ .size = size,
		.count = count,
		.module = span_of(module),
		.offset = 0x40,
		.position = 8 };
}

static void add(struct heap_readings *memory, struct heap_chain *chain, int64_t size, int64_t count,
	const char *module)
{
	struct heap_class_row row = row_of(size, count, module);

	if (!*module)
		row.offset = row.position = 0;
	if (count)
		heap_readings_blocks(memory, chain, &row);
}

static void read_round(struct reader *reader, size_t worker, size_t round, give *blocks)
{
	struct heap_readings *memory = &reader->workers[worker];
	struct heap_chain *chain = heap_readings_begin(memory, 7);
	struct heap_row row = { .pid = 7,
		.state = round == 4 ? HEAP_PARTIAL : HEAP_COMPLETE,
		.allocator = span_of("glibc64"),
		.used_bytes = 100000 + 16 * (int64_t)round,
		.used_blocks = 100,
		.free_bytes = 2048,
		.cached_bytes = 1024,
		.top_bytes = 1024,
		.pool_bytes = -1,
		.pool_used_bytes = -1 };

	blocks(memory, chain, (int64_t)round);
	reader->points[round] =
		(struct heap_point){ (uint32_t)round, heap_readings_end(memory, chain, &row) };
}

/* Reads all rounds, each by its worker, and builds the life. */
static struct reader *read_life(size_t workers, give *blocks)
{
	struct reader *reader = calloc(1, sizeof *reader);
	struct life_points points = { .heap = reader->points, .heap_count = ROUNDS };

	assert_non_null(reader);
	for (size_t i = 0; i < ROUNDS; i++)
		reader->rounds[i].number = (uint32_t)i;
	for (size_t w = 0; w < workers; w++)
		for (size_t i = 0; i < ROUNDS; i++)
			if (i * 7 % workers == w)
				read_round(reader, w, i, blocks);
	reader->list = (struct round_list){ .items = reader->rounds, .count = ROUNDS };
	reader->settings = (struct processes_settings){ .rounds = &reader->list };
	reader->builder =
		(struct series_builder){ .arena = &reader->arena, .settings = &reader->settings };
	heap_series_build(&reader->builder, &points, &reader->process);
	return reader;
}

static void forget(struct reader *reader)
{
	for (size_t w = 0; w < WORKERS; w++) {
		heap_readings_free(&reader->workers[w]);
		arena_free(&reader->workers[w].arena);
	}
	free(reader->builder.at);
	free(reader->builder.value);
	arena_free(&reader->arena);
	free(reader);
}

static const struct block_class *class_of(
	const struct reader *reader, int64_t size, const char *module)
{
	for (size_t i = 0; i < reader->process.heap.class_count; i++) {
		const struct block_class *class = &reader->process.heap.classes[i];

		if (class->size == size && span_is(class->module, module))
			return class;
	}
	return NULL;
}

/* One class grows, one comes and goes, one is the spill of another, two are alike but for their
 * file. */
static void some(struct heap_readings *memory, struct heap_chain *chain, int64_t round)
{
	add(memory, chain, 64, 10 + round, "liba.so");
	add(memory, chain, 80, round % 10 == 9, "liba.so");
	add(memory, chain, 64, 5, "libb.so");
	add(memory, chain, 128, round % 2 ? 3 : 0, "");
	add(memory, chain, 144, 1, "");
}

static void series(void **state)
{
	struct reader *reader = read_life(1, some);
	const struct heap_view *heap = &reader->process.heap;
	const struct block_class *class = class_of(reader, 64, "liba.so");

	(void)state;
	assert_int_equal(heap->rounds, ROUNDS);
	assert_int_equal(heap->complete, ROUNDS - 1);
	assert_int_equal(heap->partial, 1);
	assert_int_equal(reader->process.value[METRIC_HEAP].n, ROUNDS - 1);
	assert_true(reader->process.value[METRIC_HEAP_FREE].value[0] == 4);
	assert_true(heap->held_kib == (100000 + 16 * (ROUNDS - 1) + 4096) / 1024.0);
	/* 80 bytes are joined to 64 of the same file; nothing else is */
	assert_int_equal(heap->classes_seen, 4);
	assert_null(class_of(reader, 80, "liba.so"));
	assert_non_null(class);
	assert_true(class == heap->classes);
	assert_int_equal(class->blocks.n, ROUNDS - 1);
	assert_true(class->blocks.value[0] == 10 && class->blocks.value[8] == 20);
	assert_int_equal(class->blocks.at[4], 5); /* round 4 was torn */
	assert_int_equal(class->count_first, 10);
	assert_int_equal(class->count_last, 10 + 29 + 1);
	assert_true(class->block_bytes > 64 && class->block_bytes < 65);
	assert_non_null(class_of(reader, 128, ""));
	assert_non_null(class_of(reader, 144, ""));
	forget(reader);
}

/* Whoever read which round, the answer is the same. */
static void workers(void **state)
{
	struct reader *one = read_life(1, some), *more = read_life(WORKERS, some);
	const struct heap_view *a = &one->process.heap, *b = &more->process.heap;

	(void)state;
	assert_int_equal(a->class_count, b->class_count);
	for (size_t i = 0; i < a->class_count; i++) {
		const struct block_class *x = &a->classes[i], *y = &b->classes[i];

		assert_int_equal(x->size, y->size);
		assert_true(span_equal(x->module, y->module));
		assert_int_equal(x->count_first, y->count_first);
		assert_int_equal(x->count_last, y->count_last);
		assert_memory_equal(x->blocks.value, y->blocks.value, x->blocks.n * sizeof(double));
	}
	forget(one);
	forget(more);
}

/* The larger size is the usual one: it is no spill. Three in a row: only neighbours are joined. */
static void sizes(struct heap_readings *memory, struct heap_chain *chain, int64_t round)
{
	add(memory, chain, 64, 2, "liba.so");
	add(memory, chain, 80, 20 + round, "liba.so");
	add(memory, chain, 96, 4, "liba.so");
	add(memory, chain, 112, 3, "liba.so");
	add(memory, chain, 200, 9, "libb.so");
	add(memory, chain, 232, 1, "libb.so");
}

static void joined(void **state)
{
	struct reader *reader = read_life(1, sizes);

	(void)state;
	assert_non_null(class_of(reader, 64, "liba.so"));
	assert_int_equal(class_of(reader, 80, "liba.so")->count_first, 24);
	assert_null(class_of(reader, 96, "liba.so"));
	assert_non_null(class_of(reader, 112, "liba.so"));
	assert_non_null(class_of(reader, 232, "libb.so"));
	forget(reader);
}

/* More classes than are numbered, and far more than get a series. */
static void crowd(struct heap_readings *memory, struct heap_chain *chain, int64_t round)
{
	for (int64_t size = 16; size < 16 * (HEAP_CLASSES_MAX + 100); size += 16)
		add(memory, chain, size, 1, "");
	add(memory, chain, 8, 1 + 9 * round, "");
	add(memory, chain, 48, round, "late.so");
}

static void bounded(void **state)
{
	struct reader *reader = read_life(1, crowd);
	const struct heap_chain *chain = reader->points[0].reading->chain;

	(void)state;
	assert_int_equal(chain->class_count, HEAP_CLASSES_MAX);
	assert_int_equal(reader->process.heap.classes_seen, HEAP_CLASSES_MAX - 1);
	assert_true(reader->process.heap.class_count <= 96);
	/* what came first has the numbers; the rest is counted as class 0 */
	assert_true(chain->counts[0] > 100);
	assert_int_equal(chain->classes[0].size, 0);
	forget(reader);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(series), cmocka_unit_test(workers),
		cmocka_unit_test(joined), cmocka_unit_test(bounded) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
