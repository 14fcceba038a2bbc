/* moment.c - when a record was taken. */
#include "moment.h"

#include <math.h>
#include <string.h>

#include "../base/calendar.h"
#include "column_name.h"
#include "parse_date.h"
#include "parse_date_field.h"

enum {
	DATE_FIELDS = 8,         /* Fri 27 Nov 2026 06:26:31 PM UTC */
	EPOCH_FROM = 1000000000, /* in 2001: less is a count from the beginning */
	DAY_MS = 86400000,
	LEAP_YEAR = 1972 /* a day without its year may be the 29th of February */
};

static int64_t digits_at(struct span s, size_t at, size_t len)
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
static int64_t read_iso(struct span s)
{
	int64_t year = digits_at(s, 0, 4), month = digits_at(s, 5, 2), day = digits_at(s, 8, 2),
		hour = digits_at(s, 11, 2), minute = digits_at(s, 14, 2),
		second = digits_at(s, 17, 2), zone, ms = 0;
	struct span rest;
	size_t digits;

	if (s.len < 19 || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 ||
		!strchr("-/", s.at[4]) || s.at[7] != s.at[4] || !strchr("T t_", s.at[10]) ||
		s.at[13] != ':' || s.at[16] != ':')
		return -1;
	rest = span_from(s, 19);
	if (rest.len && (rest.at[0] == '.' || rest.at[0] == ',')) {
		digits = span_digits(span_from(rest, 1));
		ms = digits_at(rest, 1, digits < 3 ? digits : 3);
		for (size_t i = digits; i < 3; i++)
			ms *= 10;
		rest = span_from(rest, digits + 1);
	}
	if (ms < 0 || !read_zone(rest, &zone))
		return -1;
	return calendar_ms(year, month, day, hour, minute, second) + ms - zone * 1000;
}

/* 20261102080000, 202611020800 and, where a day is expected, 20261102: no count of seconds or of
 * their parts since 1970 has as many digits in these times. */
static int64_t read_digits(struct span s, bool day)
{
	int64_t year = digits_at(s, 0, 4), month = digits_at(s, 4, 2), at = digits_at(s, 6, 2),
		hour = 0, minute = 0, second = 0;

	if (span_digits(s) != s.len || (s.len != 14 && s.len != 12 && !(day && s.len == 8)) ||
		year < 1970 || year > 2400 || month < 1 || month > 12 || at < 1 || at > 31)
		return -1;
	if (s.len > 8) {
		hour = digits_at(s, 8, 2);
		minute = digits_at(s, 10, 2);
	}
	if (s.len > 12)
		second = digits_at(s, 12, 2);
	if (hour > 23 || minute > 59 || second > 60)
		return -1;
	return calendar_ms(year, month, at, hour, minute, second);
}

/* 2026-11-02, 2026/11/02: its beginning. */
static int64_t read_day(struct span s)
{
	int64_t year = digits_at(s, 0, 4), month = digits_at(s, 5, 2), day = digits_at(s, 8, 2);

	if (s.len != 10 || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
		!strchr("-/", s.at[4]) || s.at[7] != s.at[4])
		return -1;
	return calendar_ms(year, month, day, 0, 0, 0);
}

/* 26-11-02-08:00:00 */
static int64_t read_short_iso(struct span s)
{
	char text[32] = "20";

	if (s.len < 17 || s.len > 24 || s.at[2] != '-' || s.at[5] != '-' || s.at[11] != ':' ||
		!strchr("-_T ", s.at[8]))
		return -1;
	memcpy(text + 2, s.at, s.len);
	text[10] = 'T';
	return read_iso((struct span){ text, s.len + 2 });
}

/* A count: seconds, or by its size ms, us or ns, since 1970; smaller ones since the beginning. */
static int64_t read_count(struct span s, double unit)
{
	double number;

	if (s.len && s.at[0] == '@')
		s = span_from(s, 1);
	if (!s.len || !span_is_digit(s.at[0]) || !span_decimal(s, &number))
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

/* 11/2/2026, 8:00:00 AM: the month comes first, because only JavaScript's toLocaleString in the US
 * writes this form. */
static int64_t read_american(struct span s)
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

		parts[part] = digits_at(date, 0, len);
		date = span_from(date, len + 1);
	}
	if (parts[0] < 1 || parts[0] > 12 || parts[1] < 1 || parts[1] > 31 || parts[2] < 1970 ||
		parts[2] > 2400 || !parse_date_time(time, &out) || out.hour < 1 || out.hour > 12)
		return -1;
	return calendar_ms(parts[2], parts[0], parts[1],
		out.hour % 12 + (span_is(half, "PM") ? 12 : 0), out.minute, out.second);
}

