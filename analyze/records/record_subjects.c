/* record_subjects.c - which process a column of a wide table belongs to. */
#include "record_subjects.h"

#include "../cells/lower.h"
#include "record_amount.h"

/* What follows the name of a process and a sign in the name of a column: of web_pid it is pid.
 * Empty: the column is not of that process. */
static struct span word_behind(struct span cell, struct span subject)
{
	cell = span_trim(cell);
	if (!subject.len || cell.len < subject.len + 2 || span_is_letter(cell.at[subject.len]) ||
		span_is_digit(cell.at[subject.len]) ||
		!lower_is_same((struct span){ cell.at, subject.len }, subject))
		return (struct span){ NULL, 0 };
	return span_from(cell, subject.len + 1);
}

void record_subjects_find(struct record_table *table, const struct span *cells, size_t count)
{
	static const char *const pids[] = { "pid", "process_id", NULL };
	static const char *const names[] = { "name", "comm", "cmd", "command", "process",
		"process_name", "proc", NULL };

	for (size_t i = 0; table->wide && i < count; i++)
		for (size_t j = 0; j < count; j++) {
			struct record_column *column = &table->columns[j];
			struct span word = word_behind(cells[j], table->columns[i].subject);

			if (table->columns[i].role != COLUMN_RSS || column->role != COLUMN_OTHER ||
				column->tells_of)
				continue;
			column->tells_pid = lower_is_one_of(word, pids);
			if (column->tells_pid || lower_is_one_of(word, names))
				column->tells_of = i + 1;
		}
}

bool record_subjects_cell(struct record_table *table, size_t i, struct span cell)
{
	struct record_column *column;
	uint64_t pid;

	if (!table->columns[i].tells_of)
		return false;
	column = &table->columns[table->columns[i].tells_of - 1];
	cell = span_trim(cell);
	if (!table->columns[i].tells_pid)
		column->told_name = record_amount_is_missing(cell)
					    ? (struct span){ NULL, 0 }
					    : intern(&table->names.texts, table->arena, cell);
	else
		column->told_pid = span_number(cell, INT32_MAX, &pid) ? (int32_t)pid : 0;
	return true;
}

void record_subjects_take(const struct record_column *column, struct log_reading *row)
{
	size_t digits = span_digits(column->subject);
	uint64_t pid;

	if (!column->subject.len)
		return;
	/* without a PID a name that changes, as a command line does, would be a process a row */
	if (column->told_pid) {
		row->pid = column->told_pid;
		row->name = column->told_name.len ? column->told_name : column->subject;
		return;
	}
	if (digits == column->subject.len && span_number(column->subject, INT32_MAX, &pid) && pid) {
		row->pid = (int32_t)pid;
		return;
	}
	row->name = column->subject;
	/* `023586 ./pmdaproc` of PCP begins with the PID */
	if (digits && digits + 1 < column->subject.len && column->subject.at[digits] == '_' &&
		span_number((struct span){ column->subject.at, digits }, INT32_MAX, &pid)) {
		row->pid = (int32_t)pid;
		row->name = span_from(column->subject, digits + 1);
	} else {
		row->owner = column->subject;
	}
}
