/* record_table.c - the rows of a table whose header names its columns. */
#include "record_table.h"

#include <string.h>

#include "../base/notes.h"
#include "../base/text.h"
#include "../cells/amount.h"
#include "../cells/moment_forms.h"
#include "../cells/parse_date.h"
#include "record_amount.h"
#include "record_subjects.h"
#include "record_total.h"
#include "record_twins.h"

static void keep(char *place, size_t *len, struct span cell)
{
	*len = cell.len < RECORD_CELL ? cell.len : RECORD_CELL;
	if (*len)
		memcpy(place, cell.at, *len);
}

static bool is_kept(const char *place, size_t len, struct span cell)
{
	return len && cell.len < RECORD_CELL && span_equal((struct span){ place, len }, cell);
}

/* A time, with the day of another column in front where there is one. */
static int64_t read_time(struct record_table *table, struct span cell, double unit)
{
	char text[2 * RECORD_CELL + 1];
	int64_t time_ms;

	if (!table->day_len || cell.len > RECORD_CELL) {
		time_ms = moment_read(&table->moment, cell, unit);
		return time_ms >= 0 ? time_ms : moment_forms_parts(cell);
	}
	memcpy(text, table->day, table->day_len);
	text[table->day_len] = ' ';
	if (cell.len)
		memcpy(text + table->day_len + 1, cell.at, cell.len);
	time_ms = moment_read(
		&table->moment, (struct span){ text, table->day_len + 1 + cell.len }, unit);
	/* what is called data may be memory, and no day */
	return time_ms >= 0 ? time_ms : moment_read(&table->moment, cell, unit);
}

/* tid: the time in Swedish, Danish and Norwegian, or the number of a thread, which the first of its
 * cells shows: no time on a clock, no count from nought and no date is such a number. */
static bool is_thread(
	const struct record_table *table, const struct record_column *column, struct span cell)
{
	uint64_t number;

	return table->rows == table->head_rows &&
	       (span_is(column->name, "tid") || span_is(column->name, "TID")) &&
	       span_number(cell, DATE_EPOCH_FROM, &number) && number;
}

/* Data: the day in Italian and Portuguese, or the size of a segment in tables of routers, which the
 * first of its cells shows: 94004 is no day, and 20261102 may be one. */
static bool is_segment(
	const struct record_table *table, const struct record_column *column, struct span cell)
{
	enum { DAY = 8 };
	uint64_t number;

	return table->rows == table->head_rows &&
	       (span_is(column->name, "Data") || span_is(column->name, "data")) &&
	       cell.len != DAY && span_number(cell, DATE_EPOCH_FROM, &number);
}

static void take_date(struct record_table *table, struct record_column *column, struct span cell)
{
	if (is_segment(table, column, cell))
		column->role = COLUMN_OTHER;
	else
		keep(table->day, &table->day_len, cell);
}

static bool take_time(struct record_table *table, struct record_column *column, struct span cell)
{
	if (is_thread(table, column, cell)) {
		column->role = COLUMN_OTHER;
		return true;
	}
	if (!is_kept(table->time, table->time_len, cell) || table->day_len) {
		table->time_ms = read_time(table, cell, column->unit);
		keep(table->time, &table->time_len, cell);
		/* even a moment that cannot be read separates rounds */
		table->begins |= table->time_ms < 0;
		if (table->time_ms < 0 && table->date_ms < 0 && !record_amount_is_missing(cell))
			record_note(table, NOTED_TIME,
				"its times are not understood: rounds have their order, not their time");
	}
	table->row.time_ms = table->time_ms;
	return cell.len > 0;
}

static bool take_pid(struct record_table *table, struct span cell)
{
	uint64_t pid;

	if (record_amount_is_missing(cell))
		return true;
	if (!span_number(cell, INT32_MAX, &pid))
		return false;
	table->row.pid = (int32_t)pid;
	return true;
}

static void take_round(struct record_table *table, struct span cell)
{
	if (!is_kept(table->round, table->round_len, cell) && table->round_len)
		table->begins = true;
	keep(table->round, &table->round_len, cell);
}

/* Does another cell of the row tell what such a value is, or in which unit? */
static bool is_explained(const struct record_table *table, enum column_role role)
{
	return table->has_units || (table->has_metrics && role == COLUMN_RSS);
}

