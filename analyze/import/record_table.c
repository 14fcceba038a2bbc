/* record_table.c - a table whose header names its columns, row by row. */
#include "record_table.h"

#include <string.h>

#include "../base/notes.h"
#include "amount.h"

enum { NOTED_KIB = 1, NOTED_BYTES = 2, NOTED_COLUMNS = 4 };

/* A header with a lower score names no memory of a process, even if it names other things. */
enum { SURE_RANK = 3, OWNER_BYTES = 256 };

static bool is_memory(enum column_role role)
{
	return role == COLUMN_RSS || role == COLUMN_PRIVATE || role == COLUMN_SWAP ||
	       role == COLUMN_SIZE;
}

/* Neither a number nor a key of memory with its value is a name. */
static bool is_name(struct span cell, enum column_role role)
{
	struct amount amount;

	cell = span_trim(cell);
	return !(amount_read(cell, &amount) && amount.len == cell.len) &&
	       (!is_memory(role) || span_find(cell, '{') > 0 ||
		       (span_find(cell, ':') < 0 && span_find(cell, '=') < 0));
}

/* For each role the column that most certainly has it; RECORD_COLUMNS: none. */
struct heads {
	struct column_name names[RECORD_COLUMNS];
	size_t best[COLUMN_ROLES];
	size_t subjects; /* columns with the resident memory of a named process */
	bool own;        /* one of them names no process */
};

static bool has(const struct heads *heads, enum column_role role)
{
	return heads->best[role] < RECORD_COLUMNS;
}

/* Id is the PID where ProcessName stands beside it, as in PowerShell; elsewhere it may count rows. */
static void find_id(const struct span *cells, size_t count, struct heads *heads)
{
	bool process = false;

	for (size_t i = 0; i < count; i++)
		process |= span_is(cells[i], "ProcessName");
	for (size_t i = 0; process && !has(heads, COLUMN_PID) && i < count; i++)
		if (span_is(cells[i], "Id")) {
			heads->names[i].role = COLUMN_PID;
			heads->best[COLUMN_PID] = i;
		}
}

static bool read_heads(const struct span *cells, size_t count, struct heads *heads)
{
	heads->subjects = 0;
	heads->own = false;
	for (size_t i = 0; i < COLUMN_ROLES; i++)
		heads->best[i] = RECORD_COLUMNS;
	if (count > RECORD_COLUMNS)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct column_name *name = &heads->names[i];
		size_t *best;

		*name = column_name_read(cells[i]);
		if (!is_name(cells[i], name->role))
			return false;
		best = &heads->best[name->role];
		heads->subjects += name->role == COLUMN_RSS && name->subject[0];
		heads->own |= name->role == COLUMN_RSS && !name->subject[0];
		if (*best == RECORD_COLUMNS || name->rank > heads->names[*best].rank ||
			(name->rank == heads->names[*best].rank && heads->names[*best].subject[0] &&
				!name->subject[0]))
			*best = i;
	}
	find_id(cells, count, heads);
	return true;
}

int record_table_head_rank(const struct span *cells, size_t count)
{
	struct heads heads;
	int rank;

	if (!count || !read_heads(cells, count, &heads) ||
		(!has(&heads, COLUMN_RSS) && !has(&heads, COLUMN_PRIVATE)))
		return 0;
	rank = has(&heads, COLUMN_RSS) ? heads.names[heads.best[COLUMN_RSS]].rank : SURE_RANK;
	/* used beside total and free is that of the system */
	if (rank < SURE_RANK + 2 && has(&heads, COLUMN_SYSTEM) && !has(&heads, COLUMN_PID) &&
		!has(&heads, COLUMN_NAME) && !has(&heads, COLUMN_OWNER))
		return 0;
	/* `memory` alone may be a word of a sentence */
	if (rank < SURE_RANK && !has(&heads, COLUMN_TIME) && !has(&heads, COLUMN_NAME) &&
		!has(&heads, COLUMN_PID))
		return 0;
	for (enum column_role role = COLUMN_TIME; role < COLUMN_ROLES; role++)
		rank += has(&heads, role);
	return rank + 1;
}

static void take_column(struct record_table *table, const struct heads *heads, size_t i)
{
	const struct column_name *name = &heads->names[i];
	struct record_column *column = &table->columns[i];
	bool wide = table->wide && name->subject[0] &&
		    (name->role == COLUMN_RSS || name->role == COLUMN_PRIVATE);

	*column = (struct record_column){ .unit = name->unit, .value = -1 };
	column->role = wide || heads->best[name->role] == i ? name->role : COLUMN_OTHER;
	if (name->subject[0] && (column->role == COLUMN_RSS || wide))
		column->subject = intern(&table->names, table->arena, span_of(name->subject));
}

static bool same_name(struct span cell, struct span name)
{
	return span_equal(span_trim(cell), name);
}

/* A comma-separated list of the names of all columns, for a message. */
const char *record_table_list(struct record_table *table, const struct span *cells, size_t count)
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

