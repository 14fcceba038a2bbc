/* heads.c - the columns of a header by what they have, and what the tables of certain tools mean.
 */
#include "heads.h"

#include <stdio.h>
#include <string.h>

#include "../cells/percentile.h"
#include "../cells/lower.h"

bool heads_have(const struct heads *heads, enum column_role role)
{
	return heads->best[role] < RECORD_COLUMNS;
}

/* Id is the PID where ProcessName stands beside it, or Name and what else Get-Process of PowerShell
 * tells; elsewhere it may count rows. */
static void find_id(const struct span *cells, size_t count, struct heads *heads)
{
	static const char *const sizes[] = { "WS", "WorkingSet", "WorkingSet64", "PM",
		"PrivateMemorySize64", "PagedMemorySize64" };
	bool process = false;

	for (size_t i = 0; i < count; i++) {
		process |= span_is(cells[i], "ProcessName");
		for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++)
			process |= span_is(cells[i], sizes[n]) && heads_have(heads, COLUMN_NAME);
	}
	for (size_t i = 0; process && !heads_have(heads, COLUMN_PID) && i < count; i++)
		if (span_is(cells[i], "Id")) {
			heads->names[i].role = COLUMN_PID;
			heads->best[COLUMN_PID] = i;
		}
}

/* What a process has of its own in tables of network devices: Holding of Cisco's IOS, in bytes,
 * beside what it allocated and freed; Dynamic(KB) of IOS XR, Dynamic of Comware, in KB too.
 * Elsewhere these words say nothing. */
static void find_held(const struct span *cells, size_t count, struct heads *heads)
{
	size_t held = count;
	bool freed = false, jid = false;

	for (size_t i = 0; i < count; i++) {
		freed |= span_is(cells[i], "Freed");
		jid |= span_is(cells[i], "JID");
	}
	for (size_t i = 0; i < count; i++)
		if ((freed && span_is(cells[i], "Holding")) ||
			(jid && (span_is(cells[i], "Dynamic(KB)") || span_is(cells[i], "Dynamic"))))
			held = i;
	if (held == count || heads_have(heads, COLUMN_PRIVATE) || !heads_have(heads, COLUMN_PID))
		return;
	heads->names[held] = (struct column_name){
		.role = COLUMN_PRIVATE, .rank = 5, .unit = freed ? 1.0 / 1024 : 1
	};
	heads->best[COLUMN_PRIVATE] = held;
}

/* Is that what is private of a working set, as typeperf calls it in English and German? */
static bool is_private_set(struct span cell)
{
	static const char *const names[] = { "\\Working Set - Private", "\\Arbeitsseiten (privat)",
		"\\Arbeitsseiten - privat" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_ends(cell, names[i]))
			return true;
	return false;
}

/* The same, beside the whole Working Set of its process. */
static void find_private_sets(const struct span *cells, size_t count, struct heads *heads)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count && is_private_set(cells[i]); j++)
			if (heads->names[j].role == COLUMN_RSS && !is_private_set(cells[j]) &&
				!strcmp(heads->names[i].subject, heads->names[j].subject)) {
				heads->names[i].role = COLUMN_PRIVATE;
				heads->best[COLUMN_PRIVATE] = i;
			}
}

/* Inuse of svmon, in pages where no line above its tables names another unit; and what is used in
 * tables of network devices. */
static void find_inuse(const struct span *cells, size_t count, struct heads *heads)
{
	bool pages = false, nexus = false;

	for (size_t i = 0; i < count; i++) {
		pages |= span_is(cells[i], "Pgsp");
		nexus |= span_is(cells[i], "MemAlloc");
	}
	/* of NX-OS, beside what it allocated: in bytes, and with what it shares */
	for (size_t i = 0; nexus && i < count; i++)
		if (span_is(cells[i], "MemUsed")) {
			heads->names[i].unit = 1.0 / 1024;
		} else if (span_is(cells[i], "MemAlloc")) {
			heads->names[i] = (struct column_name){
				.role = COLUMN_PRIVATE, .rank = 7, .unit = 1.0 / 1024
			};
			heads->best[COLUMN_PRIVATE] = i;
		}
	for (size_t i = 0; pages && heads_have(heads, COLUMN_PID) && i < count; i++)
		if (span_is(cells[i], "Inuse")) {
			heads->names[i] =
				(struct column_name){ .role = COLUMN_RSS, .rank = 8, .unit = 4 };
			heads->best[COLUMN_RSS] = i;
		}
}

/* command of mongostat counts commands (2|0), and names none. */
static void drop_commands(const struct span *cells, size_t count, struct heads *heads)
{
	bool getmore = false;

	for (size_t i = 0; i < count; i++)
		getmore |= span_is(cells[i], "getmore");
	for (size_t i = 0; getmore && i < count; i++)
		if (span_is(cells[i], "command")) {
			heads->names[i] = (struct column_name){ .role = COLUMN_OTHER };
			if (heads->best[COLUMN_NAME] == i)
				heads->best[COLUMN_NAME] = RECORD_COLUMNS;
		}
}

void heads_of_tools(const struct span *cells, size_t count, struct heads *heads)
{
	drop_commands(cells, count, heads);
	find_id(cells, count, heads);
	find_inuse(cells, count, heads);
	find_held(cells, count, heads);
	find_private_sets(cells, count, heads);
}

static bool is_twin(const struct span *cells, const struct heads *heads, size_t i, size_t j)
{
	return i != j && heads->names[j].role == COLUMN_RSS &&
	       lower_is_same(span_trim(cells[i]), span_trim(cells[j]));
}

