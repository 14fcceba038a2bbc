/* key_behind.c - a size whose name stands behind it: served 120 requests, 24000 KB RSS. */
#include "key_behind.h"

#include <string.h>

#include "column_name.h"

static const char parts[] = ",;|()[]{}\"'";

/* Does the word, in any case, say that a size beside it is not what is resident now? */
static bool is_other_size(struct span word)
{
	static const char *const words[] = { "peak", "max", "maximum", "min", "minimum", "limit",
		"limits", "limited", "grew", "grow", "grows", "grown", "growth", "growing",
		"gained", "increase", "increased", "decrease", "decreased", "by", "freed", "leaked",
		"leak", "leaks", "delta", "diff", "change", "changed", "threshold", "than",
		"exceeds", "exceeded", "exceeding", "exceed", "over", "above", "below", "under",
		"allowed", "available", "free", "average", "avg", "mean", "per", "hwm", "from",
		"was", "quota", "reserved", "total", "of", "feed", "feeds", "heap", "gpu", "cache",
		"shared", "swap", "child", "children", "baseline", "initial", "initially", "start",
		"started", "starting", "began", "before", "first", "last", "previous", "prev",
		"previously", "old", "earlier", "expect", "expected", "estimate", "estimated",
		"target", "budget", "goal", "allowance", "alert", "alerts", "restart", "restarts",
		"kill", "kills", "cap", "capped", "soft", "hard", "need", "needs", "required",
		"requires", "recommended", "until", "host", "machine", "system" };
	enum { LONGEST = 12 };
	char lower[LONGEST];
	struct span text = { lower, word.len };

	if (word.len > sizeof lower)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = (char)(span_is_letter(word.at[i]) ? word.at[i] | 32 : word.at[i]);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(text, words[i]))
			return true;
	return false;
}

static bool has_other_size(struct span text)
{
	struct span word;

	while (span_field(&text, &word))
		if (is_other_size(span_strip(word, "=:", "=:.!")))
			return true;
	return false;
}

/* So far from a size words are not about it: a line may be megabytes, with a size in each word. */
enum { FAR = 256 };

/* The text in front of a place, from the sign on that parts it from what is told before. */
static struct span told_before(struct span line, size_t at)
{
	size_t begin = at;

	while (begin && at - begin < FAR && !strchr(parts, line.at[begin - 1]))
		begin--;
	return (struct span){ line.at + begin, at - begin };
}

/* `RSS is 24000`: is it a word between a name and its value? */
static bool leads_on(struct span word)
{
	static const char *const words[] = { "is", "now", "at", "usage", "used", "size", "memory",
		"set", "use" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(word, words[i]))
			return true;
	return false;
}

/* 24000 KB RSS of 512000 KB, 24000 KB RSS / 512000 KB: is that the bound of the size? */
static bool is_bound(struct span rest, const struct amount *size)
{
	static const char of[] = "of ";
	struct amount bound;

	if (span_starts(rest, "/"))
		return true;
	return span_starts(rest, of) &&
	       amount_read(span_trim(span_from(rest, sizeof of - 1)), &bound) && bound.unit > 0 &&
	       bound.number * bound.unit >= size->number * size->unit;
}

/* Does the text behind a name go on to another size, or does a word of it say that this one is a
 * bound or a change? Then the name may be that of the next one. In `RSS after 7 requests` it is
 * not. */
static bool is_next_key(struct span rest, const struct amount *size)
{
	struct span text = { rest.at, 0 }, before, word;
	struct amount amount;

	rest.len = rest.len < FAR ? rest.len : FAR;
	if (rest.len && strchr(":=", rest.at[0]))
		return true;
	if (is_bound(span_trim(rest), size))
		return false;
	while (text.len < rest.len && !strchr(parts, rest.at[text.len]) &&
		!span_is_digit(rest.at[text.len]))
		text.len++;
	if (has_other_size(text))
		return true;
	if (text.len == rest.len || !span_is_digit(rest.at[text.len]))
		return false;
	before = text;
	return !span_last_field(&before, &word) || leads_on(word) ||
	       !amount_read(span_from(rest, text.len), &amount) || amount.unit > 0;
}

/* The name that follows a size at once, perhaps in a bracket or behind `of`; empty: none does. */
static struct span name_behind(struct span text)
{
	static const char of[] = "of ";
	struct span none = { NULL, 0 }, rest = span_strip(span_trim(text), "( ", "");
	size_t len = 0;

	rest = span_trim(span_from(rest, span_starts(rest, of) ? sizeof of - 1 : 0));
	while (len < rest.len && (span_is_letter(rest.at[len]) || rest.at[len] == '_'))
		len++;
	return len ? (struct span){ rest.at, len } : none;
}

/* 60000 KB VSZ / 24000 KB RSS, where 24000 KB / 512000 KB RSS has a bound: does the text in front
 * of a slash end with the name of another size? */
static bool is_behind_size(struct span front)
{
	struct span word;

	/* in a line without blanks the last word is all of it */
	front = span_back(front, FAR);
	return span_last_field(&front, &word) && column_name_read(word).role == COLUMN_SIZE;
}

/* Does a size begin there, and no part of a word, of a change or of a list? */
static bool begins(struct span line, size_t at, struct amount *amount)
{
	struct span front = span_trim((struct span){ line.at, at });
	char before = at ? line.at[at - 1] : ' ';

	return span_is_digit(line.at[at]) && !span_is_digit(before) && !span_is_letter(before) &&
	       !strchr("_.+-/", before) &&
	       (!span_ends(front, "/") || is_behind_size(span_strip(front, "", "/"))) &&
	       amount_read(span_from(line, at), amount) && amount->unit > 0;
}

bool key_behind_find(struct span line, struct amount *amount, struct span *key)
{
	bool found = false;

	for (size_t i = 0; i < line.len; i++) {
		struct column_name name;
		struct amount size;
		struct span word;
		size_t end;

		if (!begins(line, i, &size))
			continue;
		word = name_behind(span_from(line, i + size.len));
		name = column_name_read(word);
		if (!word.len || name.role != COLUMN_RSS || name.rank < COLUMN_SURE)
			continue;
		end = (size_t)(word.at + word.len - line.at);
		if (is_next_key(span_from(line, end), &size) ||
			has_other_size(told_before(line, i)))
			continue;
		if (found)
			return false;
		*amount = size;
		*key = word;
		found = true;
		i = end - 1;
	}
	return found;
}
