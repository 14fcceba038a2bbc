/* record.c - what is noted of a table once. */
#include "record.h"

#include "../base/notes.h"

void record_note(struct record_table *table, enum record_noted which, const char *text)
{
	if (!(table->noted & which))
		notes_add(table->notes, 0, text);
	table->noted |= which;
}
