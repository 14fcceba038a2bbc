/* test_report_formats.c - text, Markdown, JSON, HTML, JUnit of a judged run, with names that want
 * to break out. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "analyze/across/compare.h"
#include "analyze/report/reports.h"
#include "analyze/base/text.h"
#include "fake_analysis.h"
#include "own_folder.h"

static const char *printed(struct fake *fake, int format)
{
	struct text_style style = { .utf8 = format, .width = 72, .elide = true };
	struct report report = { &fake->analysis, NULL, &own_arena, &style };
	struct text text;

	text_begin(&text, &own_arena);
	report.file = text.file;
	switch (format) {
	case 2:
		report_markdown(&report);
		break;
	case 3:
		assert_int_equal(report_json(&report, REPORT_JSON_LINE), 0);
		break;
	case 4:
		report_html(&report);
		break;
	default:
		report_text(&report);
	}
	return text_end(&text);
}

static size_t times_in(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text++)
		count++;
	return count;
}

/* Start-up memory that was given back leaves the chart its fit. */
static void test_fit_behind_startup(void **state)
{
	struct fake *fake = fake_new();
	const char *page = printed(fake, 4);
	size_t fits = times_in(page, "<path class=\"fit\"");

	(void)state;
	assert_true(fits > 0);
	for (size_t k = 0; k < FAKE_PROCESSES; k++)
		for (size_t m = 0; m < METRIC_TRENDS; m++) {
			struct trend *trend = &fake->trends[k][m];

			trend->judged_x = trend->x_first + 6;
			trend->judged_span = trend->span - 6;
			trend->judged_n = trend->n - 6;
		}
	page = printed(fake, 4);
	assert_int_equal(times_in(page, "<path class=\"fit\""), fits);
	free(fake);
}

/* The hostile name leaves no escape, no markup, no newline of its own in any of them; the same run
 * gives the same bytes. */
static void test_formats(void **state)
{
	struct fake *fake = fake_new();

	(void)state;
	for (int format = 0; format <= 4; format++) {
		const char *first = printed(fake, format), *second = printed(fake, format);

		assert_string_equal(first, second);
		assert_null(strchr(first, '\x1b'));
		assert_null(strstr(first, "\xe2\x80\xae"));
		assert_null(strstr(first, "/somewhere"));
		if (format == 3 || format == 4)
			assert_null(strstr(first, "<b>'"));
		if (!format)
			for (const char *c = first; *c; c++)
				assert_true((*c >= ' ' && *c < 0x7f) || *c == '\n');
	}
	free(fake);
}

/* What others wrote, wherever a run has such a text. */
static void make_foreign(struct fake *fake, struct span foreign)
{
	struct analysis *analysis = &fake->analysis;

	analysis->run_name = analysis->info.host = analysis->info.kernel =
		analysis->info.collector = analysis->info.action = analysis->info.started = foreign;
	fake->note.file = fake->note.reason = foreign;
	analysis->missing = &analysis->run_name;
	analysis->missing_count = 1;
	for (size_t g = 0; g < FAKE_GROUPS; g++)
		fake->groups[g].name = foreign;
	for (size_t k = 0; k < FAKE_PROCESSES; k++)
		fake->processes[k].name = fake->processes[k].command = fake->processes[k].user =
			foreign;
	for (size_t k = 0; k < FAKE_TARGETS; k++) {
		fake->verdicts[k].known = true;
		fake->verdicts[k].known_reason = foreign;
	}
}

/* None of them is markup in the page or in JSON, which may be embedded in one, also where two runs
 * are compared. */
static void test_foreign_texts(void **state)
{
	struct fake *fake = fake_new(), *before = fake_new();
	const struct analysis *baseline = &before->analysis;

	(void)state;
	make_foreign(fake, span_of("<u>\"'&"));
	make_foreign(before, span_of("<u>\"'&"));
	before->processes[1].name = span_of("<u>gone"); /* is missing now */
	compare_build(&fake->analysis, &baseline, 1);
	for (int format = 3; format <= 4; format++)
		assert_null(strstr(printed(fake, format), "<u>"));
	assert_true(times_in(printed(fake, 4), "&lt;u&gt;&quot;&#39;&amp;") > 20);
	assert_non_null(strstr(printed(fake, 4), "&lt;u&gt;gone"));
	assert_true(times_in(printed(fake, 3), "\\u003cu\\u003e\\\"'\\u0026") > 10);
	arena_free(&fake->analysis.arena);
	free(before);
	free(fake);
}

