/* form_tools.c - lines of tools that each have a form of their own. */
#include "form_tools.h"

#include <string.h>

#include "../cells/amount.h"
#include "../cells/parse_date.h"
#include "record_amount.h"

bool form_tools_footprint(struct form_reading *reading, struct span line)
{
	static const char label[] = "Footprint: ";
	struct log_reading row = log_reading_empty();
	ptrdiff_t at = span_find_text(line, label), open = span_find_text(line, " ["),
		  close = span_find_text(line, "]: ");
	struct amount amount;
	uint64_t pid;

	if (at <= 0 || open <= 0 || close <= open || close > at ||
		!span_number((struct span){ line.at + open + 2, (size_t)(close - open - 2) },
			INT32_MAX, &pid) ||
		!pid || !amount_read(span_from(line, (size_t)at + sizeof label - 1), &amount) ||
		!(amount.unit > 0))
		return false;
	row.pid = (int32_t)pid;
	row.name = (struct span){ line.at, (size_t)open };
	row.rss = amount_kib(&amount, 1, &row.grain);
	form_reading_send(reading, &row);
	return true;
}

/* The object of the Host Resources MIB in front of the PID, however it is written; the rest of the
 * line goes into *rest. */
static bool take_object(
	struct span line, const char *const *objects, size_t count, struct span *rest)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts(line, objects[i])) {
			*rest = span_from(line, strlen(objects[i]));
			return true;
		}
	return false;
}

/* Where the name of that PID is kept, or may be: the place of its last digits. Two that share one
 * forget each other's. */
static struct form_name *place_of(struct form_reading *reading, int32_t pid)
{
	if (!reading->snmp_names)
		reading->snmp_names = arena_take_array(
			reading->table->arena, FORM_NAMES, sizeof *reading->snmp_names);
	return &reading->snmp_names[pid % FORM_NAMES];
}

/* hrSWRunName.4711 = STRING: "web" */
static void take_name(struct form_reading *reading, struct span rest)
{
	struct span field, pid_field;
	ptrdiff_t begin = span_find(rest, '"'), end = span_rfind(rest, '"');
	struct form_name *name;
	uint64_t pid;

	if (!span_field(&rest, &pid_field) || !span_number(pid_field, INT32_MAX, &pid) ||
		!span_field(&rest, &field) || end <= begin + 1)
		return;
	name = place_of(reading, (int32_t)pid);
	name->pid = (int32_t)pid;
	name->text = intern(&reading->table->names.texts, reading->table->arena,
		(struct span){ pid_field.at + begin + 1, (size_t)(end - begin - 1) });
}

bool form_tools_snmp(struct form_reading *reading, struct span line)
{
	static const char *const memory[] = {
		"HOST-RESOURCES-MIB::hrSWRunPerfMem.", "hrSWRunPerfMem.",
		".1.3.6.1.2.1.25.5.1.1.2.", "1.3.6.1.2.1.25.5.1.1.2.", "iso.3.6.1.2.1.25.5.1.1.2.",
		"SNMPv2-SMI::mib-2.25.5.1.1.2.",
		".iso.org.dod.internet.mgmt.mib-2.host.hrSWRunPerf.hrSWRunPerfTable.hrSWRunPerfEntry.hrSWRunPerfMem."
	};
	static const char *const others[] = { "HOST-RESOURCES-MIB::hrSWRun", "hrSWRun",
		".1.3.6.1.2.1.25.4.2.", ".1.3.6.1.2.1.25.5.1.", "iso.3.6.1.2.1.25.4.2.",
		"iso.3.6.1.2.1.25.5.1.", "SNMPv2-SMI::mib-2.25.4.2.", "SNMPv2-SMI::mib-2.25.5.1." };
	static const char *const names[] = { "HOST-RESOURCES-MIB::hrSWRunName.", "hrSWRunName.",
		".1.3.6.1.2.1.25.4.2.1.2.", "iso.3.6.1.2.1.25.4.2.1.2.",
		"SNMPv2-SMI::mib-2.25.4.2.1.2." };
	struct log_reading row = log_reading_empty();
	struct span rest, field;
	uint64_t pid, kib;

	if (take_object(line, names, sizeof names / sizeof *names, &rest)) {
		take_name(reading, rest);
		return true;
	}
	/* what else is told beside it: times of the processor, paths */
	if (!take_object(line, memory, sizeof memory / sizeof *memory, &rest))
		return take_object(line, others, sizeof others / sizeof *others, &rest);
	if (!span_field(&rest, &field) || !span_number(field, INT32_MAX, &pid) || !pid ||
		!span_field(&rest, &field))
		return false;
	if (span_is(field, "=") && !span_field(&rest, &field))
		return false;
	if (span_is(field, "INTEGER:") && !span_field(&rest, &field))
		return false;
	if (!span_number(field, INT64_MAX / 1024, &kib))
		return false;
	row.pid = (int32_t)pid;
	row.rss = (int64_t)kib;
	if (place_of(reading, row.pid)->pid == row.pid)
		row.name = place_of(reading, row.pid)->text;
	form_reading_send(reading, &row);
	return true;
}

