/* form_reading.c - a log being read line by line. */
#include "form_reading.h"

void form_reading_send(struct form_reading *reading, struct log_reading *row)
{
	struct record_table *table = reading->table;

	if (row->time_ms < 0)
		row->time_ms = table->date_ms;
	if (!row->owner.len)
		row->owner = table->owner;
	row->begins = table->begins;
	table->begins = false;
	table->rows++;
	table->sink.take(table->sink.context, row);
}
