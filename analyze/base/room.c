/* room.c - growing memory outside any arena. */
#include "room.h"

#include <stdint.h>
#include <stdlib.h>

#include "say.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

void room_lacks(void)
{
	say("no memory: the numbers of the run do not fit (judge fewer runs at once, or -p NAME)");
	exit(2);
}

void *room_resize(void *old, size_t count, size_t size)
{
	void *place = count > SIZE_MAX / size ? NULL : realloc(old, count ? count * size : 1);

	if (!place)
		room_lacks();
	return place;
}

void *room_take(size_t size)
{
	return room_resize(NULL, size, 1);
}

/* By default the first large block that is freed makes all later ones of its size part of the heap
 * (mallopt(3), M_MMAP_THRESHOLD), where those that stay keep those that go. A mapping of its own
 * grows without a copy (mremap(2)), and has no memory yet for what was not written. */
void room_begin(void)
{
#ifdef __GLIBC__
	enum { OWN_MAPPING = 1 << 16, IDLE_TOP = 4 << 20 };

	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, OWN_MAPPING);
	mallopt(M_TRIM_THRESHOLD, IDLE_TOP);
#endif
}

void room_give_back(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}