int record_table_spec_rank(const struct import_table *spec, const struct span *cells, size_t count)
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
			.subject = intern(&table->names, table->arena, cells[i]) };
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

static void note_once(struct record_table *table, unsigned which, const char *text)
{
	if (!(table->noted & which))
		notes_add(table->notes, 0, text);
	table->noted |= which;
}

bool record_table_head(struct record_table *table, const struct span *cells, size_t count)
{
	struct heads heads;

	if (table->spec) {
		if (!count || count > RECORD_COLUMNS || !take_spec(table, cells, count))
			return false;
	} else if (table->of_amounts) {
		take_names(table, cells, count);
	} else {
		if (!record_table_head_rank(cells, count) || !read_heads(cells, count, &heads))
			return false;
		table->wide = heads.subjects > 1 && !heads.own;
		for (size_t i = 0; i < count; i++) {
			take_column(table, &heads, i);
			table->columns[i].has_threads = span_is(cells[i], "PROCESS/NLWP");
		}
	}
	if (count == RECORD_COLUMNS)
		note_once(table, NOTED_COLUMNS,
			"it has 256 columns or more: those behind the 256th are left out");
	table->begins |= table->count > 0;
	table->of_ps = are_of_ps(cells, count);
	table->of_cgroups = count && span_is(cells[0], "Control Group");
	table->count = count;
	table->row = log_reading_empty();
	table->told = table->bad = false;
	return true;
}

static bool is_missing(struct span cell)
{
	static const char *const words[] = { "-", "--", "NA", "N/A", "NaN", "nan", "null", "None",
		"?", "" };
	enum { LONGEST = 4 };

	if (cell.len > LONGEST || (cell.len && span_is_digit(cell.at[0])))
		return false;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (span_is(cell, words[i]))
			return true;
	return false;
}

/* Sizes in bytes are multiples of the page size. Of sizes in KiB, one in a thousand is such a
 * multiple and above a GiB. */
double record_table_guess_unit(struct record_table *table, const struct amount *amount)
{
	const double page = 4096, least = 1048576;
	double pages = amount->number / page;

	if (amount->number >= least && (double)(int64_t)pages == pages) {
		note_once(table, NOTED_BYTES,
			"no unit is told: multiples of the page size are taken for bytes");
		return 1.0 / 1024;
	}
	if (amount->step < 1) {
		table->hint =
			"its sizes have decimals and no unit, so that they are no KiB: say which they are, as in `--import csv:rss=RSS,unit=MB`, or record `ps -o pid,rss,args`";
		return -1;
	}
	if (!table->of_ps)
		note_once(table, NOTED_KIB, "no unit is told: sizes are taken for KiB");
	return 1;
}

/* 24.004 K, 24'004 K: digits alone, in the unit K. */
static bool read_whole(struct span cell, struct amount *amount)
{
	*amount = (struct amount){ .step = 1, .unit = 1, .grouped = -1, .len = cell.len };
	for (size_t i = 0; i < cell.len; i++)
		if (span_is_digit(cell.at[i]))
			amount->number = amount->number * 10 + (cell.at[i] - '0');
	return cell.len && span_is_digit(cell.at[0]) && amount->number < 1e15;
}

/* False: the cell is no amount. */
static bool take_amount(struct record_table *table, struct record_column *column, struct span cell)
{
	struct amount amount;

	column->value = -1;
	if (is_missing(cell))
		return true;
	if (!(column->is_whole ? read_whole : amount_read)(cell, &amount))
		return false;
	if (!(amount.unit > 0) && !(column->unit > 0) && amount.number > 0)
		column->unit = record_table_guess_unit(table, &amount);
	if (!(amount.unit > 0) && column->unit < 0)
		return false;
	column->value = amount_kib(&amount, column->unit, &column->grain);
	if (column->role == COLUMN_RSS || column->role == COLUMN_PRIVATE) {
		table->row.grain =
			column->grain > table->row.grain ? column->grain : table->row.grain;
		table->told = true;
	}
	return true;
}

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

	if (!table->day_len || cell.len > RECORD_CELL)
		return moment_read(&table->moment, cell, unit);
	memcpy(text, table->day, table->day_len);
	text[table->day_len] = ' ';
	if (cell.len)
		memcpy(text + table->day_len + 1, cell.at, cell.len);
	return moment_read(
		&table->moment, (struct span){ text, table->day_len + 1 + cell.len }, unit);
}

static bool take_time(
	struct record_table *table, const struct record_column *column, struct span cell)
{
	if (!is_kept(table->time, table->time_len, cell) || table->day_len) {
		table->time_ms = read_time(table, cell, column->unit);
		keep(table->time, &table->time_len, cell);
		/* even a moment that cannot be read separates rounds */
		table->begins |= table->time_ms < 0;
	}
	table->row.time_ms = table->time_ms;
	return cell.len > 0;
}

static bool take_pid(struct record_table *table, struct span cell)
{
	uint64_t pid;

	if (is_missing(cell))
		return true;
	if (!span_number(cell, INT32_MAX, &pid))
		return false;
	table->row.pid = (int32_t)pid;
	return true;
}

