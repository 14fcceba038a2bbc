/* json_keyed.c - objects of JSON whose keys are times, rounds, PIDs or names. */
#include "json_keyed.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../cells/column_name.h"
#include "../cells/moment.h"
#include "../cells/name_number.h"
#include "../cells/parse_date.h"

static bool is_time(const char *key)
{
	struct moment moment = { .any = false };

	return span_is_digit(key[0]) &&
	       moment_read(&moment, span_of(key), 0) >= (int64_t)DATE_EPOCH_FROM * 1000;
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
			name.rank >= COLUMN_ALONE && (json_is_number(item) || json_is_string(item)))
			return true;
	}
	return false;
}

/* Not Avg, Max and the like, nor system and disk: they name no process. */
static bool is_name(const char *key)
{
	enum { LONGEST = 72 };
	char text[LONGEST];

	snprintf(text, sizeof text, "%.50s_memory_usage", key);
	return column_name_read(span_of(text)).role == COLUMN_RSS;
}

/* "1", "2", "3" or round1, round2, round3: counted from 0 or 1 without a gap, as no PIDs and names
 * of more than a few processes are. */
static bool check_rounds(json_t *object)
{
	enum { LEAST = 8 };
	uint64_t first = 0, at = 0;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		struct name_number number = name_number(span_of(key));

		if (!name_is_number(span_of(key)) || number.time_ms >= 0 ||
			number.first != number.number)
			return false;
		if (!at)
			first = number.number;
		if (first > 1 || number.number != first + at++)
			return false;
	}
	return at >= LEAST;
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
	if (check_rounds(object))
		return "round";
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

/* The number that a pair begins with (0) or ends with (1). */
static double number_of(json_t *value, size_t pair, size_t place)
{
	return json_number_value(json_array_get(json_array_get(value, pair), place));
}

/* [[24580096, 1793606400], ...] of Graphite: the time comes last. */
static bool check_swapped(json_t *value)
{
	const double epoch_from = 1e9, epoch_to = 4e9, ms = 1000;
	double first = number_of(value, 0, 0), last = number_of(value, 0, 1);

	return first < epoch_from && ((last >= epoch_from && last < epoch_to) ||
					     (last >= epoch_from * ms && last < epoch_to * ms));
}

/* Is it a list of lists with a time and a number each? */
static bool check_pairs(json_t *value)
{
	json_t *pair;
	size_t i;

	json_array_foreach(value, i,
		pair) if (json_array_size(pair) != 2 || !json_is_number(json_array_get(pair, 0)) ||
			  !json_is_number(json_array_get(pair, 1))) return false;
	return json_array_size(value) > 1 && !check_swapped(value);
}

/* Is the member with that key a series of memory? */
static bool check_series(const char *key, json_t *value)
{
	struct column_name name = column_name_read(span_of(key));

	return (name.role == COLUMN_RSS || name.role == COLUMN_PRIVATE) &&
	       name.rank >= COLUMN_MEMORY && check_pairs(value);
}

/* Adds the pairs to the rows of their times. */
static void add_pairs(json_t *by_time, const char *key, json_t *pairs)
{
	enum { LONGEST = 40 };
	char time[LONGEST];
	json_t *row;

	for (size_t i = 0; i < json_array_size(pairs); i++) {
		snprintf(time, sizeof time, "%.17g", number_of(pairs, i, 0));
		row = json_object_get(by_time, time);
		if (!row) {
			row = json_object();
			json_object_set(row, "time", json_array_get(json_array_get(pairs, i), 0));
			json_object_set_new(by_time, time, row);
		}
		json_object_set(row, key, json_array_get(json_array_get(pairs, i), 1));
	}
}

json_t *json_keyed_pairs(json_t *object)
{
	json_t *by_time = json_object(), *rows = NULL, *value, *row;
	const char *key;

	json_object_foreach(object, key, value) if (check_series(key, value))
		add_pairs(by_time, key, value);
	if (json_object_size(by_time))
		rows = json_array();
	json_object_foreach(by_time, key, row) json_array_append(rows, row);
	json_decref(by_time);
	return rows;
}
