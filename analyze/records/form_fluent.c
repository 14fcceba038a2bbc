/* form_fluent.c - records as Fluent Bit prints them. */
#include "form_fluent.h"

#include <string.h>

/* The time in `[1793606400.5, {...` and `[[1793606400.5, {}], {...`; *rest begins with the record.
 */
static bool take_time(struct span line, struct span *time, struct span *rest)
{
	size_t open = 0, len = 0;
	ptrdiff_t record;
	double number;

	while (open < line.len && line.at[open] == '[')
		open++;
	line = span_from(line, open);
	while (len < line.len && (span_is_digit(line.at[len]) || line.at[len] == '.'))
		len++;
	*time = (struct span){ line.at, len };
	record = span_find_text(line, open > 1 ? "}], {" : ", {");
	if (!open || !span_decimal(*time, &number) || record < 0)
		return false;
	*rest = span_from(line, (size_t)record + (open > 1 ? 4 : 2));
	return true;
}

/* {"pid"=>4711} as {"pid":4711}; within a text it stays. Gives the length. */
static size_t put_json(char *out, struct span record)
{
	bool quoted = false;
	size_t len = 0;

	for (size_t i = 0; i < record.len; i++) {
		quoted ^= record.at[i] == '"';
		/* what a backslash escapes ends no text, and may be a backslash */
		if (record.at[i] == '\\' && i + 1 < record.len) {
			out[len++] = record.at[i++];
			out[len++] = record.at[i];
		} else if (!quoted && span_starts(span_from(record, i), "=>")) {
			out[len++] = ':';
			i++;
		} else {
			out[len++] = record.at[i];
		}
	}
	return len;
}

struct span form_fluent_json(struct form_reading *reading, struct span line)
{
	static const char head[] = "{\"time\":";
	struct span none = { NULL, 0 }, time, rest;
	ptrdiff_t begin = span_find_text(line, ": [");
	size_t len = 0;
	char *text;

	if (!span_starts(line, "[") || begin <= 0 || !span_ends(line, "}]") ||
		!take_time(span_from(line, (size_t)begin + 2), &time, &rest) || rest.len < 3 ||
		rest.at[1] == '}')
		return none;
	rest.len--;
	text = arena_take_array(reading->table->arena, sizeof head + time.len + rest.len + 1, 1);
	memcpy(text, head, sizeof head - 1);
	len = sizeof head - 1;
	memcpy(text + len, time.at, time.len);
	len += time.len;
	text[len++] = ',';
	len += put_json(text + len, span_from(rest, 1));
	return (struct span){ text, len };
}
