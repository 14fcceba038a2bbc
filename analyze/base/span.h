/* span.h - borrowed bytes with a length: the only form in which input is looked at. */
#ifndef LEAKLINE_SPAN_H
#define LEAKLINE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes that belong to somebody else; not NUL-terminated, may hold any byte. at may be NULL where
 * len is 0. */
struct span {
	const char *at;
	size_t len;
};

/* Those of one line stand here: words that they are held against are mostly literals, whose length
 * the compiler then knows. */

/* The bytes of a C string, without its NUL. */
static inline struct span span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

/* The part of s from offset (at most s.len) on. */
static inline struct span span_from(struct span s, size_t offset)
{
	if (offset > s.len)
		offset = s.len;
	/* to NULL nothing may be added, not even 0 */
	return (struct span){ offset ? s.at + offset : s.at, s.len - offset };
}

/*
 * Cuts the next line off *rest: *line gets it without its LF and without the CRs before that LF.
 * *ended (may be NULL) says whether an LF was there: a last line without one may be cut.
 * Gives false where *rest is empty.
 */
bool span_line(struct span *rest, struct span *line, bool *ended);

/* Cuts the next field (a run of bytes that are neither blank nor TAB) off *rest, blanks before it
 * skipped; *rest then begins right behind the field. Gives false where there is none. */
bool span_field(struct span *rest, struct span *field);

/* The same from the end: the last field of *rest, which is cut in front of it. */
bool span_last_field(struct span *rest, struct span *field);

/* s without the blanks and TABs at both ends. */
struct span span_trim(struct span s);

static inline bool span_equal(struct span a, struct span b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

static inline bool span_is(struct span s, const char *text)
{
	return span_equal(s, span_of(text));
}

static inline bool span_starts(struct span s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && (!len || !memcmp(s.at, prefix, len));
}

static inline bool span_ends(struct span s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len && (!len || !memcmp(s.at + s.len - len, suffix, len));
}

static inline bool span_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many decimal digits s begins with. */
static inline size_t span_digits(struct span s)
{
	size_t digits = 0;

	while (digits < s.len && span_is_digit(s.at[digits]))
		digits++;
	return digits;
}

/* Is the line what parse_text_prepare puts where bytes are lost in the middle of a text? No tool's
 * line holds a NUL. */
static inline bool span_is_hole(struct span line)
{
	return line.len == 1 && !line.at[0];
}

/* Byte order, a shorter one first where one begins the other: for sorting. <0, 0, >0. */
int span_compare(struct span a, struct span b);

/* Offset of the first (last) byte c in s, or -1. */
static inline ptrdiff_t span_find(struct span s, char c)
{
	const char *found = s.len ? memchr(s.at, c, s.len) : NULL;

	return found ? found - s.at : -1;
}

ptrdiff_t span_rfind(struct span s, char c);

/* Offset of the first occurrence of text in s, or -1. */
ptrdiff_t span_find_text(struct span s, const char *text);

/*
 * Reads all of s as an unsigned decimal number: digits only, at least one.
 * Gives false, *value untouched, for anything else and where it exceeds max.
 */
bool span_number(struct span s, uint64_t max, uint64_t *value);

/* The same for hexadecimal digits of either case, without 0x. */
bool span_hex(struct span s, uint64_t *value);

/* Reads all of s as a decimal number with an optional sign and fraction ("-12.5"), '.' in every
 * locale. */
bool span_decimal(struct span s, double *value);

#endif
