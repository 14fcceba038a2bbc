/* room.h - memory of its own that grows: a list that outlives no arena, or would leave dead copies
 * in one. */
#ifndef LEAKLINE_ROOM_H
#define LEAKLINE_ROOM_H

#include <stddef.h>

/*
 * Room for count objects of size bytes, what old (or NULL) held copied; the caller's, for free().
 * Never NULL: where memory runs out one line says so and the program ends with exit status 2.
 */
void *room_resize(void *old, size_t count, size_t size);

/*
 * Before any thread: memory that one thread frees is of use to all (glibc gives each a heap of its
 * own, mallopt(3), and what workers read is freed by the main thread).
 */
void room_begin(void);

/* Gives what was freed in pieces back to the system, which glibc does only at the end of the heap
 * (malloc_trim(3)). */
void room_give_back(void);

#endif
