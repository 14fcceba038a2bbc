/* json_unwrap.c - objects and lists of JSON that hold what belongs to the object around them. */
#include "json_unwrap.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

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

json_t *json_unwrap(json_t *object)
{
	json_t *out = NULL, *value;
	const char *key;

	json_object_foreach(object, key, value) if (is_wrapper(key, value))
	{
		out = out ? out : json_object();
		json_object_update(out, value);
	}
	if (!out)
		return json_incref(object);
	json_object_foreach(
		object, key, value) if (!is_wrapper(key, value) && !json_object_get(out, key))
		json_object_set(out, key, value);
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
