/* own_arena.h - an arena of a test file's own: what its tests are given lives to the end. */
#ifndef LEAKLINE_OWN_ARENA_H
#define LEAKLINE_OWN_ARENA_H

#include "analyze/base/arena.h"

static struct arena own_arena;

/* The tear-down of cmocka's group. */
static int free_arena(void **state)
{
	(void)state;
	arena_free(&own_arena);
	return 0;
}

#endif
