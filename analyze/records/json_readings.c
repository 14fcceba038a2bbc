/* json_readings.c - JSON with the memory of processes. */
#include "json_readings.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "../base/notes.h"
#include "json_cloudwatch.h"
#include "json_keyed.h"
#include "json_message.h"
#include "json_metric.h"
#include "json_otlp.h"
#include "json_series.h"
#include "json_unwrap.h"
#include "record_head.h"

enum { DEPTH = 4, PATH_BYTES = 96, VALUES_LIMIT = 1 << 24 };

/* An object as cells of a row: the paths of its members, and their values. */
struct flat {
	struct arena *arena;
	struct span names[RECORD_COLUMNS], values[RECORD_COLUMNS];
	size_t count;
};

/* The path of a member. */
static void name_member(char name[PATH_BYTES], const char *path, const char *key, json_t *object)
{
	/* {"rss": {"value": 24580096}} */
	if (path[0] && !strcmp(key, "value"))
		snprintf(name, PATH_BYTES, "%s", path);
	/* MongoDB's serverStatus().mem tells MiB */
	else if (!strcmp(key, "resident") && json_object_get(object, "bits"))
		snprintf(name, PATH_BYTES, "resident_mb");
	/* a metric a row, of dotnet-counters and dotnet-monitor: what its value is, and no process
	 */
	else if (!strcmp(key, "name") && json_object_get(object, "counterType"))
		snprintf(name, PATH_BYTES, "counter_name");
	/* Docker's API calls its time so */
	else if (!strcmp(key, "read") && json_object_get(object, "memory_stats"))
		snprintf(name, PATH_BYTES, "time");
	else
		snprintf(name, PATH_BYTES, "%s%s%s", path, path[0] ? "_" : "", key);
}

static void flatten(struct flat *flat, json_t *object, const char *path, int depth)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		char name[PATH_BYTES];

		name_member(name, path, key, object);
		/* [rss, vms, ...] of psutil */
		if (!strcmp(key, "memory_info") && json_is_array(value)) {
			value = json_array_get(value, 0);
			snprintf(name, sizeof name, "rss");
		}
		if (json_is_object(value) && depth < DEPTH) {
			flatten(flat, value, name, depth + 1);
			continue;
		}
		if (flat->count == RECORD_COLUMNS || json_is_array(value))
			continue;
		flat->names[flat->count] = arena_copy(flat->arena, span_of(name));
		flat->values[flat->count++] = json_message_value(flat->arena, value);
	}
}

static bool same_names(const struct record_table *table, const struct flat *flat)
{
	if (table->count != flat->count)
		return false;
	for (size_t i = 0; i < flat->count; i++)
		if (!span_equal(table->heads[i], flat->names[i]))
			return false;
	return true;
}

static bool take_row(struct record_table *table, json_t *object)
{
	struct arena scratch = { NULL, 0 };
	struct flat flat = { .arena = &scratch };
	bool good = true, begins = table->begins;

	table->of_json = true;
	flatten(&flat, object, "", 0);
	if (!same_names(table, &flat)) {
		good = record_head_take(table, flat.names, flat.count);
		/* a different set of keys does not begin a round */
		table->begins = begins;
		for (size_t i = 0; good && i < flat.count; i++)
			table->heads[i] = arena_copy(table->arena, flat.names[i]);
	}
	for (size_t i = 0; good && i < flat.count; i++)
		record_table_cell(table, i, flat.values[i]);
	good = good && record_table_row(table, flat.count);
	arena_free(&scratch);
	return good;
}

/* {"columns": ["time", "rss"], "data": [[0, 24004], ...]}, as pandas and InfluxDB have it: a list a
 * row. False: it is another object. */
static bool take_rows(struct record_table *table, json_t *object)
{
	json_t *columns = json_object_get(object, "columns"),
	       *rows = json_object_get(object, "data"), *cells;
	size_t i, j;

	rows = json_is_array(rows) ? rows : json_object_get(object, "values");
	if (!json_is_array(columns) || !json_is_array(rows) ||
		!json_is_array(json_array_get(rows, 0)))
		return false;
	json_array_foreach(rows, i, cells)
	{
		json_t *row = json_object(), *tags = json_object_get(object, "tags");

		if (tags)
			json_object_update(row, tags);
		for (j = 0; j < json_array_size(columns); j++)
			if (json_is_string(json_array_get(columns, j)))
				json_object_set(row, json_string_value(json_array_get(columns, j)),
					json_array_get(cells, j));
		take_row(table, row);
		json_decref(row);
	}
	return true;
}