/* A time that starts again after so long (a day, a year): makes the next one later than the last.
 */
static int64_t go_on(struct moment *moment, int64_t time_ms, int64_t period_ms)
{
	if (moment->any && time_ms + moment->offset_ms < moment->last_ms - period_ms / 2)
		moment->offset_ms += period_ms;
	moment->any = true;
	return moment->last_ms = time_ms + moment->offset_ms;
}

/* Nov 2 08:00:00, as syslog and ts write it; the year is not given, and shown as 1972. */
static int64_t read_yearless(struct moment *moment, struct span s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct span name, day, time;
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	uint64_t number;
	const char *found;
	char text[4] = "";

	if (!span_field(&s, &name) || !span_field(&s, &day) || !span_field(&s, &time) ||
		span_trim(s).len || name.len != 3 || !span_number(day, 31, &number) || !number ||
		!parse_date_time(time, &out))
		return -1;
	memcpy(text, name.at, 3);
	found = strstr(months, text);
	if (!found || (found - months) % 3)
		return -1;
	return go_on(moment,
		calendar_ms(LEAP_YEAR, (found - months) / 3 + 1, (int64_t)number, out.hour,
			out.minute, out.second) +
			out.ms,
		(int64_t)366 * DAY_MS);
}

/* 08:05 as a time of day; false: not if the first of them has the hour 0: that counts from the
 * beginning. */
static bool read_time_of_day(struct moment *moment, struct span s, int64_t *ms)
{
	enum { HOURS = 24, MINUTES = 60 };
	ptrdiff_t colon = span_find(s, ':');
	int64_t hour = digits_at(s, 0, (size_t)colon), minute = digits_at(s, (size_t)colon + 1, 2);

	if (hour < 0 || minute < 0 || (size_t)colon + 3 != s.len)
		return false;
	moment->of_day &= moment->has_minutes || hour > 0;
	moment->has_minutes = true;
	if (!moment->of_day || hour >= HOURS || minute >= MINUTES)
		return false;
	*ms = (hour * MINUTES + minute) * MINUTES * 1000;
	return true;
}

/* 02-Nov-2026 08:00:00 of databases, and Mon Nov 02 2026 08:00:00 GMT+0000 (its zone in words) of
 * JavaScript, as `date` would print them; -1: it is none of these. */
