/* line_front.c - the PID that stands in front of the values of a line, or at its end. */
#include "line_front.h"

#include <string.h>

#include "amount.h"
#include "column_name.h"
#include "key_behind.h"
#include "key_words.h"
#include "line_owner.h"

enum { FEWEST = 3, MOST = 7 }; /* digits of a PID; those of jobs may be fewer */

/* Is the character of a word, or of a number with a point? */
static bool is_of_word(char c)
{
	return span_is_letter(c) || span_is_digit(c) || c == '.' || c == '%' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

/* items, n: is a number beside that word one of things, and no PID? */
static bool is_of_things(struct span word)
{
	static const char *const counts[] = { "n", "count", "size", "len", "length", "depth",
		"total", "num" };

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (span_is(word, counts[i]))
			return true;
	return word.len > 3 && span_ends(word, "s") && !span_ends(word, "ss") &&
	       span_find_text(word, "pid") < 0;
}

/* items=1000, requests=1000, n=1000: is a number behind that text one of things? */
static bool counts_things(struct span before)
{
	struct span word;

	return span_ends(before, "=") && span_last_field(&before, &word) &&
	       is_of_things(span_strip(word, "([{,;", "="));
}

/* Is it a word in front of a PID that ends a line: rss=9kB worker 4711? No size is so. */
static bool is_before_pid(struct span word)
{
	static const char *const sizes[] = { "is", "now", "at", "to", "was", "of", "from", "vs",
		"used", "usage", "max", "min", "avg", "peak", "limit", "hwm", "shared", "text",
		"data", "code", "stack", "cache", "quota", "alloc", "allocated", "committed",
		"reserved", "cap", "goal", "target", "budget", "line", "status" };
	struct column_name name = column_name_read(word);

	for (size_t i = 0; i < word.len; i++)
		if (!span_is_letter(word.at[i]))
			return false;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (span_is(word, sizes[i]))
			return false;
	return word.len && !is_of_things(word) && !(amount_unit(word) > 0) &&
	       (name.role == COLUMN_OTHER || name.role == COLUMN_NAME || name.role == COLUMN_PID) &&
	       !column_name_is_elsewhere(word, 0);
}

/* Is the size told in that text, so that a number behind it is none? */
static bool has_size(struct span text)
{
	struct amount amount;
	struct span key;

	for (size_t i = line_owner_memory_at(text); i < text.len; i++)
		if (span_is_digit(text.at[i]))
			return true;
	return key_behind_find(text, &amount, &key);
}

/* web:3011 and worker: 3011, where port.c:301 is a line of a source, and heap:512 a size: is the
 * text in front of such a colon what a PID is of? */
static bool is_named_by_colon(struct span front)
{
	struct span word;

	return span_last_field(&front, &word) && span_is_letter(word.at[word.len - 1]) &&
	       line_owner_is_name(word) && span_find(word, '.') < 0 && span_find(word, ':') < 0 &&
	       (is_before_pid(word) || span_find(word, '-') > 0 || span_find(word, '_') > 0);
}

/* Where the digits begin that end a text, behind a sign or a word as those of a PID; 0: none do. */
static size_t last_number(struct span line)
{
	size_t begin = line.len;
	struct span front, word;

	while (begin && span_is_digit(line.at[begin - 1]))
		begin--;
	if (begin < 2 || begin == line.len)
		return 0;
	front = (struct span){ line.at, begin - 1 };
	if (strchr("#/-", line.at[begin - 1]))
		return span_is_letter(front.at[front.len - 1]) ||
				       (line.at[begin - 1] == '#' && span_ends(front, " "))
			       ? begin
			       : 0;
	if (line.at[begin - 1] == ':')
		return is_named_by_colon(front) ? begin : 0;
	if (span_ends(front, ":"))
		return is_named_by_colon(span_strip(front, "", ":")) ? begin : 0;
	return line.at[begin - 1] == ' ' && span_last_field(&front, &word) && is_before_pid(word)
		       ? begin
		       : 0;
}

/* The same of the PID that ends a line: rss=9kB web[4711], rss=9kB worker 4711. */
static int32_t at_end(struct span line, size_t fewest, struct span *name)
{
	static const char closes[] = "])>", opens[] = "[(<";
	const char *close;
	struct span word, digits;
	size_t begin;
	uint64_t pid;

	*name = (struct span){ NULL, 0 };
	line = span_strip(span_trim(line), "", ".");
	if (!line.len)
		return 0;
	close = strchr(closes, line.at[line.len - 1]);
	if (close) {
		line.len--;
		begin = (size_t)(span_rfind(line, opens[close - closes]) + 1);
	} else {
		begin = last_number(line);
	}
	digits = span_from(line, begin);
	/* rss=24MB (24576) has its value twice */
	if (begin < 2 || (line.at[begin - 1] == '(' && line.at[begin - 2] == ' ') ||
		digits.len < fewest || digits.len > MOST || !span_number(digits, INT32_MAX, &pid))
		return 0;
	line = span_strip((struct span){ line.at, begin - 1 }, "", ":");
	if (!has_size(line))
		return 0;
	if ((!close || line.at[begin - 2] != ' ') && span_last_field(&line, &word) &&
		line_owner_is_name(word) && column_name_read(word).role != COLUMN_PID)
		*name = word;
	return (int32_t)pid;
}

/* What stands in front of a line's size: also what it is of, in `rss of job-4711: 9 kB`. */
static struct span in_front(struct span line)
{
	size_t memory = line_owner_memory_at(line), at = memory;

	while (at < line.len && !span_is_digit(line.at[at]))
		at++;
	if (at < line.len && key_words_count(line, memory, at))
		return (struct span){ line.at, at + span_digits(span_from(line, at)) };
	return (struct span){ line.at, memory };
}

int32_t line_front_pid(struct span line, size_t place, struct span *name)
{
	struct span front = in_front(line), rest, word = { NULL, 0 };
	size_t fewest = place < LINE_SHORT_FRONTS ? FEWEST : 1;
	struct amount amount;
	uint64_t pid;

	place %= LINE_SHORT_FRONTS;
	if (place == LINE_FRONTS)
		return at_end(line, fewest, name);
	*name = (struct span){ NULL, 0 };
	for (size_t i = 0, digits; i < front.len; i += digits ? digits : 1) {
		rest = span_from(front, i);
		digits = span_digits(rest);
		if (!digits || digits < fewest || digits > MOST ||
			(i && is_of_word(line.at[i - 1])) ||
			(digits < rest.len && is_of_word(rest.at[digits])) ||
			(amount_read(rest, &amount) && amount.unit > 0) ||
			counts_things((struct span){ line.at, i }) || place--)
			continue;
		rest = (struct span){ line.at, i };
		rest = span_strip(rest, "", "/-:@#<([ ");
		if (span_last_field(&rest, &word) && line_owner_is_name(word))
			*name = word;
		return span_number((struct span){ front.at + i, digits }, INT32_MAX, &pid)
			       ? (int32_t)pid
			       : 0;
	}
	return 0;
}
