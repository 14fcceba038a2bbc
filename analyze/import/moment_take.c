/* moment_take.c - the date that stands before the rest of a line. */
#include "moment.h"

#include <string.h>

#include "column_name.h"
#include "parse_date.h"

enum {
	DATE_FIELDS = 8,        /* Fri 27 Nov 2026 06:26:31 PM UTC */
	EPOCH_FROM = 1000000000 /* in 2001: less is a count from the beginning */
};

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
	if (moment_read_date(moment, words, time_ms))
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
