/* parse_date_field.c - the fields of a date, each recognised by its form. */
#include "parse_date_field.h"

#include <stddef.h>
#include <string.h>

enum { WORD_BYTES = 40 };

/* Takes a number from low to high, of at most len digits, off the front of *s; -1 if there is none.
 */
static int64_t take_number(struct span *s, size_t len, uint64_t low, uint64_t high)
{
	size_t digits = span_digits((struct span){ s->at, s->len < len ? s->len : len });
	uint64_t number;

	if (!span_number((struct span){ s->at, digits }, high, &number) || number < low)
		return -1;
	*s = span_from(*s, digits);
	return (int64_t)number;
}

static bool take_char(struct span *s, const char *any)
{
	if (!s->len || !strchr(any, s->at[0]) || !s->at[0])
		return false;
	*s = span_from(*s, 1);
	return true;
}

/* A date with the abbreviation of a zone is read as if it were UTC. Those of summer are an hour
 * before it, so that the hour that comes twice in autumn is told apart. */
static bool is_summer(struct span s)
{
	static const char *const zones[] = { "CEST", "EEST", "WEST", "BST", "EDT", "CDT", "MDT",
		"PDT", "AEDT", "NZDT" };

	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (span_is(s, zones[i]))
			return true;
	return false;
}

