/* moment_forms.c - the ways to write a moment that need nothing of what was read before. */
#include "moment_forms.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../base/calendar.h"
#include "amount.h"
#include "parse_date.h"
#include "parse_date_field.h"

enum { YEAR_TO = 2400 };

int64_t moment_forms_digits(struct span s, size_t at, size_t len)
{
	uint64_t number;

	if (at + len > s.len || !span_number((struct span){ s.at + at, len }, UINT32_MAX, &number))
		return -1;
	return (int64_t)number;
}

/* The zone after a time, in seconds ahead of UTC. False: it is not a zone. */
static bool read_zone(struct span zone, int64_t *seconds)
{
	struct date_reading out = { .zone_s = -1 };

	zone = span_trim(zone);
	*seconds = 0;
	if (!zone.len)
		return true;
	if (!parse_date_zone(zone, &out))
		return false;
	*seconds = out.zone_s;
	return true;
}

/* 2026-11-02T08:00:00[.123][zone], also with blanks, slashes, or a comma before the fraction.
 * Nearly all tables use it, and reading it the general way would take most of the time. */
int64_t moment_forms_iso(struct span s)
{
	int64_t year = moment_forms_digits(s, 0, 4), month = moment_forms_digits(s, 5, 2),
		day = moment_forms_digits(s, 8, 2), hour = moment_forms_digits(s, 11, 2),
		minute = moment_forms_digits(s, 14, 2), second = moment_forms_digits(s, 17, 2),
		zone, ms = 0;
	struct span rest;
	size_t digits;

	if (s.len < 19 || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 ||
		!strchr("-/", s.at[4]) || s.at[7] != s.at[4] || !strchr("T t_,;-", s.at[10]) ||
		s.at[13] != ':' || s.at[16] != ':')
		return -1;
	rest = span_from(s, 19);
	if (rest.len && (rest.at[0] == '.' || rest.at[0] == ',')) {
		digits = span_digits(span_from(rest, 1));
		ms = moment_forms_digits(rest, 1, digits < 3 ? digits : 3);
		for (size_t i = digits; i < 3; i++)
			ms *= 10;
		rest = span_from(rest, digits + 1);
	}
	if (ms < 0 || !read_zone(rest, &zone))
		return -1;
	return calendar_ms(year, month, day, hour, minute, second) + ms - zone * 1000;
}

/* 20261102080000, 202611020800, 261102080000 and, where a day is expected, 20261102: no count of
 * seconds or of their parts since 1970 has as many digits in these times. */
int64_t moment_forms_compact(struct span s, bool day)
{
	enum { CENTURY = 2000, CENTURY_TO = 2099 };
	int64_t year = moment_forms_digits(s, 0, 4), month, at, hour = 0, minute = 0, second = 0;
	size_t next = 4;

	if (span_digits(s) != s.len || (s.len != 14 && s.len != 12 && !(day && s.len == 8)))
		return -1;
	/* date +%y%m%d%H%M%S, as 231102080000: no log is of the year 2311 */
	if (s.len == 12 && year > CENTURY_TO) {
		next = 2;
		year = CENTURY + moment_forms_digits(s, 0, next);
	}
	month = moment_forms_digits(s, next, 2);
	at = moment_forms_digits(s, next + 2, 2);
	if (year < 1970 || year > YEAR_TO || month < 1 || month > 12 || at < 1 || at > 31)
		return -1;
	if (s.len > 8) {
		hour = moment_forms_digits(s, next + 4, 2);
		minute = moment_forms_digits(s, next + 6, 2);
	}
	if (s.len > next + 8)
		second = moment_forms_digits(s, next + 8, 2);
	if (hour > 23 || minute > 59 || second > 60)
		return -1;
	return calendar_ms(year, month, at, hour, minute, second);
}

