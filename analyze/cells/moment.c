/* moment.c - when a record was taken. */
#include "moment.h"

#include <string.h>

#include "../base/calendar.h"
#include "column_name.h"
#include "moment_forms.h"
#include "moment_month.h"
#include "parse_date.h"
#include "parse_date_field.h"

enum {
	DATE_FIELDS = 8, /* Fri 27 Nov 2026 06:26:31 PM UTC */
	DAY_MS = 86400000,
	LEAP_YEAR = 1972 /* a day without its year may be the 29th of February */
};

/* A time that starts again after so long (a day, a year): makes the next one later than the last.
 */
static int64_t go_on(struct moment *moment, int64_t time_ms, int64_t period_ms)
{
	if (moment->any && time_ms + moment->offset_ms < moment->last_ms - period_ms / 2)
		moment->offset_ms += period_ms;
	moment->any = true;
	return moment->last_ms = time_ms + moment->offset_ms;
}

/* The month of its name's first three letters, from 1 on; 0: it is none. */
static int64_t month_of(struct span name)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char text[4] = "";
	const char *found;

	if (name.len != 3)
		return 0;
	memcpy(text, name.at, 3);
	found = strstr(months, text);
	return found && (found - months) % 3 == 0 ? (found - months) / 3 + 1 : 0;
}

/* Takes `Nov 2` (syslog, ts), `11-02` (logcat of Android) or `I1102` (glog) off the front. */
static bool take_month_day(struct span *s, int64_t *month, int64_t *day)
{
	struct span first, second;

	if (!span_field(s, &first))
		return false;
	*month = month_of(first);
	if (*month) {
		*day = span_field(s, &second) && second.len <= 2
			       ? moment_forms_digits(second, 0, second.len)
			       : -1;
	} else if (first.len == 5 && first.at[2] == '-') {
		*month = moment_forms_digits(first, 0, 2);
		*day = moment_forms_digits(first, 3, 2);
	} else if (first.len == 5 && strchr("IWEF", first.at[0])) {
		*month = moment_forms_digits(first, 1, 2);
		*day = moment_forms_digits(first, 3, 2);
	}
	return *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31;
}

/* A month, a day and a time; the year is not given, and shown as 1972. */
static int64_t read_yearless(struct moment *moment, struct span s)
{
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	struct span all = s, time, zone;
	int64_t month = 0, day = 0;

	s = moment_forms_behind_weekday(s);
	if (!take_month_day(&s, &month, &day) || !span_field(&s, &time) ||
		!parse_date_time(time, &out))
		return -1;
	/* a zone stands behind a whole date alone, elsewhere it may be any word */
	if (span_field(&s, &zone) && (s.len || span_equal(all, moment_forms_behind_weekday(all)) ||
					     !parse_date_zone(zone, &out)))
		return -1;
	return go_on(moment,
		calendar_ms(LEAP_YEAR, month, day, out.hour, out.minute, out.second) + out.ms,
		(int64_t)366 * DAY_MS);
}

/* 08:05 as a time of day; false: not if the first of them has the hour 0: that counts from the
 * beginning. */
static bool read_time_of_day(struct moment *moment, struct span s, int64_t *ms)
{
	enum { HOURS = 24, MINUTES = 60 };
	ptrdiff_t colon = span_find(s, ':');
	int64_t hour = moment_forms_digits(s, 0, (size_t)colon),
		minute = moment_forms_digits(s, (size_t)colon + 1, 2);

	if (hour < 0 || minute < 0 || (size_t)colon + 3 != s.len)
		return false;
	moment->of_day &= moment->has_minutes || hour > 0;
	moment->has_minutes = true;
	if (!moment->of_day || hour >= HOURS || minute >= MINUTES)
		return false;
	*ms = (hour * MINUTES + minute) * MINUTES * 1000;
	return true;
}

/* Takes `1-` of ps or `1 day, ` of Python and `1 days ` of pandas off the front: the days before a
 * time. Gives their number; -1: there are none. */
static int64_t take_days(struct span *s)
{
	size_t digits = span_digits(*s);
	struct span rest = span_from(*s, digits);
	int64_t days = digits ? moment_forms_digits(*s, 0, digits) : -1;

	if (days < 0 || !(span_starts(rest, "-") || span_starts(rest, " day")))
		return -1;
	rest = span_strip(rest, "- days,", "");
	if (!rest.len || !span_is_digit(rest.at[0]))
		return -1;
	*s = rest;
	return days;
}

/* 08:00:00, also with a fraction: the day is not given. 1-02:03:04 and 26:00:00 count from the
 * beginning. */
