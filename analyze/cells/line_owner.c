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

bool line_owner_is_name(struct span word)
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

/* h1 in host=h1; empty: it is none. */
static struct span host_of(struct span word)
{
	static const char *const keys[] = { "host=", "hostname=", "node=", "instance=" };

	word = span_strip(word, "", ",;");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (span_starts(word, keys[i]))
			return span_strip(span_from(word, strlen(keys[i])), "\"", "\"");
	return (struct span){ NULL, 0 };
}

/* web 24004 KB RSS: is the word the one in front of the size of the line? */
static bool is_before_size(struct span line, struct span word, struct span rest)
{
	struct amount amount;
	struct span key;

	return line_owner_is_name(word) && rest.len && span_is_digit(rest.at[0]) &&
	       key_behind_find(line, &amount, &key) && key.at > rest.at && span_digits(rest) &&
	       amount_read(rest, &amount) && rest.at + amount.len <= key.at &&
	       !span_trim((struct span){
				  rest.at + amount.len, (size_t)(key.at - rest.at) - amount.len })
			.len;
}

struct span line_owner_name(struct span line)
{
	enum { WORDS = 6 };
	struct span rest = line, word, before = { NULL, 0 }, none = { NULL, 0 }, host = { NULL, 0 };

	for (size_t words = 0; words < WORDS && span_field(&rest, &word); words++) {
		size_t open = pid_of(word);
		struct span name = open > 1 ? (struct span){ word.at, open - 1 } : before;

		if (open && line_owner_is_name(name))
			return name;
		if (worker_of(word).len)
			return worker_of(word);
		if (!words && span_ends(word, ":") && span_trim(rest).len) {
			/* Name: web VmRSS: 9 kB */
			if (span_is(word, "Name:") && span_field(&rest, &word))
				return line_owner_is_name(word) ? word : none;
			word.len--;
			return line_owner_is_name(word) ? word : none;
		}
		/* host=h1 web(4711): the service counts */
		if (!host.len)
			host = host_of(word);
		if (!words && is_before_size(line, word, span_trim(rest)))
			return word;
		before = word;
	}
	return host;
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
			if (span_find(*rest, '|') < 0 && line_owner_is_name(name) &&
				!name_is_number(name))
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

/* [MainProcess 4711] of Python's logging: 4711 in the second word; 0: it is no such one. */
static int32_t python_pid(struct span before, struct span word)
{
	uint64_t pid;

	if (!span_starts(before, "[") || !span_ends(word, "]") ||
		(span_find_text(before, "Process") < 0 && !worker_of(before).len) ||
		!span_number((struct span){ word.at, word.len - 1 }, INT32_MAX, &pid))
		return 0;
	return (int32_t)pid;
}

int32_t line_owner_pid(struct span line)
{
	enum { WORDS = 8 };
	struct span word = { NULL, 0 }, before;
	uint64_t pid;

	for (size_t words = 0; words < WORDS; words++) {
		struct span level;

		before = word;
		if (!span_field(&line, &word))
			break;
		word = span_strip(word, "", ":,");
		if (python_pid(before, word))
			return python_pid(before, word);
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

bool line_owner_pid_is_sure(struct span line)
{
	enum { WORDS = 8 };
	struct span word = { NULL, 0 }, next;
	uint64_t pid;

	for (size_t words = 0; words < WORDS; words++) {
		struct span before = word, digits, rest;
		bool is_logger;

		if (!span_field(&line, &word))
			break;
		if (python_pid(before, word))
			return true;
		digits = span_strip(word, "[#", "]");
		rest = line;
		is_logger = span_starts(word, "#");
		if (!span_ends(word, "]") || digits.len + 2 != word.len ||
			span_digits(digits) != digits.len)
			continue;
		/* [17] [INFO] of .NET is a thread */
		return is_logger ||
		       (span_number(digits, INT32_MAX, &pid) && pid >= LINE_OWNER_LEAST_PID &&
			       span_field(&rest, &next) && span_starts(next, "[") &&
			       line_owner_is_level(span_strip(next, "[", "]")));
	}
	return false;
}
