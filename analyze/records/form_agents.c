/* form_agents.c - lines that agents of monitoring systems write. */
#include "form_agents.h"

#include <string.h>

#include "../cells/parse_date.h"

/* A whole number of bytes, perhaps with decimals that are nought, as KiB. */
static bool read_bytes(struct span field, int64_t *kib)
{
	double bytes;

	if (!field.len || !span_is_digit(field.at[0]) || !span_decimal(field, &bytes) ||
		bytes > 1e18)
		return false;
	*kib = (int64_t)(bytes / 1024);
	return true;
}

/* Seconds since 1970, with or without parts of one. */
static bool read_epoch(struct span field, int64_t *time_ms)
{
	double seconds;

	if (!span_decimal(field, &seconds) || seconds < DATE_EPOCH_FROM || seconds > 1e11)
		return false;
	*time_ms = (int64_t)(seconds * 1000 + 0.5);
	return true;
}

/* Sends what a process, or all processes of a name, have. */
static void send(struct form_reading *reading, struct log_reading *row, struct span name)
{
	row->name = row->owner = intern(&reading->table->names.texts, reading->table->arena, name);
	form_reading_send(reading, row);
}

/* The parameter of that number, from 0 on, without its quotes. */
static struct span parameter(struct span list, size_t number)
{
	for (; number; number--) {
		ptrdiff_t comma = span_find(list, ',');

		list = comma < 0 ? span_from(list, list.len) : span_from(list, (size_t)comma + 1);
	}
	if (span_find(list, ',') >= 0)
		list.len = (size_t)span_find(list, ',');
	return span_strip(span_trim(list), "\"", "\"");
}

bool form_agents_zabbix(struct form_reading *reading, struct span line)
{
	static const char item[] = "proc.mem[", typed[] = "[u|";
	enum { NAME, TYPE = 4 };
	struct log_reading row = log_reading_empty();
	ptrdiff_t at = span_find_text(line, item), close;
	struct span list, rest, first, second, host = { NULL, 0 }, front, name;

	if (at < 0 || (at && line.at[at - 1] != ' ' && line.at[at - 1] != '"'))
		return false;
	list = span_from(line, (size_t)at + sizeof item - 1);
	close = span_find(list, ']');
	if (close <= 0)
		return false;
	rest = span_strip(span_from(list, (size_t)close + 1), "\"", "");
	list.len = (size_t)close;
	if (!span_is(parameter(list, TYPE), "rss") || !span_field(&rest, &first))
		return false;
	if (span_starts(first, typed) && span_ends(first, "]"))
		first = (struct span){ first.at + sizeof typed - 1, first.len - sizeof typed };
	if (span_field(&rest, &second)) {
		if (!read_epoch(first, &row.time_ms))
			return false;
		first = second;
		/* only zabbix_sender has the time there, and a host in front */
		front = (struct span){ line.at, (size_t)at };
		if (span_ends(front, "\""))
			front.len--;
		host = span_strip(span_trim(front), "\"", "\"");
	}
	if (span_trim(rest).len || !read_bytes(span_strip(first, "\"", "\""), &row.rss))
		return false;
	name = parameter(list, NAME).len ? parameter(list, NAME) : span_of("all");
	send(reading, &row, form_reading_of_host(reading, host, name));
	return true;
}

bool form_agents_collectd(struct form_reading *reading, struct span line)
{
	static const char put[] = "PUTVAL ", plugin[] = "/processes-", type[] = "/ps_rss";
	struct log_reading row = log_reading_empty();
	struct span rest = span_from(line, sizeof put - 1), path, word = { NULL, 0 };
	ptrdiff_t begin, end, colon;

	if (!span_starts(line, put) || !span_field(&rest, &path))
		return false;
	path = span_strip(path, "\"", "\"");
	begin = span_find_text(path, plugin);
	end = span_find_text(path, type);
	span_last_field(&rest, &word);
	word = span_strip(word, "\"", "\"");
	colon = span_find(word, ':');
	if (colon <= 0)
		return false;
	/* what else it tells: processors, the address space, the machine; `N:` is now */
	if (begin < 0 || end != (ptrdiff_t)(path.len - (sizeof type - 1)) || end <= begin)
		return true;
	if (!span_is((struct span){ word.at, (size_t)colon }, "N") &&
		!read_epoch((struct span){ word.at, (size_t)colon }, &row.time_ms))
		return false;
	if (!read_bytes(span_from(word, (size_t)colon + 1), &row.rss))
		return false;
	path.len = (size_t)end;
	send(reading, &row,
		form_reading_of_host(reading, (struct span){ path.at, (size_t)begin },
			span_from(path, (size_t)begin + sizeof plugin - 1)));
	return true;
}

bool form_agents_nomad(struct form_reading *reading, struct span line)
{
	static const char task[] = "Task \"", is[] = "\" is \"";
	ptrdiff_t end = span_find_text(line, is);

	if (!span_starts(line, task) || end < (ptrdiff_t)sizeof task)
		return false;
	/* a table of what it may have comes first */
	reading->table->count = 0;
	reading->table->owner = intern(&reading->table->names.texts, reading->table->arena,
		(struct span){ line.at + sizeof task - 1, (size_t)end - (sizeof task - 1) });
	return true;
}
