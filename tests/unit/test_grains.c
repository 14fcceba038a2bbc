/* test_grains.c - the resolution of printed sizes: what has lost its zeros is as fine as the
 * others, and what another unit made coarse is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analyze/columns/grains.h"
#include "own_arena.h"

/* A reading: KiB, and what its last digit is worth. */
struct reading {
	int64_t kib, grain;
};

static void resolution(void **state)
{
	static const struct {
		struct reading first, second;
		int64_t grain;
	} rows[] = {
		{ { 24545, 11 }, { 24576, 1024 }, 11 },     /* 23.97 MiB, 24 MiB */
		{ { 24552, 1 }, { 24576, 1024 }, 0 },       /* 23.9765625, 24 */
		{ { 24576, 1024 }, { 25600, 1024 }, 1024 }, /* 24 MiB, 25 MiB */
		{ { 9990, 1 }, { 10035, 103 }, 103 },       /* BusyBox: 9990, 9.8m */
		{ { 10138, 103 }, { 10240, 1024 }, 1024 },  /* and 9.9m, 10m */
		{ { 99999, 1 }, { 100352, 1024 }, 1024 },   /* 99999, 98m */
		{ { 102390, 11 }, { 102502, 103 }, 103 },   /* docker stats: 99.99MiB, 100.1MiB */
		{ { 976, 1 }, { 977, 10 }, 10 },            /* 999.9kB, 1.00MB */
		{ { 5000, 1 }, { 5004, 1 }, 0 },
		{ { INT64_MAX, INT64_MAX }, { INT64_MAX, 1 }, 0 },
		{ { INT64_MAX, INT64_MAX }, { 1, 1 }, UINT32_MAX },
		{ { 0, 1024 }, { -1, 1024 }, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct reading *first = &rows[i].first, *second = &rows[i].second;
		struct grains forward = { 0, NULL }, backward = { 0, NULL }, joined = { 0, NULL };

		grains_take(&forward, &own_arena, first->kib, first->grain);
		grains_join(&joined, &own_arena, &forward);
		grains_take(&forward, &own_arena, second->kib, second->grain);
		grains_take(&backward, &own_arena, second->kib, second->grain);
		grains_join(&joined, &own_arena, &backward);
		grains_take(&backward, &own_arena, first->kib, first->grain);
		assert_int_equal(grains_of(&forward), rows[i].grain);
		assert_int_equal(grains_of(&backward), rows[i].grain);
		assert_int_equal(grains_of(&joined), rows[i].grain);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(resolution) };

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