static int64_t read_clock(struct moment *moment, struct span s)
{
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	struct span rest = s;
	int64_t days = take_days(&rest), ms = 0, seconds;
	bool has_days = days >= 0;
	ptrdiff_t colon;
	size_t part;
	char half = has_days ? 0 : moment_month_half(&s);

	if (!has_days && (half || s.len >= 7) && parse_date_time(s, &out)) {
		if (half)
			out.hour = out.hour % 12 + (half == 'p' ? 12 : 0);
		return go_on(moment,
			((out.hour * 60 + out.minute) * 60 + out.second) * 1000 + out.ms, DAY_MS);
	}
	if (span_find(rest, ':') <= 0)
		return -1;
	if (!has_days && read_time_of_day(moment, s, &ms))
		return go_on(moment, ms, DAY_MS);
	while ((colon = span_find(rest, ':')) > 0) {
		int64_t number = moment_forms_digits(rest, 0, (size_t)colon);

		if (number < 0 || ms > INT32_MAX)
			return -1;
		ms = (ms + number) * 60;
		rest = span_from(rest, (size_t)colon + 1);
	}
	part = span_digits(rest);
	if (part < rest.len && rest.at[part] != '.')
		return -1;
	seconds = moment_forms_digits(rest, 0, part);
	return seconds < 0 ? -1 : (has_days ? days : 0) * DAY_MS + (ms + seconds) * 1000;
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

		part[i] = moment_forms_digits(date, 0, digits);
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
	if (span_field(&s, &half) &&
		((!span_is(half, "AM") && !span_is(half, "PM")) || span_trim(s).len))
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

	cell = span_strip(span_trim(cell), "[", "]");
	if (!cell.len)
		return -1;
	if ((time_ms = moment_forms_iso(cell)) >= 0 || (time_ms = moment_forms_day(cell)) >= 0 ||
		(!(unit > 0) && (time_ms = moment_forms_compact(cell, false)) >= 0) ||
		(time_ms = moment_forms_count(cell, unit)) >= 0 ||
		(time_ms = moment_forms_short_year(cell)) >= 0 ||
		(time_ms = moment_forms_american(cell)) >= 0 ||
		(time_ms = read_slashed(moment, cell)) >= 0 ||
		(time_ms = read_clock(moment, cell)) >= 0 ||
		(time_ms = read_yearless(moment, cell)) >= 0)
		return time_ms;
	if ((parse_date(cell, &time_ms) && time_ms >= 0) ||
		(time_ms = moment_forms_web(cell)) >= 0 ||
		(time_ms = moment_forms_glog(cell)) >= 0 ||
		(time_ms = moment_forms_joined(cell)) >= 0)
		return time_ms;
	return moment_forms_named_month(cell);
}

int64_t moment_read_day(struct moment *moment, struct span cell)
{
	int64_t time_ms = moment_forms_compact(span_trim(cell), true);

	return time_ms >= 0 ? time_ms : moment_read(moment, cell, 0);
}

/* Is it a date that `date` or a program prints, and not a number of something? */
static bool try_date(struct moment *moment, struct span words, int64_t *time_ms)
{
	struct moment before = *moment;
	uint64_t number;

	words = span_strip(words, "[(<", "])>:,|");
	if ((*time_ms = moment_forms_since(words)) >= 0 || (*time_ms = moment_month(words)) >= 0)
		return true;
	if (span_number(words, UINT64_MAX, &number) && number < DATE_EPOCH_FROM)
		return false;
	if (span_find(words, ':') < 0 && words.len < 10)
		return false;
	/* the first with its parts of a second: some take ten readings in one */
	if ((*time_ms = moment_forms_iso(words)) >= 0 ||
		(*time_ms = moment_forms_american(words)) >= 0 ||
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
	/* GPU in front of memory is no zone */
	return role >= COLUMN_RSS || role == COLUMN_PID ||
	       column_name_is_elsewhere(field, COLUMN_MEMORY);
}

enum { FRONT = 256 }; /* more than any date, with its blanks */

/* The date that the first so many fields of a line are. */
static bool take_words(
	struct moment *moment, struct span line, size_t words, int64_t *time_ms, struct span *rest)
{
	struct span after = span_front(line, FRONT), field = { line.at, 0 }, date;

	for (size_t i = 0; i < words; i++)
		if (!span_field(&after, &field) ||
			((words != moment->words || i + 1 == words) && is_key(field)))
			return false;
	date = (struct span){ line.at, (size_t)(field.at + field.len - line.at) };
	if (!try_date(moment, date, time_ms))
		return false;
	*rest = span_trim(span_from(line, (size_t)(after.at - line.at)));
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
	*time_ms = moment_forms_day((struct span){ line.at, DAY });
	return *time_ms >= 0;
}

/* 2026-11-02 08:00:00,RSS: 9 MB: a date, and no blank behind the sign that ends it. */
static bool take_parted(
	struct moment *moment, struct span line, int64_t *time_ms, struct span *rest)
{
	enum { LONGEST = 40 };
	size_t colon = moment_forms_colon(line);

	/* 2026-11-02 08:00:00;web1:rss: the colon of a name ends no date */
	if (colon && try_date(moment, (struct span){ line.at, colon }, time_ms))
		return *time_ms >= (int64_t)DATE_EPOCH_FROM * 1000 &&
		       (*rest = span_trim(span_from(line, colon + 1))).len > 0;
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
