/* list.c - lists that grow as items are added. */
#include "list.h"

#include <string.h>

#include "arena.h"
#include "room.h"

/* Grow by a quarter: the allocator moves large blocks without a copy (mremap(2)), so idle memory
 * costs more than frequent growth. */
void *list_room(void *items, size_t wanted, size_t *capacity, size_t size)
{
	size_t more = *capacity + *capacity / 4 + 4;

	if (wanted <= *capacity)
		return items;
	*capacity = wanted > more ? wanted : more;
	return room_resize(items, *capacity, size);
}

/* Double: each growth leaves a dead copy in the arena; all of them together are as large as the
 * list. */
void *list_room_in(struct arena *arena, void *items, size_t wanted, size_t *capacity, size_t size)
{
	size_t more = *capacity * 2 + 8;
	void *larger;

	if (wanted <= *capacity)
		return items;
	more = wanted > more ? wanted : more;
	larger = arena_take_unset(arena, more, size);
	if (*capacity)
		memcpy(larger, items, *capacity * size);
	*capacity = more;
	return larger;
}