bool parse_date_zone(struct span s, struct date_reading *out)
{
	int64_t sign = s.len && s.at[0] == '-' ? -1 : 1, hours, minutes;

	if (span_is(s, "Z") || span_is(s, "UTC") || span_is(s, "GMT")) {
		out->zone_s = 0;
		return true;
	}
	if (is_summer(s)) {
		out->zone_s = 3600;
		return true;
	}
	if (span_starts(s, "UTC"))
		s = span_from(s, 3);
	if (!take_char(&s, "+-"))
		return false;
	hours = take_number(&s, 2, 0, 14);
	take_char(&s, ":");
	minutes = s.len ? take_number(&s, 2, 0, 59) : 0;
	if (hours < 0 || minutes < 0 || s.len)
		return false;
	out->zone_s = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* The digits of a second's fraction: the first three count. */
static int64_t take_fraction(struct span *s)
{
	size_t digits = span_digits(*s);
	int64_t ms = 0;

	for (size_t i = 0; i < 3; i++)
		ms = ms * 10 + (i < digits ? s->at[i] - '0' : 0);
	*s = span_from(*s, digits < 9 ? digits : 9);
	return ms;
}

bool parse_date_time(struct span s, struct date_reading *out)
{
	bool am = span_starts(s, "AM"), pm = span_starts(s, "PM");
	int64_t hour, minute, second = 0;

	s = span_from(s, am || pm ? 2 : 0);
	hour = take_number(&s, 2, 0, 23);
	if (hour < 0 || out->hour >= 0 || !take_char(&s, ":.") || s.len < 2)
		return false;
	minute = take_number(&s, 2, 0, 59);
	if (minute < 0)
		return false;
	if (take_char(&s, ":."))
		second = take_number(&s, 2, 0, 60);
	if (second < 0)
		return false;
	if (take_char(&s, ".,"))
		out->ms = take_fraction(&s);
	if (s.len && !parse_date_zone(s, out))
		return false;
	out->am |= am;
	out->pm |= pm;
	out->hour = hour;
	out->minute = minute;
	out->second = second;
	return true;
}

/* 051600, 051600Z, 051600+0100, 05-16-00 */
static bool read_compact_time(struct span s, struct date_reading *out)
{
	int64_t hour = take_number(&s, 2, 0, 23), minute, second;
	bool dashes = take_char(&s, "-");

	minute = take_number(&s, 2, 0, 59);
	if (dashes && !take_char(&s, "-"))
		return false;
	second = take_number(&s, 2, 0, 60);
	if (hour < 0 || minute < 0 || second < 0 || (s.len && !parse_date_zone(s, out)))
		return false;
	out->hour = hour;
	out->minute = minute;
	out->second = second;
	return true;
}

/* 2026-11-23, 2026/11/23, 20261123, each with T and a time behind it; 20261123051600. */
static bool read_iso(struct span s, struct date_reading *out)
{
	int64_t year = take_number(&s, 4, 1970, 9999), month, day;
	bool dashes;

	if (year < 0 || out->year >= 0)
		return false;
	dashes = take_char(&s, "-/.");
	month = take_number(&s, 2, 1, 12);
	if (month < 0 || (dashes && !take_char(&s, "-/.")))
		return false;
	day = take_number(&s, 2, 1, 31);
	if (day < 0 || (s.len && !take_char(&s, "T_-,;") && (dashes || s.len != 6)) ||
		(s.len && !parse_date_time(s, out) && !read_compact_time(s, out)))
		return false;
	out->year = year;
	out->month = month;
	out->day = day;
	return true;
}

/* 26-11-23, 11/23/26: a day, but which one is not certain. */
static bool read_short_day(struct span s, struct date_reading *out)
{
	char mark = s.len > 2 ? s.at[2] : '\0';

	if (s.len != 8 || out->year >= 0 || out->day >= 0 || s.at[5] != mark ||
		(mark != '-' && mark != '/' && mark != '.'))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (i % 3 != 2 && !span_is_digit(s.at[i]))
			return false;
	out->year = out->day = out->month = 1;
	return out->unsure = true;
}

/* 23.11.2026, 23-11-2026, 11/23/2026; which of 11/12/2026 and 11-12-2026 is the month depends on
 * the country. */
static bool read_day_first(struct span s, struct date_reading *out)
{
	int64_t first = take_number(&s, 2, 1, 31), second, year;
	char mark = s.len ? s.at[0] : '\0';

	if (first < 0 || out->year >= 0 || out->day >= 0 || !take_char(&s, "./-"))
		return false;
	second = take_number(&s, 2, 1, 31);
	if (second < 0 || !s.len || s.at[0] != mark)
		return false;
	s = span_from(s, 1);
	year = take_number(&s, 4, 1970, 9999);
	take_char(&s, ",.");
	if (year < 0 || s.len || (first > 12 && second > 12))
		return false;
	out->unsure = mark != '.' && first <= 12 && second <= 12 && first != second;
	out->day = second > 12 ? second : first;
	out->month = second > 12 ? first : second;
	out->year = year;
	return true;
}

/* A year, a day (23. in German, 23, with -R) or, beside one, a month (Korean 2026. 11. 23.,
 * Vietnamese 23 Tháng 11 năm 2026). */
static bool read_lone_number(struct span s, struct date_reading *out)
{
	int64_t number = take_number(&s, 4, 1, 9999);

	take_char(&s, ".");
	take_char(&s, ",");
	if (number < 0 || s.len)
		return false;
	if (number >= 1970 && out->year < 0) {
		out->year = number;
	} else if (number > 31) {
		return false;
	} else if (out->day < 0) {
		out->day = number;
	} else if (out->month >= 0 || (out->year < 0 && number > 12)) {
		return false;
	} else {
		out->month = out->year < 0 ? number : out->day;
		out->day = out->year < 0 ? out->day : number;
	}
	return true;
}

/* Numbers each with its unit behind it: 2026年11月23日, 05時16分00秒, and in Korean. */
static bool read_with_units(struct span s, struct date_reading *out)
{
	static const struct {
		char unit[4];
		size_t offset;
		uint64_t low, high;
	} units[] = {
		{ "\xe5\xb9\xb4", offsetof(struct date_reading, year), 1970, 9999 },
		{ "\xeb\x85\x84", offsetof(struct date_reading, year), 1970, 9999 },
		{ "\xe6\x9c\x88", offsetof(struct date_reading, month), 1, 12 },
		{ "\xec\x9b\x94", offsetof(struct date_reading, month), 1, 12 },
		{ "\xe6\x97\xa5", offsetof(struct date_reading, day), 1, 31 },
		{ "\xec\x9d\xbc", offsetof(struct date_reading, day), 1, 31 },
		{ "\xe6\x99\x82", offsetof(struct date_reading, hour), 0, 23 },
		{ "\xec\x8b\x9c", offsetof(struct date_reading, hour), 0, 23 },
		{ "\xe6\x97\xb6", offsetof(struct date_reading, hour), 0, 23 },
		{ "\xe5\x88\x86", offsetof(struct date_reading, minute), 0, 59 },
		{ "\xeb\xb6\x84", offsetof(struct date_reading, minute), 0, 59 },
		{ "\xe7\xa7\x92", offsetof(struct date_reading, second), 0, 60 },
		{ "\xec\xb4\x88", offsetof(struct date_reading, second), 0, 60 },
	};
	enum { UNIT = 3 };
	size_t len = s.len;
	bool prefixed;

	/* an era; half of the day */
	while (s.len && (unsigned char)s.at[0] >= 0x80)
		s = span_from(s, 1);
	if (!s.len)
		return false;
	prefixed = s.len < len && span_find_text(s, "\xe5\xb9\xb4") < 0;
	while (s.len) {
		int64_t number = take_number(&s, 4, 0, 9999);
		size_t i = 0;

		while (i < sizeof units / sizeof *units && !span_starts(s, units[i].unit))
			i++;
		if (number < 0 || i == sizeof units / sizeof *units ||
			(uint64_t)number < units[i].low || (uint64_t)number > units[i].high)
			return false;
		*(int64_t *)(void *)((char *)out + units[i].offset) = number;
		s = span_from(s, UNIT);
	}
	out->unsure |= prefixed;
	return true;
}

/* A name, as in the table of words. False: too many names, or a character that no name has. */
static bool read_word(struct span s, struct date_reading *out)
{
	bool letter = false;

	s = span_strip(s, ".,()", ".,()");
	if (parse_date_zone(s, out))
		return true;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		bool is_letter = ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0x80;

		letter |= is_letter;
		if (!is_letter && !(c && strchr(",.'()-", c)))
			return false;
	}
	if (!letter || out->words == DATE_WORDS || s.len > WORD_BYTES)
		return false;
	out->names[out->words++] = s;
	return true;
}

