/* log_form.c - the forms of lines that a log may have: one table row for each form, tried in this
 * order. */
#include "log_form.h"

#include <string.h>

#include "../base/text.h"
#include "../cells/amount.h"
#include "../cells/key_words.h"
#include "form_agents.h"
#include "form_containers.h"
#include "form_fluent.h"
#include "form_influx.h"
#include "form_jobs.h"
#include "form_metric.h"
#include "form_table.h"
#include "form_tools.h"
#include "json_readings.h"
#include "key_record.h"
#include "log_form_others.h"
#include "log_key.h"
#include "../cells/parse_date.h"

static bool take_integer(struct span field, uint64_t *value)
{
	return span_number(field, INT64_MAX / 1024, value);
}

/* The last component of a path, without what follows it. */
static struct span base_name(struct span command)
{
	struct span word;

	if (!span_field(&command, &word))
		return command;
	return span_from(word, (size_t)(span_rfind(word, '/') + 1));
}

/* {"pid": 7, "rss": 24004}; what docker stats --format json prints; and {"time": ..., "message":
 * "RSS: 23.4 MB"} of loggers, the journal, and Docker's own log. */
static bool take_json(struct form_reading *reading, struct span line)
{
	struct span message, record = form_fluent_json(reading, span_trim(line));
	enum json_line is;

	reading->is_json = false;
	line = record.len ? record : span_trim(line);
	if (line.len < 2 || line.at[0] != '{' || line.at[line.len - 1] != '}')
		return false;
	is = json_readings_line(line, reading->table, &message);
	if (is == JSON_LINE_MESSAGE)
		return log_key_take(reading, message);
	reading->is_json = is == JSON_LINE_OTHER;
	return is == JSON_LINE_TAKEN;
}

struct span log_form_heading(struct span line)
{
	struct span name = span_trim(line), none = { NULL, 0 };
	size_t marks = 0;

	while (marks < name.len && strchr("=-#*", name.at[marks]) && name.at[marks] == name.at[0])
		marks++;
	if (marks < 2 || marks == name.len)
		return none;
	name = span_strip(span_from(name, marks), "<> :", "=-#*<> :");
	return span_find(name, ' ') >= 0 ? none : name;
}

/* The lines that follow belong to that container or file. */
static bool take_heading(struct form_reading *reading, struct span line)
{
	struct span name = log_form_heading(line);

	if (!name.len)
		return false;
	key_record_end(reading);
	reading->cgroup_file =
		span_ends(name, "memory.current") || span_ends(name, "memory.usage_in_bytes");
	if (span_find_text(name, "/memory.") > 0)
		name.len = (size_t)span_rfind(name, '/');
	reading->table->owner = name;
	return true;
}

/* memory.current below its heading: bytes. */
static bool take_cgroup_bytes(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	uint64_t bytes;

	if (!reading->cgroup_file || !span_number(span_trim(line), INT64_MAX, &bytes))
		return false;
	row.rss = (int64_t)(bytes / 1024);
	row.name = base_name(reading->table->owner);
	form_reading_send(reading, &row);
	return true;
}

/* 716.0 KiB + 881.0 KiB =   1.6 MiB	keepalived (3): ps_mem's private, shared, both, program. */
static bool take_ps_mem(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	struct amount amounts[3];
	static const char marks[] = "+=";
	int64_t grain;
	ptrdiff_t count;

	for (size_t i = 0; i < 3; i++) {
		line = span_trim(line);
		if (!amount_read(line, &amounts[i]) || !(amounts[i].unit > 0))
			return false;
		line = span_trim(span_from(line, amounts[i].len));
		if (i < 2 && (!line.len || line.at[0] != marks[i]))
			return false;
		line = span_from(line, i < 2);
	}
	row.private_kib = amount_kib(&amounts[0], 1, &row.grain);
	row.rss = amount_kib(&amounts[2], 1, &grain);
	row.grain = grain > row.grain ? grain : row.grain;
	count = span_rfind(line, '(');
	row.name = row.owner =
		span_trim((struct span){ line.at, count > 0 ? (size_t)count : line.len });
	if (!row.name.len)
		return false;
	form_reading_send(reading, &row);
	return true;
}

/* 12002 6001 1214 172 0 1500 0: /proc/PID/statm, in pages; two of its numbers are always 0. */
static bool take_statm(struct form_reading *reading, struct span line)
{
	enum { FIELDS = 7, RESIDENT = 1, PAGE_KIB = 4 };
	struct log_reading row = log_reading_empty();
	struct span fields[FIELDS + 1];
	uint64_t pages[FIELDS];

	if (span_fields(line, fields, FIELDS + 1) != FIELDS)
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		if (!take_integer(fields[i], &pages[i]))
			return false;
	if (pages[4] || pages[6] || pages[RESIDENT] > pages[0] || pages[2] > pages[RESIDENT] ||
		!pages[0])
		return false;
	row.rss = (int64_t)pages[RESIDENT] * PAGE_KIB;
	row.grain = PAGE_KIB;
	form_reading_send(reading, &row);
	return true;
}

