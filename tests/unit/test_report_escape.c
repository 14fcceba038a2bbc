/* test_report_escape.c - the funnel and one escape an output language, on the names that were made
 * to break out. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/base/unicode.h"
#include "own_arena.h"

#define SPAN(literal) \
	{ \
		literal, sizeof(literal) - 1 \
	}

static void test_printable(void **state)
{
	static const struct {
		struct span raw;
		const char *want;
	} rows[] = {
		{ SPAN("ntpd"), "ntpd" },
		{ SPAN(""), "" },
		{ SPAN("a b"), "a b" },
		{ SPAN("a\nb\tc"), "a\\nb\\tc" },
		{ SPAN("a\\nb"), "a\\\\nb" },
		{ SPAN("\x1b[31m\r\b\a\x7f"), "\\x1b[31m\\x0d\\x08\\x07\\x7f" },
		{ SPAN("\0x"), "\\x00x" },
		{ SPAN("\xc2\x9b"
		       "31m"),
			"\\xc2\\x9b31m" },
		{ SPAN("\x9b\xff\xc0\x80"), "\\x9b\\xff\\xc0\\x80" },
		{ SPAN("\xed\xa0\x80"), "\\xed\\xa0\\x80" },          /* a surrogate */
		{ SPAN("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80" }, /* above U+10FFFF */
		{ SPAN("\xe6\x97"), "\\xe6\\x97" },                   /* cut short */
		{ SPAN("日本é"), "日本é" },
		{ SPAN("a\xe2\x80\xae"
		       "b"),
			"a\\u{202e}b" },
		{ SPAN("\xe2\x80\x8b\xe2\x81\xa9\xef\xbb\xbf\xd8\x9c"),
			"\\u{200b}\\u{2069}\\u{feff}\\u{61c}" },
		{ SPAN("\xe2\x80\xa8\xe2\x80\xa9"), "\\u{2028}\\u{2029}" },
		{ SPAN("\xd8\x83\xdb\x9d"),
			"\\u{603}\\u{6dd}" }, /* signs drawn around what follows */
		{ SPAN("\xef\xbf\xbf\xef\xbf\xbe"), "\\u{ffff}\\u{fffe}" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = escape_printable(&own_arena, rows[i].raw, 0);

		assert_string_equal(got, rows[i].want);
	}
}

static void test_columns(void **state)
{
	(void)state;
	assert_int_equal(escape_columns("ntpd"), 4);
	assert_int_equal(escape_columns("日本"), 4);
	assert_int_equal(escape_columns("e\xcc\x81"), 1);
	assert_int_equal(escape_columns("±▲→"), 3);
	for (size_t limit = 1; limit < 30; limit++) {
		const char *got = escape_printable(
			&own_arena, span_of("日本語-daemon-with-a-very-long-name-語本日"), limit);

		assert_true(escape_columns(got) <= limit);
	}
}

static void test_elide(void **state)
{
	const char *got = escape_printable(&own_arena, span_of("abcdefghij"), 7),
		   *whole = escape_printable(&own_arena, span_of("abcdefg"), 7);

	(void)state;
	assert_string_equal(got, "ab...ij");
	assert_string_equal(whole, "abcdefg");
}

