/* record_total.c - rows of a table that are the sum of the others. */
#include "record_total.h"

/* The sum of all, of which no PID says that it is a process. */
static bool is_total(const struct log_reading *row)
{
	static const char *const names[] = { "TOTAL", "Total", "total", "SUM", "Sum", "sum" };

	for (size_t i = 0; !row->pid && i < sizeof names / sizeof *names; i++)
		if (span_is(row->name, names[i]))
			return true;
	return false;
}

/* Does the table tell processes apart, so that a total is none of them? */
static bool has_processes(const struct record_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].role == COLUMN_PID)
			return true;
	return table->has_named;
}

void record_total_release(struct record_table *table, bool counts)
{
	if (!table->has_held)
		return;
	table->has_held = false;
	if (counts) {
		table->sink.take(table->sink.context, &table->held);
		return;
	}
	/* the round that began with it begins with the next row */
	table->begins |= table->held.begins;
	record_note(table, NOTED_TOTAL, "its rows of a total are left out");
}

void record_total_send(struct record_table *table, struct log_reading *row)
{
	if (!is_total(row)) {
		table->has_named |= row->name.len > 0;
		record_total_release(table, !row->name.len);
		record_send(table, row);
	} else if (has_processes(table)) {
		record_note(table, NOTED_TOTAL, "its rows of a total are left out");
	} else if (table->rows == 1) {
		record_complete(table, row);
		table->held = *row;
		table->has_held = true;
	} else {
		record_total_release(table, true);
		record_send(table, row);
	}
}
