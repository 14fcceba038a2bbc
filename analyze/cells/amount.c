/* amount.c - an amount of memory as people write it. */
#include "amount.h"

#include <math.h>
#include <string.h>

#include "lower.h"

enum { UNIT_BYTES = 12, DIGITS = 18, EXPONENT = 15 };

double amount_unit(struct span name)
{
	static const struct {
		const char *name;
		double kib;
	} units[] = {
		{ "b", 1.0 / 1024 },
		{ "byte", 1.0 / 1024 },
		{ "bytes", 1.0 / 1024 },
		{ "k", 1 },
		{ "kb", 1 },
		{ "ki", 1 },
		{ "kib", 1 },
		{ "kbyte", 1 },
		{ "kbytes", 1 },
		{ "kilobytes", 1 },
		{ "kibibytes", 1 },
		{ "m", 1024 },
		{ "mb", 1024 },
		{ "mi", 1024 },
		{ "mib", 1024 },
		{ "mbyte", 1024 },
		{ "mbytes", 1024 },
		{ "meg", 1024 },
		{ "megabytes", 1024 },
		{ "mebibytes", 1024 },
		{ "g", 1048576 },
		{ "gb", 1048576 },
		{ "gi", 1048576 },
		{ "gib", 1048576 },
		{ "gbyte", 1048576 },
		{ "gbytes", 1048576 },
		{ "gigabytes", 1048576 },
		{ "gibibytes", 1048576 },
		{ "t", 1073741824 },
		{ "tb", 1073741824 },
		{ "ti", 1073741824 },
		{ "tib", 1073741824 },
		{ "ko", 1 }, /* octets, in French */
		{ "mo", 1024 },
		{ "go", 1048576 },
		{ "\xd0\xba\xd0\xb1", 1 }, /* in Cyrillic letters */
		{ "\xd0\xbc\xd0\xb1", 1024 },
		{ "\xd0\xb3\xd0\xb1", 1048576 },
		{ "page", 4 },
		{ "pages", 4 },
	};
	char lower[UNIT_BYTES];

	if (!name.len || name.len >= sizeof lower)
		return 0;
	memcpy(lower, name.at, name.len);
	lower_letters(lower, name.len);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span_is((struct span){ lower, name.len }, units[i].name))
			return units[i].kib;
	return 0;
}

