/* json_unwrap.c - objects and lists of JSON that hold what belongs to the object around them. */
#include "json_unwrap.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "../cells/column_name.h"

enum { DEPTH = 4 };

/* {"timestamp": 0, "fields": {"memory_rss": 7}, "tags": {"process_name": "web"}} of telegraf, the
 * columns of osquery, the _source of Elasticsearch, and what loggers call their data. */
static bool is_wrapper(const char *key, const json_t *value)
{
	static const char *const names[] = { "fields", "tags", "labels", "columns", "data",
		"payload", "jsonPayload", "body", "record", "_source", "hits", "context", "extra",
		"metrics" };

	for (size_t i = 0; json_is_object(value) && i < sizeof names / sizeof *names; i++)
		if (!strcmp(key, names[i]))
			return true;
	return false;
}

/* Is the member memory of a process, by a name of that rank? */
static bool is_memory(const char *key, const json_t *value, int rank)
{
	struct column_name name = column_name_read(span_of(key));

	return (name.role == COLUMN_RSS || name.role == COLUMN_PRIVATE) && name.rank >= rank &&
	       (json_is_number(value) ||
		       (json_is_string(value) && span_is_digit(json_string_value(value)[0])));
}

/* Is such memory in it, at any depth that matters? */
static bool check_memory(json_t *value, int rank, int depth)
{
	const char *key;
	json_t *item;
	size_t i;

	if (depth < 0)
		return false;
	json_array_foreach(value, i, item)
	{
		if (check_memory(item, rank, depth - 1))
			return true;
	}
	json_object_foreach(value, key, item)
	{
		if (is_memory(key, item, rank) || check_memory(item, rank, depth - 1))
			return true;
	}
	return false;
}

/* Does the object tell memory outside of its wrappers? */
static bool check_own_memory(json_t *object)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		if (!is_wrapper(key, value) && (is_memory(key, value, COLUMN_MEMORY) ||
						       check_memory(value, COLUMN_MEMORY, DEPTH)))
			return true;
	}
	return false;
}

/* The wrapper whose members belong to the object, which has no memory of its own; NULL: none, or
 * more than one. `usage` and `memory` in it may be of a disk, whose name stands around them. */
static json_t *find_holder(json_t *object)
{
	json_t *holder = NULL, *value;
	const char *key;

	json_object_foreach(object, key, value)
	{
		if (!is_wrapper(key, value) || !check_memory(value, COLUMN_SURE, DEPTH))
			continue;
		if (holder)
			return NULL;
		holder = value;
	}
	return holder && !check_own_memory(object) ? holder : NULL;
}

/* How certain the time is that the object tells itself; -1: it tells none. */
static int time_rank(json_t *object)
{
	int rank = -1;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		struct column_name name = column_name_read(span_of(key));

		if (name.role == COLUMN_TIME && name.rank > rank && !json_is_object(value))
			rank = name.rank;
	}
	return rank;
}

/* Adds what tags and labels say of whose memory it is, where nothing else does by that key. */
static void add_tags(json_t *out, json_t *object, json_t *tags)
{
	const char *key;
	json_t *value;

	json_object_foreach(tags, key, value)
	{
		enum column_role role = column_name_read(span_of(key)).role;

		if ((role == COLUMN_PID || role == COLUMN_NAME || role == COLUMN_OWNER) &&
			!json_object_get(object, key) && !json_object_get(out, key))
			json_object_set(out, key, value);
	}
}

json_t *json_unwrap(json_t *object)
{
	json_t *holder = find_holder(object), *out, *value;
	const char *key;
	int own_time;

	if (!holder)
		return json_incref(object);
	out = json_object();
	own_time = time_rank(object);
	json_object_foreach(holder, key, value)
	{
		struct column_name name = column_name_read(span_of(key));

		/* when it was logged is known; what else is called time may be how long it took */
		if (name.role != COLUMN_TIME || name.rank > own_time)
			json_object_set(out, key, value);
	}
	add_tags(out, object, json_object_get(object, "tags"));
	add_tags(out, object, json_object_get(object, "labels"));
	json_object_foreach(object, key, value)
	{
		if (!is_wrapper(key, value) && !json_object_get(out, key))
			json_object_set(out, key, value);
	}
	return out;
}

static bool is_list_of_objects(const json_t *value)
{
	return json_is_array(value) && json_is_object(json_array_get(value, 0));
}

json_t *json_unwrap_lists(json_t *object)
{
	json_t *common = json_copy(object), *rows = json_array(), *value, *item;
	const char *key;
	void *next;
	size_t i;

	json_object_foreach_safe(object, next, key, value) if (is_list_of_objects(value))
		json_object_del(common, key);
	json_object_foreach(object, key, value) if (is_list_of_objects(value))
		json_array_foreach(value, i, item) if (json_is_object(item))
	{
		json_t *row = json_copy(common);

		json_object_update(row, item);
		json_array_append_new(rows, row);
	}
	json_decref(common);
	if (json_array_size(rows))
		return rows;
	json_decref(rows);
	return NULL;
}
