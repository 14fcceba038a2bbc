/* log_front.c - what loggers put in front of a message, taken off. */
#include "log_front.h"

#include <stdio.h>
#include <string.h>

struct span log_front_priority(struct span line, bool *is_new)
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

struct span log_front_tag(struct record_table *table, struct span program, struct span pid)
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

struct span log_front_header(
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
	*tag = log_front_tag(table, words[PROGRAM], words[PID]);
	return span_trim(rest);
}

/* *Nov  2 08:00:00.123, .08:00:00.123: Cisco's routers, whose clock nothing sets. */
static bool has_unset_clock(struct span line)
{
	enum { LEAST = 8, MONTH = 3 };
	size_t letters = 1;

	if (line.len < LEAST || !strchr("*.", line.at[0]))
		return false;
	while (letters <= MONTH && span_is_letter(line.at[letters]))
		letters++;
	return (letters == MONTH + 1 && line.at[letters] == ' ') ||
	       (span_digits(span_from(line, 1)) == 2 && line.at[3] == ':');
}

/* Bytes of a picture, as a clock, that stands in front of a date with a blank between; 0: none
 * does. Letters of any language and the lines of tables are no such thing. */
static size_t picture_len(struct span line)
{
	enum { SYMBOLS = 0xe2, PICTURES = 0xf0, LINES_FROM = 0x94, LINES_TO = 0x95 };
	const unsigned char *at = (const unsigned char *)line.at;
	size_t len = 0;

	if (line.len < 3 || !(at[0] == PICTURES ||
				    (at[0] == SYMBOLS && at[1] != LINES_FROM && at[1] != LINES_TO)))
		return 0;
	while (len < line.len && at[len] >= 0x80)
		len++;
	while (len < line.len && line.at[len] == ' ')
		len++;
	return len < line.len && (span_is_digit(line.at[len]) || line.at[len] == '[') ? len : 0;
}

/* #12 in front of a line counts it. */
static struct span without_count(struct span line)
{
	size_t digits = span_starts(line, "#") ? span_digits(span_from(line, 1)) : 0;

	return digits && line.len > digits + 2 && line.at[digits + 1] == ' '
		       ? span_trim(span_from(line, digits + 1))
		       : line;
}

struct span log_front_count(struct span line)
{
	line = span_from(line, picture_len(line));
	return without_count(span_from(line, has_unset_clock(line)));
}
