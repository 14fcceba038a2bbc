/* list.h - lists that grow by an item: the one place that says by how much. */
#ifndef LEAKLINE_COLLECT_LIST_H
#define LEAKLINE_COLLECT_LIST_H

#include <stddef.h>

/*
 * Returns the place of a list's items once it has room for wanted of them, of size bytes each;
 * *capacity is how many it has room for. items is NULL and *capacity 0 to begin. Items in room that
 * was added hold anything. The list is the caller's, for free(). NULL without memory: items and
 * *capacity are then as they were.
 */
void *list_room(void *items, size_t wanted, size_t *capacity, size_t size);

#endif
