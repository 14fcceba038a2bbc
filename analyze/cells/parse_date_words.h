/* parse_date_words.h - months and days by name, halves of the day: what `date` prints in the
 * languages of glibc. */
#ifndef LEAKLINE_PARSE_DATE_WORDS_H
#define LEAKLINE_PARSE_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* The meaning of the words, all of one language. */
struct date_words {
	int month; /* 1 to 12; -1: not told */
	bool day;  /* one is a day of the week */
	bool am, pm;
};

/*
 * Reads the words of a line of `date`, all of one language and at most one the name of a zone
 * (CET). out->month is where numbers told it, or -1. False: no language that is known here has all
 * of them with that day of the week on that day, or two read them in different ways: then nobody
 * can tell what they say.
 */
bool parse_date_words(
	const struct span *words, size_t count, int64_t year, int64_t day, struct date_words *out);

enum { DATE_MEMORY = 64 };

/* What words were asked for last, and the answer: all dates of a day have the same. All zero to
 * begin. */
struct date_memory {
	char text[DATE_MEMORY]; /* the words, a NUL behind each */
	size_t len;
	int64_t year, day;
	int month; /* that numbers told */
	struct date_words answer;
	bool good;
};

/* The same; memory may be NULL. */
bool parse_date_words_again(const struct span *words, size_t count, int64_t year, int64_t day,
	struct date_memory *memory, struct date_words *out);

#endif
