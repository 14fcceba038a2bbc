/* form_metric.c - metrics of Prometheus, a line each. */
#include "form_metric.h"

#include <math.h>
#include <string.h>

#include "../cells/amount.h"
#include "../cells/parse_date.h"
#include "record_amount.h"

/* The value of the label that comes first in the list and is there; empty: none is. */
static struct span label_of(struct span labels, const char *const *names)
{
	for (; labels.len && *names; names++) {
		ptrdiff_t at = span_find_text(labels, *names), end;
		struct span value;

		if (at < 1 || !strchr("{, ", labels.at[at - 1]))
			continue;
		value = span_from(labels, (size_t)at + strlen(*names));
		end = span_find(value, '"');
		if (end > 0)
			return (struct span){ value.at, (size_t)end };
	}
	return (struct span){ NULL, 0 };
}

/* Whose the labels say that it is: the name that tells most, and the PID. */
static void take_whose(struct span labels, struct log_reading *row)
{
	static const char *const names[] = { "container=\"", "container_name=\"", "name=\"",
		"groupname=\"", "process=\"", "pod=\"", "job=\"", "instance=\"", NULL };
	static const char *const pids[] = { "process_id=\"", "pid=\"", NULL };
	uint64_t pid;

	row->name = label_of(labels, names);
	if (span_number(label_of(labels, pids), INT32_MAX, &pid))
		row->pid = (int32_t)pid;
}

enum { LABELS = 32, LABEL_BYTES = 1024 };

static void sort_labels(struct span *labels, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j && span_compare(labels[j], labels[j - 1]) < 0; j--) {
			struct span label = labels[j];

			labels[j] = labels[j - 1];
			labels[j - 1] = label;
		}
}

/* {job="web",instance="a"} and {instance="a", job="web"} are one series: its labels in the order of
 * the alphabet, kept with the names. As they are where there are very many. */
static struct span in_order(struct record_table *table, struct span labels)
{
	struct span found[LABELS], rest = span_from(labels, 1);
	char text[LABEL_BYTES];
	size_t count = 0, len = 0, begin = 0;
	bool quoted = false;

	if (labels.len < 2 || labels.len >= LABEL_BYTES)
		return labels;
	for (size_t i = 0; i <= rest.len; i++) {
		if (i < rest.len && rest.at[i] == '"' && (!i || rest.at[i - 1] != '\\'))
			quoted = !quoted;
		if (i < rest.len && (quoted || rest.at[i] != ','))
			continue;
		if (count == LABELS)
			return labels;
		found[count] = span_trim((struct span){ rest.at + begin, i - begin });
		count += found[count].len > 0;
		begin = i + 1;
	}
	sort_labels(found, count);
	for (size_t i = 0; i < count; i++) {
		memcpy(text + len, found[i].at, found[i].len);
		len += found[i].len;
		text[len++] = ',';
	}
	return intern(&table->names.texts, table->arena, (struct span){ text, len });
}

/* The name in front of a metric's labels or value. */
static struct span metric_of(struct span line)
{
	size_t len = 0;

	while (len < line.len &&
		(line.at[len] == '_' || line.at[len] == ':' || span_is_digit(line.at[len]) ||
			((line.at[len] | 32) >= 'a' && (line.at[len] | 32) <= 'z')))
		len++;
	return (struct span){ line.at, len };
}

/* Cuts the labels off *rest; empty: it has none. False: they do not end. */
static bool take_labels(struct span *rest, struct span *labels)
{
	ptrdiff_t end = span_rfind(*rest, '}');

	*labels = (struct span){ NULL, 0 };
	if (rest->at[0] != '{')
		return true;
	if (end < 0)
		return false;
	*labels = (struct span){ rest->at, (size_t)end };
	*rest = span_from(*rest, (size_t)end + 1);
	return true;
}

/* 1793606400000, and 1793606400.5 of OpenMetrics; -1: it is no time. */
static int64_t read_time(struct span field)
{
	const double ms_from = 1e11;
	double number;

	if (!span_decimal(field, &number) || !(number >= 0 && number < 1e15))
		return -1;
	return (int64_t)floor(number >= ms_from ? number : number * 1000 + 0.5);
}

/* VALUE TIME; promtool writes => VALUE @[TIME] */
static bool read_value(struct span rest, struct amount *amount, int64_t *time_ms)
{
	struct span field;

	if (!span_field(&rest, &field) || (span_is(field, "=>") && !span_field(&rest, &field)) ||
		!amount_read(field, amount))
		return false;
	*time_ms = -1;
	if (!span_field(&rest, &field))
		return true;
	if (span_starts(field, "@[") && span_ends(field, "]"))
		field = (struct span){ field.at + 2, field.len - 3 };
	*time_ms = read_time(field);
	return true;
}

