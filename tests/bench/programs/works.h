/* works.h - what the recorded C programs have in common: `PROGRAM WORK` does WORK once for each
 * line of its input. */
#ifndef WORKS_H
#define WORKS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state; /* of draw(): each program begins with its own */

/* The same numbers on every machine. */
static uint32_t draw(void)
{
	state = state * 1664525u + 1013904223u;
	return state >> 8;
}

static void *filled(size_t size)
{
	return memset(malloc(size), 1, size);
}

struct work {
	const char *name;
	void (*round)(unsigned n);
};

/* Does the work that the arguments name, and answers each line with ok. 2: there is no such work.
 */
static int run_works(const struct work *works, size_t count, int argc, char **argv)
{
	char line[256];

	for (size_t i = 0; argc > 1 && i < count; i++) {
		if (strcmp(argv[1], works[i].name) != 0)
			continue;
		for (unsigned n = 0; fgets(line, sizeof line, stdin); n++) {
			works[i].round(n);
			puts("ok");
			fflush(stdout);
		}
		return 0;
	}
	return 2;
}

#endif
