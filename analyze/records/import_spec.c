/* import_spec.c - the user's description of a log. */
#include "import_spec.h"

#include <string.h>

#include "../cells/column_name.h"

static const char *const kinds_there_are =
	"pidstat, atop, top, mprof, psrecord, smemcap, ps, csv and csv:time=COL,rss=COL[,private=COL,pid=COL,name=COL,unit=UNIT] are the kinds that there are";

/* KiB of one; 0: no such unit. */
static double unit_of(struct span name)
{
	static const struct {
		const char *name;
		double kib;
	} units[] = { { "KiB", 1 }, { "MiB", 1024 }, { "MB", 1024 }, { "B", 1.0 / 1024 },
		{ "pages", 4 } };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (span_is(name, units[i].name))
			return units[i].kib;
	return 0;
}

/* One NAME=VALUE of a table. */
static const char *take_part(struct span part, struct import_table *table)
{
	ptrdiff_t equals = span_find(part, '=');
	struct span name = { part.at, equals > 0 ? (size_t)equals : 0 },
		    value = span_from(part, (size_t)(equals + 1));
	enum column_role role = column_role_of(name);

	if (equals <= 0 || !value.len)
		return "a table is told as csv:time=COL,rss=COL[,private=COL,pid=COL,name=COL,unit=UNIT]";
	if (span_is(name, "unit")) {
		table->unit = unit_of(value);
		return table->unit > 0
			       ? NULL
			       : "no such unit: KiB, MiB, MB, B and pages are those that there are";
	}
	if (role == COLUMN_ROLES)
		return "no such part of a table: time, rss, private, pid, name and unit are those that there are";
	table->columns[role] = value;
	return NULL;
}

static const char *read_table(struct span text, struct import_table *table)
{
	const char *wrong = NULL;

	*table = (struct import_table){ .unit = 0 };
	while (!wrong && text.len) {
		ptrdiff_t comma = span_find(text, ',');
		size_t len = comma >= 0 ? (size_t)comma : text.len;

		wrong = take_part((struct span){ text.at, len }, table);
		text = span_from(text, len + 1);
	}
	if (!wrong && !table->columns[COLUMN_RSS].len && !table->columns[COLUMN_PRIVATE].len)
		return "a table needs rss=COL or private=COL";
	return wrong;
}

const char *import_spec_read(const char *value, struct import_spec *spec)
{
	static const char *const logs[] = { "pidstat", "atop", "top", "mprof", "psrecord",
		"smemcap", "ps", "csv" };
	const char table[] = "csv:";

	*spec = (struct import_spec){ .kind = KIND_NONE };
	if (!strncmp(value, table, strlen(table))) {
		spec->kind = KIND_READINGS;
		spec->is_table = true;
		return read_table(span_of(value + strlen(table)), &spec->table);
	}
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
		if (!strcmp(value, logs[i]))
			spec->kind = kind_by_name(span_of(value));
	return spec->kind == KIND_NONE ? kinds_there_are : NULL;
}
