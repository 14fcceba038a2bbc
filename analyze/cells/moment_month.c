/* moment_month.c - dates that are one word, with the name of the month within: 02Nov2026. */
#include "moment_month.h"

#include <string.h>

#include "../base/calendar.h"
#include "parse_date_field.h"

enum { CENTURY = 2000, YEAR_FROM = 1970, YEAR_TO = 2400 };

/* Takes the digits off the front, so many at most; -1: there are none, or more. */
static int64_t take_digits(struct span *s, size_t most)
{
	size_t digits = span_digits(*s);
	uint64_t number;

	if (digits > most || !span_number((struct span){ s->at, digits }, UINT32_MAX, &number))
		return -1;
	*s = span_from(*s, digits);
	return (int64_t)number;
}

/* Takes the sign between the parts off the front, where it is one. */
static void take_sign(struct span *s)
{
	if (s->len && (s->at[0] == '-' || s->at[0] == '/'))
		*s = span_from(*s, 1);
}

/* 0800, 080000, 0800Z */
static bool read_digits(struct span s, struct date_reading *out)
{
	enum { MINUTES = 4, SECONDS = 6, HUNDRED = 100 };
	size_t digits = span_digits(s);
	int64_t clock = take_digits(&s, SECONDS);

	if ((digits != MINUTES && digits != SECONDS) || (s.len && !parse_date_zone(s, out)))
		return false;
	clock *= digits == MINUTES ? HUNDRED : 1;
	out->hour = clock / HUNDRED / HUNDRED;
	out->minute = clock / HUNDRED % HUNDRED;
	out->second = clock % HUNDRED;
	return out->hour < 24 && out->minute < 60 && out->second <= 60;
}

/* AM, pm: is it a half of the day? */
static bool is_half(struct span word)
{
	return word.len == 2 && strchr("APap", word.at[0]) && (word.at[1] | 32) == 'm';
}

char moment_month_half(struct span *time)
{
	enum { LEN = 2 };
	struct span half = span_from(*time, time->len < LEN ? time->len : time->len - LEN);

	if (!is_half(half) || time->len == LEN)
		return 0;
	*time = span_trim((struct span){ time->at, time->len - LEN });
	return (char)(half.at[0] | 32);
}

/* The time of the day, with the half of the day or the zone behind it. */
static bool read_time(struct span s, struct date_reading *out)
{
	struct span time, word;

	if (!span_field(&s, &time))
		return false;
	/* 08:00:00AM */
	if (time.len > 2 && is_half(span_from(time, time.len - 2))) {
		s = span_from(time, time.len - 2);
		time.len -= 2;
	}
	if (!read_digits(time, out) && !parse_date_time(time, out))
		return false;
	if (!span_field(&s, &word))
		return true;
	if (span_trim(s).len)
		return false;
	if (!is_half(word))
		return parse_date_zone(word, out);
	out->hour = out->hour % 12 + ((word.at[0] | 32) == 'p' ? 12 : 0);
	return true;
}

int64_t moment_month(struct span s)
{
	enum { DAY = 2, SHORT = 2, YEAR = 4 };
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	int64_t day = take_digits(&s, DAY), month, year;
	size_t digits;

	take_sign(&s);
	month = parse_date_month(s);
	s = span_from(s, MONTH_LETTERS);
	take_sign(&s);
	digits = span_digits(s);
	year = take_digits(&s, YEAR);
	year += digits == SHORT ? CENTURY : 0;
	if (day < 1 || day > 31 || !month || (digits != SHORT && digits != YEAR) ||
		year < YEAR_FROM || year > YEAR_TO)
		return -1;
	if (!s.len)
		return calendar_ms(year, month, day, 0, 0, 0);
	if (!strchr(":-_ T,", s.at[0]) || !read_time(span_trim(span_from(s, 1)), &out))
		return -1;
	return calendar_ms(year, month, day, out.hour, out.minute, out.second) + out.ms -
	       (out.zone_s > 0 || out.zone_s < -1 ? out.zone_s * 1000 : 0);
}