/* Is that memory of its process which another metric tells better, or not the resident one? */
static bool is_left_out(const struct form_reading *reading, struct span metric, struct span labels)
{
	return (reading->has_container_rss && span_starts(metric, "container_memory_") &&
		       !span_is(metric, "container_memory_rss")) ||
	       (span_find_text(labels, "memtype=\"") > 0 &&
		       span_find_text(labels, "memtype=\"resident\"") < 0);
}

bool form_metric_take(struct form_reading *reading, struct span line)
{
	enum { SHORTEST = 8 };
	struct log_reading row = log_reading_empty();
	struct span metric = metric_of(line), rest = span_from(line, metric.len), labels;
	struct column_name name;
	struct amount amount;

	if (metric.len < SHORTEST || !rest.len || !strchr("{ ", rest.at[0]) ||
		!take_labels(&rest, &labels))
		return false;
	name = column_name_read(metric);
	if (name.role != COLUMN_RSS || !(name.unit > 0) || name.unit >= 1 ||
		!read_value(rest, &amount, &row.time_ms))
		return false;
	if (is_left_out(reading, metric, labels))
		return true;
	row.rss = amount_kib(&amount, name.unit, &row.grain);
	take_whose(labels, &row);
	/* series that differ in any label are different processes */
	row.owner = row.name.len ? in_order(reading->table, labels) : row.name;
	form_reading_send(reading, &row);
	return true;
}

/* process_resident_memory_bytes{job="web"} => above the samples of promtool query range. */
static bool take_series_head(struct form_reading *reading, struct span line)
{
	struct span metric = metric_of(line), rest = span_from(line, metric.len), labels;
	struct record_table *table = reading->table;
	struct column_name name = column_name_read(metric);
	struct log_reading row = log_reading_empty();

	reading->has_series = false;
	if (!metric.len || !rest.len || !take_labels(&rest, &labels) ||
		!span_is(span_trim(rest), "=>"))
		return false;
	if (name.role != COLUMN_RSS || !(name.unit > 0) || name.unit >= 1 ||
		is_left_out(reading, metric, labels))
		return true;
	take_whose(labels, &row);
	row.owner = row.name.len ? in_order(table, labels) : row.name;
	row.name = intern(&table->names.texts, table->arena, row.name);
	row.owner = intern(&table->names.texts, table->arena, row.owner);
	reading->series = row;
	reading->series_unit = name.unit;
	return reading->has_series = true;
}

bool form_metric_take_series(struct form_reading *reading, struct span line)
{
	struct log_reading row = reading->series;
	struct amount amount;
	struct span rest = line, field;

	if (span_ends(line, "=>"))
		return take_series_head(reading, line);
	if (!reading->has_series || !span_is_digit(line.at[0]) || !span_field(&rest, &field) ||
		!span_starts(span_trim(rest), "@[") || !read_value(line, &amount, &row.time_ms) ||
		row.time_ms < 0)
		return false;
	row.rss = amount_kib(&amount, reading->series_unit, &row.grain);
	form_reading_send(reading, &row);
	return true;
}

bool form_metric_take_graphite(struct form_reading *reading, struct span line)
{
	enum { METRIC, VALUE, TIME, FIELDS };
	struct log_reading row = log_reading_empty();
	struct span f[FIELDS + 1], path;
	struct column_name name;
	struct amount amount;
	ptrdiff_t point;

	if (span_fields(line, f, FIELDS + 1) != FIELDS)
		return false;
	path = f[METRIC];
	point = span_rfind(path, '.');
	row.time_ms = read_time(f[TIME]);
	if (point <= 0 || row.time_ms < (int64_t)DATE_EPOCH_FROM * 1000 ||
		!amount_read(f[VALUE], &amount) || amount.len != f[VALUE].len)
		return false;
	name = column_name_read(span_from(path, (size_t)point + 1));
	if (name.role != COLUMN_RSS || name.rank < COLUMN_ALONE)
		return false;
	if (!(reading->key_unit > 0) && !(name.unit > 0))
		reading->key_unit = record_amount_guess_unit(reading->table, &amount);
	if (!(name.unit > 0) &&
		(!(reading->key_unit > 0) || !record_amount_fits(reading->table, &amount,
						     reading->key_unit, &reading->key_any_kib)))
		return false;
	row.rss = amount_kib(&amount, name.unit > 0 ? name.unit : reading->key_unit, &row.grain);
	path.len = (size_t)point;
	row.owner = path;
	row.name = span_from(path, (size_t)(span_rfind(path, '.') + 1));
	if (column_name_is_elsewhere(row.name, name.rank))
		return false;
	form_reading_send(reading, &row);
	return true;
}
