/* span.h - borrowed bytes with a length: all input is read in this form. */
#ifndef LEAKLINE_SPAN_H
#define LEAKLINE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Bytes owned by somebody else; not NUL-terminated, may hold any byte. at may be NULL if len is 0.
 */
struct span {
	const char *at;
	size_t len;
};

/* One-line functions are inline: most words compared with are literals, whose length the compiler
 * then knows. */

/* The bytes of a C string, without its NUL. */
static inline struct span span_of(const char *text)
{
	return (struct span){ text, strlen(text) };
}

/* The part of s from offset (at most s.len) to the end. */
static inline struct span span_from(struct span s, size_t offset)
{
	if (offset > s.len)
		offset = s.len;
	/* C forbids adding anything to NULL, even 0 */
	return (struct span){ offset ? s.at + offset : s.at, s.len - offset };
}

/*
 * Cuts the next line off *rest: *line gets it without its LF and the CRs before it. *ended (may be
 * NULL) is true if there was an LF: a last line without one may be truncated. Returns false if
 * *rest is empty.
 */
bool span_line(struct span *rest, struct span *line, bool *ended);

/* Skips blanks and cuts the next field (a run of bytes other than blank and TAB) off *rest, which
 * then starts right after it. Returns false if there is none. */
bool span_field(struct span *rest, struct span *field);

/* The first fields of a line, at most so many; gives how many there are. */
size_t span_fields(struct span line, struct span *fields, size_t most);

/* The same from the end: cuts off the last field; *rest ends before it. */
bool span_last_field(struct span *rest, struct span *field);

/* The first bytes of it, no more than so many: what stands in front is looked for there, as a line
 * may be one word of megabytes. */
static inline struct span span_front(struct span s, size_t most)
{
	s.len = s.len < most ? s.len : most;
	return s;
}

/* The last bytes of it, no more than so many, for what stands behind. */
static inline struct span span_back(struct span s, size_t most)
{
	return s.len > most ? (struct span){ s.at + s.len - most, most } : s;
}

static inline bool span_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* s without the blanks and TABs at both ends. */
static inline struct span span_trim(struct span s)
{
	while (s.len && span_is_blank(s.at[s.len - 1]))
		s.len--;
	while (s.len && span_is_blank(s.at[0]))
		s = span_from(s, 1);
	return s;
}

/* s without the bytes of front at its beginning and those of back at its end: the signs around a
 * word. NUL is a byte of neither. */
struct span span_strip(struct span s, const char *front, const char *back);

static inline bool span_equal(struct span a, struct span b)
{
	return a.len == b.len && (!a.len || !memcmp(a.at, b.at, a.len));
}

static inline bool span_is(struct span s, const char *text)
{
	/* of many texts nearly all differ in their first byte */
	return s.len ? *s.at == *text && span_equal(s, span_of(text)) : !*text;
}

/* words: its last is NULL. */
static inline bool span_is_one_of(struct span s, const char *const *words)
{
	while (*words && !span_is(s, *words))
		words++;
	return *words;
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

/* An ASCII letter, whatever the locale. */
static inline bool span_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The number of decimal digits at the start of s. */
static inline size_t span_digits(struct span s)
{
	size_t digits = 0;

	while (digits < s.len && span_is_digit(s.at[digits]))
		digits++;
	return digits;
}

/* Is the line the mark that parse_text_prepare inserts where bytes are lost within a text? No
 * tool's line holds a NUL. */
static inline bool span_is_hole(struct span line)
{
	return line.len == 1 && !line.at[0];
}

/* The hash so far, taken on over the bytes of s (FNV-1a). */
static inline uint64_t span_hash(uint64_t hash, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.at[i]) * UINT64_C(1099511628211);
	return hash;
}

/* Byte order for sorting; a prefix sorts first. <0, 0, >0. */
int span_compare(struct span a, struct span b);

/* Offset of the first (last) byte c in s, or -1. */
static inline ptrdiff_t span_find(struct span s, char c)
{
	const char *found = s.len ? memchr(s.at, (unsigned char)c, s.len) : NULL;

	return found ? found - s.at : -1;
}

ptrdiff_t span_rfind(struct span s, char c);

/* Offset of the first occurrence of text in s, or -1. */
ptrdiff_t span_find_text(struct span s, const char *text);

/*
 * Parses all of s as an unsigned decimal number: digits only, at least one. Returns false and
 * leaves *value untouched for anything else and for values over max.
 */
bool span_number(struct span s, uint64_t max, uint64_t *value);

/* The same for hexadecimal digits of either case, without 0x. */
bool span_hex(struct span s, uint64_t *value);

/* Parses all of s as a decimal number with an optional sign and fraction ("-12.5"); '.' in every
 * locale. */
bool span_decimal(struct span s, double *value);

#endif