static bool is_letter(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The bytes of a letter of a unit: also one of Cyrillic; 0: none is there. */
static size_t letter_len(struct span text)
{
	if (!text.len)
		return 0;
	if (is_letter(text.at[0]))
		return 1;
	return text.len > 1 && (text.at[0] == '\xd0' || text.at[0] == '\xd1') ? 2 : 0;
}

/* The bytes of a blank, also one that is no place to end a line; 0: none is there. */
static size_t blank_len(struct span text)
{
	if (!text.len)
		return 0;
	return text.at[0] == ' '                   ? 1
	       : span_starts(text, "\xc2\xa0")     ? 2
	       : span_starts(text, "\xe2\x80\xaf") ? 3
						   : 0;
}

/* `e+07` behind the digits. */
static size_t read_exponent(struct span text, int *exponent)
{
	size_t at = 1, digits;
	bool minus = false;
	uint64_t value;

	if (text.len < 2 || (text.at[0] | 32) != 'e')
		return 0;
	if (text.at[at] == '+' || text.at[at] == '-')
		minus = text.at[at++] == '-';
	digits = span_digits(span_from(text, at));
	if (!digits || !span_number((struct span){ text.at + at, digits }, EXPONENT, &value))
		return 0;
	*exponent = minus ? -(int)value : (int)value;
	return at + digits;
}

/* Digits in groups of three, and the marks that part them. */
struct groups {
	double number;
	char mark;    /* the first byte of each */
	size_t marks; /* 0: there are none */
	size_t len;
};

/* The bytes of what may part groups of digits: 24,580 24.580 24'580 24_580, and with the blanks and
 * quotes of Unicode that many languages have; 0: none is there. */
static size_t mark_len(struct span text)
{
	static const char *const marks[] = { ",", ".", "'", "_", "\xc2\xa0", "\xe2\x80\x99",
		"\xe2\x80\xaf", "\xe2\x80\x89", "\xa0" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (span_starts(text, marks[i]))
			return strlen(marks[i]);
	return 0;
}

/* No group begins with a nought: 0.123,5 is no 123.5. */
static struct groups read_groups(struct span text)
{
	struct groups groups = { .marks = 0 };
	size_t at = span_digits(text), len = mark_len(span_from(text, at));
	struct span mark = span_front(span_from(text, at), len);

	if (!at || at > 3 || !len || text.at[0] == '0')
		return groups;
	groups.mark = mark.at[0];
	while (groups.marks < DIGITS / 3 && at + len + 3 <= text.len &&
		span_equal((struct span){ text.at + at, len }, mark) &&
		span_digits(span_from(text, at + len)) == 3) {
		at += len + 3;
		groups.marks++;
	}
	groups.len = at;
	for (size_t i = 0; i < at; i++)
		if (span_is_digit(text.at[i]))
			groups.number = groups.number * 10 + (text.at[i] - '0');
	return groups;
}

/* Digits, a point or a comma and more digits, an exponent. */
static size_t read_plain(struct span text, struct amount *amount)
{
	size_t whole = span_digits(text), at = whole, part = 0;
	int exponent = 0;

	amount->number = 0;
	for (size_t i = 0; i < whole; i++)
		amount->number = amount->number * 10 + (text.at[i] - '0');
	amount->step = 1;
	if (at < text.len && (text.at[at] == '.' || text.at[at] == ','))
		part = span_digits(span_from(text, at + 1));
	if (whole > DIGITS || part > DIGITS || (!whole && !part))
		return 0;
	for (size_t i = 0; i < part; i++) {
		amount->step /= 10;
		amount->number += amount->step * (text.at[at + 1 + i] - '0');
	}
	amount->has_point = part && text.at[at] == '.';
	at += part ? part + 1 : 0;
	at += read_exponent(span_from(text, at), &exponent);
	amount->number *= pow(10, exponent);
	amount->step *= pow(10, exponent);
	return at;
}

/* Does a mark and a digit follow, so that it is a list of numbers, as 24.580,12.5 is? */
static bool goes_on(struct span text)
{
	return text.len > 1 && (text.at[0] == '.' || text.at[0] == ',') &&
	       span_is_digit(text.at[1]);
}

/* The decimals behind groups of digits, whose mark is another. Gives their bytes; 0: none are
 * there. */
static size_t read_decimals(struct span text, char mark, struct amount *amount)
{
	size_t digits = span_digits(span_from(text, 1));

	if (!text.len || !digits || digits > DIGITS || text.at[0] == mark ||
		(text.at[0] != '.' && text.at[0] != ',') || goes_on(span_from(text, digits + 1)))
		return 0;
	for (size_t i = 1; i <= digits; i++) {
		amount->step /= 10;
		amount->number += amount->step * (text.at[i] - '0');
	}
	return digits + 1;
}

/* Two marks part thousands, and one that is no comma and no point; what one of these parts depends
 * on the unit. */
static size_t read_number(struct span text, struct amount *amount)
{
	struct groups groups = read_groups(text);
	size_t decimals;

	amount->grouped = amount->pointed = -1;
	amount->has_point = false;
	if (groups.marks) {
		amount->number = groups.number;
		amount->step = 1;
		decimals = read_decimals(span_from(text, groups.len), groups.mark, amount);
		if (groups.marks > 1 || decimals || !strchr(",.", groups.mark))
			return groups.len + decimals;
	}
	if (groups.marks && groups.mark == ',')
		amount->grouped = groups.number;
	else if (groups.marks)
		amount->pointed = groups.number;
	return read_plain(text, amount);
}

/* Which of kB, MB, GB, TB it is, written so; 0: none. */
static int thousands_of(struct span unit)
{
	static const char *const units[] = { "B", "kB", "MB", "GB", "TB" };

	for (int i = 1; i < (int)(sizeof units / sizeof *units); i++)
		if (span_is(unit, units[i]))
			return i;
	return 0;
}

/* A number in any way of writing, and its unit. */
static bool read_any(struct span text, struct amount *amount)
{
	size_t at = read_number(text, amount), blanks = 0, letters = 0;
	struct span rest = span_from(text, at);

	if (!at || !(amount->number <= 1e18))
		return false;
	amount->unit = 0;
	amount->thousands = 0;
	amount->len = at;
	for (size_t len; (len = blank_len(span_from(rest, blanks))) > 0;)
		blanks += len;
	rest = span_from(rest, blanks);
	for (size_t len; (len = letter_len(span_from(rest, letters))) > 0;)
		letters += len;
	if (letters && !(letters < rest.len && span_is_digit(rest.at[letters])))
		amount->unit = amount_unit((struct span){ rest.at, letters });
	/* a single letter after a blank is a word, not a unit: `24004 S`; but it is one if it ends
	 * the cell: `24,004 K` of tasklist */
	if (blanks && letters == 1 && (rest.len > 1 || !strchr("KMG", rest.at[0])))
		amount->unit = 0;
	if (amount->unit > 0)
		amount->len = at + blanks + letters;
	if (amount->unit > 0)
		amount->thousands = thousands_of((struct span){ rest.at, letters });
	return true;
}

/* Digits alone, as most cells of most tables are. */
static bool read_digits(struct span text, struct amount *amount)
{
	enum { MOST = 15 };
	uint64_t number = 0;

	if (!text.len || text.len > MOST)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!span_is_digit(text.at[i]))
			return false;
		number = number * 10 + (uint64_t)(text.at[i] - '0');
	}
	*amount = (struct amount){
		.number = (double)number, .step = 1, .grouped = -1, .pointed = -1, .len = text.len
	};
	return true;
}