/* Is that one that a name of the client libraries of Prometheus begins with, or one of memory? */
static bool is_known_metric(struct span cell)
{
	struct column_name name = column_name_read(cell);

	return (name.role == COLUMN_RSS && name.rank >= COLUMN_SURE) ||
	       span_starts(cell, "process_") || span_starts(cell, "go_");
}

/* Series;Time;Value of Grafana: is the name of the first row that of a metric, of memory or not,
 * where nothing else says what the values are? */
static bool names_values(const struct record_table *table, struct span cell)
{
	ptrdiff_t labels = span_find(cell, '{');
	bool any = false;

	for (size_t i = 0; i < table->count; i++)
		any |= table->columns[i].is_any;
	if (!any || labels <= 0 || !span_ends(cell, "}"))
		return false;
	return span_find((struct span){ cell.at, (size_t)labels }, ' ') < 0 &&
	       is_known_metric(cell);
}

/* What the value of the row is, and whose: long labels are told apart by all of them. */
static void take_metric(struct record_table *table, struct span cell)
{
	ptrdiff_t labels = span_find(cell, '{');

	table->metric = column_name_read(cell);
	table->metric_of = (struct span){ NULL, 0 };
	if (labels > 0 &&
		(cell.len > RECORD_CELL || cell.len - (size_t)labels > COLUMN_SUBJECT / 2))
		table->metric_of = intern(&table->names.texts, table->arena,
			span_strip(span_from(cell, (size_t)labels + 1), "", "}"));
}

static void take_metrics(struct record_table *table, struct record_column *names)
{
	names->role = COLUMN_METRIC;
	table->has_metrics = true;
	for (size_t i = 0; i < table->count; i++)
		table->columns[i].is_any = false;
}

static void take_name(struct record_table *table, struct record_column *column, struct span cell)
{
	if (!table->rows && names_values(table, cell)) {
		take_metrics(table, column);
		take_metric(table, cell);
		return;
	}
	if (column->has_threads && span_rfind(cell, '/') > 0)
		cell.len = (size_t)span_rfind(cell, '/');
	table->row.name = record_names_program(&table->names, table->arena, cell);
}

void record_table_cell(struct record_table *table, size_t i, struct span cell)
{
	struct record_column *column;
	bool good = true;

	if (i >= table->count)
		return;
	column = &table->columns[i];
	if (record_subjects_cell(table, i, cell))
		return;
	if (!table->rows && record_amount_take_unit(column, cell)) {
		table->is_units = true;
		return;
	}
	if (column->is_unit && amount_unit(span_trim(cell)) > 0) {
		table->unit = amount_unit(span_trim(cell));
		return;
	}
	if (column->twin_of) {
		record_twins_take(table, column, span_trim(cell));
		return;
	}
	record_twins_see_left(table, column, span_trim(cell));
	if (column->role == COLUMN_OTHER || column->role == COLUMN_SIZE ||
		column->role == COLUMN_SYSTEM)
		return;
	cell = span_trim(cell);
	switch (column->role) {
	case COLUMN_TIME:
		good = take_time(table, column, cell);
		break;
	case COLUMN_DATE:
		take_date(table, column, cell);
		break;
	case COLUMN_ROUND:
		take_round(table, cell);
		break;
	case COLUMN_PID:
		good = take_pid(table, cell);
		break;
	case COLUMN_NAME:
		take_name(table, column, cell);
		break;
	case COLUMN_METRIC:
		take_metric(table, cell);
		break;
	case COLUMN_OWNER:
		table->row.owner = intern(&table->names.texts, table->arena, cell);
		break;
	default:
		if (is_explained(table, column->role))
			keep(column->kept, &column->kept_len, cell);
		else
			good = record_amount_take(table, column, cell);
		break;
	}
	table->bad |= !good;
}

/* Takes the values of a row that other cells of it explain. False: they are no memory of a process.
 */
static bool take_explained(struct record_table *table)
{
	struct column_name name = { .role = COLUMN_RSS };
	double unit = table->unit;

	if (table->has_metrics)
		name = table->metric;
	unit = name.unit > 0 ? name.unit : unit;
	table->is_private = name.role == COLUMN_PRIVATE;
	for (size_t i = 0; i < table->count; i++) {
		struct record_column *column = &table->columns[i];

		if (column->kept_len && (name.role == COLUMN_RSS || table->is_private)) {
			column->unit = unit > 0 ? unit : column->unit;
			table->bad |= !record_amount_take(
				table, column, (struct span){ column->kept, column->kept_len });
		}
		column->kept_len = 0;
	}
	if (name.subject[0] && !table->row.name.len)
		table->row.name = table->metric_of.len ? table->metric_of
						       : intern(&table->names.texts, table->arena,
								 span_of(name.subject));
	table->metric = (struct column_name){ .role = COLUMN_OTHER };
	table->unit = 0;
	return name.role == COLUMN_RSS || table->is_private;
}

