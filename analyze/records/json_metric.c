/* json_metric.c - a series of Prometheus in its JSON. */
#include "json_metric.h"

#include <stdlib.h>
#include <string.h>

#include "../base/notes.h"
#include "../cells/amount.h"
#include "record_amount.h"

/* The label that names a process best. */
static const char *name_of(json_t *labels)
{
	static const char *const names[] = { "container", "container_name", "groupname", "process",
		"name", "pod", "instance", "job" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *name = json_string_value(json_object_get(labels, names[i]));

		if (name && *name)
			return name;
	}
	return NULL;
}

/* All labels as one text, so that series that differ in any label stay separate. */
static struct span owner_of(struct arena *arena, json_t *labels)
{
	char *text = json_dumps(labels, JSON_COMPACT | JSON_SORT_KEYS);
	struct span owner = arena_copy(arena, span_of(text ? text : ""));

	free(text);
	return owner;
}

/* The unit of the samples of a series. */
struct told_unit {
	double unit;  /* KiB of one; 0: nothing told it yet, -1: it cannot be known */
	bool guessed; /* by its first sample, and no name */
	bool any_kib; /* as record_amount_fits() has it */
};

/* Takes the unit of the sample, where no name told it. False: it cannot be known. */
static bool take_unit(
	struct record_table *table, const struct amount *amount, struct told_unit *told)
{
	if (!(told->unit > 0) && !(told->unit < 0)) {
		told->unit = record_amount_guess_unit(table, amount);
		told->guessed = true;
	}
	return told->unit > 0 &&
	       (!told->guessed || record_amount_fits(table, amount, told->unit, &told->any_kib));
}

const char *json_metric_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

void json_metric_lacks(struct record_table *table)
{
	table->lacks_samples = true;
	record_note(table, NOTED_SAMPLE,
		"a sample of a series has no size, or no time, that can be read: left out");
}

void json_metric_check_answer(struct record_table *table, const json_t *answer)
{
	static const char *const pages[] = { "nextPageToken", "NextToken" }, *const lists[] = {
		"executionErrors", "warnings"
	};
	const char *status = json_string_value(json_object_get(answer, "status")), *page;
	bool is_part = (status && !strcmp(status, "error")) ||
		       json_is_true(json_object_get(answer, "isPartial"));

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		page = json_string_value(json_object_get(answer, pages[i]));
		is_part |= page && *page;
	}
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		is_part |= json_array_size(json_object_get(answer, lists[i])) > 0;
	if (!is_part)
		return;
	table->lacks_samples = true;
	record_note(table, NOTED_ANSWER,
		"the answer says that it is a part, or that an error came: other series may be missing");
}

/* null, NaN: nothing was measured then, as while the process did not run. */
static bool is_gap(const json_t *value)
{
	const char *text = json_string_value(value);

	return json_is_null(value) || (text && !strcmp(text, "NaN"));
}

/* [1793606400, "24580096"] */
static void take_sample(
	struct record_table *table, struct log_reading row, json_t *sample, struct told_unit *told)
{
	const char *text = json_string_value(json_array_get(sample, 1));
	json_t *time = json_array_get(sample, 0);
	double seconds = json_number_value(time);
	struct amount amount;

	if (is_gap(json_array_get(sample, 1)))
		return;
	if (!text || !amount_read(span_of(text), &amount) || !json_is_number(time) ||
		!(seconds >= 0 && seconds < 1e11)) {
		json_metric_lacks(table);
		return;
	}
	if (!take_unit(table, &amount, told))
		return;
	row.time_ms = (int64_t)(seconds * 1000 + 0.5);
	row.rss = amount_kib(&amount, told->unit, &row.grain);
	table->rows++;
	table->sink.take(table->sink.context, &row);
}

/* Only one kind of memory of process-exporter is resident. */
static bool is_resident(const json_t *labels)
{
	const char *type = json_string_value(json_object_get(labels, "memtype"));

	return !type || !strcmp(type, "resident");
}

void json_metric_take(struct record_table *table, json_t *series)
{
	json_t *labels = json_object_get(series, "metric"),
	       *values = json_object_get(series, "values"),
	       *value = json_object_get(series, "value"), *sample;
	const char *metric = json_string_value(json_object_get(labels, "__name__")),
		   *name = name_of(labels);
	struct column_name named = { .role = COLUMN_RSS };
	struct told_unit told = { .unit = 0 };
	struct log_reading row = log_reading_empty();
	size_t rows = table->rows, i;

	if (metric)
		named = column_name_read(span_of(metric));
	told.unit = named.unit;
	if (named.role != COLUMN_RSS || !is_resident(labels)) {
		notes_add_span(table->notes, 0,
			"a metric that is no memory of a process: left out:",
			span_of(metric ? metric : ""));
		return;
	}
	row.name = name ? arena_copy(table->arena, span_of(name)) : (struct span){ NULL, 0 };
	row.owner = owner_of(table->arena, labels);
	if (json_is_array(value))
		take_sample(table, row, value, &told);
	json_array_foreach(values, i, sample) take_sample(table, row, sample, &told);
	/* it is named, and nothing of it was seen */
	if (table->rows == rows)
		json_metric_lacks(table);
}