static json_t *cell_of(json_t *column, size_t i, const char *key)
{
	return json_is_array(column) ? json_array_get(column, i) : json_object_get(column, key);
}

/* Has it a value a row: a list of values, or an object of them with a key a row, as pandas has it?
 */
static bool check_column(json_t *value, size_t rows)
{
	const char *key;
	json_t *item;

	if (json_is_array(value))
		return json_array_size(value) == rows && rows > 1 &&
		       !json_is_object(json_array_get(value, 0)) &&
		       !json_is_array(json_array_get(value, 0));
	if (!json_is_object(value) || json_object_size(value) != rows || rows < 2)
		return false;
	json_object_foreach(value, key, item) if (!key[0] || key[strspn(key, "0123456789")] ||
						  json_is_object(item) ||
						  json_is_array(item)) return false;
	return true;
}

static size_t rows_of(json_t *column)
{
	return json_is_array(column) ? json_array_size(column) : json_object_size(column);
}

/* {"time": [0, 60], "rss": [24004, 24044]}, {"rss": {"0": 24004, "1": 24044}}: a list a column.
 * False: it is another object. */
static bool take_columns(struct record_table *table, json_t *object)
{
	json_t *first = json_object_iter_value(json_object_iter(object)), *column;
	size_t rows = rows_of(first);
	const char *name, *key = "";
	void *at = json_object_iter(first);

	json_object_foreach(object, name, column) if (!check_column(column, rows)) return false;
	if (!rows)
		return false;
	for (size_t i = 0; i < rows; i++) {
		json_t *row = json_object();

		if (json_is_object(first)) {
			key = json_object_iter_key(at);
			at = json_object_iter_next(first, at);
		}
		json_object_foreach(object, name, column)
			json_object_set(row, name, cell_of(column, i, key));
		take_row(table, row);
		json_decref(row);
	}
	return true;
}

static bool take_object(struct record_table *table, json_t *object, int depth);

/* Takes each object of a list, and the list. */
static bool take_list(struct record_table *table, json_t *rows, int depth)
{
	bool good = false;
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) good |= take_object(table, row, depth);
	json_decref(rows);
	return good;
}

/* {"time": 7, "processes": [{"pid": 4711, "rss": 24004}, ...]}: each of the list is a row, with
 * what the object says of all. */
static bool take_unwrapped(struct record_table *table, json_t *object, int depth)
{
	json_t *rows = NULL;

	if (depth < DEPTH)
		rows = json_keyed_pairs(object);
	if (!rows && depth < DEPTH)
		rows = json_keyed_rows(object);
	if (!rows && depth < DEPTH)
		rows = json_unwrap_lists(object);
	return rows ? take_list(table, rows, depth + 1) : take_row(table, object);
}

static bool take_object(struct record_table *table, json_t *object, int depth)
{
	json_t *whole = json_unwrap(object);
	bool taken = take_rows(table, object) || take_unwrapped(table, whole, depth);

	json_decref(whole);
	return taken;
}

/* A value of any kind: what Prometheus answers, a list of objects, an object. */
static void take_value(struct record_table *table, json_t *value)
{
	json_t *result = json_object_get(json_object_get(value, "data"), "result"), *item;
	const char *format = json_string_value(json_object_get(value, "format"));
	size_t i;

	/* one of our own reports holds memory too, but it is not a record */
	if (format && !strncmp(format, "leakline-report", strlen("leakline-report")))
		return;

	if (!result && json_is_array(json_object_get(value, "result")))
		result = json_object_get(value, "result");
	if (json_is_array(result)) {
		json_array_foreach(result, i, item) json_metric_take(table, item);
		json_metric_check_answer(table, value);
	} else if (json_otlp_take(table, value) || json_cloudwatch_take(table, value) ||
		   json_series_take(table, value)) {
		json_metric_check_answer(table, value);
	} else if (json_is_array(value)) {
		json_array_foreach(value, i, item) if (json_is_object(item))
			take_object(table, item, 0);
	} else if (json_is_object(value) && !take_columns(table, value)) {
		take_object(table, value, 0);
	}
}

