/* record_names.c - the names in the rows of a table. */
#include "record_names.h"

#include "../base/list.h"

/* Of so many cells, none longer than that, it is remembered which comes next. */
enum { KNOWN = 4096, LONGEST = 256 };

struct record_name {
	struct span cell, name; /* interned */
	uint32_t next;          /* the one that came behind it the last time */
};

/* Of a command with its path the last component. */
static struct span program_of(struct span command)
{
	size_t slash = 0, end = 0;

	if (!span_starts(command, "/"))
		return command;
	for (; end < command.len && command.at[end] != ' ' && command.at[end] != '\t'; end++)
		slash = command.at[end] == '/' ? end : slash;
	return slash + 1 == end ? command
				: (struct span){ command.at + slash + 1, end - slash - 1 };
}

/* Its place among those that are known, where it is put if there is room; their number: there is
 * none. */
static size_t place_of(struct record_names *names, struct arena *arena, struct span cell)
{
	uint32_t *place;

	if (names->count == KNOWN || cell.len > LONGEST)
		return names->count;
	cell = intern(&names->texts, arena, cell);
	place = index_at(&names->places, arena, index_key(cell.at));
	if (*place)
		return *place - 1;
	names->known = list_room_in(
		arena, names->known, names->count + 1, &names->room, sizeof *names->known);
	names->known[names->count] = (struct record_name){ .cell = cell,
		.name = intern(&names->texts, arena, program_of(cell)) };
	*place = (uint32_t)++names->count;
	return names->count - 1;
}

struct span record_names_program(struct record_names *names, struct arena *arena, struct span cell)
{
	size_t place, next = names->count ? names->known[names->last].next : 0;

	if (next < names->count && span_equal(names->known[next].cell, cell)) {
		names->last = next;
		return names->known[next].name;
	}
	place = place_of(names, arena, cell);
	if (place == names->count)
		return intern(&names->texts, arena, program_of(cell));
	names->known[names->last].next = (uint32_t)place;
	names->last = place;
	return names->known[place].name;
}
