/*
 * list.h - lists that grow as items are added: the one place that decides by how much.
 *
 *     list->items = list_room(list->items, list->count + 1, &list->capacity, sizeof *list->items);
 *     list->items[list->count++] = item;
 */
#ifndef LEAKLINE_LIST_H
#define LEAKLINE_LIST_H

#include <stddef.h>

struct arena;

/*
 * Makes room for wanted items of size bytes and returns the list's new address; *capacity is the
 * number of items that fit. Start with items NULL and *capacity 0. New items are uninitialized. The
 * caller frees the list with free(). Never NULL unless wanted is 0: if memory runs out, the program
 * prints one line and exits with status 2.
 */
void *list_room(void *items, size_t wanted, size_t *capacity, size_t size);

/* The same for a list in an arena; the old copy stays valid but is no longer the list. */
void *list_room_in(struct arena *arena, void *items, size_t wanted, size_t *capacity, size_t size);

#endif
