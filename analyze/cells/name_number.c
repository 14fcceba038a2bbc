/* name_number.c - numbers and dates in names. */
#include "name_number.h"

#include <string.h>

#include "../base/calendar.h"

enum { DIGITS = 18, GROUPS = 16 };

/* Digits that stand together. */
struct group {
	const char *at;
	size_t len;
	bool joined; /* joined to the next, like the parts of a date */
};

/* Finds the first groups of the name; gives their number. */
static size_t find_groups(struct span name, struct group *groups)
{
	size_t count = 0;

	for (size_t at = 0, begin; at < name.len && count < GROUPS; at++) {
		if (!span_is_digit(name.at[at]))
			continue;
		for (begin = at; at < name.len && span_is_digit(name.at[at]); at++)
			;
		groups[count++] = (struct group){ name.at + begin, at - begin,
			at + 1 < name.len && name.at[at] && strchr("-_:T. ", name.at[at]) &&
				span_is_digit(name.at[at + 1]) };
	}
	return count;
}

/* len digits at offset of a group. */
static int64_t part(const struct group *group, size_t offset, size_t len)
{
	int64_t number = 0;

	for (size_t i = offset; i < offset + len; i++)
		number = number * 10 + (group->at[i] - '0');
	return number;
}

static int64_t whole(const struct group *group)
{
	size_t len = group->len < DIGITS ? group->len : DIGITS;

	return part(group, group->len - len, len);
}

/* How many groups, each joined to the next, begin at groups[0]: as many as are asked for at most.
 */
static size_t joined(const struct group *groups, size_t count, size_t most)
{
	size_t n = 0;

	while (n < count && n < most) {
		if (!groups[n++].joined)
			break;
	}
	return n;
}

/* Year, month and day in front of the groups; how many groups they are, 0 none. Which of 01-02-2026
 * is the month is not known. */
static size_t read_day(const struct group *groups, size_t count, int64_t *day)
{
	size_t n = joined(groups, count, 3);

	if (groups[0].len == 8 || groups[0].len == 12 || groups[0].len == 14) {
		day[0] = part(groups, 0, 4);
		day[1] = part(groups, 4, 2);
		day[2] = part(groups, 6, 2);
		return 1;
	}
	if (n < 3 || groups[1].len > 2)
		return 0;
	if (groups[0].len == 4 && groups[2].len <= 2) {
		for (size_t i = 0; i < 3; i++)
			day[i] = whole(&groups[i]);
		return 3;
	}
	if (groups[0].len > 2 || groups[2].len != 4 || groups[0].at[groups[0].len] != '.' ||
		groups[1].at[groups[1].len] != '.')
		return 0;
	for (size_t i = 0; i < 3; i++)
		day[i] = whole(&groups[2 - i]);
	return 3;
}

/* Hour, minute and second in len digits at offset. */
static void read_clock(const struct group *group, size_t offset, size_t len, int64_t *clock)
{
	for (size_t i = 0; i < len / 2; i++)
		clock[i] = part(group, offset + 2 * i, 2);
}

/* The time of a day behind it: 1200, 120000, 12:00, 12:00:00; how many groups it is. */
static size_t read_time(const struct group *groups, size_t count, int64_t *clock)
{
	size_t n = joined(groups, count, 3), used = 0;

	if (n && (groups[0].len == 4 || groups[0].len == 6)) {
		read_clock(groups, 0, groups[0].len, clock);
		return 1;
	}
	while (used < n && groups[used].len == 2)
		used++;
	if (used < 2)
		return 0;
	for (size_t i = 0; i < used; i++)
		clock[i] = whole(&groups[i]);
	return used;
}

static bool try_date(const int64_t *day, const int64_t *clock)
{
	return day[0] >= 1970 && day[0] <= 2999 && day[1] >= 1 && day[1] <= 12 && day[2] >= 1 &&
	       day[2] <= 31 && clock[0] <= 23 && clock[1] <= 59 && clock[2] <= 60;
}

