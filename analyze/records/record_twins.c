/* record_twins.c - two columns of a table that tell the same memory: where they differ, nobody
 * knows which one counts. */
#include "record_twins.h"

#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../cells/lower.h"
#include "../cells/other_words.h"
#include "record_amount.h"

/* From here on a name says that it is resident memory, and nothing else: rss, res, resident_set. */
enum { CERTAIN = COLUMN_SURE + 1 };

/* Does the column tell memory of the process of another, with as certain a name? */
static bool is_twin(const struct heads *heads, const struct span *cells, size_t i, size_t other)
{
	const struct column_name *name = &heads->names[i], *taken = &heads->names[other];

	return i != other && name->role == taken->role && !strcmp(name->subject, taken->subject) &&
	       (name->rank == taken->rank ||
		       (name->role == COLUMN_RSS && name->rank >= CERTAIN &&
			       taken->rank >= CERTAIN) ||
		       lower_is_same(span_trim(cells[i]), span_trim(cells[other])));
}

/* The column that was taken in place of this one; count: none was. */
static size_t taken_for(const struct record_table *table, const struct heads *heads,
	const struct span *cells, size_t count, size_t i)
{
	for (size_t other = 0; other < count; other++)
		if (table->columns[other].role == heads->names[i].role &&
			is_twin(heads, cells, i, other))
			return other;
	return count;
}

/* rss_kb_target beside rss_kb_web: a bound, or a process that is called so? */
static bool may_be_process(const struct heads *heads, const struct column_name *name)
{
	return heads->subjects && name->role == COLUMN_OTHER && name->rank > CERTAIN;
}

/* `now` beside `rss`: a size, if its cells have a unit of memory; `worker_kb` is one. */
static void keep_unnamed(
	struct record_table *table, const struct heads *heads, struct span cell, size_t i)
{
	const struct column_name *name = &heads->names[i];

	if (name->role != COLUMN_OTHER || name->rank > 0 || name->may_be_owner ||
		!span_trim(cell).len || other_words_have(cell))
		return;
	table->columns[i].may_be_left = !(name->unit > 0);
	table->columns[i].left_name = intern(&table->names.texts, table->arena, span_trim(cell));
}

void record_twins_find(struct record_table *table, const struct heads *heads,
	const struct span *cells, size_t count)
{
	size_t left = count;

	table->has_twins = false;
	for (size_t i = 0; i < count; i++) {
		const struct column_name *name = &heads->names[i];
		size_t other;

		if (may_be_process(heads, name) && left == count)
			left = i;
		keep_unnamed(table, heads, cells[i], i);
		table->columns[i].is_left = may_be_process(heads, name) && name->may_be_owner;
		if (table->columns[i].role != COLUMN_OTHER ||
			(name->role != COLUMN_RSS && name->role != COLUMN_PRIVATE) ||
			name->rank < COLUMN_MEMORY)
			continue;
		if (!other_words_hold_files(span_trim(cells[i])))
			table->columns[i].left_name =
				intern(&table->names.texts, table->arena, span_trim(cells[i]));
		other = taken_for(table, heads, cells, count, i);
		if (other < count) {
			table->columns[i].twin_of = other + 1;
			table->columns[i].left_name.len = 0;
			table->has_twins = true;
		} else if (name->role == COLUMN_RSS && left == count) {
			left = i;
		}
	}
	if (left < count)
		record_note(table, NOTED_LEFT,
			text_format(table->arena,
				"its column %.*s tells memory, too, and is left out",
				(int)cells[left].len, cells[left].at));
}

void record_twins_find_named(
	struct record_table *table, const struct span *cells, size_t count, size_t taken)
{
	for (size_t i = taken + 1; i < count; i++)
		if (span_equal(span_trim(cells[i]), span_trim(cells[taken]))) {
			table->columns[i].twin_of = taken + 1;
			table->has_twins = true;
		}
}

void record_twins_take(struct record_table *table, struct record_column *column, struct span cell)
{
	const char *hint = table->hint;
	int64_t grain = table->row.grain;
	bool is_doubtful = table->is_doubtful;

	/* it is only compared: what it lacks is no reason to leave out the row */
	if (!record_amount_take(table, column, cell))
		column->value = -1;
	table->hint = hint;
	table->row.grain = grain;
	table->is_doubtful = is_doubtful;
}

/* Keeps the size of a column of memory that is left out beside what is read. */
static void see_beside(struct record_table *table, struct record_column *column, struct span cell)
{
	struct span of = table->row.owner.len ? table->row.owner : table->row.name;
	struct amount amount;
	double kib;

	if (!cell.len)
		return;
	if (!amount_read(cell, &amount) ||
		(column->may_be_left && !(amount.unit > 0 && amount.len == cell.len))) {
		column->left_name.len = column->may_be_left ? 0 : column->left_name.len;
		return;
	}
	kib = amount_size(&amount) * (!(amount.unit > 0) && column->unit > 0 ? column->unit : 1);
	left_sizes_see(&table->left,
		span_hash((uint64_t)table->row.pid * RECORD_COLUMNS +
				  (uint64_t)(column - table->columns),
			of),
		column->left_name, kib);
}

void record_twins_see_left(
	struct record_table *table, struct record_column *column, struct span cell)
{
	struct amount amount;
	double size;

	if (column->left_name.len)
		see_beside(table, column, cell);
	if (!column->is_left || !amount_read(cell, &amount))
		return;
	size = amount_size(&amount);
	if (column->first > 0 && amount_differs(size, column->first)) {
		table->is_doubtful = table->none_counts = true;
		table->hint =
			"a column that is called as a bound changes as a bound does not: if it is a process, put its name in front, as in `web_rss`, else leave it out";
	}
	column->first = column->first > 0 ? column->first : size;
}

bool record_twins_agree(struct record_table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct record_column *column = &table->columns[i], *other;
		int64_t grain;

		if (!column->twin_of || column->value < 0)
			continue;
		other = &table->columns[column->twin_of - 1];
		grain = column->grain > other->grain ? column->grain : other->grain;
		if (other->value >= 0 && llabs(column->value - other->value) <= grain)
			continue;
		table->is_doubtful = true;
		table->hint = text_format(table->arena,
			"two of its columns tell memory of one process, and differ in row %zu: give the one that counts a name of its own, as rss_kb, and the other one a name that says what it is, or record `ps -o pid,rss,args`",
			table->rows + 1);
		return false;
	}
	return true;
}