enum json_line json_readings_line(
	struct span line, struct record_table *table, struct span *message)
{
	json_t *value = json_loadb(line.at, line.len, 0, NULL);
	enum json_line is = json_is_object(value) ? JSON_LINE_OTHER : JSON_LINE_NONE;
	size_t rows = table->rows;

	if (value)
		take_value(table, value);
	if (table->rows > rows) {
		is = JSON_LINE_TAKEN;
	} else {
		*message = json_message_take(table, value);
		is = message->len ? JSON_LINE_MESSAGE : is;
	}
	json_decref(value);
	return is;
}

/* Does nothing else follow in its line? */
static bool ends_line(struct span rest)
{
	struct span line = rest;

	span_line(&rest, &line, NULL);
	return !span_trim(line).len;
}

size_t json_readings_block(struct span text, struct record_table *table, bool *is_cut)
{
	json_error_t error;
	json_t *value = json_loadb(text.at, text.len, JSON_DISABLE_EOF_CHECK, &error);
	size_t rows = table->rows, len = value && error.position > 0 ? (size_t)error.position : 0;

	*is_cut = !value && json_error_code(&error) == json_error_premature_end_of_input;
	if (len && ends_line(span_from(text, len)))
		take_value(table, value);
	json_decref(value);
	return table->rows > rows ? len : 0;
}

static bool begins_value(struct span text)
{
	return text.len && (text.at[0] == '{' || text.at[0] == '[');
}

/* Bytes of the value that the text begins with, which is taken; 0: none does, and *wasted grows by
 * what was read of it. */
static size_t take_first(struct span text, struct record_table *table, size_t *wasted)
{
	json_error_t error = { .position = 0 };
	json_t *value = begins_value(text)
				? json_loadb(text.at, text.len, JSON_DISABLE_EOF_CHECK, &error)
				: NULL;
	size_t len = error.position > 0 ? (size_t)error.position : 0;

	if (value && len)
		take_value(table, value);
	else
		*wasted += len;
	len = value ? len : 0;
	json_decref(value);
	return len;
}

/* Bytes up to the next line that begins a value. A line that is broken, or cut, is an oddity of the
 * log, as in any other; several, or one that is a whole series, are too much. */
static size_t skip_broken(struct span text, struct record_table *table)
{
	struct span rest = text, line;
	size_t lines = 0;

	do {
		span_line(&rest, &line, NULL);
		lines += span_trim(line).len > 0;
	} while (rest.len && !begins_value(rest));
	notes_add_span(table->notes, 0, "no JSON, or cut off:", text);
	table->lacks_samples |= lines > 1 || span_starts(text, "{\"metric\"");
	return text.len - rest.len;
}

bool json_readings_text(struct span text, struct record_table *table)
{
	struct span rest = span_trim(text);
	size_t values = 0, broken = 0, wasted = 0;

	while (rest.len) {
		size_t len = take_first(rest, table, &wasted);

		values += len > 0;
		broken += !len;
		if (!len && !table->rows)
			break;
		if (!len && wasted > text.len) {
			/* values that are broken late, within each other, would be read again and
			 * again */
			notes_add_span(table->notes, 0, "no JSON, or cut off:", rest);
			table->lacks_samples = true;
			break;
		}
		rest = span_from(rest, len ? len : skip_broken(rest, table));
		while (rest.len && strchr(" \t\r\n,", rest.at[0]))
			rest = span_from(rest, 1);
	}
	/* one may be cut, where the log ends */
	table->lacks_samples |= broken > 1 && broken * 10 > values;
	/* of objects a line, messages may tell it */
	return table->rows > 0 || (!rest.len && values == 1);
}

bool json_readings_likely(struct span text)
{
	return begins_value(span_trim(text));
}