bool amount_read(struct span text, struct amount *amount)
{
	if (read_digits(text, amount))
		return true;
	return read_any(text, amount);
}

void amount_by_thousand(struct amount *amount)
{
	if (amount->thousands)
		amount->unit = pow(1000, amount->thousands) / 1024;
}

bool amount_read_spaced(struct span text, struct amount *amount)
{
	char joined[DIGITS + UNIT_BYTES + 4];
	size_t len = span_digits(text), at = len, blanks = 0;

	if (!len || len > 3)
		return false;
	memcpy(joined, text.at, len);
	for (; at < text.len && text.at[at] == ' ' && span_digits(span_from(text, at + 1)) == 3 &&
		len < DIGITS;
		at += 4, len += 3, blanks++)
		memcpy(joined + len, text.at + at + 1, 3);
	if (!blanks)
		return false;
	for (size_t i = at; i < text.len && len < sizeof joined; i++)
		joined[len++] = text.at[i];
	if (!amount_read((struct span){ joined, len }, amount))
		return false;
	amount->len += blanks;
	return true;
}

/* 100.500 or 100,500 KiB: a small process, or one of 98 MiB? What is resident is whole pages, so
 * that thousands of KiB are multiples of four; decimals are so by chance. False: they are not. */
static bool count_either(double number, struct amount_points *points)
{
	const uint64_t least = 64000, page_kib = 4, page_bytes = 4096;
	uint64_t whole = (uint64_t)number;

	if (whole < least)
		return true;
	points->either++;
	points->end_with_nought += whole % 10 == 0;
	points->are_bytes += whole % page_bytes == 0;
	return whole % page_kib == 0;
}

bool amount_settle_points(struct amount *amount, double unit, struct amount_points *points)
{
	unit = amount->unit > 0 ? amount->unit : unit;
	if (amount->grouped >= 0 && unit >= 1 && unit <= 1)
		return count_either(amount->grouped, points);
	if (!amount->has_point || !(unit > 0) || unit > 1)
		return true;
	if (amount->pointed < 0 || points->part_decimals) {
		points->part_decimals = true;
		return !points->part_thousands;
	}
	points->part_thousands = true;
	amount->grouped = amount->pointed;
	return !(unit >= 1) || count_either(amount->pointed, points);
}

bool amount_points_are_open(const struct amount_points *points)
{
	return points->either &&
	       (points->end_with_nought == points->either || points->are_bytes == points->either);
}

bool amount_has_limit(struct span text, size_t len)
{
	struct span rest = span_from(text, len);
	struct amount limit;

	return span_starts(rest, " / ") && amount_read(span_from(rest, 3), &limit) &&
	       limit.unit > 0;
}

int64_t amount_kib(const struct amount *amount, double unit, int64_t *grain)
{
	double kib = amount->unit > 0 ? amount->unit : unit;
	/* no process has 24.004 KiB, and no byte has decimals; 24,004 MB may be either, and most
	 * who write a comma mean 24 */
	bool grouped = amount->grouped >= 0 && kib <= 1;
	double step = ceil((grouped ? 1 : amount->step) * kib);

	*grain = step < 1 ? 1 : step < 1e12 ? (int64_t)step : (int64_t)1e12;
	kib *= grouped ? amount->grouped : amount->number;
	return kib < 1e15 ? (int64_t)(kib + 0.5) : -1;
}

double amount_size(const struct amount *amount)
{
	return amount->number * (amount->unit > 0 ? amount->unit : 1);
}

bool amount_differs(double one, double other)
{
	return one < other || one > other;
}
