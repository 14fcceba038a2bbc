/* parse_date.c - the line that `date` prints, by the form of its words: their order differs from
 * locale to locale. */
#include "parse_date.h"

#include <string.h>

#include "../base/calendar.h"
#include "moment_month.h"
#include "parse_date_field.h"
#include "parse_date_words.h"

enum { LINE_BYTES = 120, YEAR_TO = 2400 };

/* Signs around a date: === DATE ===, # DATE, [DATE], DATE:, DATE | */
static struct span without_frame(struct span line)
{
	return span_strip(line, "=-#*<>[]() \t|", "=-#*<>[]() \t|:,;");
}

/* Seconds since 1970, alone on a line, with or without a fraction. */
static bool read_epoch(struct span line, int64_t *time_ms)
{
	ptrdiff_t point = span_find(line, '.');
	struct span whole = { line.at, point >= 0 ? (size_t)point : line.len };
	uint64_t seconds, fraction;
	double exact;

	if (span_starts(whole, "@"))
		whole = span_from(whole, 1);
	/* date +%s%3N, +%s%N */
	if (point < 0 && (whole.len == 13 || whole.len == 19) &&
		span_number(whole, INT64_MAX, &seconds)) {
		*time_ms = (int64_t)(whole.len == 13 ? seconds : seconds / 1000000);
		return *time_ms / 1000 >= DATE_EPOCH_FROM;
	}
	if (!span_number(whole, UINT32_MAX, &seconds) || seconds < DATE_EPOCH_FROM ||
		(point >= 0 &&
			!span_number(span_from(line, (size_t)point + 1), UINT64_MAX, &fraction)))
		return false;
	*time_ms = (int64_t)seconds * 1000;
	if (point >= 0 && span_decimal(line, &exact) && exact >= (double)seconds)
		*time_ms = (int64_t)(exact * 1000 + 0.5);
	return true;
}

static bool is_time_name(struct span name)
{
	static const char *const names[] = { "date", "Date", "DATE", "time", "Time", "TIME",
		"timestamp", "Timestamp", "TIMESTAMP", "datetime", "ts", "now" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(name, names[i]))
			return true;
	return false;
}

/* What an echo put in front of it: `Date: `, `timestamp: `, `round 7: `, `date=` */
static struct span without_label(struct span line)
{
	size_t len = 0;

	while (len < line.len &&
		(((line.at[len] | 32) >= 'a' && (line.at[len] | 32) <= 'z') ||
			(len && (line.at[len] == ' ' || span_is_digit(line.at[len])))))
		len++;
	if (!len || len + 1 >= line.len)
		return line;
	if (line.at[len] == '=' && is_time_name(span_trim((struct span){ line.at, len })))
		return span_trim(span_from(line, len + 1));
	if (line.at[len] != ':' || line.at[len + 1] != ' ')
		return line;
	return span_trim(span_from(line, len + 1));
}

struct span parse_date_alone(struct span line)
{
	return without_label(without_frame(line));
}

/* Blanks that hold words together (U+00A0, U+202F; Czech, French) as blanks; out is for a line that
 * has some. */
static struct span with_blanks(struct span line, char *out)
{
	size_t len = 0;

	if (span_find(line, '\xc2') < 0 && span_find(line, '\xe2') < 0)
		return line;
	for (size_t i = 0; i < line.len; i++) {
		struct span rest = span_from(line, i);
		size_t skip = span_starts(rest, "\xc2\xa0")       ? 1
			      : span_starts(rest, "\xe2\x80\xaf") ? 2
								  : 0;

		out[len++] = skip ? ' ' : line.at[i];
		i += skip;
	}
	return (struct span){ out, len };
}

/* A time alone does not say which day it belongs to. */
static bool is_time_of_day(struct span line)
{
	struct date_reading out = { .hour = -1, .zone_s = -1 };
	struct span rest = line, field;

	if (!span_field(&rest, &field) ||
		(field.len != 8 && !(field.len > 9 && field.at[8] == '.')) ||
		!parse_date_time(field, &out))
		return false;
	while (span_field(&rest, &field))
		if (!span_is(field, "AM") && !span_is(field, "PM") && !parse_date_zone(field, &out))
			return false;
	return true;
}

/* ts(1), syslog: Nov 23 05:16:00. Of which year? */
static bool lacks_year_only(const struct date_reading *out)
{
	struct date_words words = { .month = -1 };

	return out->year < 0 && out->month < 0 && out->day >= 0 && out->hour >= 0 &&
	       out->words == 1 &&
	       parse_date_words(out->names, out->words, YEAR_TO, out->day, &words) &&
	       words.month > 0;
}

/* The time that was read; -1 if the day, or the half of the day, is not certain. False: it is not a
 * date. */
static bool take_time(struct date_reading *out, struct date_memory *memory, int64_t *time_ms)
{
	struct date_words words = { .month = (int)out->month };
	bool known;

	*time_ms = -1;
	if (lacks_year_only(out))
		return true;
	if (out->year < 0 || out->day < 0 || (out->month < 0 && !out->words))
		return false;
	known = parse_date_words_again(out->names, out->words, out->year, out->day, memory, &words);
	/* Kurdish and Uzbek: a day alone */
	if (out->hour < 0)
		return known && words.day && out->month < 0;
	/* an unknown word may mean AM or PM; the year may be of another calendar (2569 in Thailand)
	 */
	out->unsure |= (!known && out->words) || out->year > YEAR_TO;
	if (known)
		out->month = words.month;
	if (out->am || (known && words.am) || out->pm || (known && words.pm))
		out->hour = out->hour % 12 + (out->pm || words.pm ? 12 : 0);
	if (out->month >= 0 && !out->unsure)
		*time_ms = calendar_ms(out->year, out->month, out->day, out->hour, out->minute,
				   out->second) +
			   out->ms - (out->zone_s > 0 || out->zone_s < -1 ? out->zone_s * 1000 : 0);
	return true;
}

/* 10.0.3.7: an address, and no date. */
static bool is_address(struct span text)
{
	size_t points = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '.' && !span_is_digit(text.at[i]))
			return false;
		points += text.at[i] == '.';
	}
	return points == 3 && span_is_digit(text.at[text.len - 1]);
}

bool parse_date_again(struct span line, struct date_memory *memory, int64_t *time_ms)
{
	struct date_reading out = {
		.year = -1, .month = -1, .day = -1, .hour = -1, .minute = -1, .zone_s = -1
	};
	struct span rest, field;
	char text[LINE_BYTES];

	if (line.len > sizeof text)
		return false;
	rest = without_label(without_frame(with_blanks(line, text)));
	if ((*time_ms = moment_month(rest)) >= 0)
		return true;
	if (rest.len < 8 || is_address(rest))
		return false;
	if (read_epoch(rest, time_ms))
		return true;
	*time_ms = -1;
	if (is_time_of_day(rest))
		return true;
	while (span_field(&rest, &field)) {
		bool had_time = out.hour >= 0;

		if (!parse_date_field(field, &out))
			return false;
		/* if the half of the day has no name, its place is empty: two blanks, or one at the
		 * end */
		out.unsure |= !had_time && out.hour >= 0 &&
			      (rest.len ? span_starts(rest, "  ") : span_ends(line, " "));
	}
	return take_time(&out, memory, time_ms);
}

bool parse_date(struct span line, int64_t *time_ms)
{
	return parse_date_again(line, NULL, time_ms);
}
