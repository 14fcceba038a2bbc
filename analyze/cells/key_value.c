/* key_value.c - the sizes behind a key: which of them is its value. */
#include "key_value.h"

#include <string.h>

#include "key_words.h"

enum { MOST_VALUES = 4 };

/* RSS 23960 KB -> 24000 KB: what it is now stands behind the arrow. */
static void take_arrow(struct span line, size_t begin, struct amount *amount)
{
	static const char *const arrows[] = { "->", "=>", "\xe2\x86\x92", "to " };
	struct span rest = span_trim(span_from(line, begin + amount->len));
	struct amount now;

	for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
		struct span behind, after;

		if (!span_starts(rest, arrows[i]))
			continue;
		behind = span_trim(span_from(rest, strlen(arrows[i])));
		if (!amount_read(behind, &now) || (amount->unit > 0 && !(now.unit > 0)) ||
			(!(now.unit > 0) && key_words_are_counted(span_from(behind, now.len))))
			return;
		/* 24000 kB to 512000 kB allowed, 24000 to 60 clients: no change is told */
		after = span_trim(span_from(behind, now.len));
		if (arrows[i][0] == 't' && after.len && !strchr(",;)(", after.at[0]))
			return;
		now.len = (size_t)(behind.at + now.len - line.at) - begin;
		*amount = now;
		return;
	}
}

/* 512MB/24000kB: no one uses more than the bound, so nobody can tell which of them it is. In
 * `24576000 bytes/23MB` it is only the same, rounded. */
static bool exceeds(const struct amount *amount, const struct amount *bound)
{
	double unit = amount->unit > 0 ? amount->unit : 1;
	double bound_unit = bound->unit > 0 ? bound->unit : 1;

	return (bound->unit > 0) == (amount->unit > 0) &&
	       (bound->number + bound->step) * bound_unit <= amount->number * unit;
}

/* The sizes with a slash or `of` between them, from the first one on. Gives their number. */
static size_t read_list(struct span text, struct amount *amounts, size_t *len)
{
	struct span rest = text;
	size_t count = 0;
	bool is_bound = false;

	while (count < MOST_VALUES && amount_read(rest, &amounts[count])) {
		/* 24004 of 12 processes */
		if (is_bound && !(amounts[count].unit > 0))
			break;
		rest = span_from(rest, amounts[count++].len);
		*len = (size_t)(rest.at - text.at);
		rest = span_trim(rest);
		is_bound = span_starts(rest, "of ");
		if (!is_bound && !span_starts(rest, "/"))
			break;
		rest = span_trim(span_from(rest, is_bound ? 3 : 1));
	}
	return count;
}

/* VSZ/RSS: which part of the key, of so many, tells memory. False: none does, or it has another
 * number of parts. */
static bool find_part(struct span key, size_t count, struct column_name *name, size_t *part)
{
	struct column_name best = { .role = COLUMN_OTHER };
	ptrdiff_t slash;

	for (size_t i = 0; i < count; i++) {
		struct column_name own;

		slash = span_find(key, '/');
		if ((slash >= 0) != (i + 1 < count))
			return false;
		own = column_name_read(
			(struct span){ key.at, slash >= 0 ? (size_t)slash : key.len });
		if (key_words_are_wanted(own.role) && own.rank > best.rank) {
			best = own;
			*part = i;
		}
		key = span_from(key, (size_t)(slash + 1));
	}
	*name = best;
	return key_words_are_wanted(best.role);
}

/* Takes the value of a list: the first, or that of its part of the key. */
static bool take_of_list(
	struct span text, struct span key, struct column_name *name, struct amount *amount)
{
	const double machine_kib = 2097152;
	struct amount amounts[MOST_VALUES];
	size_t len = 0, part = 0, count = read_list(text, amounts, &len);

	if (count < 2)
		return true;
	if (span_find(key, '/') <= 0) {
		/* 24.0/512.0 MB: the unit is that of both. `Memory: 4000 / 16384 MB` may be that of
		 * the machine */
		if (!(amounts[0].unit > 0) && amounts[1].unit > 0 &&
			amounts[0].number <= amounts[1].number &&
			(name->rank >= COLUMN_ALONE ||
				amounts[1].number * amounts[1].unit < machine_kib)) {
			amount->unit = amounts[0].unit = amounts[1].unit;
			amount->len = len;
		}
		return !exceeds(&amounts[0], &amounts[1]);
	}
	if (!find_part(key, count, name, &part))
		return false;
	/* RSS/VSZ: 24004/60000 kB */
	if (!(amounts[part].unit > 0))
		amounts[part].unit = amounts[count - 1].unit;
	*amount = amounts[part];
	amount->len = len;
	return true;
}

/* 24MB/s is how fast something goes. */
static bool is_rate(struct span rest)
{
	return span_starts(rest, "/s") && (rest.len == 2 || !span_is_letter(rest.at[2]));
}

/* rss_mb=24.580,12: 24.58 MB and the next value of a list, or 24,580.12 MB? What its unit stands
 * behind is one number, and so is 1.100,5: no process has so little. */
static bool is_ambiguous(
	const struct column_name *name, const struct amount *amount, struct span number)
{
	const double least_kib = 2048;

	return !(amount->unit > 0) && name->unit > 1 && span_find(number, '.') > 0 &&
	       span_find(number, ',') > span_find(number, '.') &&
	       amount->number / 1000 * name->unit >= least_kib;
}

bool key_value_settle(struct span line, size_t begin, struct span key, struct column_name *name,
	struct amount *amount)
{
	struct span text = span_from(line, begin);
	struct amount spaced;

	if (is_ambiguous(name, amount, (struct span){ text.at, amount->len }) ||
		is_rate(span_from(text, amount->len)))
		return false;
	/* RSS: 24 004 kB */
	if (!(amount->unit > 0) && amount_read_spaced(text, &spaced) && spaced.unit > 0)
		*amount = spaced;
	take_arrow(line, begin, amount);
	return take_of_list(text, key, name, amount);
}
