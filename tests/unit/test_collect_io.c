/* test_collect_io.c - what is escaped in a line of events, and what a message shows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "collect/base/buffer.h"
#include "collect/base/say.h"

#include "shown.h"

static void test_escaped(void **state)
{
	static const struct {
		const char *bytes, *escaped;
	} rows[] = {
		{ "ntpd -g", "ntpd -g" },
		{ "a\nb", "a\\nb" },
		{ "a\\b", "a\\\\b" },
		{ "\t", "\\x09" },
		{ "\x1f \x20", "\\x1f  " },
		{ "~\x7f\x80", "~\\x7f\x80" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out = { NULL, 0, 0 };

		buffer_escaped(&out, rows[i].bytes, strlen(rows[i].bytes));
		buffer_add(&out, "", 1);
		assert_string_equal(out.bytes, rows[i].escaped);
		buffer_free(&out);
	}
}

/* No byte of a name reaches a terminal as a command: C0, DEL, C1 in UTF-8 or alone. */
static void test_messages(void **state)
{
	static const struct {
		const char *bytes, *shown;
	} rows[] = {
		{ "no such file", "no such file" },
		{ "a\nb\x1b[2J\x7f", "a?b?[2J?" },
		{ "a\x9b"
		  "2J",
			"a?2J" },
		{ "a\xc2\x9b"
		  "2J",
			"a\xc2?2J" },
		{ "Stra\xc3\x9f"
		  "e",
			"Stra\xc3\x9f"
			"e" }, /* sharp s: not C1 */
		{ "\xe2\x82\xac", "\xe2\x82\xac" },
	};
	char line[100], wanted[100];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		shown(rows[i].bytes, line);
		snprintf(wanted, sizeof wanted, "leakline-collect: %s\n", rows[i].shown);
		assert_string_equal(line, wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_escaped),
		cmocka_unit_test(test_messages) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