static size_t count_of(const char *text, char c)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == c;
	return count;
}

/* xorshift: the same bytes in each run of the test. */
static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Whatever a process is called: as many tags and attributes as with a plain name, and JSON that
 * parses. */
static void test_random_names(void **state)
{
	static const char nasty[] = "<>&\"'`|\\\n\x1b=]-/;#{}$\xe2\x80\xae";
	struct fake *fake = fake_new();
	uint32_t seed = 4711;
	size_t tags, quotes;
	const char *page;
	char name[16];

	(void)state;
	fake->processes[0].name = span_of("plain");
	page = printed(fake, 4);
	tags = count_of(page, '<');
	quotes = count_of(page, '"');
	for (int round = 0; round < 150; round++) {
		size_t len = 1 + next_random(&seed) % sizeof name;
		json_t *report;

		for (size_t i = 0; i < len; i++)
			name[i] = round % 2 ? (char)next_random(&seed)
					    : nasty[next_random(&seed) % (sizeof nasty - 1)];
		fake->processes[0].name = (struct span){ name, len };
		page = printed(fake, 4);
		assert_int_equal(count_of(page, '<'), tags);
		assert_int_equal(count_of(page, '"'), quotes);
		page = printed(fake, 3);
		report = json_loads(page, JSON_REJECT_DUPLICATES, NULL);
		assert_non_null(report);
		json_decref(report);
	}
	free(fake);
}

static void test_json(void **state)
{
	struct fake *fake = fake_new();
	const char *bytes = printed(fake, 3);
	json_t *report = json_loads(bytes, JSON_REJECT_DUPLICATES, NULL), *life;

	(void)state;
	assert_non_null(report);
	assert_ptr_equal(strchr(bytes, '\n'), bytes + strlen(bytes) - 1);
	assert_string_equal(
		json_string_value(json_object_get(report, "format")), "leakline-report 1");
	assert_int_equal(
		json_integer_value(json_object_get(json_object_get(report, "summary"), "leak")), 2);
	life = json_array_get(
		json_object_get(json_array_get(json_object_get(report, "processes"), 0), "lives"),
		0);
	assert_true(json_number_value(json_object_get(
			    json_object_get(life, "footprint"), "late_slope_kib_per_round")) ==
		    fake->findings[0].trend[METRIC_FOOTPRINT].late);
	assert_true(json_is_null(json_object_get(json_object_get(life, "rest"), "late_p")));
	json_decref(report);
	free(fake);
}

static void test_junit(void **state)
{
	struct fake *fake = fake_new();
	const struct analysis *runs[] = { &fake->analysis, &fake->analysis };
	const char *path = text_format(&own_arena, "%s/junit.xml", (char *)*state), *bytes;

	assert_int_equal(report_junit(runs, 2, path), 0);
	bytes = content(*state, "junit.xml");
	assert_non_null(strstr(bytes, "<testsuites name=\"leakline\" tests=\"10\" failures=\"4\" "
				      "errors=\"0\" time=\"3624.000\">"));
	assert_non_null(strstr(bytes, "timestamp=\"2026-11-23T05:16:40\""));
	assert_non_null(strstr(bytes, "name=\"ntpd\""));
	assert_null(strstr(bytes, "<b>"));
	fake->options.fail_on = FAIL_ON_SUSPECT;
	fake->verdicts[0].known = true;
	fake->processes[1].name = fake->processes[0].name;
	assert_int_equal(report_junit(runs, 1, path), 0);
	bytes = content(*state, "junit.xml");
	assert_non_null(strstr(bytes, "tests=\"5\" failures=\"2\""));
	assert_non_null(strstr(bytes, "name=\"ntpd #2\""));
	free(fake);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_foreign_texts),
		cmocka_unit_test(test_fit_behind_startup),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_random_names),
		cmocka_unit_test_setup_teardown(test_junit, make_folder, remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, free_arena);
}
