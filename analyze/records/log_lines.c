/* log_lines.c - a log that is not the output of one known tool. */
#include "log_lines.h"

#include <stdio.h>
#include <string.h>

#include "../base/notes.h"
#include "../input/run_text.h"
#include "json_readings.h"
#include "key_record.h"
#include "line_controls.h"
#include "line_date.h"
#include "../cells/line_owner.h"
#include "../cells/line_tag.h"
#include "log_form.h"
#include "log_key.h"
#include "../cells/moment.h"
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

/* A date alone, or before a text that it gives the time of. */
static bool take_date(struct form_reading *reading, struct span line, struct span *rest)
{
	struct record_table *table = reading->table;
	int64_t time_ms;

	/* of systemctl status: since when the service runs */
	if (line_date_has_column(table) || span_starts(line, "Active: "))
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

/* <14>: the priority that syslog has in front. *is_new: RFC 5424, whose version stands behind it.
 */
static struct span without_priority(struct span line, bool *is_new)
{
	enum { MOST = 3 };
	size_t digits = span_starts(line, "<") ? span_digits(span_from(line, 1)) : 0;

	*is_new = false;
	if (!digits || digits > MOST || !span_starts(span_from(line, digits + 1), ">"))
		return line;
	line = span_from(line, digits + 2);
	*is_new = span_starts(line, "1 ");
	return span_from(line, *is_new ? 2 : 0);
}

/* The tag that syslog had before: web[4711], or web where no PID is told. */
static struct span tag_of(struct record_table *table, struct span program, struct span pid)
{
	enum { LONGEST = 96 };
	char text[LONGEST];
	uint64_t number;

	if (!span_number(pid, INT32_MAX, &number) || program.len + pid.len + 2 > sizeof text)
		return program;
	snprintf(text, sizeof text, "%.*s[%.*s]", (int)program.len, program.at, (int)pid.len,
		pid.at);
	return intern(&table->names.texts, table->arena, span_of(text));
}

/* host web 4711 - - RSS: 9 kB: what RFC 5424 has between the time and the message. Gives the
 * message, or the line if it is no such one. */
static struct span without_header(
	struct record_table *table, struct span line, struct span *tag, struct span *host)
{
	enum { HOST, PROGRAM, PID, MESSAGE_ID, WORDS };
	struct span rest = line, words[WORDS], data;
	ptrdiff_t end;

	for (size_t i = 0; i < WORDS; i++)
		if (!span_field(&rest, &words[i]))
			return line;
	rest = span_trim(rest);
	end = span_find_text(rest, "] ");
	if (span_starts(rest, "[") && end > 0)
		rest = span_from(rest, (size_t)end + 1);
	else if (!span_field(&rest, &data))
		return line;
	*host = words[HOST];
	*tag = tag_of(table, words[PROGRAM], words[PID]);
	return span_trim(rest);
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

/* h2_web: a program of another host than the first, whose PIDs are its own; else the program. */
static struct span of_host(struct form_reading *reading, struct span host, struct span program)
{
	enum { LONGEST = 96 };
	struct record_table *table = reading->table;
	char text[LONGEST];

	if (!host.len || span_is(host, "-") || !program.len)
		return program;
	if (!reading->host.len)
		reading->host = intern(&table->names.texts, table->arena, host);
	if (span_equal(host, reading->host) || host.len + program.len + 2 > sizeof text)
		return program;
	snprintf(text, sizeof text, "%.*s_%.*s", (int)host.len, host.at, (int)program.len,
		program.at);
	reading->has_hosts = true;
	return intern(&table->names.texts, table->arena, span_of(text));
}

static bool take_line(struct form_reading *reading, struct span line)
{
	struct span rest, program, tag = { NULL, 0 }, host = { NULL, 0 }, service = { NULL, 0 };
	bool is_new;

	reading->tag_pid = 0;
	reading->whole = line_controls_out(line, reading->table->arena);
	line = without_priority(span_trim(reading->whole), &is_new);
	if (reading->has_services)
		service = line_owner_service(line, &line);
	reading->program = service;
	if (reading->has_services)
		reading->table->owner = service;
	if (!line.len || line_date_told(reading, line))
		return true;
	if (begins_json(line) || !take_date(reading, line, &rest)) {
		if (!begins_json(line))
			line_date_take(reading, line);
		if (reading->has_owners && !service.len)
			reading->program = line_owner_name(line);
		return try_forms(reading, line);
	}
	if (!rest.len)
		return true;
	if (is_new)
		rest = without_header(reading->table, rest, &tag, &host);
	else
		tag = line_tag_find(rest, &host);
	rest = line_tag_spring(rest, &reading->tag_pid);
	if (reading->no_spring_pids)
		reading->tag_pid = 0;
	if (!reading->tag_pid)
		reading->tag_pid = pid_of_tag(reading, tag);
	program = reading->has_program_pids && !reading->tag_pid ? tag : line_tag_name(tag);
	program = of_host(reading, host, program);
	if (!service.len && reading->has_services)
		service = reading->program = line_owner_service(rest, &rest);
	if (reading->has_services)
		reading->table->owner = service;
	if (!program.len && reading->has_owners)
		program = line_owner_name(rest);
	if (!service.len && (reading->has_programs || reading->has_owners || reading->tag_count ||
				    reading->has_hosts))
		reading->program = program;
	return try_forms(reading, rest) || try_forms(reading, without_program(rest));
}

/* Do the lines behind its dates begin with numbers of which one comes again? Rounds are counted on,
 * so these are PIDs. */
static bool takes_pid(uint64_t *seen, size_t *count, struct span line)
{
	struct span word;
	uint64_t pid;

	if (!span_field(&line, &word) || !span_number(word, INT32_MAX, &pid) || !pid ||
		!span_field(&line, &word) || !span_is_letter(word.at[0]))
		return false;
	for (size_t i = 0; i < *count; i++)
		if (seen[i] == pid)
			return true;
	seen[(*count)++] = pid;
	return false;
}

/* Has a scrape the resident memory of containers, beside what they use in all? */
static bool has_container_rss(struct span text)
{
	enum { ENOUGH = 1 << 20 };

	if (text.len > ENOUGH)
		text.len = ENOUGH;
	return span_find_text(text, "container_memory_rss{") >= 0;
}

/* What only several lines show of what stands in front of them. */
static void look_ahead(struct form_reading *reading, struct span text)
{
	struct moment moment = { .any = false };
	uint64_t seen[LOG_LINES_AHEAD];
	struct span line, rest;
	struct line_owners owners = { .count = 0 };
	struct line_tags tags = { .count = 0 };
	struct line_pids pids = { .count = 0 }, springs = { .count = 0 };
	size_t told = 0, services = 0;
	size_t count = 0;
	int64_t time_ms;

	reading->has_container_rss = has_container_rss(text);
	for (int lines = 0; lines < LOG_LINES_AHEAD && span_line(&text, &line, NULL); lines++) {
		struct line_tag tag = { .time_ms = -1 };
		struct span service;
		int32_t spring;
		bool is_new;

		line = without_priority(span_trim(line_controls_front(line)), &is_new);
		service = line_owner_service(line, &line);
		if (moment_take(&moment, line, &time_ms, &rest))
			line = rest;
		else
			time_ms = -1;
		if (!service.len)
			service = line_owner_service(line, &line);
		told += line.len > 0;
		services += service.len > 0;
		line_owners_take(&owners, line, time_ms);
		line_pids_take(&pids, line, line_owner_pid(line), time_ms);
		rest = line_tag_spring(line, &spring);
		line_pids_take(&springs, rest, spring, time_ms);
		if (is_new)
			without_header(reading->table, line, &tag.tag, &tag.host);
		else
			tag.tag = line_tag_find(line, &tag.host);
		tag.key = line_owner_memory_key(line);
		tag.time_ms = time_ms;
		line_tags_take(&tags, &tag);
		reading->has_pids |= takes_pid(seen, &count, line);
	}
	reading->tag_count = line_tags_names(&tags, reading->tag_names);
	for (size_t i = 0; i < reading->tag_count; i++)
		reading->tag_names[i] = intern(
			&reading->table->names.texts, reading->table->arena, reading->tag_names[i]);
	reading->has_program_pids = tags.are_in_turn;
	reading->has_programs = tags.are_several || tags.are_in_turn;
	reading->has_owners = line_owners_tell(&owners);
	reading->has_services = services && services * 10 >= told * 8;
	reading->has_bracket_pids = line_pids_tell(&pids);
	reading->no_spring_pids = springs.are_twice;
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
	look_ahead(&reading, text);
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
	record_amount_end(table, &reading.key_points);
}

void log_lines_read(struct span text, struct record_table *table)
{
	read_forms(text, table);
	record_amount_end(table, &table->points);
	record_table_end(table);
}
