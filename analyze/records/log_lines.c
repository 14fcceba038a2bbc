/* log_lines.c - a log that is not the output of one known tool. */
#include "log_lines.h"

#include <string.h>

#include "../base/notes.h"
#include "../input/run_text.h"
#include "form_table.h"
#include "json_message.h"
#include "json_readings.h"
#include "key_beside.h"
#include "key_record.h"
#include "line_controls.h"
#include "line_date.h"
#include "../cells/line_front.h"
#include "../cells/line_owner.h"
#include "../cells/line_tag.h"
#include "log_ahead.h"
#include "log_form.h"
#include "log_front.h"
#include "log_key.h"
#include "../cells/moment.h"
#include "../cells/parse_date.h"
#include "record_amount.h"
#include "record_csv.h"
#include "record_table.h"
#include "tool_date.h"

static bool try_forms(struct form_reading *reading, struct span line)
{
	if (reading->table->spec)
		return log_form_of_table(reading, line);
	for (const struct log_form *form = log_forms; form->name; form++)
		if (form->take(reading, line))
			return true;
	return false;
}

/* 24.50390625 below `rss_mb`: a size as Python prints it, and no seconds of a clock. */
static bool is_cell(const struct record_table *table, struct span line)
{
	double number;

	return table->count == 1 && span_decimal(span_trim(line), &number) &&
	       number < DATE_EPOCH_FROM;
}

/* A date alone, or before a text that it gives the time of. */
static bool take_date(struct form_reading *reading, struct span line, struct span *rest)
{
	struct record_table *table = reading->table;
	int64_t time_ms;

	/* of systemctl status: since when the service runs */
	if (line_date_has_column(table) || span_starts(line, "Active: ") || is_cell(table, line))
		return false;
	*rest = (struct span){ line.at, 0 };
	if (!tool_date_read(line, &time_ms) && !moment_take(&table->moment, line, &time_ms, rest))
		return false;
	if (time_ms < 0)
		table->begins |= !rest->len || time_ms != table->date_ms || table->undated;
	table->undated |= time_ms < 0;
	table->date_ms = time_ms;
	table->dates++;
	table->date_last = !rest->len;
	table->date_first |= !table->rows;
	return true;
}

/* syslog's host and program after the date. */
static struct span without_program(struct span line)
{
	struct span rest = line, word;

	for (int words = 0; words < 2 && span_field(&rest, &word); words++) {
		/* GPU memory: 23MiB / 8192MiB */
		if (column_name_is_elsewhere(word, COLUMN_MEMORY))
			return line;
		if (span_ends(word, ":") && word.len > 1 && span_trim(rest).len)
			return span_trim(rest);
	}
	return line;
}

/* {"rss": 24004}, and not {rss usage: 24580096 bytes/23MB} of uWSGI */
static bool begins_json(struct span line)
{
	return line.at[0] == '{' && (line.len < 2 || !span_is_letter(line.at[1]));
}

/* The PID that syslog has in front of a line; 0: none, or that of a program with a new one for each
 * line. */
static int32_t pid_of_tag(const struct form_reading *reading, struct span tag)
{
	for (size_t i = 0; i < reading->tag_count; i++)
		if (span_equal(reading->tag_names[i], line_tag_name(tag)))
			return line_tag_pid(tag);
	return 0;
}

/* What stands in front of a line, and tells whose it is. */
struct front {
	struct span tag, host, service;
};

/* Whose the line is by what stands in front of it, and by its own words. */
static void take_front(struct form_reading *reading, const struct front *front, struct span line)
{
	struct span program, name = { NULL, 0 };

	if (reading->no_spring_pids)
		reading->tag_pid = 0;
	if (!reading->tag_pid)
		reading->tag_pid = pid_of_tag(reading, front->tag);
	program = reading->has_program_pids && !reading->tag_pid ? front->tag
								 : line_tag_name(front->tag);
	program = form_reading_of_host(reading, front->host, program);
	if (!reading->tag_pid && reading->front_place && !reading->has_bracket_pids)
		reading->tag_pid = line_front_pid(line, reading->front_place - 1, &name);
	if (!program.len && (reading->has_owners || name.len))
		program = name.len ? name : line_owner_name(line);
	if (!front->service.len && (name.len || reading->has_programs || reading->has_owners ||
					   reading->tag_count || reading->has_hosts))
		reading->program = program;
}