/* 2026-11-02, 2026/11/02: its beginning. */
int64_t moment_forms_day(struct span s)
{
	int64_t year = moment_forms_digits(s, 0, 4), month = moment_forms_digits(s, 5, 2),
		day = moment_forms_digits(s, 8, 2);

	if (s.len != 10 || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
		!strchr("-/", s.at[4]) || s.at[7] != s.at[4])
		return -1;
	return calendar_ms(year, month, day, 0, 0, 0);
}

size_t moment_forms_colon(struct span line)
{
	enum { SECONDS = 10, DATE = 16, LONGEST = 40 };

	for (size_t at = SECONDS; at + 1 < line.len && at < LONGEST; at++)
		if (line.at[at] == ':' && span_is_letter(line.at[at + 1]) &&
			span_is_digit(line.at[at - 1]) &&
			(span_digits(line) == at ||
				(at >= DATE && moment_forms_day(span_front(line, 10)) >= 0)))
			return at;
	return 0;
}

/* 26-11-02-08:00:00, and 2026-11-02-08:00:00 */
int64_t moment_forms_short_year(struct span s)
{
	char text[32] = "20";

	if (s.len >= 19 && s.len < sizeof text && s.at[4] == '-' && s.at[7] == '-' &&
		s.at[10] == '-' && s.at[13] == ':') {
		memcpy(text, s.at, s.len);
		text[10] = 'T';
		return moment_forms_iso((struct span){ text, s.len });
	}
	if (s.len < 17 || s.len > 24 || s.at[2] != '-' || s.at[5] != '-' || s.at[11] != ':' ||
		!strchr("-_T ", s.at[8]))
		return -1;
	memcpy(text + 2, s.at, s.len);
	text[10] = 'T';
	return moment_forms_iso((struct span){ text, s.len + 2 });
}

/* 1.793606400000000000e+09, as numpy.savetxt writes all numbers. */
static bool read_exponent(struct span s, double *number)
{
	struct amount amount;

	if (span_find(s, 'e') < 0 || !amount_read(s, &amount) || amount.len != s.len)
		return false;
	*number = amount.number;
	return !(amount.unit > 0);
}

/* A count: seconds, or by its size ms, us or ns, since 1970; smaller ones since the beginning. */
int64_t moment_forms_count(struct span s, double unit)
{
	double number;

	if (s.len && s.at[0] == '@')
		s = span_from(s, 1);
	if (!s.len || !span_is_digit(s.at[0]) ||
		!(span_decimal(s, &number) || read_exponent(s, &number)))
		return -1;
	if (unit > 0)
		number *= unit;
	else if (number >= 1e17)
		number /= 1e9;
	else if (number >= 1e14)
		number /= 1e6;
	else if (number >= 1e11)
		number /= 1e3;
	return number < 1e11 ? (int64_t)floor(number * 1000 + 0.5) : -1;
}

int64_t moment_forms_parts(struct span s)
{
	static const char units[] = "dhms";
	static const int64_t seconds[] = { 86400, 3600, 60, 1 };
	int64_t sum = 0;
	size_t next = 0;

	s = span_trim(s);
	if (!s.len)
		return -1;
	while (s.len) {
		size_t digits = span_digits(s), unit = next;
		int64_t number = digits <= 8 ? moment_forms_digits(s, 0, digits) : -1;

		s = span_trim(span_from(s, digits));
		while (unit < 4 && s.len && s.at[0] != units[unit])
			unit++;
		if (!digits || number < 0 || !s.len || unit == 4)
			return -1;
		sum += number * seconds[unit];
		next = unit + 1;
		s = span_from(s, 1);
		if (s.len && !span_is_blank(s.at[0]) && !span_is_digit(s.at[0]))
			return -1;
		s = span_trim(s);
	}
	return sum * 1000;
}