/* The private memory of the process that a column belongs to, or the sum of its parts; -1 none. */
static int64_t private_beside(const struct record_table *table, const struct record_column *beside)
{
	int64_t sum = -1;

	for (size_t i = 0; i < table->count; i++) {
		const struct record_column *column = &table->columns[i];

		if (column->role == COLUMN_PRIVATE && column->value >= 0 &&
			span_equal(column->subject, beside->subject))
			sum = column->value + (sum > 0 ? sum : 0);
	}
	return sum;
}

/* The values of the row, of which some may be told in parts. */
static void sum_values(const struct record_table *table, struct log_reading *row)
{
	row->rss = row->private_kib = row->swap = -1;
	for (size_t i = 0; i < table->count; i++) {
		const struct record_column *column = &table->columns[i];
		int64_t *sum = column->role == COLUMN_RSS       ? &row->rss
			       : column->role == COLUMN_PRIVATE ? &row->private_kib
			       : column->role == COLUMN_SWAP    ? &row->swap
								: NULL;

		if (sum && column->value >= 0)
			*sum = column->value + (*sum > 0 ? *sum : 0);
	}
}

/* KiB of all processes of the row; -1: none. */
static double read_of(const struct record_table *table)
{
	struct log_reading row;

	sum_values(table, &row);
	return (double)(row.rss >= 0 ? row.rss : row.private_kib);
}

/* One day alone is a moment, too. */
static void take_day(struct record_table *table)
{
	bool timed = !table->day_len;

	for (size_t i = 0; !timed && i < table->count; i++)
		timed = table->columns[i].role == COLUMN_TIME;
	if (!timed)
		table->row.time_ms = moment_read_day(
			&table->moment, (struct span){ table->day, table->day_len });
}

static void send_wide(struct record_table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct record_column *column = &table->columns[i];
		struct log_reading row = table->row;

		if (column->role != COLUMN_RSS || column->value < 0)
			continue;
		row.rss = column->value;
		row.private_kib = private_beside(table, column);
		row.grain = column->grain;
		record_subjects_take(column, &row);
		record_send(table, &row);
	}
}

static void send_row(struct record_table *table)
{
	struct log_reading row = table->row;

	sum_values(table, &row);
	/* no process has nothing of its own: PowerShell prints 0.00 where the system does not tell
	 */
	if (!row.private_kib && row.rss > 0)
		row.private_kib = -1;
	if (table->is_private) {
		row.private_kib = row.rss;
		row.rss = -1;
	}
	for (size_t i = 0; i < table->count && !row.name.len; i++)
		if (table->columns[i].role == COLUMN_RSS && !row.pid)
			record_subjects_take(&table->columns[i], &row);
	if ((row.rss >= 0 || row.private_kib >= 0) &&
		!(table->of_cgroups && span_is(row.name, "/")))
		record_total_send(table, &row);
}

bool record_table_row(struct record_table *table, size_t cells)
{
	bool is_other = table->is_units ||
			((table->has_metrics || table->has_units) && !take_explained(table));
	bool good = table->count && (table->is_units || !table->bad) && (table->told || is_other) &&
		    cells >= 1 && (!table->has_twins || record_twins_agree(table)) && !table->hint;

	if (good && !is_other) {
		take_day(table);
		table->rows++;
		if (table->wide)
			send_wide(table);
		else
			send_row(table);
	}
	left_sizes_row(&table->left, table->arena, good && !is_other ? read_of(table) : -1);
	for (size_t i = 0; i < table->count; i++)
		table->columns[i].value = -1;
	table->row = log_reading_empty();
	table->bad = table->told = table->is_private = table->is_units = false;
	return good;
}

void record_table_end(struct record_table *table)
{
	struct span grows = left_sizes_growing(&table->left);

	record_total_release(table, true);
	if (!grows.len || !table->rows)
		return;
	table->left_grows = true;
	notes_add(table->notes, 0,
		text_format(table->arena,
			"%.*s grows and is left out, while what is read beside it does not: if it is what counts, leave the other out, or put the name of its process in front, as in `web_rss`",
			(int)grows.len, grows.at));
}