static bool is_decimal(struct span field)
{
	double number;

	return span_decimal(field, &number);
}

/* 5343 vagrant 20 0 1237772 24004 8784 S 0.0 32.2 5:48.03 node: a row of top. */
static bool take_top_row(struct form_reading *reading, struct span line)
{
	enum { FIELDS = 12 };
	struct log_reading row = log_reading_empty();
	struct span f[FIELDS];
	struct amount amount;
	uint64_t pid;

	if (span_fields(line, f, FIELDS) != FIELDS || !span_number(f[0], INT32_MAX, &pid) ||
		!(is_decimal(f[2]) || span_is(f[2], "rt")) || !is_decimal(f[3]) || f[7].len != 1 ||
		!strchr("RSDTtZI", f[7].at[0]) || !is_decimal(f[8]) || !is_decimal(f[9]) ||
		span_find(f[10], ':') <= 0 || !amount_read(f[5], &amount) || amount.len != f[5].len)
		return false;
	row.pid = (int32_t)pid;
	row.rss = amount_kib(&amount, 1, &row.grain);
	row.name = base_name(f[11]);
	form_reading_send(reading, &row);
	return true;
}

/* 23.4414MB 1421 root /usr/sbin/charon: what awk makes of ps aux. */
static bool take_size_first(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	struct span f[4];
	size_t count = span_fields(line, f, 4);
	struct amount amount;
	uint64_t pid;

	if (count < 3 || !amount_read(f[0], &amount) || !(amount.unit > 0) ||
		amount.len != f[0].len || !span_number(f[1], INT32_MAX, &pid) || !pid)
		return false;
	row.pid = (int32_t)pid;
	row.rss = amount_kib(&amount, 1, &row.grain);
	row.name = base_name(f[count - 1]);
	form_reading_send(reading, &row);
	return true;
}

/* total kB 224004 24004 21004 pid:2302: the sums of pmap -x, with the PID behind them. */
static bool take_pmap_of_pid(struct form_reading *reading, struct span line)
{
	enum { FIELDS = 6 };
	struct log_reading row = log_reading_empty();
	struct span f[FIELDS + 1];
	ptrdiff_t mark;
	uint64_t rss, pid;

	if (!span_starts(line, "total kB") || span_fields(line, f, FIELDS + 1) != FIELDS ||
		!take_integer(f[3], &rss))
		return false;
	mark = span_rfind(f[5], ':') > 0 ? span_rfind(f[5], ':') : span_rfind(f[5], '=');
	if (!span_number(span_from(f[5], (size_t)(mark + 1)), INT32_MAX, &pid) || !pid)
		return false;
	row.pid = (int32_t)pid;
	row.rss = (int64_t)rss;
	form_reading_send(reading, &row);
	return true;
}

/* Lines between tables that name no process: sums of free, comments of Prometheus, rules. */
static bool take_between(struct form_reading *reading, struct span line)
{
	/* the last: sums of vmmap over all mappings of a kind, and what MariaDB allocated */
	static const char *const starts[] = { "-/+ buffers", "# HELP", "# TYPE", "# UNIT", "# EOF",
		"ReadOnly portion of", "Writable regions:", "Memory_used\t" };
	static const char *const sums[] = { "Mem:", "Swap:", "Total:" };
	enum { RULE = 8 };
	size_t rule = 0;

	(void)reading;
	while (rule < line.len && strchr("-=_*+# ", line.at[rule]))
		rule++;
	if (rule == line.len || rule > RULE)
		return true;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (span_starts(line, starts[i]))
			return true;
	/* Mem: 8000000 2400000 ..., and neither Mem: rss=23.4M of a program nor Total: 61mb, Used:
	 * 33mb, RSS: 104mb of one */
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		struct span rest = span_from(line, strlen(sums[i]));

		rest = span_trim(rest);
		if (span_starts(line, sums[i]) && (!rest.len || span_is_digit(rest.at[0])) &&
			span_find_text(rest, "RSS:") < 0 && span_find_text(rest, "rss:") < 0)
			return true;
	}
	/* what the virtual machine of Erlang allocated */
	if (span_find_text(line, "recon_alloc:memory(") >= 0 && span_find_text(line, "rss") < 0)
		return true;
	/* RAM: 1800000K total, 200000K free, ... of procrank */
	return (span_starts(line, "total") && span_find_text(line, "used") > 0) ||
	       (span_starts(line, "RAM:") && span_find_text(line, " total") > 0);
}

