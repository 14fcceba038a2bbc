/* json_series.c - series of VictoriaMetrics, Datadog and Google Cloud, made into what Prometheus
 * answers. */
#include "json_series.h"

#include <stdio.h>
#include <string.h>

#include "../cells/moment.h"
#include "json_metric.h"

enum { NAME_BYTES = 128, VALUE_BYTES = 32 };

static json_t *series_of(json_t *labels)
{
	json_t *series = json_object();

	json_object_set_new(series, "metric", labels);
	json_object_set_new(series, "values", json_array());
	return series;
}

/* What is no number, and a time that is negative, stay such: the series lacks the sample. */
static void add_sample(json_t *series, double ms, json_t *value)
{
	char text[VALUE_BYTES] = "?";

	if (json_is_null(value))
		return;
	if (json_is_integer(value))
		snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		snprintf(text, sizeof text, "%.17g", json_real_value(value));
	json_array_append_new(
		json_object_get(series, "values"), json_pack("[f,s]", ms / 1000, text));
}

/* -1: it is no number. */
static double ms_of(json_t *time)
{
	return json_is_number(time) ? json_number_value(time) : -1;
}

static void take_series(struct record_table *table, json_t *series)
{
	json_metric_take(table, series);
	json_decref(series);
}

/* {"metric": {labels}, "values": [24580096, ...], "timestamps": [ms, ...]}: what VictoriaMetrics
 * exports. */
static bool take_export(struct record_table *table, json_t *object)
{
	json_t *labels = json_object_get(object, "metric"),
	       *values = json_object_get(object, "values"),
	       *times = json_object_get(object, "timestamps"), *series;

	if (!json_is_object(labels) || !json_is_array(values) || !json_is_array(times))
		return false;
	series = series_of(json_incref(labels));
	for (size_t i = 0; i < json_array_size(values) || i < json_array_size(times); i++)
		add_sample(series, ms_of(json_array_get(times, i)), json_array_get(values, i));
	take_series(table, series);
	return true;
}

/* The name of a metric as Prometheus would have it: words joined by `_`, and the unit
 * of a size behind them. */
static void set_name(json_t *labels, const char *text, const char *unit)
{
	char name[NAME_BYTES];

	if (strstr(unit, "byte") && !strstr(text, unit))
		snprintf(name, sizeof name, "%s_%ss", text, unit);
	else
		snprintf(name, sizeof name, "%s", text);
	for (char *at = name; *at; at++)
		if (strchr("./-", *at))
			*at = '_';
	/* a name that is cut within a letter is none, and no memory */
	if (json_object_set_new(labels, "__name__", json_string(name)))
		json_object_set_new(labels, "__name__", json_string("?"));
}

/* `process_name:web,host:h1`: each is a label. */
static void add_scope(json_t *labels, struct span scope)
{
	while (scope.len) {
		ptrdiff_t end = span_find(scope, ','), colon;
		struct span tag = { scope.at, end < 0 ? scope.len : (size_t)end };
		char key[NAME_BYTES];

		colon = span_find(tag, ':');
		if (colon > 0) {
			snprintf(key, sizeof key, "%.*s", (int)colon, tag.at);
			/* labels that name a process in Prometheus are called otherwise */
			if (!strcmp(key, "process_name") || !strcmp(key, "service"))
				snprintf(key, sizeof key, "process");
			json_object_set_new(labels, key,
				json_stringn(tag.at + colon + 1, tag.len - (size_t)colon - 1));
		}
		scope = span_from(scope, tag.len + (end >= 0));
	}
}

/* {"series": [{"metric": "system.processes.mem.rss", "scope", "unit", "pointlist": [[ms, value]]}]}
 * of Datadog. */
static bool take_pointlists(struct record_table *table, json_t *object)
{
	json_t *list = json_object_get(object, "series"), *item, *point;
	bool any = false, lacks = false;
	size_t i, j;

	json_array_foreach(list, i, item)
	{
		json_t *points = json_object_get(item, "pointlist"), *labels, *series;

		if (!json_is_array(points)) {
			lacks = true;
			continue;
		}
		labels = json_object();
		add_scope(labels, span_of(json_metric_text(item, "scope")));
		set_name(labels, json_metric_text(item, "metric"),
			json_metric_text(json_array_get(json_object_get(item, "unit"), 0), "name"));
		series = series_of(labels);
		json_array_foreach(points, j, point) add_sample(
			series, ms_of(json_array_get(point, 0)), json_array_get(point, 1));
		take_series(table, series);
		any = true;
	}
	if (any && lacks)
		json_metric_lacks(table);
	return any;
}

/* Google Cloud writes 64 bits as a text. */
static void add_typed(json_t *series, double ms, json_t *value)
{
	const char *text = json_string_value(json_object_get(value, "int64Value"));
	uint64_t number;
	json_t *made;

	if (!text || !span_number(span_of(text), INT64_MAX, &number)) {
		add_sample(series, ms, json_object_get(value, "doubleValue"));
		return;
	}
	made = json_integer((json_int_t)number);
	add_sample(series, ms, made);
	json_decref(made);
}

/* {"metric": {"type", "labels"}, "resource": {"labels"}, "points": [{"interval": {"endTime"},
 * "value": {"doubleValue"}}]} of Google Cloud, the last point first. Its sizes are bytes. */
static bool take_points(struct record_table *table, json_t *object)
{
	json_t *metric = json_object_get(object, "metric"),
	       *points = json_object_get(object, "points"), *labels, *series;
	static const char agent[] = "/processes/";
	const char *type = json_metric_text(metric, "type"), *name = strchr(type, '/');
	struct moment moment = { .any = false };

	if (!name || !json_is_array(points))
		return false;
	/* agent.googleapis.com/processes/rss_usage */
	if (!strncmp(name, agent, sizeof agent - 1))
		name += sizeof agent - 2;
	labels = json_object();
	json_object_update(labels, json_object_get(json_object_get(object, "resource"), "labels"));
	json_object_update(labels, json_object_get(metric, "labels"));
	if (json_object_get(labels, "command"))
		json_object_set(labels, "process", json_object_get(labels, "command"));
	set_name(labels, name + 1, "byte");
	series = series_of(labels);
	for (size_t i = json_array_size(points); i-- > 0;) {
		json_t *point = json_array_get(points, i);
		const char *end = json_metric_text(json_object_get(point, "interval"), "endTime");

		add_typed(series, (double)moment_read(&moment, span_of(end), 0),
			json_object_get(point, "value"));
	}
	take_series(table, series);
	return true;
}

bool json_series_take(struct record_table *table, json_t *value)
{
	json_t *list = json_object_get(value, "timeSeries"), *item;
	bool any = false;
	size_t i;

	list = json_is_array(value) ? value : list;
	json_array_foreach(list, i, item)
	{
		bool taken = take_points(table, item);

		/* objects of other kinds are read as rows */
		if (!taken && !any)
			return false;
		if (!taken)
			json_metric_lacks(table);
		any = true;
	}
	return any || take_export(table, value) || take_pointlists(table, value) ||
	       take_points(table, value);
}