bool form_tools_memmon(struct form_reading *reading, struct span line)
{
	static const char label[] = "RSS of ";
	struct log_reading row = log_reading_empty();
	struct span rest = span_from(line, sizeof label - 1), name, verb, field;
	uint64_t bytes;

	if (span_starts(line, "Checking programs ") || span_starts(line, "Checking groups ") ||
		span_starts(line, "Checking any "))
		return true;
	if (!span_starts(line, label) || !span_field(&rest, &name) || !span_field(&rest, &verb) ||
		!span_is(verb, "is") || !span_field(&rest, &field) || span_trim(rest).len ||
		!span_number(field, INT64_MAX, &bytes))
		return false;
	row.rss = (int64_t)(bytes / 1024);
	row.name = row.owner = name;
	form_reading_send(reading, &row);
	return true;
}

bool form_tools_get_process_mem(struct form_reading *reading, struct span line)
{
	static const char label[] = "#<GetProcessMem:", bytes[] = "@bytes=";
	struct log_reading row = log_reading_empty();
	ptrdiff_t at = span_find_text(line, label), end = span_find_text(line, bytes);
	struct amount amount;

	if (at < 0 || end < at ||
		!amount_read(span_from(line, (size_t)end + sizeof bytes - 1), &amount))
		return false;
	row.rss = amount_kib(&amount, 1.0 / 1024, &row.grain);
	form_reading_send(reading, &row);
	return true;
}

bool form_tools_yarn(struct form_reading *reading, struct span line)
{
	static const char label[] = "Memory usage of ProcessTree ", of[] = " physical memory used";
	struct log_reading row = log_reading_empty();
	ptrdiff_t at = span_find_text(line, label), end = span_find_text(line, of), colon;
	struct span rest = span_from(line, (size_t)at + sizeof label - 1), field;
	struct amount amount;
	uint64_t pid;

	if (at < 0 || end < at || !span_field(&rest, &field) ||
		!span_number(field, INT32_MAX, &pid) || !pid)
		return false;
	colon = span_find_text(rest, ": ");
	if (colon < 0 || !amount_read(span_from(rest, (size_t)colon + 2), &amount) ||
		!(amount.unit > 0))
		return false;
	row.pid = (int32_t)pid;
	row.rss = amount_kib(&amount, 1, &row.grain);
	form_reading_send(reading, &row);
	return true;
}

/* The value of a tag, host=h1, that tells whose metric it is; empty: none does. */
static struct span tag_of(struct span tags)
{
	struct span tag, found = { NULL, 0 };

	while (span_field(&tags, &tag)) {
		ptrdiff_t set = span_find(tag, '=');
		enum column_role role;

		if (set <= 0)
			continue;
		role = column_name_read((struct span){ tag.at, (size_t)set }).role;
		if (role == COLUMN_NAME || (role == COLUMN_OWNER && !found.len))
			found = span_from(tag, (size_t)set + 1);
	}
	return found;
}

