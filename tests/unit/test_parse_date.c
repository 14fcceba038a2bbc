/* test_parse_date.c - lines of `date` in the forms that loops write, and lines that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "analyze/base/calendar.h"
#include "analyze/cells/parse_date.h"
#include "analyze/cells/parse_date_words.h"

/* Made by `TZ=UTC date` and with LC_ALL of the locale named; 1795410960 is Mon Nov 23 05:16:00 UTC
 * 2026. */
static const struct {
	const char *line;
	int64_t s; /* from 2^32 on: ms; -1: the day is not certain; -2: no date */
} table[] = {
	{ "Mon Nov 23 05:16:00 UTC 2026", 1795410960 },
	{ "Sun Nov  1 05:16:00 UTC 2026", 1793510160 },
	{ "Mon 23 Nov 2026 05:16:00 AM UTC", 1795410960 },
	{ "Mon 23 Nov 2026 12:16:00 AM UTC", 1795392960 },
	{ "Mon 23 Nov 2026 12:16:00 PM UTC", 1795436160 },
	{ "Mon Nov 23 17:16:00 2026", 1795454160 },
	{ "Mon, 23 Nov 2026 05:16:00 +0000", 1795410960 },
	{ "Mon, 23 Nov 2026 06:16:00 +0100", 1795410960 },
	{ "2026-11-23T05:16:00+00:00", 1795410960 },
	{ "2026-11-23T00:46:00-04:30", 1795410960 },
	{ "2026-11-23T05:16:00.250Z", 1795410960250 },
	{ "2026-11-23T05:16:00,250000000+00:00", 1795410960250 },
	{ "2026-11-23 05:16:00", 1795410960 },
	{ "2026/11/23 05:16:00", 1795410960 },
	{ "20261123T051600", 1795410960 },
	{ "2026-11-23_05:16:00", 1795410960 },
	{ "2026-11-23_05-16-00", 1795410960 },
	{ "2026-11-23_05-16", -2 },
	{ "2026-11-23,05:16:00", 1795410960 },
	{ "20261123-051600Z", 1795410960 },
	{ "20261123051600", 1795410960 },
	{ "20261123-051600", 1795410960 },
	{ "20261123", -2 },
	{ "23Nov2026 05:16:00", 1795410960 },
	{ "23NOV26-0516", 1795410960 },
	{ "23Nov2026 05:16:00AM", 1795410960 },
	{ "23Nov2026 05:16:00 am", 1795410960 },
	{ "23Nov2026:05:16:00", 1795410960 },
	{ "23-NOV-26 05.16.00.250000 AM", 1795410960250 },
	{ "23Nov26-2516", -2 },
	{ "33Nov2026", -2 },
	{ "1795410960", 1795410960 },
	{ "1795410960.123456789", 1795410960123 },
	{ "@1795410960", 1795410960 },
	{ "=== Mon Nov 23 05:16:00 UTC 2026 ===", 1795410960 },
	{ "--- 2026-11-23 05:16:00 ---", 1795410960 },
	{ "Mon Nov 23 05:16:00 UTC 2026:", 1795410960 },
	{ "2026-11-23 05:16:00 |", 1795410960 },
	{ "1795410960,", 1795410960 },
	{ "Mo 23. Nov 05:16:00 UTC 2026", 1795410960 },
	{ "Mo 23. Dez 05:16:00 UTC 2026", -1 }, /* a Wednesday */
	{ "Mi 23. Dez 05:16:00 UTC 2026", 1798002960 },
	{ "lun. 23 f\xc3\xa9vr. 2026 05:16:00 UTC", 1771823760 },
	{ "Mar 03 Feb 2026 11:59:59 UTC", 1770119999 }, /* gl_ES: a Tuesday */
	{ "Mar 03 Mar 2026 11:59:59 UTC", 1772539199 },
	{ "pon 23 lis 2026 05:16:00 UTC", 1795410960 },          /* pl_PL */
	{ "pet, 23. listopada 2026. 05:16:00 UTC", 1792732560 }, /* hr_HR: October */
	{ "mar 01 tis 2026 00:00:05 UTC",
		-1 }, /* quz_PE: a Tuesday of December, not one of March in Swedish */
	{ "f\xc3\xb6s  2.jan 2026, 05:16:00 UTC", 1767330960 },               /* is_IS */
	{ "%1 tann 9. januar 2026 klokkan 05:16:00 (UTC+0000)", 1767935760 }, /* fo_FO */
	{ "Pre 9 Jan 2026 12:00:01.MD UTC", 1767960001 },                     /* sq_AL: noon */
	{ "Pre 9 Jan 2026 12:00:01.PD UTC", 1767916801 },
	{ "09 Yanvar, 2026 yil, Juma", -1 },     /* uz_UZ: a day alone */
	{ "\xc3\x8en 09 \xc3\xa7ile 2026", -1 }, /* ku_TR: the same */
	{ "Fri Jan 9 2026", -1 },
	{ "Jum 09 Jan 2026 05:16:00  UTC", -1 }, /* id_ID: twelve hours, no half of the day */
	{ "Thu Jan  1 05:16:00  2026", -1 },     /* en_IE, %I and %p, which is empty */
	{ "01/01/2569 00:00:05", -1 },           /* th_TH */
	{ "Mon Nov 23 05:16:00 CET 2026", 1795410960 },
	{ "Tue Feb 29 23:59:60 UTC 2028", 1835481600 },
	{ "Wed Feb 29 23:59:60 UTC 2028", -1 },
	{ "2026\xe5\xb9\xb4 11\xe6\x9c\x88 23\xe6\x97\xa5 \xe6\x9c\x88\xe6\x9b\x9c\xe6\x97\xa5 05:16:00 UTC",
		1795410960 },                                        /* ja_JP */
	{ "2026. 11. 23. (\xec\x9b\x94) 05:16:00 UTC", 1795410960 }, /* ko_KR */
	{ "\xe8\xa5\xbf\xe5\x85\x83"
	  "2026\xe5\xb9\xb4"
	  "11\xe6\x9c\x88"
	  "23\xe6\x97\xa5 (\xe9\x80\xb1\xe4\xb8\x80) 05\xe6\x99\x82"
	  "16\xe5\x88\x86"
	  "00\xe7\xa7\x92 UTC",
		1795410960 }, /* zh_TW */
	{ "2026\xe5\xb9\xb4 11\xe6\x9c\x88 23\xe6\x97\xa5 \xe6\x98\x9f\xe6\x9c\x9f\xe4\xb8\x80 05:16:00 UTC",
		1795410960 },                           /* zh_CN */
	{ "ma 23.11.2026 05.16.00 +0000", 1795410960 }, /* fi_FI */
	{ "Po\xc2\xa0"
	  "23.\xc2\xa0listopadu\xc2\xa0"
	  "2026,\xc2\xa0"
	  "05:16:00\xc2\xa0UTC",
		1795410960 },                                                      /* cs_CZ */
	{ "2026. nov. 23., h\xc3\xa9tf\xc5\x91, 05:16:00 UTC", 1795410960 },       /* hu_HU */
	{ "Monday, November 23, 2026 AM05:16:00 UTC", 1795410960 },                /* en_HK */
	{ "\xe0\xb8\x88. 23 \xe0\xb8\x9e.\xe0\xb8\xa2. 2569 05:16:00 UTC", -1 },   /* th_TH */
	{ "UTC 05:16:00 2026 \xd7\xa0\xd7\x95\xd7\x91 23 \xd7\x91'", 1795410960 }, /* he_IL */
	{ "26-11-23 05:16:00 UTC", -1 },                                           /* eu_ES */
	{ "23.11.2026 05:16:00", 1795410960 },
	{ "11/23/2026 05:16:00 AM", 1795410960 },
	{ "23/11/2026 05:16:00", 1795410960 },
	{ "11/12/2026 05:16:00", -1 },
	{ "11-12-2026 05:16:00", -1 },
	{ "31/31/2026 05:16:00", -2 },
	{ "11/23/26 05:16:00", -1 },
	{ "05:16:00", -1 },
	{ "05:16:00.123456", -1 },
	{ "05:16:00 PM", -1 },
	{ "Nov 23 05:16:00", -1 }, /* ts(1) */
	{ "Nov 23 host", -2 },
	{ "Nov 23 05:16:00 host kernel: ready", -2 },
	{ "1795410960250", INT64_C(1795410960250) },
	{ "1795410960250123456", INT64_C(1795410960250) },
	{ "123456789", -2 },
	{ "round 7: Mon Nov 23 05:16:00 UTC 2026", 1795410960 },
	{ " 05:16:00 up 1 day,  1:02,  0 users,  load average: 0.00, 0.01, 0.05",
		-2 }, /* it may stand in the middle of a round */
	{ "Date: Mon Nov 23 05:16:00 UTC 2026", 1795410960 },
	{ "timestamp: 2026-11-23 05:16:00", 1795410960 },
	{ "MemFree:         2026 kB", -2 },
	{ "12:34:56 0 2417 2026", -2 },
	{ "", -2 },
	{ "root         1  0.0  0.0  20000  9000 ?        Ss   05:00   0:01 /sbin/init", -2 },
	{ "root      2026     1  0 05:16 ?        00:00:01 /sbin/init", -2 },
	{ "top - 05:16:00 up 1 day,  1:02,  0 users,  load average: 0.00, 0.01, 0.05", -2 },
	{ "Linux 6.1.0 (host) \t11/23/2026 \t_x86_64_\t(2 CPU)", -2 },
	{ "2417:   ./leaky", -2 },
	{ "VmRSS:\t    2026 kB", -2 },
	{ "Mon Nov 23 25:16:00 UTC 2026", -2 },
	{ "Mon Nov 23 05:16:00", -2 },
	{ "99999999999999999999", -2 },
};

