/* escape_printable.h - makes any bytes printable text, and cuts it to so many columns. */
#ifndef LEAKLINE_ESCAPE_PRINTABLE_H
#define LEAKLINE_ESCAPE_PRINTABLE_H

#include <stddef.h>

#include "span.h"

struct arena;

/*
 * Turns any bytes into valid, printable UTF-8, reversibly. Invalid bytes become \xNN; control bytes
 * \n, \t, \xNN; backslash \\; bidi and zero-width \u{202e}. limit is the most columns (0: none);
 * longer text loses its middle to "...". Every result lives as long as the arena and is never NULL:
 * if memory runs out, the program exits with status 2.
 */
const char *escape_printable(struct arena *arena, struct span s, size_t limit);

/* Shortens printable UTF-8 to at most limit columns by cutting the middle; what stands for one
 * character, as \u{202e}, is kept whole or left out. */
const char *escape_elide(struct arena *arena, const char *printable, size_t limit);

/* Returns the terminal columns of a string of printable UTF-8. */
size_t escape_columns(const char *printable);

#endif
