/* test_collect_pattern.c - expressions against a table, and against the C library's regcomp() */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collect/pattern/pattern.h"

static const struct {
	const char *expression, *text;
	bool matches;
} cases[] = {
	{ "", "", true },
	{ "", "x", true },
	{ "a", "a", true },
	{ "a", "bab", true },
	{ "a", "", false },
	{ "ntpd", "/usr/sbin/ntpd -g", true },
	{ "^ntpd", "/usr/sbin/ntpd -g", false },
	{ "^/usr.*-g$", "/usr/sbin/ntpd -g", true },
	{ "a|b", "xbx", true },
	{ "a|b|", "", true },
	{ "ab|cd", "acd", true },
	{ "ab|cd", "ac", false },
	{ "a(b|c)d", "acd", true },
	{ "^(ab)*$", "ababab", true },
	{ "^(ab)*$", "ababa", false },
	{ "^(a*)*$", "aaaa", true },
	{ "^(a*)+$", "b", false },
	{ "^a?b+$", "bb", true },
	{ "^a{2,3}$", "aaa", true },
	{ "^a{2,3}$", "aaaa", false },
	{ "^a{2}$", "aa", true },
	{ "^a{2,}$", "aaaaa", true },
	{ "^a{2,}$", "a", false },
	{ "^a{0}$", "", true },
	{ "^a{0}$", "a", false },
	{ "^(ab{1,2}){2}$", "abbab", true },
	{ "^a{,2}$", "aa", true },
	{ "^a{0,2}$", "aaa", false },
	{ "[abc]", "xcx", true },
	{ "^[^abc]$", "b", false },
	{ "^[^abc]$", "d", true },
	{ "^[]a]$", "]", true },
	{ "^[^]a]$", "]", false },
	{ "^[a-c-]$", "-", true },
	{ "^[a-c]$", "d", false },
	{ "^[[:digit:]]+$", "0190", true },
	{ "^[[:alpha:]_]+$", "aZ_", true },
	{ "^[[:space:]]$", "\t", true },
	{ "^[[.-.]a]$", "-", true },
	{ "^[[=a=]]$", "a", true },
	{ "\\.so", "libc.so", true },
	{ "\\.so", "libcxso", false },
	{ "a\\|b", "a|b", true },
	{ "\\(a\\)", "(a)", true },
	{ "^.$", "\377", true },
	{ "^..$", "\303\251", true },
	{ "\303\251", "caf\303\251", true },
	{ "a^b", "a^b", false },
	{ "a$b", "a$b", false },
	{ "(^a|b$)", "xb", true },
	{ "\\bcat\\b", "a cat.", true },
	{ "\\bcat\\b", "concat", false },
	{ "\\<a", "ba", false },
	{ "a\\>", "ba", true },
	{ "^\\w+\\W\\w+$", "foo bar_1", true },
	{ "\\S\\s\\S", "a b", true },
	{ "a{", "a{", true },
	{ "a{x", "a{x", true },
	{ "{", "{", true },
	{ "x*", "", true },
	{ "(a|ab)(c|bcd)(d*)$", "abcd", true },
	{ "()", "", true },
	{ "a()b", "ab", true },
	{ "(a|b)*c|(a|ab)*c", "xabc", true },
	{ "^(((((a)))))$", "a", true },
	{ "a.*b.*c.*d.*e", "a1b2c3d4e", true },
	{ "[a-z]+@[a-z]+\\.de", "me@home.de", true },
};

static void table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *error;
		struct pattern *pattern = pattern_compile(cases[i].expression, &error);

		if (pattern == NULL)
			fail_msg("`%s`: %s", cases[i].expression, error);
		/* twice: nothing of the first time may be left */
		for (int time = 0; time < 2; time++)
			if (pattern_matches(pattern, cases[i].text, strlen(cases[i].text)) !=
				cases[i].matches)
				fail_msg("`%s` on `%s`", cases[i].expression, cases[i].text);
		pattern_free(pattern);
	}
}