int64_t moment_forms_since(struct span s)
{
	enum { SIXTY = 60, PARTS = 3 };
	bool is_told = span_starts(s, "T+") || span_starts(s, "t+");
	struct span rest = span_from(s, is_told);
	int64_t sum = 0;
	size_t parts = 0;

	if (rest.len < 2 || rest.at[0] != '+' || !span_is_digit(rest.at[1]))
		return -1;
	rest = span_from(rest, 1);
	if (span_find(rest, ':') < 0) {
		struct span number = span_strip(rest, "", "s");

		/* +100 RSS=9kB and +5m are by how much it grew */
		if (!is_told && number.len == rest.len)
			return -1;
		return span_digits(number) == number.len || span_find(number, '.') > 0
			       ? moment_forms_count(number, 1)
			       : moment_forms_parts(rest);
	}
	while (parts++ < PARTS) {
		size_t digits = span_digits(rest);
		int64_t number = digits < 8 ? moment_forms_digits(rest, 0, digits) : -1;

		if (!digits || number < 0)
			return -1;
		sum = sum * SIXTY + number;
		rest = span_from(rest, digits);
		if (!rest.len)
			return sum * 1000;
		if (rest.at[0] != ':')
			return -1;
		rest = span_from(rest, 1);
	}
	return -1;
}

/* 11/2/2026, 8:00:00 AM: the month comes first, because only JavaScript's toLocaleString in the US
 * writes this form. */
int64_t moment_forms_american(struct span s)
{
	struct span date, time, half = { NULL, 0 };
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	int64_t parts[3] = { -1, -1, -1 };
	size_t part = 0;

	if (!span_field(&s, &date) || !span_field(&s, &time) || !span_field(&s, &half) ||
		span_trim(s).len || !span_ends(date, ",") ||
		(!span_is(half, "AM") && !span_is(half, "PM")))
		return -1;
	for (date.len--; part < 3; part++) {
		ptrdiff_t slash = span_find(date, '/');
		size_t len = slash >= 0 ? (size_t)slash : date.len;

		parts[part] = moment_forms_digits(date, 0, len);
		date = span_from(date, len + 1);
	}
	if (parts[0] < 1 || parts[0] > 12 || parts[1] < 1 || parts[1] > 31 || parts[2] < 1970 ||
		parts[2] > YEAR_TO || !parse_date_time(time, &out) || out.hour < 1 || out.hour > 12)
		return -1;
	return calendar_ms(parts[2], parts[0], parts[1],
		out.hour % 12 + (span_is(half, "PM") ? 12 : 0), out.minute, out.second);
}

/* 2026-Nov-02 08:00:00.123 of Boost and R, as ISO 8601 has it. */
static int64_t read_year_first(struct span s)
{
	enum { LONGEST = 48, DAY = 9 };
	char text[LONGEST];
	int month;

	if (s.len < DAY + 11 || s.len >= LONGEST || s.at[4] != '-' || s.at[8] != '-')
		return -1;
	month = parse_date_month(span_from(s, 5));
	if (!month)
		return -1;
	snprintf(text, sizeof text, "%.4s-%02d-%.*s", s.at, month, (int)(s.len - DAY), s.at + DAY);
	return moment_forms_iso(span_of(text));
}

/* 02-Nov-2026 08:00:00 of databases, and Mon Nov 02 2026 08:00:00 GMT+0000 (its zone in words) of
 * JavaScript, as `date` would print them; -1: it is none of these. */
int64_t moment_forms_named_month(struct span s)
{
	enum { LONGEST = 40, DAY = 2 };
	ptrdiff_t words = span_find_text(s, " ("), zone = span_find_text(s, " GMT");
	size_t digits = span_digits(s), gmt = 3;
	char text[LONGEST];
	int64_t time_ms;

	if (digits == 4)
		return read_year_first(s);
	s.len = words > 0 ? (size_t)words : s.len;
	if (s.len >= LONGEST || digits > DAY)
		return -1;
	memcpy(text, s.at, s.len);
	/* GMT+0100 is the zone +0100 */
	if (zone > 0 && (size_t)zone + 1 + gmt < s.len && !digits) {
		memmove(text + zone + 1, text + zone + 1 + gmt, s.len - (size_t)zone - 1 - gmt);
		s.len -= gmt;
	}
	for (size_t i = digits; digits && i < s.len && i < digits + 5; i++)
		text[i] = (char)(text[i] == '-' ? ' ' : text[i]);
	return parse_date((struct span){ text, s.len }, &time_ms) ? time_ms : -1;
}

