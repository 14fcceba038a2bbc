/* parse_date.h - the line that `date` puts between the tables of a loop: C, -R, -I, +%s, the names
 * of some fifty languages. */
#ifndef LEAKLINE_PARSE_DATE_H
#define LEAKLINE_PARSE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct date_memory; /* parse_date_words.h */

/* Seconds since 1970, in 2001: a smaller number is a count of something, or from a beginning. */
enum { DATE_EPOCH_FROM = 1000000000 };

/*
 * Is the whole line a date and time (signs such as === around it do not count)? time_ms: ms since
 * 1970, -1 where its day or the half of it is not certain: words of no language that is known
 * (parse_date_words.h), 11/12/2026, a time or a day alone, no year, another calendar. A zone by
 * name other than UTC and GMT counts as UTC: what lies between two dates is right.
 */
bool parse_date(struct span line, int64_t *time_ms);

/* The same, line after line: what the words of the last date mean is remembered. */
bool parse_date_again(struct span line, struct date_memory *memory, int64_t *time_ms);

/* The date alone, without the signs and the label around it. */
struct span parse_date_alone(struct span line);

#endif
