/* json_keyed.c - objects of JSON whose keys are times, PIDs or names. */
#include "json_keyed.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "column_name.h"
#include "moment.h"

enum { SURE_RANK = 3 };

static bool is_time(const char *key)
{
	const int64_t from = (int64_t)1000000000 * 1000; /* less is a count of something */
	struct moment moment = { .any = false };

	return span_is_digit(key[0]) && moment_read(&moment, span_of(key), 0) >= from;
}

static bool is_pid(const char *key)
{
	uint64_t pid;

	return span_number(span_of(key), INT32_MAX, &pid) && pid > 0;
}

static bool all_are(json_t *object, bool (*is)(const char *key))
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) if (!is(key)) return false;
	return true;
}

/* Is one of its own members memory, or of the objects in it? A list counts by its first. */
static bool check_memory(json_t *value, int depth)
{
	const char *key;
	json_t *item;

	value = json_is_array(value) ? json_array_get(value, 0) : value;
	json_object_foreach(value, key, item)
	{
		struct column_name name = column_name_read(span_of(key));

		if (json_is_object(item) && depth && check_memory(item, depth - 1))
			return true;
		if ((name.role == COLUMN_RSS || name.role == COLUMN_PRIVATE) &&
			name.rank >= SURE_RANK && (json_is_number(item) || json_is_string(item)))
			return true;
	}
	return false;
}

/* Not Avg, Max and the like: rss is not theirs. */
static bool is_name(const char *key)
{
	enum { LONGEST = 64 };
	char text[LONGEST];

	snprintf(text, sizeof text, "%.50s_rss", key);
	return column_name_read(span_of(text)).role == COLUMN_RSS;
}

static bool all_have_memory(json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) if (!check_memory(value, 1)) return false;
	return true;
}

static bool is_nested(const json_t *value)
{
	return json_is_object(value) || json_is_object(json_array_get(value, 0));
}

/* What the keys of an object are whose members are all objects or lists of such, as the name of a
 * column; NULL: words of its own. Names are told from those by what they hold alone. */
static const char *role_of_keys(json_t *object)
{
	if (!json_object_size(object))
		return NULL;
	if (all_are(object, is_time))
		return "time";
	if (all_are(object, is_pid))
		return "pid";
	return json_object_size(object) > 1 && all_are(object, is_name) && all_have_memory(object)
		       ? "name"
		       : NULL;
}

/* Adds a row: what all share, what it holds, and its key, unless it has such a member. */
static void add_row(json_t *rows, json_t *common, json_t *value, const char *role, const char *key)
{
	json_t *row = json_copy(common);

	json_object_update(row, value);
	if (!json_object_get(value, role))
		json_object_set_new(row, role, json_string(key));
	json_array_append_new(rows, row);
}

static json_t *rows_of(json_t *object, json_t *common, const char *role)
{
	json_t *rows = json_array(), *value, *item;
	const char *key;
	size_t i;

	json_object_foreach(object, key, value)
	{
		if (json_is_object(value))
			add_row(rows, common, value, role, key);
		json_array_foreach(value, i, item) if (json_is_object(item))
			add_row(rows, common, item, role, key);
	}
	return rows;
}

/* Parts an object into its members that are objects or lists of such, and the others. */
static void part_members(json_t *object, json_t *nested, json_t *others)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
		json_object_set(is_nested(value) ? nested : others, key, value);
}

static json_t *rows_of_members(json_t *object)
{
	json_t *nested = json_object(), *others = json_object(), *rows = NULL;
	const char *role;

	part_members(object, nested, others);
	role = role_of_keys(nested);
	if (role)
		rows = rows_of(nested, others, role);
	json_decref(nested);
	json_decref(others);
	return rows;
}

json_t *json_keyed_rows(json_t *object)
{
	json_t *rows = rows_of_members(object), *value;
	const char *key;

	if (rows)
		return rows;
	json_object_foreach(object, key, value)
	{
		json_t *common, *found = json_is_object(value) ? rows_of_members(value) : NULL,
				*row;
		size_t i;

		if (!found)
			continue;
		common = json_copy(object);
		json_object_del(common, key);
		json_array_foreach(found, i, row) json_object_update_missing(row, common);
		json_decref(common);
		return found;
	}
	return NULL;
}

/* Is it a list of lists with two numbers each? */
static bool check_pairs(json_t *value)
{
	json_t *pair;
	size_t i;

	json_array_foreach(value, i,
		pair) if (json_array_size(pair) != 2 || !json_is_number(json_array_get(pair, 0)) ||
			  !json_is_number(json_array_get(pair, 1))) return false;
	return json_array_size(value) > 1;
}

json_t *json_keyed_pairs(json_t *object)
{
	const char *key;
	json_t *value, *pair, *rows;
	size_t i;

	json_object_foreach(object, key, value)
	{
		if (column_name_read(span_of(key)).role != COLUMN_RSS || !check_pairs(value))
			continue;
		rows = json_array();
		json_array_foreach(value, i, pair)
		{
			json_t *row = json_object();

			json_object_set(row, "time", json_array_get(pair, 0));
			json_object_set(row, key, json_array_get(pair, 1));
			json_array_append_new(rows, row);
		}
		return rows;
	}
	return NULL;
}
