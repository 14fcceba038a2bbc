/* json_otlp.c - metrics of OpenTelemetry, as its collector writes them to a file. */
#include "json_otlp.h"

#include <stdlib.h>
#include <string.h>

#include "../base/notes.h"
#include "../cells/amount.h"
#include "json_metric.h"

/* {"key": "service.name", "value": {"stringValue": "web"}} */
static json_t *attribute(json_t *attributes, const char *key)
{
	json_t *item, *value = NULL;
	size_t i;

	json_array_foreach(attributes, i, item) if (!strcmp(json_metric_text(item, "key"), key))
		value = json_object_iter_value(json_object_iter(json_object_get(item, "value")));
	return value;
}

/* An integer that is written as a text, or as a number; -1: none. */
static int64_t integer_of(json_t *value)
{
	uint64_t number;

	if (json_is_integer(value))
		return json_integer_value(value);
	return json_is_string(value) &&
			       span_number(span_of(json_string_value(value)), INT64_MAX, &number)
		       ? (int64_t)number
		       : -1;
}

/* The metrics that the conventions call physical memory of a process or of a container, in bytes:
 * those of a process, which are the more certain ones, come first, and rss before working sets. */
static const char *const resident[] = { "process.memory.usage", "process.memory.physical_usage",
	"process.runtime.cpython.memory", "container.memory.rss", "k8s.pod.memory.rss",
	"k8s.container.memory.rss", "container.memory.working_set" };

enum { RESIDENT = sizeof resident / sizeof *resident };

/* Its place among them; RESIDENT: it is none. */
static size_t rank_of(const json_t *metric)
{
	const char *unit = json_metric_text(metric, "unit");
	size_t i = 0;

	if (*unit && strcmp(unit, "By") != 0)
		return RESIDENT;
	while (i < RESIDENT && strcmp(json_metric_text(metric, "name"), resident[i]) != 0)
		i++;
	return i;
}

/* Whose points they are. */
static struct log_reading owner_of(struct record_table *table, json_t *attributes)
{
	static const char *const names[] = { "process.executable.name", "process.command",
		"k8s.container.name", "container.name", "service.name", "k8s.pod.name" };
	struct log_reading row = log_reading_empty();
	char *text = json_dumps(attributes, JSON_COMPACT);
	int64_t pid = integer_of(attribute(attributes, "process.pid"));

	for (size_t i = 0; !row.name.len && i < sizeof names / sizeof *names; i++) {
		json_t *value = attribute(attributes, names[i]);

		if (json_is_string(value))
			row.name = arena_copy(table->arena, span_of(json_string_value(value)));
	}
	if (pid > 0 && pid < INT32_MAX)
		row.pid = (int32_t)pid;
	/* hosts have PIDs of their own */
	if (text)
		row.owner = arena_copy(table->arena, span_of(text));
	free(text);
	return row;
}

static void take_points(struct record_table *table, struct log_reading row, json_t *points)
{
	const double bytes = 1.0 / 1024, most = 1e18;
	json_t *point;
	size_t i;

	json_array_foreach(points, i, point)
	{
		int64_t value = integer_of(json_object_get(point, "asInt")),
			time_ns = integer_of(json_object_get(point, "timeUnixNano"));
		json_t *state = attribute(json_object_get(point, "attributes"), "type");
		double number = json_number_value(json_object_get(point, "asDouble"));
		struct amount amount = { .step = 1, .grouped = -1 };

		if (value < 0 && number > 0 && number < most)
			value = (int64_t)number;
		/* cpython tells virtual memory beside it */
		if (value <= 0 ||
			(json_is_string(state) && strcmp(json_string_value(state), "rss")))
			continue;
		amount.number = (double)value;
		row.rss = amount_kib(&amount, bytes, &row.grain);
		row.time_ms = time_ns < 0 ? -1 : time_ns / 1000000;
		table->rows++;
		table->sink.take(table->sink.context, &row);
	}
}

static void take_metric(
	struct record_table *table, struct log_reading row, json_t *metric, size_t rank)
{
	if (rank_of(metric) == RESIDENT) {
		notes_add_span(table->notes, 0,
			"a metric that is no memory of a process: left out:",
			arena_copy(table->arena, span_of(json_metric_text(metric, "name"))));
		return;
	}
	if (rank_of(metric) != rank)
		return;
	take_points(table, row, json_object_get(json_object_get(metric, "gauge"), "dataPoints"));
	take_points(table, row, json_object_get(json_object_get(metric, "sum"), "dataPoints"));
}

/* Of metrics that tell one memory twice, as rss and as a working set, the first by rank counts. */
static void take_resource(struct record_table *table, json_t *resource)
{
	struct log_reading row = owner_of(
		table, json_object_get(json_object_get(resource, "resource"), "attributes"));
	json_t *scopes = json_object_get(resource, "scopeMetrics"), *scope, *metric;
	size_t rank = RESIDENT, i, j;

	json_array_foreach(scopes, i, scope) json_array_foreach(json_object_get(scope, "metrics"),
		j, metric) rank = rank_of(metric) < rank ? rank_of(metric) : rank;
	json_array_foreach(scopes, i, scope) json_array_foreach(
		json_object_get(scope, "metrics"), j, metric) take_metric(table, row, metric, rank);
}

bool json_otlp_take(struct record_table *table, json_t *value)
{
	json_t *resources = json_object_get(value, "resourceMetrics"), *resource;
	size_t i;

	if (!json_is_array(resources))
		return false;
	json_array_foreach(resources, i, resource) take_resource(table, resource);
	return true;
}
