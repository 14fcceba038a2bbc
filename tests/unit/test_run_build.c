/* test_run_build.c - members of a run that lie in it twice: the later in the order of the input
 * counts, whichever is folded first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/notes.h"
#include "analyze/history/run_build.h"

static struct span text(const char *string)
{
	return (struct span){ string, strlen(string) };
}

/* Takes both members, the first or the last first. */
static void two_of_info(void **state)
{
	(void)state;
	for (int last_first = 0; last_first < 2; last_first++) {
		static const char *const texts[] = {
			"format: leakline-run 1\nhost: first\nkernel: 6.1\n",
			"format: leakline-run 1\nhost: last\\nof two\n"
		};
		struct run_build build = { .folder = text("run") };
		struct arena arena = { NULL, 0 };
		struct notes notes = { .arena = &arena };

		for (uint32_t i = 0; i < 2; i++) {
			uint32_t order = last_first ? 1 - i : i;

			run_build_info(&build, text(texts[order]), order, &notes);
		}
		assert_true(span_is(build.info.host, "last\nof two"));
		assert_int_equal(build.info.kernel.len, 0);
		assert_int_equal(build.info.other_count, 1);
		run_build_free(&build);
		arena_free(&arena);
	}
}

static void two_of_events(void **state)
{
	(void)state;
	for (int last_first = 0; last_first < 2; last_first++) {
		static const char *const texts[] = {
			"20260101T000000.000Z\t1000\t0\tround\t\n20260101T000100.000Z\t61000\t1\tround\t\n",
			"20260101T000000.000Z\t5000\t0\tround\t\n"
		};
		struct run_build build = { .folder = text("run") };
		struct arena arena = { NULL, 0 };
		struct notes notes = { .arena = &arena };

		for (uint32_t i = 0; i < 2; i++) {
			uint32_t order = last_first ? 1 - i : i;

			run_build_events(&build, text(texts[order]), order, &notes);
		}
		assert_int_equal(build.rounds.count, 2);
		assert_int_equal(rounds_at(&build.rounds, &build.arena, 0)->uptime_ms, 5000);
		assert_int_equal(rounds_at(&build.rounds, &build.arena, 1)->uptime_ms, 61000);
		run_build_free(&build);
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(two_of_info),
		cmocka_unit_test(two_of_events) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
