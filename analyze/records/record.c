/* record.c - what is noted of a table once, and its readings as they are passed on. */
#include "record.h"

#include <string.h>

#include "../base/notes.h"

void record_note(struct record_table *table, enum record_noted which, const char *text)
{
	if (!(table->noted & which))
		notes_add(table->notes, 0, text);
	table->noted |= which;
}

enum { OWNER_BYTES = 256 };

/* Without a PID the name tells a process from others of its owner: the containers of a pod, the
 * programs of a host. */
static void own_name(struct record_table *table, struct log_reading *row)
{
	char text[2 * OWNER_BYTES + 1];
	size_t len = row->owner.len, more = row->name.len;

	if (row->pid || !len || !more || len > OWNER_BYTES || more > OWNER_BYTES ||
		span_equal(row->owner, row->name))
		return;
	memcpy(text, row->owner.at, len);
	text[len] = '/';
	memcpy(text + len + 1, row->name.at, more);
	row->owner =
		intern(&table->names.texts, table->arena, (struct span){ text, len + 1 + more });
}

void record_complete(struct record_table *table, struct log_reading *row)
{
	if (row->time_ms < 0)
		row->time_ms = table->date_ms;
	if (!row->owner.len)
		row->owner = table->owner;
	own_name(table, row);
	row->begins = table->begins;
	table->begins = false;
}

void record_send(struct record_table *table, struct log_reading *row)
{
	record_complete(table, row);
	table->sink.take(table->sink.context, row);
}
