/* test_parse_counts.c - the kinds fd and jstat: whole lines and blocks, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/arena.h"
#include "analyze/base/notes.h"
#include "analyze/parse/parse_counts.h"

static char told[256];

static void take_fd(void *context, int32_t pid, int64_t count)
{
	(void)context;
	snprintf(told + strlen(told), sizeof told - strlen(told), "%d %d;", (int)pid, (int)count);
}

static void take_jstat(void *context, int32_t pid, int64_t old_kib, int64_t collections)
{
	(void)context;
	snprintf(told + strlen(told), sizeof told - strlen(told), "%d %d %d;", (int)pid,
		(int)old_kib, (int)collections);
}

static void reads(bool jstat, const char *text, const char *wanted, size_t odd)
{
	struct arena arena = { NULL, 0 };
	struct notes notes = { .arena = &arena };

	told[0] = '\0';
	if (jstat)
		parse_jstat(span_of(text), &notes, take_jstat, NULL);
	else
		parse_fd(span_of(text), &notes, take_fd, NULL);
	assert_string_equal(told, wanted);
	assert_int_equal(notes.total, odd);
	arena_free(&arena);
}

static void fd(void **state)
{
	(void)state;
	reads(false, "", "", 0);
	reads(false, "7 20\n812 3\n", "7 20;812 3;", 0);
	reads(false, "7 20\n812 3", "7 20;", 1); /* cut off: it may be 30 */
	reads(false, "x 3\n7\n7 -1\n0 3\n7 3 3\n7 99999999999\n9 0\n", "9 0;", 6);
}

static void jstat(void **state)
{
	static const char jdk8[] =
		"==> 7 <==\n"
		" S0C    S1C    S0U    S1U      EC       EU        OC         OU       MC     MU    CCSC   CCSU   YGC     YGCT    FGC    FGCT     GCT   \n"
		"512.0  512.0   0.0   480.0   4096.0   1024.0   10240.0     5120.7   4864.0 4500.1 512.0  480.2       9    0.051   2      0.020    0.071\n";

	(void)state;
	reads(true, jdk8, "7 5120 2;", 0);
	/* two JVMs; decimals of another language; G1 has CGC behind FGC; no number yet */
	reads(true, "==> 7 <==\nOC OU FGC CGC\n9,0 5,5 1 4\n==> 8 <==\nOU FGC\n- 0\n", "7 5 1;", 1);
	reads(true, "==> 7 <==\n7 not found\n==> 8 <==\nFGC OU\n3 99.9\n", "8 99 3;", 0);
	reads(true, "OU FGC\n5 1\n", "", 2);
	reads(true, "==> 7 <==\nOU FGC\n5.0 1", "", 1);
	reads(true, "==> 7 <==\nOU\n5.0\n", "", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(fd), cmocka_unit_test(jstat) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
