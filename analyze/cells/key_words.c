/* key_words.c - the words around a number in a line: what it is the value of. */
#include "key_words.h"

#include <string.h>

#include "amount.h"
#include "percentile.h"

bool key_words_are_wanted(enum column_role role)
{
	return role == COLUMN_RSS || role == COLUMN_PRIVATE || role == COLUMN_SWAP;
}

/* Where the key that ends a text begins: behind what parts values. A unit in brackets belongs to
 * it. */
static size_t key_begin(struct span text)
{
	size_t i = text.len;

	if (i && text.at[i - 1] == ')') {
		ptrdiff_t open = span_rfind(text, '(');

		i = open > 0 ? (size_t)open : i;
	}
	while (i > 0 && !strchr("|,;!?[]{}()\"'", text.at[i - 1]))
		i--;
	/* name=web rss_kb=: a word that is set ends with the blank behind it */
	for (ptrdiff_t set; (set = span_find(span_from(text, i), '=')) >= 0;) {
		ptrdiff_t blank = span_find(span_from(text, i + (size_t)set), ' ');

		if (blank < 0)
			break;
		i += (size_t)(set + blank) + 1;
	}
	return i;
}

/* memory usage is 23.4 MB */
static struct span without_verb(struct span text)
{
	static const char *const verbs[] = { "is", "was", "now", "at" };
	struct span rest = text, word;

	if (span_last_field(&rest, &word))
		for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
			if (span_is(word, verbs[i]))
				return span_trim(rest);
	return text;
}

/* Is the word in front of the key one that makes it something else: disk usage? */
static bool is_elsewhere(struct span text, struct span key, const struct column_name *name)
{
	struct span rest = { text.at, (size_t)(key.at - text.at) }, word;

	if (!span_last_field(&rest, &word))
		return false;
	/* managed - memory: 9 MB */
	if (span_starts(key, "-"))
		word.len = (size_t)(key.at - word.at) + 1;
	return column_name_is_elsewhere(word, name->rank);
}

/* gpu[0]: mem: 9 MB: is the text behind such a tag? */
static bool is_of_device(struct span line, struct span text, const struct column_name *name)
{
	struct span front = { line.at, (size_t)(text.at - line.at) }, word;

	front = span_strip(span_back(front, KEY_BYTES), "", ": ");
	return span_ends(front, "]") && span_last_field(&front, &word) &&
	       column_name_is_elsewhere(word, name->rank);
}

struct column_name key_words_before(struct span line, size_t from, size_t at, struct span *key)
{
	struct span text = { line.at + from, at - from };
	struct column_name name;

	text = span_strip(text, "", " \t:='\"");
	text = without_verb(span_trim(span_from(text, key_begin(text))));
	if (text.len >= KEY_BYTES)
		text = span_from(text, text.len - KEY_BYTES);
	*key = text;
	name = column_name_read(text);
	/* peak RSS, free memory: no word of it alone says what it is */
	if (name.role == COLUMN_SYSTEM || (name.role == COLUMN_OTHER && name.rank > 0))
		return name;
	if (percentile_is(&name))
		return (struct column_name){ .role = COLUMN_OTHER, .rank = 1 };
	if (is_of_device(line, text, &name))
		return (struct column_name){ .role = COLUMN_OTHER };
	for (int words = 2;
		words > 0 && !key_words_are_wanted(name.role) && name.role != COLUMN_PID; words--) {
		struct span rest = text, word = text;

		for (int i = 0; i < words; i++)
			if (!span_last_field(&rest, &word))
				return name;
		*key = (struct span){ word.at, (size_t)(text.at + text.len - word.at) };
		name = column_name_read(*key);
		if (name.role == COLUMN_SYSTEM || is_elsewhere(text, *key, &name))
			return (struct column_name){ .role = COLUMN_OTHER };
	}
	return name;
}

size_t key_words_behind_count(struct span line, size_t from)
{
	size_t at = from, word;

	/* 30ms, 1h2m30s */
	while (at < line.len &&
		(span_is_letter(line.at[at]) || (at > from && span_is_digit(line.at[at]))))
		at++;
	if (at > from)
		return at;
	while (at < line.len && line.at[at] == ' ')
		at++;
	for (word = at; at < line.len && span_is_letter(line.at[at]); at++)
		;
	if (at == word || line.at[at - 1] != 's' ||
		column_name_read((struct span){ line.at + word, at - word }).role != COLUMN_OTHER)
		return from;
	return at;
}

/* The word that a text begins with; *after: what follows it. */
static struct span word_behind(struct span rest, struct span *after)
{
	size_t letters = 0;

	rest = span_trim(rest);
	while (letters < rest.len && span_is_letter(rest.at[letters]))
		letters++;
	*after = span_trim(span_from(rest, letters));
	return (struct span){ rest.at, letters };
}

bool key_words_are_counted(struct span rest)
{
	static const char *const units[] = { "ms", "us", "ns", "s", "sec", "secs", "seconds",
		"items", "entries", "requests", "connections", "files", "threads", "objects" };
	struct span after, word = word_behind(rest, &after);

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span_is(word, units[i]))
			return !after.len ||
			       !(strchr(":=", after.at[0]) || span_is_digit(after.at[0]));
	return span_starts(span_trim(rest), "%");
}