static void lines(void **state)
{
	struct date_memory memory = { .len = 0 };

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		int64_t time_ms = -7, again_ms = -7;
		bool is = parse_date(span_of(table[i].line), &time_ms);

		/* whatever the date before was, and after the same one */
		for (int times = 0; times < 2; times++) {
			assert_int_equal(
				parse_date_again(span_of(table[i].line), &memory, &again_ms), is);
			assert_int_equal(again_ms, time_ms);
		}

		if (is != (table[i].s > -2) ||
			(is && time_ms != (table[i].s < 0                   ? -1
						  : table[i].s > UINT32_MAX ? table[i].s
									    : table[i].s * 1000)))
			fail_msg("%s: %d, %lld ms", table[i].line, is, (long long)time_ms);
	}
}

/* What glibc's locales print: read rightly or not at all. */
static void locales(void **state)
{
	FILE *list = fopen("tests/fixtures/date/glibc-2.36.tsv", "r");
	struct date_memory memory = { .len = 0 };
	char line[400];
	int right = 0, days = 0;

	(void)state;
	assert_non_null(list);
	while (fgets(line, sizeof line, list)) {
		char *locale = strchr(line, '\t'), *text = strchr(locale + 1, '\t') + 1;
		int64_t time_ms = -1, want = strtoll(line, NULL, 10);
		struct span date = { text, strcspn(text, "\n") };
		bool is = parse_date(date, &time_ms);
		int64_t again_ms = -1;

		assert_int_equal(parse_date_again(date, &memory, &again_ms), is);
		assert_int_equal(again_ms, time_ms);
		/* where it has no seconds, that of the minute */
		if (is && time_ms >= 0 && time_ms / 1000 != want &&
			time_ms / 1000 != want - want % 60)
			fail_msg("%s%lld ms", line, (long long)time_ms);
		right += is && time_ms >= 0;
		days += is;
	}
	fclose(list);
	assert_int_equal(right, 1000);
	assert_int_equal(days, 2494);
}

static void calendar(void **state)
{
	(void)state;
	assert_int_equal(calendar_ms(1970, 1, 1, 0, 0, 0), 0);
	assert_int_equal(calendar_ms(2000, 2, 29, 12, 0, 0), INT64_C(951825600000));
	assert_int_equal(calendar_ms(2038, 1, 19, 3, 14, 8), INT64_C(2147483648000));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(lines), cmocka_unit_test(locales),
		cmocka_unit_test(calendar) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
