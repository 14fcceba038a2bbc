/* unique_names.c - makes names unique: NAME, then NAME-2, NAME-3 and so on. */
#include "unique_names.h"

#include <inttypes.h>
#include <stdio.h>

/* Takes the text if it is not taken yet. */
static bool give(struct unique_names *names, struct arena *arena, struct span text)
{
	uint32_t *number = index_at(&names->given, arena, index_key(text.at));

	if (*number)
		return false;
	*number = 1;
	return true;
}

struct span unique_name(struct unique_names *names, struct arena *arena, struct span name)
{
	struct span base = intern(&names->texts, arena, name), tried = base;
	uint32_t number = 1;

	while (!give(names, arena, tried)) {
		size_t room = base.len + sizeof "-4294967295";
		char *text = arena_take_array(arena, room, 1);

		if (number == 1)
			number = *index_at(&names->given, arena, index_key(base.at));
		snprintf(text, room, "%.*s-%" PRIu32, (int)base.len, base.at, ++number);
		tried = intern(&names->texts, arena, span_of(text));
		*index_at(&names->given, arena, index_key(base.at)) = number;
	}
	return tried;
}