/* │ rss │ 24580096 │ of console.table(), a key and its value between lines: as `rss: 24580096`.
 * Names that servers have for their heaps, too, are none of these. */
static bool take_drawn(struct form_reading *reading, struct span line)
{
	static const char bar[] = "\xe2\x94\x82";
	enum { LEN = sizeof bar - 1 };
	struct column_name name;
	struct span key, value;
	struct amount amount;
	ptrdiff_t at;

	if (reading->table->count || line.len <= 2 * LEN || !span_starts(line, bar) ||
		!span_ends(line, bar))
		return false;
	line = (struct span){ line.at + LEN, line.len - 2 * LEN };
	at = span_find_text(line, bar);
	if (at <= 0)
		return false;
	key = span_trim((struct span){ line.at, (size_t)at });
	value = span_trim(span_from(line, (size_t)at + LEN));
	name = column_name_read(key);
	if (!key_words_are_wanted(name.role) || name.rank < COLUMN_SURE + 1 ||
		!amount_read(value, &amount) || amount.len != value.len)
		return false;
	return log_key_take(reading, span_of(text_format(reading->table->arena, "%.*s: %.*s",
					     (int)key.len, key.at, (int)value.len, value.at)));
}

/* metric:, units: and the line of instances of pmval (PCP); then a value a line. */
static bool take_pmval(struct form_reading *reading, struct span line)
{
	struct log_reading row = log_reading_empty();
	struct span rest = line, field;
	struct amount amount;
	uint64_t pid;

	if (span_starts(line, "metric:") && span_ends(line, "rss")) {
		reading->pmval_unit = 1;
		reading->pmval_pid = 0;
		return true;
	}
	if (!(reading->pmval_unit > 0))
		return false;
	if (span_starts(line, "units:") && span_last_field(&rest, &field)) {
		reading->pmval_unit = amount_unit(field) > 0 ? amount_unit(field) : 1;
		return true;
	}
	if (!span_last_field(&rest, &field) || span_find(line, ':') > 0)
		return false;
	if (!reading->pmval_pid && span_number(field, INT32_MAX, &pid)) {
		reading->pmval_pid = (int32_t)pid;
		return true;
	}
	if (!amount_read(field, &amount) || amount.len != field.len)
		return false;
	row.pid = reading->pmval_pid;
	row.rss = amount_kib(&amount, reading->pmval_unit, &row.grain);
	form_reading_send(reading, &row);
	return true;
}

bool log_form_of_table(struct form_reading *reading, struct span line)
{
	return form_table_row(reading, line) ||
	       (!reading->table->count && form_table_header(reading, line));
}

const struct log_form log_forms[] = {
	{ "a line of JSON", take_json },
	{ "a key and its value between lines", take_drawn },
	{ "samples of promtool", form_metric_take_series },
	{ "a rule below a header", form_table_rule },
	{ "what stands between tables", take_between },
	{ "a heading", take_heading },
	{ "memory.current", take_cgroup_bytes },
	{ "dumpsys meminfo", log_form_take_dumpsys },
	{ "the OOM killer's table", log_form_take_oom },
	{ "footprint of macOS", form_tools_footprint },
	{ "snmpwalk", form_tools_snmp },
	{ "memmon of supervisor", form_tools_memmon },
	{ "YARN", form_tools_yarn },
	{ "GetProcessMem of Ruby", form_tools_get_process_mem },
	{ "OpenTSDB", form_tools_opentsdb },
	{ "diagnose sys top-mem of Fortinet", form_tools_top_mem },
	{ "bjobs of LSF", form_tools_lsf },
	{ "qstat of PBS", form_jobs_pbs },
	{ "HTCondor's log of a job", form_jobs_condor },
	{ "virsh domstats", form_jobs_libvirt },
	{ "Zabbix", form_agents_zabbix },
	{ "collectd", form_agents_collectd },
	{ "a task of Nomad", form_agents_nomad },
	{ "an average of all rows", form_tools_average },
	{ "the header of another table", form_tools_other_table },
	{ "ps_mem", take_ps_mem },
	{ "a sum of pmap -x with its PID", take_pmap_of_pid },
	{ "a row of a table", form_table_row },
	{ "pmval", take_pmval },
	{ "docker stats --format", form_containers_usage },
	{ "systemd-cgtop", form_containers_cgtop },
	{ "kubectl top without its header", form_containers_pod },
	{ "statm", take_statm },
	{ "a row of top", take_top_row },
	{ "a size, a PID and a name", take_size_first },
	{ "a header", form_table_header },
	{ "a metric of Prometheus", form_metric_take },
	{ "a metric of Graphite", form_metric_take_graphite },
	{ "InfluxDB's line protocol", form_influx_take },
	{ "memory.stat", log_key_take_cgroup_stat },
	{ "a value behind its key", log_key_take },
	{ NULL, NULL },
};