/* 23.nóv of Icelandic and Faroese, 05:16:00.PD of Albanian: a number with a name behind its point
 * or dash. */
static bool read_joined(struct span s, struct date_reading *out)
{
	size_t digits = span_digits(s), end = s.len;

	while (end && s.at[end - 1] != '.' && s.at[end - 1] != '-')
		end--;
	if (!digits || !end || end == s.len || span_is_digit(s.at[end]) ||
		!read_word(span_from(s, end), out))
		return false;
	s.len = end - 1;
	return digits <= 2 && digits == s.len ? read_lone_number(s, out) : parse_date_time(s, out);
}

bool parse_date_field(struct span field, struct date_reading *out)
{
	/* fo_FO's format begins with a sign that glibc does not know and prints as it is */
	return span_is(field, "%1") || parse_date_time(field, out) || read_iso(field, out) ||
	       read_day_first(field, out) || read_short_day(field, out) ||
	       read_with_units(field, out) || read_lone_number(field, out) ||
	       parse_date_zone(field, out) || read_word(field, out) || read_joined(field, out);
}

int parse_date_month(struct span s)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	char name[MONTH_LETTERS + 1] = "";
	const char *found;

	if (s.len < MONTH_LETTERS)
		return 0;
	for (size_t i = 0; i < MONTH_LETTERS; i++)
		name[i] = (char)(s.at[i] | 32);
	found = strstr(months, name);
	return found && (found - months) % MONTH_LETTERS == 0
		       ? (int)(found - months) / MONTH_LETTERS + 1
		       : 0;
}
