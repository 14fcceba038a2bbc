/* ps_memory.c - rows of the last table of ps. Processes stand in the same order in each, so one look at the next line is enough. */
#include "ps_memory.h"

#include <stdlib.h>
#include <string.h>

#include "../base/room.h"
#include "facts.h"

enum {
	LOOK_AHEAD = 8,          /* rows of processes that ended since */
	TEXT_LIMIT = 16 << 20    /* bytes: 10^5 processes */
};

/* A part of a line. */
struct part {
	uint32_t begin, len;
};

struct ps_line {
	size_t begin;            /* in the table's text */
	uint32_t len;
	int32_t pid;
	struct part name, command, user;
	int64_t rss, grain;
	char state;
};

static struct part part_of(struct span line, struct span part)
{
	return (struct part){ part.len ? (uint32_t)(part.at - line.at) : 0, (uint32_t)part.len };
}

static struct span span_of_part(struct span line, struct part part)
{
	return (struct span){ line.at + part.begin, part.len };
}

/* Copies the line behind the table's text. */
static void add_text(struct ps_table *table, struct span line)
{
	if (table->len + line.len > table->room) {
		table->room = (table->len + line.len) * 2;
		table->text = room_resize(table->text, table->room, 1);
	}
	if (line.len)
		memcpy(table->text + table->len, line.at, line.len);
	table->len += line.len;
}

static void add_line(struct ps_table *table, struct span line, const struct ps_line *said)
{
	if (table->len + line.len > TEXT_LIMIT)
		return;
	if (table->count == table->line_room) {
		table->line_room = table->line_room * 2 + 64;
		table->lines = room_resize(table->lines, table->line_room, sizeof *table->lines);
	}
	table->lines[table->count] = *said;
	table->lines[table->count++].begin = table->len;
	add_text(table, line);
}

void ps_memory_begin(struct ps_memory *memory, struct span header)
{
	struct ps_table before = memory->last;

	memory->last = memory->now;
	memory->now = before;
	memory->now.len = memory->now.count = memory->cursor = 0;
	memory->same_header = memory->last.header_len == header.len && header.len &&
		!memcmp(memory->last.text, header.at, header.len);
	memory->now.header_len = header.len;
	add_text(&memory->now, header);
}

bool ps_memory_find(struct ps_memory *memory, struct span line, struct process_fact *fact)
{
	const struct ps_line *said;

	if (!memory->same_header || memory->cursor == memory->last.count)
		return false;
	said = &memory->last.lines[memory->cursor];
	if (said->len != line.len || memcmp(memory->last.text + said->begin, line.at, line.len) != 0)
		return false;
	fact->name = span_of_part(line, said->name);
	fact->command = span_of_part(line, said->command);
	fact->user = span_of_part(line, said->user);
	fact->pid = said->pid;
	fact->state = said->state;
	fact->rss = said->rss;
	fact->grain = said->grain;
	add_line(&memory->now, line, said);
	memory->cursor++;
	return true;
}

void ps_memory_add(struct ps_memory *memory, struct span line, const struct process_fact *fact)
{
	const struct ps_table *last = &memory->last;

	add_line(&memory->now, line, &(struct ps_line){ .len = (uint32_t)line.len, .pid = fact->pid, .name = part_of(line, fact->name),
		.command = part_of(line, fact->command), .user = part_of(line, fact->user), .rss = fact->rss, .grain = fact->grain,
		.state = fact->state });
	for (size_t i = memory->cursor; i < last->count && i < memory->cursor + LOOK_AHEAD; i++) {
		if (last->lines[i].pid == fact->pid) {
			memory->cursor = i + 1;
			return;
		}
	}
}

void ps_memory_free(struct ps_memory *memory)
{
	free(memory->last.text);
	free(memory->last.lines);
	free(memory->now.text);
	free(memory->now.lines);
	*memory = (struct ps_memory){ .cursor = 0 };
}
