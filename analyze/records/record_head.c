/* record_head.c - the header of a table: which column has what. */
#include "record_head.h"

#include <string.h>

#include "../base/notes.h"
#include "../cells/amount.h"
#include "heads.h"
#include "record_subjects.h"
#include "record_twins.h"

/* A header with a lower score names no memory of a process, even if it names other things. */
static bool is_memory(enum column_role role)
{
	return role == COLUMN_RSS || role == COLUMN_PRIVATE || role == COLUMN_SWAP ||
	       role == COLUMN_SIZE;
}

/* `rss 24004 kB`, `rss now 24004 kB`: words, and a size with its unit. `rss (of 512 MB)` is a name.
 */
static bool has_size(struct span cell)
{
	ptrdiff_t open = span_find(cell, '('), blank;
	struct amount amount;

	cell.len = open > 0 ? (size_t)open : cell.len;
	while ((blank = span_find(cell, ' ')) > 0) {
		cell = span_trim(span_from(cell, (size_t)blank + 1));
		if (cell.len && span_is_digit(cell.at[0]) && amount_read(cell, &amount) &&
			amount.unit > 0)
			return true;
	}
	return false;
}

/* mem=23.4MB and msg="24004: a key and its value, or the first word of one. */
static bool has_value(struct span cell)
{
	struct span value = span_from(cell, (size_t)(span_find(cell, '=') + 1));
	struct amount amount;

	if (value.len < cell.len && value.len > 1 && value.at[0] == '"')
		return span_is_digit(value.at[1]) && span_find(cell, '{') < 0;
	return value.len < cell.len && value.len && span_is_digit(value.at[0]) &&
	       amount_read(value, &amount) && amount.unit > 0 && amount.len == value.len;
}

/* A cell without the lines that a table is drawn with: of `│ 24580096 │` the number counts. */
static struct span without_lines(struct span cell)
{
	static const char line[] = "\xe2\x94\x82";
	enum { LEN = sizeof line - 1 };

	cell = span_trim(cell);
	while (span_starts(cell, line))
		cell = span_trim(span_from(cell, LEN));
	while (span_ends(cell, line))
		cell = span_trim((struct span){ cell.at, cell.len - LEN });
	return cell;
}

/* Neither a number, a date nor a key of memory with its value is a name. */
static bool is_name(struct span cell, enum column_role role)
{
	struct amount amount;
	ptrdiff_t open, close;

	cell = without_lines(cell);
	open = span_find(cell, '[');
	close = span_find(cell, ']');
	if (heads_is_date(cell))
		return false;
	/* proc.mem[web,,,,rss] 24580096 of Zabbix is no row of names */
	if (close >= 0 && (open < 0 || open > close))
		return false;
	/* RSS       : 24004 kB */
	if (span_starts(cell, ":") || span_starts(cell, "=") || has_value(cell) ||
		(is_memory(role) && has_size(cell)))
		return false;
	/* 2.1 GB of 4.2 GB virtual memory used */
	return !(amount_read(cell, &amount) &&
		       (amount.len == cell.len || (amount.unit > 0 && is_memory(role)) ||
			       strchr("%/", cell.at[amount.len]))) &&
	       (!is_memory(role) || span_find(cell, '{') > 0 || span_starts(cell, "{__name__=") ||
		       (span_find(cell, ':') < 0 && span_find(cell, '=') < 0));
}

/* docker stats --format "table $(date +%s),{{.Name}}": the time stands in front of the names, too.
 */
static bool is_epoch(struct span cell)
{
	enum { SECONDS = 10, NANOSECONDS = 19 };

	return cell.len >= SECONDS && cell.len <= NANOSECONDS && span_digits(cell) == cell.len;
}

/* Working Set (Avg) of Azure, MemoryUtilized (Average) of CloudWatch: that of the time of each row.
 */
static struct span without_average(struct span cell)
{
	static const char *const ends[] = { " (Avg)", " (Average)", " (Mean)", " (avg)",
		" (average)", " (mean)" };

	cell = span_trim(cell);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_ends(cell, ends[i]))
			cell.len -= strlen(ends[i]);
	return cell;
}

static bool read_heads(const struct span *cells, size_t count, struct heads *heads)
{
	heads->subjects = 0;
	heads->own = heads->twins = false;
	for (size_t i = 0; i < COLUMN_ROLES; i++)
		heads->best[i] = RECORD_COLUMNS;
	if (count > RECORD_COLUMNS)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct column_name *name = &heads->names[i];
		size_t *best;

		*name = column_name_read(without_average(cells[i]));
		/* means are no multiples of a page, which would tell bytes */
		if (without_average(cells[i]).len < span_trim(cells[i]).len && !(name->unit > 0))
			*name = span_starts(cells[i], "Working Set (")
					? (struct column_name){ .role = COLUMN_RSS,
						  .rank = 5,
						  .unit = 1.0 / 1024 }
					: (struct column_name){ .role = COLUMN_OTHER };
		if (!i && is_epoch(cells[i]))
			*name = (struct column_name){ .role = COLUMN_TIME, .rank = 9 };
		else if (heads_time_is_used(cells, count, i))
			*name = (struct column_name){ .role = COLUMN_OTHER };
		else if (!is_name(cells[i], name->role) && !heads_page_size(cells, count, i))
			return false;
		best = &heads->best[name->role];
		heads->subjects += name->role == COLUMN_RSS && name->subject[0];
		heads->own |= name->role == COLUMN_RSS && !name->subject[0];
		if (*best == RECORD_COLUMNS || name->rank > heads->names[*best].rank ||
			(name->rank == heads->names[*best].rank && heads->names[*best].subject[0] &&
				!name->subject[0]))
			*best = i;
	}
	heads_drop_percentiles(count, heads);
	heads_of_tools(cells, count, heads);
	heads_part_twins(cells, count, heads);
	heads_part_cut(cells, count, heads);
	return true;
}