/* A line without a date in front of it. */
static bool take_undated(struct form_reading *reading, struct span line, struct front *front)
{
	struct line_tag tag = { .time_ms = -1 };
	struct span host;

	if (begins_json(line)) {
		if (reading->has_json_tags)
			json_message_front(reading->table, line, &tag);
		front->tag = tag.tag;
	} else {
		line_date_take(reading, line);
		front->tag = line_tag_find(line, &host);
		/* without syslog a word in brackets may be anything */
		if (!pid_of_tag(reading, front->tag))
			front->tag.len = 0;
	}
	take_front(reading, front, line);
	return try_forms(reading, line);
}

/* --- 08:00:00 ---: a time of the day between marks, which name nothing. */
static struct span clock_between(struct span line)
{
	struct span name = log_form_heading(line);

	return name.len && span_is_digit(name.at[0]) && span_find(name, ':') > 0 ? name : line;
}

static bool take_line(struct form_reading *reading, struct span line)
{
	struct front front = { .tag.len = 0 };
	struct span rest;
	bool is_new;

	reading->tag_pid = 0;
	reading->whole = line_controls_out(line, reading->table->arena);
	line = log_front_count(log_front_priority(span_trim(reading->whole), &is_new));
	line = clock_between(line);
	if (reading->has_services)
		front.service = line_owner_service(line, &line);
	reading->program = front.service;
	if (reading->has_services)
		reading->table->owner = front.service;
	if (!line.len || line_date_told(reading, line))
		return true;
	if (begins_json(line) || !take_date(reading, line, &rest))
		return take_undated(reading, line, &front);
	if (!rest.len)
		return true;
	if (is_new)
		rest = log_front_header(reading->table, rest, &front.tag, &front.host);
	else
		front.tag = line_tag_find(rest, &front.host);
	rest = line_tag_spring(rest, &reading->tag_pid);
	if (!front.service.len && reading->has_services)
		front.service = reading->program = line_owner_service(rest, &rest);
	if (reading->has_services)
		reading->table->owner = front.service;
	take_front(reading, &front, rest);
	/* the last: its first column has the date, under a name that says nothing */
	return try_forms(reading, rest) || try_forms(reading, without_program(rest)) ||
	       form_table_row(reading, line);
}

/* A value of JSON over several lines, or a list in one. Gives its bytes; 0: none begins there. */
static size_t take_block(struct form_reading *reading, struct span line, struct span rest)
{
	enum {
		MOST = 64 << 20,
		TRIES = 16
	}; /* so that hostile text costs no more than its length */
	struct span begin = span_trim(line), text;
	size_t len;
	bool is_cut;

	if (!begin.len || reading->table->spec || reading->json_tries == TRIES ||
		!(begin.at[0] == '[' || (begin.at[0] == '{' && begin.at[begin.len - 1] != '}')))
		return 0;
	text = (struct span){ begin.at, (size_t)(rest.at + rest.len - begin.at) };
	text.len = text.len < MOST ? text.len : MOST;
	len = json_readings_block(text, reading->table, &is_cut);
	reading->table->has_cut_value |= is_cut;
	reading->json_tries += !len;
	return len;
}

/* Passes over so many bytes from the beginning of the line. */
static void pass_block(
	struct form_reading *reading, struct span line, size_t len, struct span *rest)
{
	const char *end = span_trim(line).at + len;

	while (rest->at < end && rest->len && span_line(rest, &line, NULL))
		reading->line++;
}

static void read_forms(struct span text, struct record_table *table)
{
	struct form_reading reading = { .table = table, .keys = log_reading_empty() };
	struct span rest = text, line;
	struct csv_form csv;
	bool ended;

	table->date_ms = -1;
	table->row = log_reading_empty();
	if (json_readings_likely(text) && json_readings_text(text, table))
		return;
	csv = csv_form_find(text, table);
	if (csv.separator) {
		record_csv_read(text, csv, table);
		return;
	}
	/* 08:05 in front of a line is what `date +%H:%M` prints */
	table->moment.of_day = true;
	log_ahead(&reading, text);
	while (span_line(&rest, &line, &ended)) {
		size_t block = take_block(&reading, line, rest);

		reading.line++;
		if (block) {
			pass_block(&reading, line, block, &rest);
			continue;
		}
		if (!ended && line.len && span_is_digit(line.at[line.len - 1])) {
			notes_add_span(table->notes, reading.line, "cut off:", line);
			break;
		}
		if (!take_line(&reading, line))
			notes_add_span(table->notes, reading.line, "not understood:", line);
		reading.above = reading.whole;
		run_text_passed(table->text, line.at);
	}
	key_record_end(&reading);
	key_record_say_left(&reading);
	key_beside_end(&reading);
	key_change_end(&reading.change, table);
	record_amount_end(table, &reading.key_points);
}

void log_lines_read(struct span text, struct record_table *table)
{
	read_forms(text, table);
	record_amount_end(table, &table->points);
	record_table_end(table);
}
