/* parse_date_field.h - the fields of a date, each recognised by its form. */
#ifndef LEAKLINE_PARSE_DATE_FIELD_H
#define LEAKLINE_PARSE_DATE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

enum { DATE_WORDS = 6, MONTH_LETTERS = 3 };

/* What the fields of a line gave. Numbers are -1 until they are known. */
struct date_reading {
	int64_t year, month, day, hour, minute, second;
	int64_t ms;     /* the parts of the second; 0 to begin */
	int64_t zone_s; /* seconds that the clock is before UTC */
	bool pm, am;
	bool unsure; /* the day, or the half of it, is not certain */
	size_t words;
	struct span names[DATE_WORDS]; /* the words, for parse_date_words() */
};

/* Adds a field of any form to *out; false: it is not part of a date. */
bool parse_date_field(struct span field, struct date_reading *out);

/* 05:16:00, 5:16, 05:16:00.123456789, each with a zone behind it. */
bool parse_date_time(struct span field, struct date_reading *out);

/* Z, UTC, +00:00, -0530: nothing may follow. */
bool parse_date_zone(struct span field, struct date_reading *out);

/* The month, from 1 on, that the first letters of a text are in English, in any case; 0: none. */
int parse_date_month(struct span s);

#endif