void heads_part_twins(const struct span *cells, size_t count, struct heads *heads)
{
	size_t best = heads->best[COLUMN_RSS];
	bool any = false;

	if (!heads_have(heads, COLUMN_RSS) || heads->names[best].subject[0] ||
		heads_have(heads, COLUMN_PID) || heads_have(heads, COLUMN_NAME) ||
		heads_have(heads, COLUMN_OWNER))
		return;
	for (size_t i = 0; i < count; i++)
		any |= is_twin(cells, heads, best, i);
	if (!any)
		return;
	heads->twins = true;
	heads->own = false;
	for (size_t i = 0; i < count; i++)
		if (i == best || is_twin(cells, heads, best, i)) {
			snprintf(heads->names[i].subject, sizeof heads->names[i].subject,
				"column_%zu", i + 1);
			heads->subjects++;
		}
}

/* Are they columns of two processes whose names are the same as far as they are kept? */
static bool is_cut_alike(const struct span *cells, const struct heads *heads, size_t i, size_t j)
{
	const struct column_name *name = &heads->names[i], *other = &heads->names[j];

	return name->role == COLUMN_RSS && other->role == COLUMN_RSS && name->subject[0] &&
	       name->rank == other->rank && !strcmp(name->subject, other->subject) &&
	       !lower_is_same(span_trim(cells[i]), span_trim(cells[j])) &&
	       (cells[i].len > RECORD_CELL || strlen(name->subject) + 1 == COLUMN_SUBJECT ||
		       span_starts(cells[i], "\\\\"));
}

/* \\H1\Process(web) of a counter of Windows; empty: it is none. */
static struct span object_of(struct span cell)
{
	cell = span_trim(cell);
	cell.len = span_starts(cell, "\\\\") ? (size_t)span_rfind(cell, '\\') : 0;
	return cell;
}

/* Gives a column of private memory to that of the same counted process, of several that are called
 * alike; if there is none nobody knows whose it is. */
static void part_private(
	const struct span *cells, size_t count, const bool *parted, struct heads *heads, size_t i)
{
	struct column_name *name = &heads->names[i];
	bool any = false;

	for (size_t j = 0; j < count; j++)
		any |= parted[j] && !strcmp(heads->names[j].subject, name->subject);
	if (!any)
		return;
	for (size_t j = 0; j < count; j++)
		if (heads->names[j].role == COLUMN_RSS &&
			lower_is_same(object_of(cells[i]), object_of(cells[j]))) {
			if (parted[j])
				snprintf(name->subject, sizeof name->subject, "column_%zu", j + 1);
			return;
		}
	name->role = COLUMN_OTHER;
}

void heads_part_cut(const struct span *cells, size_t count, struct heads *heads)
{
	bool parted[RECORD_COLUMNS] = { false };

	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i && !parted[i]; j++)
			parted[i] = is_cut_alike(cells, heads, i, j);
	for (size_t i = 0; i < count; i++)
		if (heads->names[i].role == COLUMN_PRIVATE)
			part_private(cells, count, parted, heads, i);
	for (size_t i = 0; i < count; i++)
		if (parted[i])
			snprintf(heads->names[i].subject, sizeof heads->names[i].subject,
				"column_%zu", i + 1);
}

/* TIME of prstat and other tops, in front of a share of the processor, of threads or of the name:
 * what the process used, not when the row was printed. */
bool heads_time_is_used(const struct span *cells, size_t count, size_t i)
{
	static const char *const next[] = { "CPU", "%CPU", "WCPU", "#TH", "COMMAND", "CMD",
		"PROCESS", "PROCESS/NLWP" };

	for (size_t n = 0; i && i + 1 < count && n < sizeof next / sizeof *next; n++)
		if (span_is(span_trim(cells[i]), "TIME") &&
			span_is(span_trim(cells[i + 1]), next[n]))
			return true;
	return false;
}

/* 16MB of svmon: has the process pages of that size? */
bool heads_page_size(const struct span *cells, size_t count, size_t i)
{
	for (size_t n = 0; n < count && span_ends(cells[i], "B"); n++)
		if (span_is(cells[n], "Pgsp"))
			return true;
	return false;
}

bool heads_is_date(struct span cell)
{
	size_t digits = 0, marks = 0;
	char mark = 0;

	for (size_t i = 0; i < cell.len; i++) {
		digits += span_is_digit(cell.at[i]);
		mark = !mark && digits && strchr(":-/.", cell.at[i]) ? cell.at[i] : mark;
		marks += mark && cell.at[i] == mark;
	}
	return cell.len >= 8 && cell.len <= 10 && marks == 2 && digits + marks == cell.len;
}

/* PID START END PRT RES PRES: procstat -v of FreeBSD has a row a mapping, in pages. */
bool heads_of_mappings(const struct span *cells, size_t count)
{
	bool start = false, end = false;

	for (size_t i = 0; i < count; i++) {
		start |= span_is(cells[i], "START");
		end |= span_is(cells[i], "END");
	}
	return start && end;
}

void heads_drop_percentiles(size_t count, struct heads *heads)
{
	size_t percentiles = 0;

	for (size_t i = 0; i < count; i++)
		percentiles +=
			heads->names[i].role == COLUMN_RSS && percentile_is(&heads->names[i]);
	if (!percentiles || percentiles < heads->subjects)
		return;
	for (size_t i = 0; i < count; i++)
		if (percentile_is(&heads->names[i]))
			heads->names[i] = (struct column_name){ .role = COLUMN_OTHER };
	heads->subjects = 0;
	heads->best[COLUMN_RSS] = RECORD_COLUMNS;
	for (size_t i = 0; i < count; i++)
		if (heads->names[i].role == COLUMN_RSS &&
			(heads->best[COLUMN_RSS] == RECORD_COLUMNS ||
				heads->names[i].rank > heads->names[heads->best[COLUMN_RSS]].rank))
			heads->best[COLUMN_RSS] = i;
}