/* A date in front of the groups, ms since 1970 or -1; how many groups it is. */
static int64_t read_date(const struct group *groups, size_t count, size_t *used)
{
	int64_t day[3], clock[3] = { 0, 0, 0 };

	*used = 1;
	/* seconds or milliseconds since 1970, from 2001 to 2033 */
	if (groups[0].at[0] == '1' && (groups[0].len == 10 || groups[0].len == 13))
		return whole(groups) * (groups[0].len == 10 ? 1000 : 1);
	*used = read_day(groups, count, day);
	if (!*used)
		return -1;
	if (groups[0].len > 8)
		read_clock(groups, 8, groups[0].len - 8, clock);
	else if (groups[*used - 1].joined)
		*used += read_time(groups + *used, count - *used, clock);
	if (!try_date(day, clock))
		return -1;
	return calendar_ms(day[0], day[1], day[2], clock[0], clock[1], clock[2]);
}

/* The month, from 1, whose English name or its first three letters end *len bytes on at that place
 * of the name; 0 none. */
static int64_t read_month(struct span name, size_t at, size_t *len)
{
	static const char *const months[] = { "january", "february", "march", "april", "may",
		"june", "july", "august", "september", "october", "november", "december" };

	for (*len = 0; at + *len < name.len && span_is_letter(name.at[at + *len]); ++*len)
		;
	for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
		bool same = *len == 3 || *len == strlen(months[i]);

		for (size_t j = 0; same && j < *len; j++)
			same = (name.at[at + j] | 32) == months[i][j];
		if (same)
			return (int64_t)i + 1;
	}
	return 0;
}

/* A time of the day behind one of the groups, AM or PM behind it; how many groups it is. */
static size_t read_time_behind(
	struct span name, const struct group *groups, size_t count, int64_t *clock)
{
	size_t used = groups[0].joined ? read_time(groups + 1, count - 1, clock) : 0;
	const struct group *last = &groups[used];
	struct span rest = span_from(name, (size_t)(last->at + last->len - name.at));

	if (used && rest.len > 2 && (rest.at[1] == 'A' || rest.at[1] == 'P') && rest.at[2] == 'M' &&
		clock[0] >= 1 && clock[0] <= 12)
		clock[0] = clock[0] % 12 + (rest.at[1] == 'P' ? 12 : 0);
	return used;
}

/* Day and year around a month: 25Nov2026 and perhaps a time, Nov_25_01:02:52_UTC_2026. Gives the
 * first group behind, 0: no date. */
static size_t read_around(struct span name, const struct group *groups, size_t count,
	struct span month, int64_t *day, int64_t *clock)
{
	size_t next = 0;
	const struct group *before, *after;

	while (next < count && groups[next].at < month.at)
		next++;
	before = next ? &groups[next - 1] : NULL;
	after = &groups[next];
	if (next == count || after->at > month.at + month.len + 2)
		return 0;
	if (before && before->len <= 2 && before->at + before->len + 1 >= month.at &&
		after->len == 4) {
		day[0] = whole(after);
		day[2] = whole(before);
		return next + 1 + read_time_behind(name, after, count - next, clock);
	}
	day[2] = whole(after);
	next++;
	if (next < count && groups[next].len == 2)
		next += read_time_behind(name, after, count - next + 1, clock);
	if (after->len > 2 || next == count || groups[next].len != 4)
		return 0;
	day[0] = whole(&groups[next]);
	return next + 1 +
	       (groups[next].at == after->at + after->len + 1
			       ? read_time_behind(name, &groups[next], count - next, clock)
			       : 0);
}

/* A date with the month by name, as `date` prints it; *used: the number of groups up to its end. */
static int64_t read_named(struct span name, const struct group *groups, size_t count, size_t *used)
{
	for (size_t at = 0, len; at < name.len; at += len + 1) {
		int64_t day[3] = { 0, read_month(name, at, &len), 0 }, clock[3] = { 0, 0, 0 };

		*used = day[1] ? read_around(name, groups, count,
					 (struct span){ name.at + at, len }, day, clock)
			       : 0;
		if (*used && try_date(day, clock))
			return calendar_ms(day[0], day[1], day[2], clock[0], clock[1], clock[2]);
	}
	return -1;
}

