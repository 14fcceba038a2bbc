/* test_collect_format.c - format_text writes what snprintf writes, text_find finds what memmem
 * finds */
#define _GNU_SOURCE /* memmem */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "collect/base/format.h"
#include "collect/base/text.h"

/* Both write into SIZE bytes of a field of 0x5a: the texts, what lies behind, and the lengths. */
#define SAME_IN(size, ...) \
	do { \
		char ours[100], theirs[100]; \
		int our_len, their_len; \
		volatile size_t room = (size); /* unknown to the compiler: it warns of cuts */ \
\
		memset(ours, 0x5a, sizeof ours); \
		memset(theirs, 0x5a, sizeof theirs); \
		our_len = format_text(ours, room, __VA_ARGS__); \
		their_len = snprintf(theirs, room, __VA_ARGS__); \
		assert_int_equal(our_len, their_len); \
		assert_string_equal(ours, theirs); \
		assert_memory_equal(ours + (size), theirs + (size), sizeof ours - (size)); \
	} while (0)
#define SAME(...) SAME_IN(90, __VA_ARGS__)

static void strings(void **state)
{
	(void)state;
	SAME("%s", "");
	SAME("plain, 100 %%");
	SAME("%s and %s", "one", "two");
	SAME("[%5s] [%-5s] [%2s]", "abc", "abc", "abc");
	SAME("%c%c", 'a', '%');
}

static void numbers(void **state)
{
	(void)state;
	SAME("%d %d %d", 0, INT_MAX, INT_MIN);
	SAME("%u %u %x", 0U, UINT_MAX, UINT_MAX);
	SAME("%ld %lu", LONG_MIN, ULONG_MAX);
	SAME("%lld %llu %llx", LLONG_MIN, ULLONG_MAX, ULLONG_MAX);
	SAME("%zu %zx", SIZE_MAX, SIZE_MAX);
	SAME("%" PRId64 " %" PRIu32 " %" PRIxPTR, INT64_MIN, UINT32_MAX, UINTPTR_MAX);
	SAME("%hu", (unsigned short)7);
}

static void widths(void **state)
{
	(void)state;
	SAME("%02u|%03u|%04u|%08x", 7U, 1234U, 99U, 0xabcU);
	SAME("%5d|%-5d|%0*u|%*d", -42, -42, 6, 42U, 9, 1);
	SAME("%2d|%02x", 12345, 0x12345U);
}

/* A text that does not fit is cut, keeps its NUL and says how long it would be. */
static void cut_texts(void **state)
{
	(void)state;
	for (size_t size = 1; size < 14; size++) {
		SAME_IN(size, "%s-%u", "0123456", 123456U);
		SAME_IN(size, "%012d", 5);
	}
}

/* Every text of a's and b's in every other one. */
static void places(void **state)
{
	const char *bytes = "aababbaabb";

	(void)state;
	for (size_t len = 0; len <= strlen(bytes); len++)
		for (unsigned code = 2; code < 64; code++) {
			char what[8];
			size_t digits = 0;

			for (unsigned rest = code; rest > 1; rest >>= 1)
				what[digits++] = (rest & 1) != 0 ? 'b' : 'a';
			what[digits] = '\0';
			assert_ptr_equal(
				text_find(bytes, len, what), memmem(bytes, len, what, digits));
		}
	assert_null(text_find("abc", 2, "c"));
	assert_null(text_find(NULL, 0, "c"));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(places), cmocka_unit_test(strings),
		cmocka_unit_test(numbers), cmocka_unit_test(widths), cmocka_unit_test(cut_texts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
