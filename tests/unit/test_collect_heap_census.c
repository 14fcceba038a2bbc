/* test_collect_heap_census.c - classes of blocks: however a target chooses sizes and pointers, they
 * do not all get one hash, and what is counted is the same. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "collect/source/heap/heap_census.h"

enum { CLASSES = 4000, BUCKETS_LEAST = 1000 };

/* The hash as it is without what the kernel drew for this program. */
static uint64_t known_hash(uint64_t size, uint64_t signature)
{
	return (size * UINT64_C(0x9e3779b97f4a7c15) + signature * UINT64_C(0xc2b2ae3d27d4eb4f)) >>
	       50;
}

static void pointers_that_were_chosen(void **state)
{
	struct heap_census census;
	size_t buckets = 0;
	uint64_t blocks = 0;

	(void)state;
	assert_true(heap_census_open(&census));
	heap_census_clear(&census);
	for (uint64_t offset = 0; census.count < CLASSES; offset++)
		if (known_hash(32, offset) == 77)
			for (int i = 0; i < 3; i++)
				heap_census_add(&census, HEAP_OWNER_MALLOC, 32, offset);
	for (size_t i = 0; i < HEAP_CLASSES_MAX; i++)
		buckets += census.heads[i] != 0;
	assert_true(buckets > BUCKETS_LEAST);
	heap_census_sort(&census);
	for (size_t i = 0; i < census.count; i++)
		blocks += census.classes[i].blocks;
	assert_int_equal(census.count, CLASSES);
	assert_int_equal(blocks, 3 * CLASSES);
	assert_int_equal(census.classes[0].blocks, 3);
	heap_census_close(&census);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(pointers_that_were_chosen) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
