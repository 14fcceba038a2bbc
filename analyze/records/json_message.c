/* json_message.c - the text that a logger wrote as a member of an object, and who wrote it. */
#include "json_message.h"

#include <stdio.h>

#include "../cells/line_owner.h"
#include "log_front.h"

struct span json_message_value(struct arena *arena, const json_t *value)
{
	enum { NUMBER_BYTES = 40 };
	char text[NUMBER_BYTES];

	if (json_is_string(value))
		return arena_copy(arena,
			(struct span){ json_string_value(value), json_string_length(value) });
	if (json_is_integer(value))
		snprintf(text, sizeof text, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		snprintf(text, sizeof text, "%.15g", json_real_value(value));
	else
		return span_of("");
	return arena_copy(arena, span_of(text));
}

/* The member that is the time of the object; -1: none is. */
static int64_t time_of(struct record_table *table, json_t *object)
{
	int64_t time_ms = -1;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
	{
		struct column_name name = column_name_read(span_of(key));

		if (name.role != COLUMN_TIME || time_ms >= 0)
			continue;
		time_ms = moment_read(
			&table->moment, json_message_value(table->arena, value), name.unit);
	}
	return time_ms;
}

/* The first of these members that is there, as text; empty: none is. */
static struct span member_of(
	struct record_table *table, json_t *object, const char *const *names, bool is_text)
{
	struct span text = { NULL, 0 };

	for (; *names && !text.len; names++) {
		json_t *value = json_object_get(object, *names);

		if (!is_text || json_is_string(value))
			text = span_trim(json_message_value(table->arena, value));
	}
	return text;
}

static struct span message_of(struct record_table *table, json_t *object)
{
	static const char *const names[] = { "message", "msg", "MESSAGE", "log", "text", NULL };

	return member_of(table, object, names, true);
}

struct span json_message_take(struct record_table *table, json_t *object)
{
	struct span message = message_of(table, object);
	int64_t time_ms = message.len ? time_of(table, object) : -1;

	if (time_ms >= 0) {
		table->date_ms = time_ms;
		table->dates++;
		table->date_first |= !table->rows;
		table->date_last = false;
	}
	return message;
}

bool json_message_front(struct record_table *table, struct span line, struct line_tag *front)
{
	static const char *const programs[] = { "SYSLOG_IDENTIFIER", "_COMM", "program", "ident",
		"container_name", "CONTAINER_NAME", "service", "app", "name", NULL };
	static const char *const pids[] = { "_PID", "SYSLOG_PID", "pid", "process_id", NULL };
	json_t *value = json_loadb(line.at, line.len, 0, NULL);
	struct span message = message_of(table, value);

	if (message.len) {
		struct span program = member_of(table, value, programs, true);

		front->time_ms = time_of(table, value);
		front->key = line_owner_memory_key(message);
		front->tag = log_front_tag(table, program.len ? program : span_of("unnamed"),
			member_of(table, value, pids, false));
	}
	json_decref(value);
	return message.len > 0;
}
