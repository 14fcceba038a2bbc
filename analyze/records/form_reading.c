/* form_reading.c - a log being read line by line. */
#include "form_reading.h"

#include <stdio.h>

void form_reading_send(struct form_reading *reading, struct log_reading *row)
{
	struct record_table *table = reading->table;

	table->rows++;
	record_send(table, row);
}

struct span form_reading_of_host(
	struct form_reading *reading, struct span host, struct span program)
{
	enum { LONGEST = 96 };
	struct record_table *table = reading->table;
	char text[LONGEST];

	if (!host.len || span_is(host, "-") || !program.len)
		return program;
	if (!reading->host.len)
		reading->host = intern(&table->names.texts, table->arena, host);
	if (span_equal(host, reading->host) || host.len + program.len + 2 > sizeof text)
		return program;
	snprintf(text, sizeof text, "%.*s_%.*s", (int)host.len, host.at, (int)program.len,
		program.at);
	reading->has_hosts = true;
	return intern(&table->names.texts, table->arena, span_of(text));
}