int record_head_rank(const struct span *cells, size_t count)
{
	struct heads heads;
	int rank;

	if (!count || heads_of_mappings(cells, count) || !read_heads(cells, count, &heads) ||
		(!heads_have(&heads, COLUMN_RSS) && !heads_have(&heads, COLUMN_PRIVATE)))
		return 0;
	rank = heads_have(&heads, COLUMN_RSS) ? heads.names[heads.best[COLUMN_RSS]].rank
					      : COLUMN_ALONE;
	/* used beside total and free is that of the system */
	if (rank < COLUMN_ALONE + 2 && heads_have(&heads, COLUMN_SYSTEM) &&
		!heads_have(&heads, COLUMN_PID) && !heads_have(&heads, COLUMN_NAME) &&
		!heads_have(&heads, COLUMN_OWNER))
		return 0;
	/* `memory` alone may be a word of a sentence */
	if (rank < COLUMN_ALONE && !heads_have(&heads, COLUMN_TIME) &&
		!heads_have(&heads, COLUMN_NAME) && !heads_have(&heads, COLUMN_PID) &&
		!heads_have(&heads, COLUMN_ROUND) &&
		!(count > 1 && heads.names[heads.best[COLUMN_RSS]].unit > 0))
		return 0;
	for (enum column_role role = COLUMN_TIME; role < COLUMN_ROLES; role++)
		rank += heads_have(&heads, role);
	return rank + 1;
}

/* Does another column tell the same of its process with more certainty, or one in front of it with
 * as much? The parts of what is private are added. */
static bool has_better(const struct heads *heads, size_t count, size_t i)
{
	const struct column_name *name = &heads->names[i];

	for (size_t j = 0; j < count; j++)
		if (heads->names[j].role == name->role &&
			(heads->names[j].rank > name->rank ||
				(j < i && name->role == COLUMN_RSS &&
					heads->names[j].rank == name->rank)) &&
			!strcmp(heads->names[j].subject, name->subject))
			return true;
	return false;
}

/* Private_Clean and Private_Dirty are added, unless another column has the sum. */
static bool is_other_part(const struct heads *heads, size_t i)
{
	return heads->names[i].is_part && heads->names[heads->best[COLUMN_PRIVATE]].is_part &&
	       !strcmp(heads->names[i].subject, heads->names[heads->best[COLUMN_PRIVATE]].subject);
}

/* A metric a row: what it is called tells what its value is. A column `memory` says it itself. */
static bool has_metrics(const struct heads *heads)
{
	return heads_have(heads, COLUMN_METRIC) && heads_have(heads, COLUMN_RSS) &&
	       heads->names[heads->best[COLUMN_RSS]].rank < COLUMN_MEMORY;
}

/* time,rss,unit: MB in each row. */
static bool is_unit(struct span cell)
{
	static const char *const names[] = { "unit", "Unit", "UNIT", "units", "Units", "UNITS" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(span_trim(cell), names[i]))
			return true;
	return false;
}

static void take_column(struct record_table *table, const struct span *cells,
	const struct heads *heads, size_t count, size_t i)
{
	const struct column_name *name = &heads->names[i];
	struct record_column *column = &table->columns[i];
	bool wide = table->wide && name->subject[0] && !has_better(heads, count, i) &&
		    (name->role == COLUMN_RSS || name->role == COLUMN_PRIVATE);

	*column = (struct record_column){ .unit = name->unit,
		.value = -1,
		.is_unit = is_unit(cells[i]),
		.is_any = !table->has_metrics && name->role == COLUMN_RSS && !name->rank &&
			  !name->subject[0] };
	table->has_units |= column->is_unit;
	column->role = wide || heads->best[name->role] == i || is_other_part(heads, i)
			       ? name->role
			       : COLUMN_OTHER;
	if (column->role != COLUMN_OTHER)
		column->name = intern(&table->names.texts, table->arena, span_trim(cells[i]));
	if (name->subject[0] && (column->role == COLUMN_RSS || wide))
		column->subject = intern(&table->names.texts, table->arena, span_of(name->subject));
}

static bool same_name(struct span cell, struct span name)
{
	return span_equal(span_trim(cell), name);
}

