/* list.h - lists that grow as items are added, and are sorted: the one place that decides by how
 * much, and how. */
#ifndef LEAKLINE_COLLECT_LIST_H
#define LEAKLINE_COLLECT_LIST_H

#include <stddef.h>

/*
 * Makes room for wanted items of size bytes and returns the list's new address; *capacity is the
 * number of items that fit. Start with items NULL and *capacity 0. New items are uninitialized. The
 * caller frees the list with free(). Returns NULL if memory runs out: items and *capacity are then
 * unchanged.
 */
void *list_room(void *items, size_t wanted, size_t *capacity, size_t size);

/*
 * Sorts count items of size bytes in place, as qsort(3) does. It takes no memory, which glibc's
 * qsort does for a long list, and has a tenth of the code of musl's.
 */
void list_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

#endif
