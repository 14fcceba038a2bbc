/* test_say.c - what a message of the analyzer shows: names as they are, and no command to a
 * terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "analyze/base/say.h"

#include "shown.h"

/* Characters of one to four bytes on both sides of each bound; controls, bytes that are no
 * character, and what hides or reorders text. */
static void messages(void **state)
{
	static const struct {
		const char *bytes, *shown;
	} rows[] = {
		{ "a\nb\x1b[2J\x7f~ ", "a?b?[2J?~ " },
		{ "\xc2\x80 \xc2\x9f \xc2\xa0", "?? ?? \xc2\xa0" },
		{ "\xc3\x9f \xdf\xbf \xe0\xa0\x80", "\xc3\x9f \xdf\xbf \xe0\xa0\x80" },
		{ "\xe4\xbd\xa0 \xed\x9f\xbf \xee\x80\x80",
			"\xe4\xbd\xa0 \xed\x9f\xbf \xee\x80\x80" },
		{ "\xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf", "\xf0\x9f\x98\x80 \xf4\x8f\xbf\xbf" },
		/* longer than need be, surrogates, behind the last character */
		{ "\xc0\x80 \xc1\xbf \xe0\x9f\xbf", "?? ?? ???" },
		{ "\xf0\x8f\xbf\xbf \xed\xa0\x80", "???? ???" },
		{ "\xf4\x90\x80\x80 \xf5\x80 \xff", "???? ?? ?" },
		/* cut off, or another byte where one has to follow */
		{ "\x80 \xbf \xe4\xbd", "? ? ??" },
		{ "\xe4 \xe4\xbd| \xf0\x9f", "? ??| ??" },
		/* bidi, zero width, line separators: on both sides of each range */
		{ "\xd8\x9c \xe2\x80\x8a \xe2\x80\x8b \xe2\x80\x8f \xe2\x80\x90",
			"?? \xe2\x80\x8a ??? ??? \xe2\x80\x90" },
		{ "\xe2\x80\xa7 \xe2\x80\xa8 \xe2\x80\xae \xe2\x80\xaf",
			"\xe2\x80\xa7 ??? ??? \xe2\x80\xaf" },
		{ "\xe2\x81\xa0 \xe2\x81\xa9 \xe2\x81\xaa \xef\xbb\xbf",
			"??? ??? \xe2\x81\xaa ???" },
	};
	char line[100], wanted[100];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		shown(rows[i].bytes, line);
		snprintf(wanted, sizeof wanted, "leakline-analyze: %s\n", rows[i].shown);
		assert_string_equal(line, wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(messages) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