bool form_tools_opentsdb(struct form_reading *reading, struct span line)
{
	enum { PUT, METRIC, TIME, VALUE, FIELDS };
	struct log_reading row = log_reading_empty();
	struct span f[FIELDS], rest = line;
	struct column_name name;
	struct amount amount;
	double seconds;
	ptrdiff_t point;

	for (size_t i = 0; i < FIELDS; i++)
		if (!span_field(&rest, &f[i]))
			return false;
	point = span_rfind(f[METRIC], '.');
	if (!span_is(f[PUT], "put") || point <= 0 || !span_decimal(f[TIME], &seconds) ||
		seconds < DATE_EPOCH_FROM || !amount_read(f[VALUE], &amount) ||
		amount.len != f[VALUE].len)
		return false;
	name = column_name_read(span_from(f[METRIC], (size_t)point + 1));
	if (name.role != COLUMN_RSS || name.rank < COLUMN_ALONE)
		return true;
	if (!(name.unit > 0) && !(reading->key_unit > 0))
		reading->key_unit = record_amount_guess_unit(reading->table, &amount);
	if (!(name.unit > 0) &&
		(!(reading->key_unit > 0) || !record_amount_fits(reading->table, &amount,
						     reading->key_unit, &reading->key_any_kib)))
		return false;
	name.unit = name.unit > 0 ? name.unit : reading->key_unit;
	row.time_ms = (int64_t)(seconds < 1e11 ? seconds * 1000 : seconds);
	row.rss = amount_kib(&amount, name.unit, &row.grain);
	row.name = tag_of(rest);
	row.owner = span_trim(rest);
	form_reading_send(reading, &row);
	return true;
}

bool form_tools_average(struct form_reading *reading, struct span line)
{
	static const char *const words[] = { "Average:", "Moyenne", "Durchschn",
		"Media:", "Promedio", "Média:", "Gemiddeld", "Genomsnitt", "Gennemsnit",
		"Gjennomsnitt", "Keskiarvo", "Średnia", "Средн", "平均" };

	for (size_t i = 0; reading->table->count && i < sizeof words / sizeof *words; i++)
		if (span_starts(line, words[i]))
			return true;
	return false;
}

bool form_tools_other_table(struct form_reading *reading, struct span line)
{
	struct span rest = line, first, second;

	if (!span_field(&rest, &first))
		return false;
	/* Unit: KB, of svmon */
	if (span_is(first, "Unit:") && amount_unit(span_trim(rest)) > 0) {
		reading->table->told_unit = amount_unit(span_trim(rest));
		return true;
	}
	if (!span_field(&rest, &second))
		second = first;
	/* of prstat: sums of users, zones, projects and tasks */
	if (!span_is(first, "NPROC") && !span_is(second, "NPROC") &&
		!(span_find_text(line, "Inuse") >= 0 && span_find_text(line, "Pgsp") > 0 &&
			!span_is(first, "Pid")))
		return false;
	reading->table->count = 0;
	return true;
}

bool form_tools_top_mem(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	ptrdiff_t open = span_rfind(line, '('), close = span_rfind(line, ')');
	struct amount amount;
	uint64_t pid;

	if (!reading->has_top_mem)
		return false;
	if (span_starts(line, "Top-") && span_find_text(line, " memory used: ") > 0)
		return true;
	if (open <= 0 || close <= open || !span_starts(span_from(line, (size_t)close), "): ") ||
		!span_number((struct span){ line.at + open + 1, (size_t)(close - open - 1) },
			INT32_MAX, &pid) ||
		!pid || !amount_read(span_from(line, (size_t)close + 3), &amount) ||
		!(amount.unit > 0))
		return false;
	row.pid = (int32_t)pid;
	row.name = span_trim((struct span){ line.at, (size_t)open });
	row.rss = amount_kib(&amount, 1, &row.grain);
	form_reading_send(reading, &row);
	return true;
}

bool form_tools_lsf(struct form_reading *reading, struct span line)
{
	static const char label[] = "MEM: ", beside[] = "SWAP: ";
	struct log_reading row = log_reading_empty();
	struct amount amount, swap;
	ptrdiff_t at = span_find_text(line, beside), behind;
	struct span rest;

	if (!span_starts(line, label) || at <= 0 ||
		!amount_read(span_from(line, sizeof label - 1), &amount) || !(amount.unit > 0) ||
		!amount_read(span_from(line, (size_t)at + sizeof beside - 1), &swap))
		return false;
	rest = span_from(line, (size_t)at);
	behind = span_find(rest, ';');
	rest = behind < 0 ? (struct span){ NULL, 0 }
			  : span_trim(span_from(rest, (size_t)behind + 1));
	/* of another program's line, SWAP may be what was swapped out, and RSS stand behind it */
	if (amount_size(&swap) < amount_size(&amount) ||
		(rest.len && !span_starts(rest, "NTHREAD")))
		return false;
	row.rss = amount_kib(&amount, 1, &row.grain);
	form_reading_send(reading, &row);
	return true;
}
