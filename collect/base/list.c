/* list.c - lists that grow as items are added, and are sorted. */
#include "list.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

struct sorting {
	char *items;
	size_t size;
	int (*compare)(const void *, const void *);
};

static void swap(const struct sorting *sorting, size_t left, size_t right)
{
	char *a = sorting->items + left * sorting->size,
	     *b = sorting->items + right * sorting->size;
	char kept[64];

	for (size_t rest = sorting->size, part; rest; rest -= part, a += part, b += part) {
		part = rest < sizeof kept ? rest : sizeof kept;
		memcpy(kept, a, part);
		memcpy(a, b, part);
		memcpy(b, kept, part);
	}
}

static bool is_less(const struct sorting *sorting, size_t left, size_t right)
{
	return sorting->compare(sorting->items + left * sorting->size,
		       sorting->items + right * sorting->size) < 0;
}

/* Moves an item down until neither of the two items below it is greater. */
static void sink(const struct sorting *sorting, size_t item, size_t count)
{
	for (size_t below; (below = 2 * item + 1) < count; item = below) {
		if (below + 1 < count && is_less(sorting, below, below + 1))
			below++;
		if (!is_less(sorting, item, below))
			return;
		swap(sorting, item, below);
	}
}

/* Heapsort: the greatest of those left is first, and goes to the end. */
void list_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	const struct sorting sorting = { items, size, compare };

	for (size_t item = count / 2; item > 0; item--)
		sink(&sorting, item - 1, count);
	for (size_t left = count; left > 1; left--) {
		swap(&sorting, 0, left - 1);
		sink(&sorting, 0, left - 1);
	}
}
