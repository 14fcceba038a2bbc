/* form_reading.c - a log being read line by line. */
#include "form_reading.h"

void form_reading_send(struct form_reading *reading, struct log_reading *row)
{
	struct record_table *table = reading->table;

	table->rows++;
	record_send(table, row);
}
