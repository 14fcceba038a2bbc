/* json_hint.c - what to type where no member of JSON is called after memory. */
#include "json_hint.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "../base/arena.h"
#include "../cells/column_name.h"
#include "../cells/moment.h"

enum { TEXT = 600, LEAST = 64 };

/* [[1793606400, 24580096], ...] */
static bool check_pairs(json_t *value)
{
	json_t *pair = json_array_get(value, 0);

	return json_array_size(pair) == 2 && json_is_number(json_array_get(pair, 0)) &&
	       json_is_number(json_array_get(pair, 1));
}

/* {"2026-11-02T08:00:00Z": 24580096, ...} */
static bool check_times(json_t *value)
{
	struct moment moment = { .any = false };
	const char *key;
	json_t *item;

	json_object_foreach(
		value, key, item) if (!json_is_number(item) || !span_is_digit(key[0]) ||
				      moment_read(&moment, span_of(key), 0) < 0) return false;
	return json_object_size(value) > 1;
}

static bool is_word(const char *key)
{
	for (const char *at = key; *at; at++)
		if (!span_is_letter(*at) && !span_is_digit(*at) && *at != '_')
			return false;
	return *key != '\0';
}

/* The greatest of its numbers that may be memory; NULL: it has none. */
static const char *find_number(json_t *value, double *greatest)
{
	const char *found = NULL, *key, *deeper;
	json_t *item;
	size_t i;

	json_array_foreach(value, i, item)
	{
		deeper = i < LEAST ? find_number(item, greatest) : NULL;
		found = deeper ? deeper : found;
	}
	json_object_foreach(value, key, item)
	{
		deeper = find_number(item, greatest);
		found = deeper ? deeper : found;
		if (json_is_number(item) && is_word(key) && json_number_value(item) > *greatest &&
			column_name_read(span_of(key)).role == COLUMN_OTHER) {
			*greatest = json_number_value(item);
			found = key;
		}
	}
	return found;
}

static const char *hint_of(json_t *value, struct arena *arena)
{
	double greatest = LEAST;
	const char *found;
	char text[TEXT];

	if (check_pairs(value))
		return "pairs of numbers alone do not tell what they are: name them, as in `{ echo time,rss; tr ']' '\\n' <log | tr -d '[ ' | sed 's/^,//'; } >named.log`";
	if (check_times(value))
		return "numbers alone do not tell what they are: name them, as in `{ echo time,rss; tr -d '{}\" ' <log | tr ',' '\\n' | sed 's/:\\([0-9.]*\\)$/,\\1/'; } >named.log`";
	found = find_number(value, &greatest);
	if (!found)
		return "JSON, and none of its members is a size of memory that has a name: write objects with `time`, `pid`, `name` and `rss_kb`, or record `ps -eo pid,rss,args`";
	snprintf(text, sizeof text,
		"JSON, and none of its members is called after resident memory, as rss, rss_kb, rss_mb and uss are: if one is that, rename it, as in `sed 's/\"%.40s\":/\"rss\":/g' log >named.log`; else record `ps -eo pid,rss,args`",
		found);
	return arena_copy(arena, span_of(text)).at;
}

const char *json_hint(struct span text, struct arena *arena)
{
	const char *hint = NULL;
	json_t *value;

	text = span_trim(text);
	if (!text.len || !strchr("{[", text.at[0]))
		return NULL;
	value = json_loadb(text.at, text.len, JSON_DISABLE_EOF_CHECK, NULL);
	if (json_is_object(value) || json_is_array(value))
		hint = hint_of(value, arena);
	json_decref(value);
	return hint;
}
