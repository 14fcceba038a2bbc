/* json_cloudwatch.c - metrics of Amazon's CloudWatch, as its command-line tool prints them. */
#include "json_cloudwatch.h"

#include "../cells/amount.h"

/* What a label says, and whose memory it is. */
struct label {
	struct column_name name;
	struct span owner;
};

static bool read_label(struct record_table *table, json_t *series, struct label *label)
{
	const char *text = json_string_value(json_object_get(series, "Label"));

	if (!text)
		return false;
	label->name = column_name_read(span_of(text));
	label->owner = intern(&table->names.texts, table->arena, span_of(label->name.subject));
	return label->name.role == COLUMN_RSS &&
	       label->name.rank > COLUMN_ALONE; /* mem_used is of the machine */
}

/* unit: of CloudWatch, or NULL; without one values are bytes. */
static bool take_point(struct record_table *table, const struct label *label, json_t *time,
	json_t *value, const char *unit)
{
	struct log_reading row = log_reading_empty();
	const char *text = json_string_value(time);
	double kib = unit ? amount_unit(span_of(unit)) : 0, number = json_number_value(value);

	if (!text || !json_is_number(value) || !(number >= 0 && number < 1e15))
		return false;
	row.time_ms = moment_read(&table->moment, span_of(text), 0);
	kib = kib > 0 ? kib : label->name.unit > 0 ? label->name.unit : 1.0 / 1024;
	row.rss = (int64_t)(number * kib + 0.5);
	row.grain = kib > 1 ? (int64_t)kib : 1;
	row.name = row.owner = label->owner;
	table->rows++;
	table->sink.take(table->sink.context, &row);
	return true;
}

static bool take_result(struct record_table *table, json_t *series)
{
	json_t *times = json_object_get(series, "Timestamps"),
	       *values = json_object_get(series, "Values"), *time;
	struct label label;
	bool any = false;
	size_t i;

	if (!read_label(table, series, &label))
		return false;
	json_array_foreach(times, i, time)
	{
		any |= take_point(table, &label, time, json_array_get(values, i), NULL);
	}
	return any;
}

/* The maximum of a minute is that of a minute, and may fall again. */
static bool take_datapoints(struct record_table *table, json_t *series)
{
	json_t *points = json_object_get(series, "Datapoints"), *point;
	struct label label;
	bool any = false;
	size_t i;

	if (!json_is_array(points) || !read_label(table, series, &label))
		return false;
	json_array_foreach(points, i, point)
	{
		json_t *value = json_object_get(point, "Average");

		value = value ? value : json_object_get(point, "Maximum");
		any |= take_point(table, &label, json_object_get(point, "Timestamp"), value,
			json_string_value(json_object_get(point, "Unit")));
	}
	return any;
}

bool json_cloudwatch_take(struct record_table *table, json_t *value)
{
	json_t *results = json_object_get(value, "MetricDataResults"), *series;
	bool any = take_datapoints(table, value);
	size_t i;

	json_array_foreach(results, i, series)
	{
		any |= take_result(table, series);
	}
	return any;
}
