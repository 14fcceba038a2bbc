/* list.c - lists that grow as items are added. */
#include "list.h"

#include <stdint.h>
#include <stdlib.h>

/* Double: lists are as long as a round has processes, and are kept across rounds. */
void *list_room(void *items, size_t wanted, size_t *capacity, size_t size)
{
	size_t room = *capacity * 2 + 16;
	void *larger;

	if (wanted <= *capacity)
		return items;
	room = wanted > room ? wanted : room;
	larger = room > SIZE_MAX / size ? NULL : realloc(items, room * size);
	if (larger)
		*capacity = room;
	return larger;
}
