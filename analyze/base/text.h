/* text.h - strings that are printed into an arena, whatever their length. */
#ifndef LEAKLINE_TEXT_H
#define LEAKLINE_TEXT_H

#include <stdio.h>

struct arena;

/* Print to file; text_end gives what was printed. */
struct text {
	FILE *file;
	char *bytes; /* the rest is text.c's */
	size_t len;
	struct arena *arena;
};

/* Where memory runs out, one line says so and the program ends with exit status 2. */
void text_begin(struct text *text, struct arena *arena);

/* Gives the string, NUL-terminated; it lives as long as the arena. */
const char *text_end(struct text *text);

/* A string as printf would print it; it lives as long as the arena. */
const char *text_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
