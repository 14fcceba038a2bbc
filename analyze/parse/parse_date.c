/* parse_date.c - the line that `date` prints, by the form of its words: their order differs from locale to locale. */
#include "parse_date.h"

#include <string.h>

#include "../base/calendar.h"

enum { WORDS = 4, EPOCH_FROM = 100000000 };

/* What the words of the line told. -1: not yet. */
struct reading {
	int64_t year, month, day, hour, minute, second, zone_s;
	bool pm, am;
	int words;
};

/* A number of len digits at most from low to high in front of *s, which is moved on; -1 where there is none. */
static int64_t take_number(struct span *s, size_t len, uint64_t low, uint64_t high)
{
	size_t digits = 0;
	uint64_t number;

	while (digits < s->len && digits < len && s->at[digits] >= '0' && s->at[digits] <= '9')
		digits++;
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

/* Z, UTC, +00:00, -0530: nothing may follow. */
static bool read_zone(struct span s, struct reading *out)
{
	int64_t sign = s.len && s.at[0] == '-' ? -1 : 1, hours, minutes;

	if (span_is(s, "Z") || span_is(s, "UTC") || span_is(s, "GMT")) {
		out->zone_s = 0;
		return true;
	}
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

/* 05:16:00, 5:16, 05:16:00.123456789, each with a zone behind it. */
static bool read_time(struct span s, struct reading *out)
{
	int64_t hour = take_number(&s, 2, 0, 23), minute, second = 0;

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
		take_number(&s, 9, 0, 999999999);
	if (s.len && !read_zone(s, out))
		return false;
	out->hour = hour;
	out->minute = minute;
	out->second = second;
	return true;
}

/* 051600, 051600Z, 051600+0100 */
static bool read_compact_time(struct span s, struct reading *out)
{
	int64_t hour = take_number(&s, 2, 0, 23), minute = take_number(&s, 2, 0, 59), second = take_number(&s, 2, 0, 60);

	if (hour < 0 || minute < 0 || second < 0 || (s.len && !read_zone(s, out)))
		return false;
	out->hour = hour;
	out->minute = minute;
	out->second = second;
	return true;
}

/* 2026-11-23, 2026/11/23, 20261123, each with T and a time behind it. */
static bool read_iso(struct span s, struct reading *out)
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
	if (day < 0 || (s.len && (!take_char(&s, "T_-") || !(read_time(s, out) || read_compact_time(s, out)))))
		return false;
	out->year = year;
	out->month = month;
	out->day = day;
	return true;
}

/* A year, or a day of the month (23. in German, 23, with -R). */
static bool read_lone_number(struct span s, struct reading *out)
{
	int64_t number = take_number(&s, 4, 1, 9999);

	if (number < 0 || (s.len && (s.len > 1 || !strchr(".,", s.at[0]))))
		return false;
	if (number >= 1970 && out->year < 0)
		out->year = number;
	else if (number <= 31 && out->day < 0)
		out->day = number;
	else
		return false;
	return true;
}

/* The name of a day, a month or a zone; AM, PM. */
static bool read_word(struct span s, struct reading *out)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (!((c | 32) >= 'a' && (c | 32) <= 'z') && c < 0x80 && !(i + 1 == s.len && (c == ',' || c == '.')))
			return false;
	}
	if (++out->words > WORDS || s.len > 24)
		return false;
	out->am |= span_is(s, "AM") || span_is(s, "am");
	out->pm |= span_is(s, "PM") || span_is(s, "pm");
	for (int month = 0; month < 12 && s.len >= 3; month++)
		if (out->month < 0 && span_starts(s, months[month]))
			out->month = month + 1;
	if (out->zone_s < 0)
		read_zone(s, out);
	return true;
}

/* Signs around a date: === DATE ===, # DATE, [DATE] */
static struct span without_frame(struct span line)
{
	while (line.len && strchr("=-#*<>[]() \t", line.at[0]) && line.at[0])
		line = span_from(line, 1);
	while (line.len && strchr("=-#*<>[]() \t", line.at[line.len - 1]) && line.at[line.len - 1])
		line.len--;
	return line;
}

/* Seconds since 1970, alone on a line, with or without a fraction. */
static bool read_epoch(struct span line, int64_t *time_ms)
{
	ptrdiff_t point = span_find(line, '.');
	struct span whole = { line.at, point >= 0 ? (size_t)point : line.len };
	uint64_t seconds, fraction;

	if (span_starts(whole, "@"))
		whole = span_from(whole, 1);
	if (!span_number(whole, UINT32_MAX, &seconds) || seconds < EPOCH_FROM ||
		(point >= 0 && !span_number(span_from(line, (size_t)point + 1), UINT64_MAX, &fraction)))
		return false;
	*time_ms = (int64_t)seconds * 1000;
	return true;
}

bool parse_date(struct span line, int64_t *time_ms)
{
	struct reading out = { -1, -1, -1, -1, -1, -1, -1, false, false, 0 };
	struct span rest = without_frame(line), field;

	if (rest.len < 8 || rest.len > 80)
		return false;
	if (read_epoch(rest, time_ms))
		return true;
	while (span_field(&rest, &field))
		if (!read_time(field, &out) && !read_iso(field, &out) && !read_lone_number(field, &out) && !read_zone(field, &out) &&
			!read_word(field, &out))
			return false;
	if (out.year < 0 || out.day < 0 || out.hour < 0 || (out.month < 0 && out.words < 1))
		return false;
	if (out.am || out.pm)
		out.hour = out.hour % 12 + (out.pm ? 12 : 0);
	*time_ms = out.month < 0 ? -1 :
		calendar_ms(out.year, out.month, out.day, out.hour, out.minute, out.second) - (out.zone_s > 0 || out.zone_s < -1 ? out.zone_s * 1000 : 0);
	return true;
}