static void refused(void **state)
{
	static const char *const expressions[] = { "(", "a)", "(a", "[a", "[", "[]", "[^]", "*",
		"+a", "a|*", "(*a)", "a{1", "a{2,1}", "a{256}", "a{1,999999999999999999999}", "\\",
		"\\1", "[[:nope:]]", "[[:alpha:", "[b-a]", "[[.ab.]]", "((((a{99}){99}){99}){99})",
		("(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
		 "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((a") };

	(void)state;
	for (size_t i = 0; i < sizeof(expressions) / sizeof(*expressions); i++) {
		const char *error = NULL;
		struct pattern *pattern = pattern_compile(expressions[i], &error);

		if (pattern != NULL)
			fail_msg("`%s` was taken", expressions[i]);
		assert_non_null(error);
	}
}

/* Any bytes may stand in the text, and its length counts, not a NUL. */
static void raw_bytes(void **state)
{
	const char *error;
	struct pattern *pattern = pattern_compile("b$", &error);

	(void)state;
	assert_non_null(pattern);
	assert_true(pattern_matches(pattern, "a\0b", 3));
	assert_false(pattern_matches(pattern, "b\0a", 3));
	assert_false(pattern_matches(pattern, "bx", 2));
	assert_true(pattern_matches(pattern, "bx", 1));
	pattern_free(pattern);
}

/* What a backtracking matcher takes for ever is done at once. */
static void no_blow_up(void **state)
{
	char text[5001];
	const char *error;
	struct pattern *pattern = pattern_compile("^(a|a|aa)*(a*)*(a*)*b$", &error);

	(void)state;
	memset(text, 'a', 5000);
	assert_non_null(pattern);
	assert_false(pattern_matches(pattern, text, 5000));
	pattern_free(pattern);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

/* Writes a random expression that POSIX defines, without a repetition of a repetition; ^ and $
 * stand outside of groups only, as glibc finds `(b|^.){1,2}$` in `.c`. */
static char *random_expression(char *at, int depth, uint32_t *seed)
{
	static const char *const atoms[] = { "a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", "\\.",
		"^", "$" };
	static const char *const repetitions[] = { "*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}" };
	int count = 1 + (int)(next_random(seed) % 3);

	for (int i = 0; i < count; i++) {
		uint32_t choice = next_random(seed) % 13;

		if (choice >= 10 && depth < 3) {
			*at++ = '(';
			at = random_expression(at, depth + 1, seed);
			*at++ = ')';
		} else {
			at += sprintf(at, "%s", atoms[choice % (depth > 0 ? 8 : 10)]);
			if (depth == 0 && choice % 10 >= 8)
				continue;
		}
		if (next_random(seed) % 3 == 0)
			at += sprintf(at, "%s", repetitions[next_random(seed) % 7]);
		if (next_random(seed) % 6 == 0 && i + 1 < count)
			*at++ = '|';
	}
	*at = '\0';
	return at;
}

static void like_regcomp(void **state)
{
	uint32_t seed = 20261123;
	int compared = 0, matched = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char expression[2000], text[12];
		const char *error;
		struct pattern *pattern;
		regex_t regex;
		bool ours, theirs;

		random_expression(expression, 0, &seed);
		if (regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB) != 0)
			continue;
		pattern = pattern_compile(expression, &error);
		if (pattern == NULL)
			fail_msg("`%s`: %s", expression, error);
		for (int j = 0; j < 5; j++) {
			size_t len = next_random(&seed) % (sizeof(text) - 1);

			for (size_t k = 0; k < len; k++)
				text[k] = "abc."[next_random(&seed) % 4];
			text[len] = '\0';
			ours = pattern_matches(pattern, text, len);
			theirs = regexec(&regex, text, 0, NULL, 0) == 0;
			if (ours != theirs)
				fail_msg("`%s` on `%s`: %d, regcomp() says %d", expression, text,
					ours, theirs);
			compared++;
			matched += ours;
		}
		regfree(&regex);
		pattern_free(pattern);
	}
	assert_true(compared > 10000 && matched > 1000 && matched < compared - 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(refused),
		cmocka_unit_test(raw_bytes),
		cmocka_unit_test(no_blow_up),
		cmocka_unit_test(like_regcomp),
	};

	return cmocka_run_group_tests_name("collect_pattern", tests, NULL, NULL);
}