/* Of a command with its path the last component. */
static struct span program_of(struct span command)
{
	struct span rest = command, word;

	if (!span_starts(command, "/") || !span_field(&rest, &word) || span_ends(word, "/"))
		return command;
	return span_from(word, (size_t)(span_rfind(word, '/') + 1));
}

static void take_round(struct record_table *table, struct span cell)
{
	if (!is_kept(table->round, table->round_len, cell) && table->round_len)
		table->begins = true;
	keep(table->round, &table->round_len, cell);
}

void record_table_cell(struct record_table *table, size_t i, struct span cell)
{
	struct record_column *column;
	bool good = true;

	if (i >= table->count)
		return;
	column = &table->columns[i];
	if (column->role == COLUMN_OTHER || column->role == COLUMN_SIZE ||
		column->role == COLUMN_SYSTEM)
		return;
	cell = span_trim(cell);
	switch (column->role) {
	case COLUMN_TIME:
		good = take_time(table, column, cell);
		break;
	case COLUMN_DATE:
		keep(table->day, &table->day_len, cell);
		break;
	case COLUMN_ROUND:
		take_round(table, cell);
		break;
	case COLUMN_PID:
		good = take_pid(table, cell);
		break;
	case COLUMN_NAME:
		if (column->has_threads && span_rfind(cell, '/') > 0)
			cell.len = (size_t)span_rfind(cell, '/');
		table->row.name = intern(&table->names, table->arena, program_of(cell));
		break;
	case COLUMN_OWNER:
		table->row.owner = intern(&table->names, table->arena, cell);
		break;
	default:
		good = take_amount(table, column, cell);
		break;
	}
	table->bad |= !good;
}

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
	row->owner = intern(&table->names, table->arena, (struct span){ text, len + 1 + more });
}

void record_table_send(struct record_table *table, struct log_reading *row)
{
	if (row->time_ms < 0)
		row->time_ms = table->date_ms;
	if (!row->owner.len)
		row->owner = table->owner;
	own_name(table, row);
	row->begins = table->begins;
	table->begins = false;
	table->sink.take(table->sink.context, row);
}

/* The one value of the row in that role; -1 none. */
static int64_t value_of(const struct record_table *table, enum column_role role)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].role == role)
			return table->columns[i].value;
	return -1;
}

/* One day alone is a moment, too. */
static void take_day(struct record_table *table)
{
	bool timed = false;

	for (size_t i = 0; i < table->count; i++)
		timed |= table->columns[i].role == COLUMN_TIME;
	if (!timed && table->day_len)
		table->row.time_ms = moment_read_day(
			&table->moment, (struct span){ table->day, table->day_len });
}

/* Which process a column belongs to: `023586 ./pmdaproc` of PCP begins with the PID. */
static void take_subject(const struct record_column *column, struct log_reading *row)
{
	size_t digits = span_digits(column->subject);
	uint64_t pid;

	if (!column->subject.len)
		return;
	if (digits == column->subject.len && span_number(column->subject, INT32_MAX, &pid) && pid) {
		row->pid = (int32_t)pid;
		return;
	}
	row->name = column->subject;
	if (digits && digits + 1 < column->subject.len && column->subject.at[digits] == '_' &&
		span_number((struct span){ column->subject.at, digits }, INT32_MAX, &pid)) {
		row->pid = (int32_t)pid;
		row->name = span_from(column->subject, digits + 1);
	} else {
		row->owner = column->subject;
	}
}

/* What is private of the process that a column belongs to; -1: no column tells it. */
static int64_t private_beside(const struct record_table *table, const struct record_column *column)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].role == COLUMN_PRIVATE &&
			span_equal(table->columns[i].subject, column->subject))
			return table->columns[i].value;
	return -1;
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
		take_subject(column, &row);
		record_table_send(table, &row);
	}
}

static void send_row(struct record_table *table)
{
	struct log_reading row = table->row;

	row.rss = value_of(table, COLUMN_RSS);
	row.private_kib = value_of(table, COLUMN_PRIVATE);
	/* no process has nothing of its own: PowerShell prints 0.00 where the system does not tell */
	if (!row.private_kib && row.rss > 0)
		row.private_kib = -1;
	row.swap = value_of(table, COLUMN_SWAP);
	for (size_t i = 0; i < table->count && !row.name.len; i++)
		if (table->columns[i].role == COLUMN_RSS && !row.pid)
			take_subject(&table->columns[i], &row);
	if ((row.rss >= 0 || row.private_kib >= 0) &&
		!(table->of_cgroups && span_is(row.name, "/")))
		record_table_send(table, &row);
}

bool record_table_row(struct record_table *table, size_t cells)
{
	bool good = table->count && !table->bad && table->told && cells >= 1 && !table->hint;

	if (good) {
		take_day(table);
		table->rows++;
		if (table->wide)
			send_wide(table);
		else
			send_row(table);
	}
	for (size_t i = 0; i < table->count; i++)
		table->columns[i].value = -1;
	table->row = log_reading_empty();
	table->bad = table->told = false;
	return good;
}