/* What stands for one character is not cut. */
static void test_elide_escapes(void **state)
{
	static const struct {
		const char *printable;
		size_t limit;
		const char *want;
	} rows[] = {
		{ "\\u{65e5}\\u{672c}\\u{8a9e}", 20, "\\u{65e5}...\\u{8a9e}" },
		{ "\\u{65e5}\\u{672c}\\u{8a9e}", 18, "\\u{65e5}..." },
		{ "abcdefgh\\xff", 9, "abc..." },
		{ "abcdefgh\\xff", 11, "abcd...\\xff" },
		{ "\\\\\\\\\\\\\\\\\\\\", 9, "\\\\...\\\\" },
		{ "a\\", 9, "a\\" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(
			escape_elide(&own_arena, rows[i].printable, rows[i].limit), rows[i].want);
}

static const char *written(void (*escape)(FILE *, struct span), struct span s)
{
	struct text text;

	text_begin(&text, &own_arena);
	escape(text.file, s);
	return text_end(&text);
}

static void test_languages(void **state)
{
	static const struct {
		void (*escape)(FILE *, struct span);
		struct span raw;
		const char *want;
	} rows[] = {
		{ escape_terminal, SPAN("a\x1b]0;x\a"), "a\\x1b]0;x\\x07" },
		{ escape_ascii, SPAN("\xc4\x9b±"), "\\u{11b}\\u{b1}" },
		{ escape_html, SPAN("<b a=\"1\" b='2'>&"),
			"&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;" },
		{ escape_json, SPAN("</script>\"\\&\n"),
			"\"\\u003c/script\\u003e\\\"\\\\\\\\\\u0026\\\\n\"" },
		{ escape_markdown, SPAN("ntpd"), "`ntpd`" },
		{ escape_markdown, SPAN("a`b``c|@user #1"), "```a`b``c|@user #1```" },
		{ escape_markdown_cell, SPAN("a`b``c|@user #1"), "```a`b``c\\|@user #1```" },
		{ escape_markdown, SPAN("`"), "`` ` ``" },
		{ escape_markdown, SPAN(""), "` `" },
		{ escape_gnuplot, SPAN("it's `id` @m \\"), "'it'.\"\\047\".'s `id` @m \\\\'" },
		{ escape_gnuplot, SPAN("\n"), "'\\n'" },
		{ escape_gnuplot, SPAN("日本'"),
			"(plain ? '\\u{65e5}...'.\"\\047\".'' : '日本'.\"\\047\".'')" },
		{ escape_gnuplot, SPAN("日本語文字 (47)"),
			"(plain ? '\\u{65e5}... (47)' : '日本語文字 (47)')" },
		{ escape_gnuplot, SPAN("日本...字 (47)"),
			"(plain ? '\\u{65e5}... (47)' : '日本...字 (47)')" },
		{ escape_gnuplot, SPAN("日 (47)"), "(plain ? '\\u{65e5} (47)' : '日 (47)')" },
		{ escape_gnuplot, SPAN("\u0416\u00fc±→"), "'\u0416\u00fc±→'" },
		{ escape_gnuplot, SPAN("''x"), "''.\"\\047\".''.\"\\047\".'x'" },
		{ escape_terminal, SPAN("::error::x"), "\\x3a:error::x" },
		{ escape_terminal, SPAN("a ::b::c d:: e"), "a \\x3a:b::c d:: e" },
		{ escape_terminal, SPAN("x##vso[y] ##[z] ## a"), "x\\x23#vso[y] \\x23#[z] ## a" },
		{ escape_ascii, SPAN("\u00a0::x"), "\\u{a0}\\x3a:x" },
		{ escape_junit, SPAN("[[ATTACHMENT|/x]]<"), "\\x5b[ATTACHMENT|/x]]&lt;" },
		{ escape_gnuplot, SPAN("]]>"), "']]\u200a>'" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = written(rows[i].escape, rows[i].raw);

		assert_string_equal(got, rows[i].want);
	}
}

static void test_csv_and_slug(void **state)
{
	static const struct {
		const char *(*escape)(struct arena *, struct span);
		struct span raw;
		const char *want;
	} rows[] = {
		{ escape_csv, SPAN("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0" },
		{ escape_csv, SPAN("+1"), "'+1" },
		{ escape_csv, SPAN("-1"), "'-1" },
		{ escape_csv, SPAN("@SUM(A1)"), "'@SUM(A1)" },
		{ escape_csv, SPAN("\t=1"), "\\t=1" },
		{ escape_csv, SPAN("a=b"), "a=b" },
		{ escape_csv, SPAN(""), "" },
		{ escape_slug, SPAN("tmux: server"), "tmux--server" },
		{ escape_slug, SPAN("../../etc/Passwd"), "etc-passwd" },
		{ escape_slug, SPAN("-rf"), "rf" },
		{ escape_slug, SPAN("..."), "_" },
		{ escape_slug, SPAN(""), "_" },
		{ escape_slug, SPAN("0123456789012345678901234567890123456789xyz"),
			"0123456789012345678901234567890123456789" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = rows[i].escape(&own_arena, rows[i].raw);

		assert_string_equal(got, rows[i].want);
	}
}

/* xorshift: the same bytes in each run of the test. */
static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* What the funnel yields is well-formed UTF-8 and holds nothing hidden, whatever the bytes. */
static void test_random(void **state)
{
	static const char nasty[] = "\\nx{}\"'`<&|\xe2\x80\xae\x1b";
	uint32_t seed = 20261123, character;

	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		char raw[24];
		size_t len = next_random(&seed) % sizeof raw;
		const char *printable;

		for (size_t i = 0; i < len; i++)
			raw[i] = round % 2 ? (char)next_random(&seed)
					   : nasty[next_random(&seed) % (sizeof nasty - 1)];
		printable = escape_printable(&own_arena, (struct span){ raw, len }, 0);
		for (struct span rest = span_of(printable); rest.len;) {
			size_t step = unicode_read(rest, &character);

			assert_true(step > 0);
			assert_false(unicode_is_hidden(character));
			rest = span_from(rest, step);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printable),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_elide),
		cmocka_unit_test(test_elide_escapes),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_csv_and_slug),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