/* I20261102 08:00:00.123456, of glog since its version 0.6. */
int64_t moment_forms_glog(struct span s)
{
	enum { LONGEST = 40, DAY = 9 };
	char text[LONGEST];

	if (s.len < DAY + 9 || s.len >= LONGEST || !strchr("IWEF", s.at[0]) || s.at[DAY] != ' ')
		return -1;
	snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%.*s", s.at + 1, s.at + 5, s.at + 7,
		(int)(s.len - DAY - 1), s.at + DAY + 1);
	return moment_forms_iso(span_of(text));
}

/* 02/Nov/2026:08:00:00 +0000, of web servers. */
int64_t moment_forms_web(struct span s)
{
	enum { LONGEST = 40, YEAR = 7, TIME = 11 };
	char text[LONGEST];
	int64_t time_ms;

	if (s.len < TIME + 9 || s.len >= LONGEST || s.at[2] != '/' || s.at[6] != '/' ||
		s.at[TIME] != ':')
		return -1;
	memcpy(text, s.at, s.len);
	text[2] = text[YEAR - 1] = text[TIME] = ' ';
	return parse_date((struct span){ text, s.len }, &time_ms) ? time_ms : -1;
}

/* 2026_11_02_08_00_00, 2026-11-02 08h00: other signs between the numbers of ISO 8601; 02.11.26
 * 08:00:00: a short year. -1: it is none of these. */
static int64_t read_marked(struct span s)
{
	enum { LEN = 19, SHORT = 17, MINUTES = 16 };
	char text[LEN + 1] = "";
	struct span iso = { text, LEN };

	if (s.len == SHORT && s.at[2] == '.' && s.at[5] == '.' && s.at[8] == ' ') {
		snprintf(text, sizeof text, "20%.2s-%.2s-%.2sT%.8s", s.at + 6, s.at + 3, s.at,
			s.at + 9);
		return moment_forms_iso(iso);
	}
	if (!(s.len == LEN && s.at[4] == '_' && s.at[MINUTES] == '_') &&
		!(s.len == MINUTES && s.at[4] == '-' && s.at[13] == 'h'))
		return -1;
	snprintf(text, sizeof text, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s", s.at, s.at + 5, s.at + 8,
		s.at + 11, s.at + 14, s.len == LEN ? s.at + 17 : "00");
	return moment_forms_iso(iso);
}

/* 02_Nov_2026_08_00_00, as names of files have it. */
int64_t moment_forms_joined(struct span s)
{
	enum { LEN = 20, YEAR = 7, TIME = 11, PARTS = 5 };
	char text[LEN];
	size_t marks = 0;
	int64_t time_ms = read_marked(s);

	if (time_ms >= 0)
		return time_ms;
	if (s.len != LEN)
		return -1;
	for (size_t i = 0; i < LEN; i++) {
		text[i] = s.at[i];
		if (s.at[i] != '_')
			continue;
		text[i] = i < TIME ? ' ' : ':';
		marks++;
	}
	text[TIME] = ' ';
	if (marks != PARTS || s.at[2] != '_' || s.at[YEAR - 1] != '_' || s.at[TIME] != '_')
		return -1;
	return parse_date((struct span){ text, LEN }, &time_ms) ? time_ms : -1;
}

struct span moment_forms_behind_weekday(struct span s)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	struct span rest = s, word;

	if (span_field(&rest, &word))
		for (size_t i = 0; i < sizeof days / sizeof *days; i++)
			if (span_is(word, days[i]))
				return span_trim(rest);
	return s;
}
