/* text.h - strings that are printed into memory, whatever their length. */
#ifndef LEAKLINE_TEXT_H
#define LEAKLINE_TEXT_H

#include <stdio.h>

/* Print to file; text_end gives what was printed. */
struct text {
	FILE *file;
	char *bytes;
	size_t len;
};

/* Where memory runs out, one line says so and the program ends with exit status 2. */
void text_begin(struct text *text);

/* Gives the string, NUL-terminated; free() it. */
char *text_end(struct text *text);

/* A string of its own, as printf would print it; free() it. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* count zeroed objects of size bytes; free() them. Never NULL. */
void *text_memory(size_t count, size_t size);

#endif