static int64_t read_named_month(struct span s)
{
	enum { LONGEST = 40, DAY = 2 };
	ptrdiff_t words = span_find_text(s, " ("), zone = span_find_text(s, " GMT");
	size_t digits = span_digits(s), gmt = 3;
	char text[LONGEST];
	int64_t time_ms;

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

/* 08:00:00, also with a fraction: the day is not given. 1-02:03:04 and 26:00:00 count from the
 * beginning. */
static int64_t read_clock(struct moment *moment, struct span s)
{
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	ptrdiff_t dash = span_find(s, '-'), colon;
	struct span rest = span_from(s, dash > 0 ? (size_t)dash + 1 : 0);
	int64_t days = dash > 0 ? digits_at(s, 0, (size_t)dash) : 0, ms = 0;

	if (dash <= 0 && (span_ends(s, " AM") || span_ends(s, " PM"))) {
		out.am = span_ends(s, " AM");
		out.pm = !out.am;
		s = span_trim((struct span){ s.at, s.len - 3 });
	}
	if (dash <= 0 && s.len >= 7 && parse_date_time(s, &out)) {
		if (out.am || out.pm)
			out.hour = out.hour % 12 + (out.pm ? 12 : 0);
		return go_on(moment,
			((out.hour * 60 + out.minute) * 60 + out.second) * 1000 + out.ms, DAY_MS);
	}
	if (days < 0 || span_find(rest, ':') <= 0)
		return -1;
	if (dash <= 0 && read_time_of_day(moment, s, &ms))
		return go_on(moment, ms, DAY_MS);
	while ((colon = span_find(rest, ':')) > 0) {
		int64_t part = digits_at(rest, 0, (size_t)colon);

		if (part < 0 || ms > INT32_MAX)
			return -1;
		ms = (ms + part) * 60;
		rest = span_from(rest, (size_t)colon + 1);
	}
	if (digits_at(rest, 0, rest.len) < 0)
		return -1;
	return days * DAY_MS + (ms + digits_at(rest, 0, rest.len)) * 1000;
}

/* 02/11/2026 08:00:00, 2/11/26 8:00 AM: both ways to read it; -1: it cannot be read that way. */
static bool read_both(struct span s, int64_t both[2])
{
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	int64_t part[3], time_ms;
	struct span date, time, half = { NULL, 0 };

	if (!span_field(&s, &date))
		return false;
	if (span_ends(date, ","))
		date.len--;
	for (size_t i = 0; i < 3; i++) {
		size_t digits = span_digits(date);

		part[i] = digits_at(date, 0, digits);
		if (!digits || digits > 4 || part[i] < 0 ||
			(i < 2 && (digits == date.len || date.at[digits] != '/')))
			return false;
		date = span_from(date, digits + (i < 2));
	}
	part[2] += part[2] < 100 ? 2000 : 0;
	if (date.len || part[2] < 1970 || !part[0] || !part[1] || part[0] > 31 || part[1] > 31)
		return false;
	if (!span_field(&s, &time) || !parse_date_time(time, &out))
		return false;
	if (span_field(&s, &half) && !span_is(half, "AM") && !span_is(half, "PM"))
		return false;
	if (half.len == 2)
		out.hour = out.hour % 12 + (half.at[0] == 'P' ? 12 : 0);
	time_ms = ((out.hour * 60 + out.minute) * 60 + out.second) * 1000 + out.ms;
	both[0] = part[1] <= 12 ? calendar_ms(part[2], part[1], part[0], 0, 0, 0) + time_ms : -1;
	both[1] = part[0] <= 12 ? calendar_ms(part[2], part[0], part[1], 0, 0, 0) + time_ms : -1;
	return both[0] >= 0 || both[1] >= 0;
}

/* How far it lies behind the last one: only the way that goes on as before is one. -1: either may
 * be. */
static int64_t slashed_gap(const struct moment *moment, const int64_t both[2])
{
	int64_t gaps[2], usual = 3 * moment->slashed_gap_ms;

	for (size_t i = 0; i < 2; i++)
		gaps[i] = both[i] >= 0 && moment->slashed_ms[i] >= 0
				  ? both[i] - moment->slashed_ms[i]
				  : -1;
	if (gaps[0] == gaps[1] || gaps[1] < 0)
		return gaps[0];
	if (gaps[0] < 0)
		return gaps[1];
	if (gaps[0] <= usual && gaps[1] > usual)
		return gaps[0];
	return gaps[1] <= usual && gaps[0] > usual ? gaps[1] : -1;
}

/* Day and month of 02/11/2026 are not told apart. Where another date shows which they are, it is
 * that; else times count from the first such day on. */
static int64_t read_slashed(struct moment *moment, struct span s)
{
	int64_t both[2], gap;

	if (!read_both(s, both))
		return -1;
	if (!moment->slashed) {
		moment->is_day_first |= both[1] < 0;
		moment->is_month_first |= both[0] < 0;
		if (moment->is_day_first || moment->is_month_first)
			return both[moment->is_day_first ? 0 : 1];
		moment->slashed = true;
		moment->slashed_at_ms = both[0] % DAY_MS;
	} else {
		gap = slashed_gap(moment, both);
		if (gap < 0)
			return -1;
		moment->slashed_gap_ms = gap ? gap : moment->slashed_gap_ms;
		moment->slashed_at_ms += gap;
	}
	memcpy(moment->slashed_ms, both, sizeof both);
	return moment->slashed_at_ms;
}

int64_t moment_read(struct moment *moment, struct span cell, double unit)
{
	int64_t time_ms;

	cell = span_trim(cell);
	if (!cell.len)
		return -1;
	if ((time_ms = read_iso(cell)) >= 0 || (time_ms = read_day(cell)) >= 0 ||
		(!(unit > 0) && (time_ms = read_digits(cell, false)) >= 0) ||
		(time_ms = read_count(cell, unit)) >= 0 || (time_ms = read_short_iso(cell)) >= 0 ||
		(time_ms = read_american(cell)) >= 0 ||
		(time_ms = read_slashed(moment, cell)) >= 0 ||
		(time_ms = read_clock(moment, cell)) >= 0 ||
		(time_ms = read_yearless(moment, cell)) >= 0)
		return time_ms;
	if (parse_date(cell, &time_ms) && time_ms >= 0)
		return time_ms;
	return read_named_month(cell);
}

int64_t moment_read_day(struct moment *moment, struct span cell)
{
	int64_t time_ms = read_digits(span_trim(cell), true);

	return time_ms >= 0 ? time_ms : moment_read(moment, cell, 0);
}

/* Is it a date that `date` or a program prints, and not a number of something? */
static bool try_date(struct moment *moment, struct span words, int64_t *time_ms)
{
	struct moment before = *moment;
	uint64_t number;

	while (words.len && strchr("[(<", words.at[0]))
		words = span_from(words, 1);
	while (words.len && strchr("])>:,|", words.at[words.len - 1]))
		words.len--;
	if (span_number(words, UINT64_MAX, &number) && number < EPOCH_FROM)
		return false;
	if (span_find(words, ':') < 0 && words.len < 10)
		return false;
	/* the first with its parts of a second: some take ten readings in one */
	if ((*time_ms = read_iso(words)) >= 0 || (*time_ms = read_american(words)) >= 0 ||
		(*time_ms = read_slashed(moment, words)) >= 0 ||
		(parse_date(words, time_ms) && *time_ms >= 0))
		return true;
	*time_ms = moment_read(moment, words, 0);
	if (*time_ms < 0)
		*moment = before;
	return *time_ms >= 0 || parse_date(words, time_ms);
}

/* A word in brackets before a date, such as [TIME] */
static struct span without_tag(struct span line)
{
	ptrdiff_t end = span_find(line, ']');

	line = span_trim(line);
	if (end <= 0 || end > 12 || line.at[0] != '[' || span_is_digit(line.at[1]))
		return line;
	for (ptrdiff_t i = 1; i < end; i++)
		if (line.at[i] < 'A' || line.at[i] > 'Z')
			return line;
	return span_trim(span_from(line, (size_t)end + 1));
}

/* `08:00:00 RSS: 2026 kB`: the name of a value, where a date may have its zone and year. */
static bool is_key(struct span field)
{
	enum column_role role;

	if (field.len < 3 || span_is_digit(field.at[0]))
		return false;
	role = column_name_read(field).role;
	return role >= COLUMN_RSS || role == COLUMN_PID;
}

/* The date that the first so many fields of a line are. */
static bool take_words(
	struct moment *moment, struct span line, size_t words, int64_t *time_ms, struct span *rest)
{
	struct span after = line, field = { line.at, 0 }, date;

	for (size_t i = 0; i < words; i++)
		if (!span_field(&after, &field) ||
			((words != moment->words || i + 1 == words) && is_key(field)))
			return false;
	date = (struct span){ line.at, (size_t)(field.at + field.len - line.at) };
	if (!try_date(moment, date, time_ms))
		return false;
	*rest = span_trim(after);
	while (rest->len && strchr("|:;,-]", rest->at[0]) && rest->len > 1 && rest->at[1] == ' ')
		*rest = span_trim(span_from(*rest, 1));
	return true;
}

bool moment_day(struct span line, int64_t *time_ms)
{
	enum { DAY = 10 };
	struct span rest = span_from(line, line.len < DAY ? line.len : DAY), word;

	if (line.len < DAY || !span_is_digit(line.at[0]) ||
		(line.len > DAY && line.at[DAY] != ' ' && line.at[DAY] != ':') ||
		(span_field(&rest, &word) && span_is_digit(word.at[0]) && span_find(word, ':') > 0))
		return false;
	*time_ms = read_day((struct span){ line.at, DAY });
	return *time_ms >= 0;
}

/* 2026-11-02 08:00:00,RSS: 9 MB: a date, and no blank behind the sign that ends it. */
static bool take_parted(
	struct moment *moment, struct span line, int64_t *time_ms, struct span *rest)
{
	enum { LONGEST = 40 };

	for (size_t i = 0; i + 1 < line.len && i < LONGEST; i++)
		if (strchr(",;|\t", line.at[i]) && !span_is_digit(line.at[i + 1]) &&
			line.at[i + 1] != ' ')
			return try_date(moment, (struct span){ line.at, i }, time_ms) &&
			       *time_ms >= 0 && (*rest = span_trim(span_from(line, i + 1))).len > 0;
	return false;
}

bool moment_take(struct moment *moment, struct span line, int64_t *time_ms, struct span *rest)
{
	line = without_tag(line);
	if (!line.len)
		return false;
	if (!moment->words && take_parted(moment, line, time_ms, rest))
		return true;
	if (moment->words && take_words(moment, line, moment->words, time_ms, rest) &&
		*time_ms >= 0)
		return true;
	/* the longest that gives a time, as a zone may follow and any word may look like one; else
	 * the longest */
	for (int sure = 1; sure >= 0; sure--)
		for (size_t words = DATE_FIELDS; words > 0; words--)
			if (take_words(moment, line, words, time_ms, rest) &&
				(!sure || *time_ms >= 0)) {
				moment->words = words;
				return true;
			}
	return false;
}
