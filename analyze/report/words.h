/* words.h - our own words and foreign names on a terminal: with UTF-8 or in ASCII, wrapped to its
 * width. */
#ifndef LEAKLINE_WORDS_H
#define LEAKLINE_WORDS_H

#include <stdio.h>

#include "../base/span.h"
#include "reports.h"

/* Our words for this terminal: "±" as "+-" and so on without UTF-8. Takes text over; free() what it
 * gives. */
char *words_take(const struct text_style *style, char *text);

/* Prints them. Takes text over. */
void words_print_take(const struct text_style *style, char *text, FILE *file);

/* Prints them as lines of at most style->width columns, each with indent blanks before it. Takes
 * text over. */
void words_wrap_take(const struct text_style *style, size_t indent, char *text, FILE *file);

/* The same, the first line behind what stands before it, the others below that. */
void words_wrap_behind_take(
	const struct text_style *style, const char *before, char *text, FILE *file);

/* A foreign name for this terminal, printable. free() it. */
char *words_name(const struct text_style *style, struct span name);

/* The same, its middle elided where a terminal wants that. free() it. */
char *words_short_name(const struct text_style *style, struct span name);

/* Prints it, its middle elided where a terminal wants that. */
void words_print_name(const struct text_style *style, struct span name, FILE *file);

#endif
