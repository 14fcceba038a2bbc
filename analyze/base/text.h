/* text.h - strings of any length printed into an arena. */
#ifndef LEAKLINE_TEXT_H
#define LEAKLINE_TEXT_H

#include <stdbool.h>
#include <stdio.h>

struct arena;

/* Print to file; text_end returns the result. */
struct text {
	FILE *file;
	char *bytes; /* the other members are private to text.c */
	size_t len, room;
	bool lacks; /* there was no memory for all of it */
	struct arena *arena;
};

/* If memory runs out, the program prints one line and exits with status 2. */
void text_begin(struct text *text, struct arena *arena);

/* Returns the string, NUL-terminated; it lives as long as the arena. */
const char *text_end(struct text *text);

/* The next blank of text, from which on a line may go on below; NULL: there is none. The blank in a
 * number, as in 4 792, is none. */
const char *text_next_break(const char *text);

/* Formats like printf; the string lives as long as the arena. */
const char *text_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
