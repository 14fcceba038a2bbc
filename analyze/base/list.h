/*
 * list.h - lists that grow by an item: the one place that says by how much.
 *
 *     list->items = list_room(list->items, list->count + 1, &list->capacity, sizeof *list->items);
 *     list->items[list->count++] = item;
 */
#ifndef LEAKLINE_LIST_H
#define LEAKLINE_LIST_H

#include <stddef.h>

struct arena;

/*
 * Gives the place of a list's items once it has room for wanted of them, of size bytes each;
 * *capacity is how many it has room for. items is NULL and *capacity 0 to begin. Items in room that
 * was added hold anything. The list is the caller's, for free(). Never NULL if wanted is not 0:
 * where memory runs out one line says so and the program ends with exit status 2.
 */
void *list_room(void *items, size_t wanted, size_t *capacity, size_t size);

/* The same for a list that lives in an arena; where it stood before stays valid, but is not it. */
void *list_room_in(struct arena *arena, void *items, size_t wanted, size_t *capacity, size_t size);

#endif