/* A comma-separated list of the names of all columns, for a message. */
const char *record_head_list(struct record_table *table, const struct span *cells, size_t count)
{
	size_t len = 1, at = 0;
	char *text;

	for (size_t i = 0; i < count; i++)
		len += cells[i].len + 2;
	text = arena_take_array(table->arena, len, 1);
	for (size_t i = 0; i < count; i++) {
		memcpy(text + at, cells[i].at, cells[i].len);
		at += cells[i].len;
		if (i + 1 < count) {
			memcpy(text + at, ", ", 2);
			at += 2;
		}
	}
	return text;
}

int record_head_spec_rank(const struct import_table *spec, const struct span *cells, size_t count)
{
	int found = 0, wanted = 0;

	for (enum column_role role = COLUMN_TIME; role < COLUMN_ROLES; role++) {
		size_t i = 0;

		wanted += spec->columns[role].len > 0;
		while (i < count && !same_name(cells[i], spec->columns[role]))
			i++;
		found += spec->columns[role].len && i < count;
	}
	return found == wanted ? found : 0;
}

/* Uses the user's columns in place of those found by name. */
static bool take_spec(struct record_table *table, const struct span *cells, size_t count)
{
	struct import_table *spec = table->spec;

	table->has_twins = false;
	for (size_t i = 0; i < count; i++)
		table->columns[i] = (struct record_column){ .role = COLUMN_OTHER };
	for (enum column_role role = COLUMN_TIME; role < COLUMN_ROLES; role++) {
		size_t i = 0;

		if (!spec->columns[role].len)
			continue;
		while (i < count && !same_name(cells[i], spec->columns[role]))
			i++;
		if (i == count)
			return false;
		table->columns[i].role = role;
		if (is_memory(role))
			record_twins_find_named(table, cells, count, i);
		table->columns[i].unit = column_name_read(cells[i]).unit;
		if (is_memory(role) && spec->unit > 0)
			table->columns[i].unit = spec->unit;
	}
	return true;
}

/* The time, then a process a column. */
static void take_names(struct record_table *table, const struct span *cells, size_t count)
{
	table->wide = true;
	table->columns[0] = (struct record_column){ .role = COLUMN_TIME };
	for (size_t i = 1; i < count; i++)
		table->columns[i] = (struct record_column){ .role = COLUMN_RSS,
			.value = -1,
			.subject = intern(&table->names.texts, table->arena, cells[i]) };
}

/* Names only in capitals are those of ps, whose sizes are KiB. */
static bool are_of_ps(const struct span *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < cells[i].len; j++)
			if (cells[i].at[j] >= 'a' && cells[i].at[j] <= 'z')
				return false;
	return true;
}

/* CONTAINER (NAME) `CPU %` MEM DISK INODES */
static bool are_of_crictl(const struct span *cells, size_t count)
{
	bool inodes = false, mem = false;

	for (size_t i = 0; i < count; i++) {
		inodes |= span_is(span_trim(cells[i]), "INODES");
		mem |= span_is(span_trim(cells[i]), "MEM");
	}
	return inodes && mem;
}

/* Elapsed, uptime and the like count from the beginning. */
static bool is_of_day(struct span name)
{
	static const char *const names[] = { "time", "Time", "TIME", "timestamp", "Timestamp",
		"clock", "Zeit", "zeit", "Uhrzeit", "heure", "Heure", "hora", "Hora", "ora",
		"Ora" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(span_trim(name), names[i]))
			return true;
	return false;
}

bool record_head_take(struct record_table *table, const struct span *cells, size_t count)
{
	struct heads heads;

	if (table->spec) {
		if (!count || count > RECORD_COLUMNS || !take_spec(table, cells, count))
			return false;
	} else if (table->of_amounts) {
		take_names(table, cells, count);
	} else {
		if (!record_head_rank(cells, count) || !read_heads(cells, count, &heads))
			return false;
		table->wide = heads.subjects > 1 && !heads.own;
		if (heads.twins && !table->count)
			notes_add(table->notes, 0,
				"columns of memory have one name: each is taken for a process, called after its place");
		table->has_metrics = has_metrics(&heads);
		table->has_units = false;
		for (size_t i = 0; i < count; i++) {
			take_column(table, cells, &heads, count, i);
			if (table->columns[i].role == COLUMN_TIME && !table->moment.has_minutes)
				table->moment.of_day = is_of_day(cells[i]);
			table->columns[i].has_threads = span_is(cells[i], "PROCESS/NLWP");
			if (span_is(cells[i], "Inuse") && table->told_unit > 0)
				table->columns[i].unit = table->told_unit;
		}
		record_twins_find(table, &heads, cells, count);
		record_subjects_find(table, cells, count);
	}
	if (count == RECORD_COLUMNS && !table->columns_noted)
		notes_add(table->notes, 0,
			"it has 256 columns or more: those behind the 256th are left out");
	table->columns_noted |= count == RECORD_COLUMNS;
	table->begins |= table->count > 0;
	table->of_ps = are_of_ps(cells, count);
	table->by_thousand = are_of_crictl(cells, count);
	table->of_cgroups = count && span_is(cells[0], "Control Group");
	table->count = count;
	table->head_rows = table->rows;
	table->day_len = 0;
	table->row = log_reading_empty();
	table->told = table->bad = false;
	return true;
}