/* iter_7_before, 7-after, pre.7: a reading at either end of a round. */
static unsigned read_phase(struct span name)
{
	static const struct {
		const char *word;
		unsigned phase;
	} words[] = { { "before", 1 }, { "pre", 1 }, { "start", 1 }, { "begin", 1 }, { "after", 2 },
		{ "post", 2 }, { "end", 2 }, { "stop", 2 } };

	for (size_t at = 0, len; at < name.len; at += len + 1) {
		for (len = 0; at + len < name.len && span_is_letter(name.at[at + len]); len++)
			;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (span_is((struct span){ name.at + at, len }, words[i].word))
				return words[i].phase;
	}
	return 0;
}

/* 02-11-2026, with the day or the month first: only all names together can show which. */
static void read_either(const struct group *groups, size_t count, struct name_number *out)
{
	const int64_t clock[3] = { 0, 0, 0 };

	for (size_t i = 0; i + 2 < count; i++) {
		const struct group *g = groups + i;
		int64_t day[3] = { whole(&g[2]), whole(&g[1]), whole(&g[0]) },
			other[3] = { day[0], day[2], day[1] };

		if (joined(g, count - i, 3) < 3 || g[0].len > 2 || g[1].len > 2 || g[2].len != 4)
			continue;
		if (try_date(day, clock))
			out->day_first_ms = calendar_ms(day[0], day[1], day[2], 0, 0, 0);
		if (try_date(other, clock))
			out->month_first_ms = calendar_ms(other[0], other[1], other[2], 0, 0, 0);
		return;
	}
}

struct name_number name_number(struct span name)
{
	struct name_number out = { .time_ms = -1, .day_first_ms = -1, .month_first_ms = -1 };
	struct group groups[GROUPS];
	size_t count = find_groups(name, groups), used = 0;

	if (!count)
		return out;
	out.found = true;
	out.first = (uint64_t)whole(&groups[0]);
	out.phase = read_phase(name);
	read_either(groups, count, &out);
	out.time_ms = read_named(name, groups, count, &used);
	for (size_t i = 0; i < count && out.time_ms < 0; i++) {
		out.time_ms = read_date(groups + i, count - i, &used);
		used += i;
	}
	if (out.time_ms < 0)
		out.number = (uint64_t)whole(&groups[count - 1]);
	else if (used < count)
		out.number = (uint64_t)whole(&groups[used]);
	return out;
}

/* Words that authors of shell loops use for a round, and of how many digits its number is. r1 and
 * r2 may be routers, and run1 a test: of these only counts of two digits are rounds, as r00 is. */
static const struct round_word {
	const char *word;
	size_t digits;
	bool is_part; /* r10 may be a router, too */
} round_words[] = { { "round", 1, false }, { "snapshot", 1, false }, { "snap", 1, false },
	{ "sample", 1, false }, { "iteration", 1, false }, { "iter", 1, false },
	{ "cycle", 1, false }, { "loop", 1, false }, { "step", 1, false }, { "reading", 1, false },
	{ "r", 2, true }, { "run", 2, true }, { "it", 2, true }, { "t", 2, true },
	{ "poll", 2, false }, { "tick", 2, false }, { "dump", 2, false }, { "capture", 2, false } };

/* The word in front of a number, that of so many digits as it asks for; NULL: there is none. */
static const struct round_word *word_of(struct span name)
{
	for (size_t i = 0; i < sizeof round_words / sizeof *round_words; i++) {
		const struct round_word *word = &round_words[i];
		struct span rest = span_from(name, strlen(word->word));

		if (span_starts(name, word->word) &&
			span_digits(span_strip(rest, "-_.", "")) >= word->digits)
			return word;
	}
	return NULL;
}

bool name_is_number(struct span name)
{
	const struct round_word *word = word_of(name);

	if (word)
		name = span_from(name, strlen(word->word));
	for (size_t i = 0; i < name.len; i++)
		if (!span_is_digit(name.at[i]) && (!name.at[i] || !strchr("-_:.TZ", name.at[i])))
			return false;
	return name_number(name).found;
}

bool name_number_is_part(struct span name)
{
	const struct round_word *word = word_of(name);

	return word && word->is_part;
}
