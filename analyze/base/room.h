/* room.h - growing memory outside any arena: for a list that outlives every arena or would leave
 * dead copies in one. */
#ifndef LEAKLINE_ROOM_H
#define LEAKLINE_ROOM_H

#include <stddef.h>

/*
 * Returns room for count objects of size bytes with the contents of old (or NULL) copied; the
 * caller frees it with free(). Never NULL: if memory runs out, the program prints one line and
 * exits with status 2.
 */
void *room_resize(void *old, size_t count, size_t size);

/* malloc() that never returns NULL, in the same way: for libraries whose allocator can be chosen.
 */
void *room_take(size_t size);

/* The same end, for what a library reports: it had no memory. */
_Noreturn void room_lacks(void);

/*
 * Call before starting threads: lets all threads reuse memory that one frees (glibc gives each its
 * own heap, mallopt(3), and the main thread frees what workers read), and gives large blocks back
 * to the system when they are freed.
 */
void room_begin(void);

/* Returns freed pieces to the system; glibc does so only at the end of the heap (malloc_trim(3)).
 */
void room_give_back(void);

#endif