bool key_words_lead_to_bound(struct span text)
{
	static const char *const last[] = { "above", "under", "over", "within", "between", "than",
		"goal", "max", "allowance", "<", ">", "<=", ">=", NULL };
	/* these make a bound of it wherever they stand: below a cap of 512 MB. `RSS under load` and
	 * `over time` are none. */
	static const char *const any[] = { "below", "exceeds", "exceeded", "threshold", "ceiling",
		"allowed", "cap", "quota", "budget", "limit", "maximum", NULL };
	struct span rest = span_strip(span_trim(text), "", ":="), word = { NULL, 0 };

	while (span_field(&rest, &word))
		if (span_is_one_of(word, any))
			return true;
	return span_is_one_of(word, last);
}

static bool is_time(struct span word)
{
	static const char *const times[] = { "s", "sec", "second", "m", "min", "minute", "h", "hr",
		"hour", "d", "day", "round", "iteration", "cycle", "request", NULL };

	return span_is_one_of(word, times);
}

/* `40 kB/min`, `40 kB a minute`: a rate. In `24 MB/heap: 12 MB` the stroke parts two sizes. */
static bool is_rate(struct span rest)
{
	struct span after, word;

	rest = span_trim(rest);
	rest = span_starts(rest, "B/") ? span_from(rest, 1) : rest;
	if (span_starts(rest, "/")) {
		word = word_behind(span_from(rest, 1), &after);
		if (!word.len || !after.len)
			return word.len > 0;
		return !strchr(":=/", after.at[0]) &&
		       (is_time(word) || !span_is_digit(after.at[0]));
	}
	word = word_behind(rest, &after);
	return (span_is(word, "per") || span_is(word, "a") || span_is(word, "an")) &&
	       is_time(word_behind(after, &after));
}

bool key_words_are_bound(struct span rest)
{
	static const char *const bounds[] = { "limit", "max", "maximum", "free", "available",
		"avail", "peak", "min", "minimum", "initially" };
	struct span after, word = word_behind(rest, &after);

	if (is_rate(rest))
		return true;
	/* `memory: 24 MB peak memory: 30 MB`: the word is of the next key */
	if (after.len && !strchr(",;)", after.at[0]))
		return false;
	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++)
		if (span_is(word, bounds[i]))
			return true;
	return span_is(word, "total") &&
	       (span_find_text(after, " used") > 0 || span_find_text(after, " free") > 0);
}

/* Has the text one of the words, in any case? Looks at its beginning alone. */
static bool has_any(struct span text, const char *const *words)
{
	enum { LONGEST = 256 };
	char lower[LONGEST];
	size_t len = text.len < LONGEST ? text.len : LONGEST;

	for (size_t i = 0; i < len; i++)
		lower[i] = (char)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] | 32
									 : text.at[i]);
	for (; *words; words++)
		if (span_find_text((struct span){ lower, len }, *words) >= 0)
			return true;
	return false;
}

/* Physical Memory: 9 GB used, 7 GB free, 16 GB total: what is behind the key parts all of it. */
static bool is_all(struct span behind)
{
	ptrdiff_t used = span_find_text(behind, " used"), free = span_find_text(behind, " free");

	return used > 0 && free > used && span_find_text(behind, " total") > 0;
}

bool key_words_are_of_system(
	struct span above, struct span line, struct span key, const struct column_name *name)
{
	static const char *const used[] = { "used", NULL };
	static const char *const others[] = { "free mem", "free_mem", "mem free", "mem_free",
		"memory free", "memory_free", "total mem", "total_mem", "mem total", "mem_total",
		"memory total", "memory_total", "memfree", "memtotal", " free=", " free:", NULL };

	return name->rank < COLUMN_ALONE + 2 &&
	       ((has_any(key, used) && (has_any(line, others) || has_any(above, others))) ||
		       is_all(span_from(line, (size_t)(key.at + key.len - line.at))));
}

/* `rss of items=`, `rss after `: does the key say that a number of things follows? */
static bool leads_to_count(struct span key)
{
	static const char *const words[] = { "of", "for", "after", "with", "per", "by", "on" };
	struct span word;

	/* rss for web: 24004 files: 12 */
	if (span_ends(span_trim(key), ":"))
		return false;
	if (span_ends(key, "=") && span_find(key, ' ') > 0)
		return true;
	while (span_field(&key, &word))
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (span_is(word, words[i]))
				return true;
	return false;
}

size_t key_words_count(struct span line, size_t key, size_t at)
{
	struct span text = span_from(line, at), rest, word, after;
	struct amount count, size;
	bool leads = leads_to_count((struct span){ line.at + key, at - key }), parted;
	size_t end;

	if (!amount_read(text, &count) || count.unit > 0 ||
		(amount_read_spaced(text, &size) && size.unit > 0))
		return 0;
	end = leads ? key_words_behind_count(text, count.len) : count.len;
	rest = span_trim(span_from(text, end));
	parted = span_starts(rest, ":") || span_starts(rest, "=") || span_starts(rest, "->");
	if (!leads && (!parted || span_starts(rest, "=")))
		return 0;
	rest = span_trim(span_strip(rest, ":=->", ""));
	word = word_behind(rest, &after);
	rest = span_is(word, "is") || span_is(word, "now") ? after : rest;
	if (!amount_read(rest, &size) || !(size.unit > 0 || (leads && parted)))
		return 0;
	/* rss=24004 : 12 kB swap */
	rest = span_trim(span_from(rest, size.len));
	return key_words_are_bound(rest) || (!leads && rest.len && !strchr(",;)", rest.at[0]))
		       ? 0
		       : at + end;
}

bool key_words_begin_with_least(struct span key)
{
	ptrdiff_t at = span_find_text(key, "min/");

	return at == 0 || (at > 0 && !span_is_letter(key.at[at - 1]) && key.at[at - 1] != '/');
}
