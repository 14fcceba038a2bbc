/* line_owner.c - whose line of a log it is, by the words in front of its values. */
#include "line_owner.h"

#include <string.h>

#include "amount.h"
#include "column_name.h"
#include "key_behind.h"
#include "key_words.h"
#include "name_number.h"

bool line_owner_is_level(struct span word)
{
	static const char *const levels[] = { "INFO", "Info", "info", "WARN", "WARNING", "warn",
		"warning", "ERROR", "error", "DEBUG", "debug", "TRACE", "trace", "NOTICE", "notice",
		"LOG", "FATA", "ERRO", "DEBU", "TRAC", "FATAL", "Error", "Warning", "Debug",
		"CRITICAL" };

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (span_is(word, levels[i]))
			return true;
	return false;
}

/* 4711 of INFO[4711]; empty: it is none. */
static struct span level_pid(struct span word)
{
	ptrdiff_t open = span_find(word, '[');
	struct span none = { NULL, 0 };

	if (open <= 0 || !span_ends(word, "]") ||
		!line_owner_is_level((struct span){ word.at, (size_t)open }))
		return none;
	return (struct span){ word.at + open + 1, word.len - (size_t)open - 2 };
}

/* May it be what somebody called a process? No key of a value, no unit and no level of a log. */
static bool is_name(struct span word)
{
	return !line_owner_is_level(word) && !level_pid(word).len && word.len > 1 &&
	       span_is_letter(word.at[0]) && !span_is(word, "of") && span_find(word, '=') < 0 &&
	       !(amount_unit(word) > 0) && column_name_read(word).role == COLUMN_OTHER;
}

/* The PID in brackets that ends a word: (4711): gives where it begins; 0: none does. */
static size_t pid_of(struct span word)
{
	struct span rest = span_strip(word, "", ":,");
	ptrdiff_t open = span_rfind(rest, '(');
	size_t digits = span_digits(span_from(rest, (size_t)(open + 1)));

	return open >= 0 && digits && (size_t)open + digits + 2 == rest.len && span_ends(rest, ")")
		       ? (size_t)open + 1
		       : 0;
}

/* ForkPoolWorker-1 in INFO/ForkPoolWorker-1] of Celery; empty: it is none. */
static struct span worker_of(struct span word)
{
	static const char label[] = "Worker-";
	ptrdiff_t at;

	word = span_strip(word, "[(", "]):,");
	word = span_from(word, (size_t)(span_rfind(word, '/') + 1));
	at = span_find_text(word, label);
	if (at < 0 || (size_t)at + sizeof label - 1 +
				      span_digits(span_from(word, (size_t)at + sizeof label - 1)) !=
			      word.len)
		word.len = 0;
	return word;
}

struct span line_owner_name(struct span line)
{
	enum { WORDS = 6 };
	struct span rest = line, word, before = { NULL, 0 }, none = { NULL, 0 };

	for (size_t words = 0; words < WORDS && span_field(&rest, &word); words++) {
		size_t open = pid_of(word);
		struct span name = open > 1 ? (struct span){ word.at, open - 1 } : before;

		if (open && is_name(name))
			return name;
		if (worker_of(word).len)
			return worker_of(word);
		if (!words && span_ends(word, ":") && span_trim(rest).len) {
			word.len--;
			return is_name(word) ? word : none;
		}
		before = word;
	}
	return none;
}

struct span line_owner_service(struct span line, struct span *rest)
{
	struct span none = { NULL, 0 }, name, sign;
	ptrdiff_t end;

	*rest = line;
	if (span_starts(line, "[pod/") && (end = span_find(line, ']')) > 0) {
		*rest = span_trim(span_from(line, (size_t)end + 1));
		return (struct span){ line.at + 5, (size_t)end - 5 };
	}
	if (!span_field(rest, &name) || !span_is_letter(name.at[0]) || !span_field(rest, &sign) ||
		!span_is(sign, "|")) {
		*rest = line;
		return none;
	}
	*rest = span_trim(*rest);
	/* rows of a table drawn with such signs are numbers, or have more of them */
	for (size_t i = 0; i < rest->len; i++)
		if (span_is_letter(rest->at[i])) {
			if (span_find(*rest, '|') < 0 && is_name(name) && !name_is_number(name))
				return name;
			break;
		}
	*rest = line;
	return none;
}

size_t line_owner_memory_at(struct span line)
{
	static const char *const words[] = { "rss", "RSS", "Rss", "mem", "Mem", "MEM" };
	size_t first = line.len;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		ptrdiff_t at = span_find_text(line, words[i]);

		if (at >= 0 && (size_t)at < first)
			first = (size_t)at;
	}
	return first;
}

struct span line_owner_memory_key(struct span line)
{
	struct span key = span_from(line, line_owner_memory_at(line));
	size_t len = 0;

	while (len < key.len && !span_is_digit(key.at[len]))
		len++;
	key.len = len;
	return key;
}

void line_owners_take(struct line_owners *owners, struct span line, int64_t time_ms)
{
	struct span name = line_owner_name(line);
	size_t i = 0;

	if (line_owner_memory_at(line) == line.len)
		return;
	owners->lines++;
	if (!name.len)
		return;
	owners->owned++;
	owners->are_beside |= owners->before.len && !span_equal(owners->before, name) &&
			      (owners->before_ms == time_ms ||
				      (span_find_text(name, "Worker-") >= 0 &&
					      time_ms - owners->before_ms <= LINE_AT_ONCE_MS));
	owners->before = name;
	owners->before_ms = time_ms;
	while (i < owners->count && !span_equal(owners->names[i], name))
		i++;
	if (i == owners->count) {
		if (owners->count == LINE_OWNERS) {
			owners->are_many = true;
			return;
		}
		owners->count++;
	}
	owners->names[i] = name;
	owners->counts[i]++;
}

bool line_owner_are_usual(const size_t *counts, size_t count, size_t told, size_t lines)
{
	for (size_t i = 0; i < count; i++)
		if (counts[i] < 2)
			return false;
	return told * 10 >= lines * 8;
}

bool line_owners_tell(const struct line_owners *owners)
{
	return owners->are_beside && !owners->are_many &&
	       line_owner_are_usual(owners->counts, owners->count, owners->owned, owners->lines);
}

int32_t line_owner_pid(struct span line)
{
	enum { WORDS = 8 };
	struct span word;
	uint64_t pid;

	for (size_t words = 0; words < WORDS && span_field(&line, &word); words++) {
		struct span level;

		word = span_strip(word, "", ":,");
		level = level_pid(word);
		/* INFO[0012] of logrus counts seconds */
		if (level.len && level.at[0] == '0')
			return 0;
		if (!level.len &&
			(word.len < 3 || !strchr("[#", word.at[0]) || !span_ends(word, "]")))
			continue;
		word = level.len ? level : (struct span){ word.at + 1, word.len - 2 };
		if (span_number(word, INT32_MAX, &pid) && pid > 1)
			return (int32_t)pid;
	}
	return 0;
}

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
		"used", "usage", "max", "min", "avg", "peak", "limit", "hwm" };
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
	line.len = begin - 1;
	if (!has_size(line))
		return 0;
	if ((!close || line.at[begin - 2] != ' ') && span_last_field(&line, &word) &&
		is_name(word) && column_name_read(word).role != COLUMN_PID)
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

int32_t line_owner_front(struct span line, size_t place, struct span *name)
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
		if (span_last_field(&rest, &word) && is_name(word))
			*name = word;
		return span_number((struct span){ front.at + i, digits }, INT32_MAX, &pid)
			       ? (int32_t)pid
			       : 0;
	}
	return 0;
}
