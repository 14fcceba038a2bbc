/* pattern.h - does a text match a POSIX extended regular expression?
 *
 * A third of a small static program would be the C library's own, with its tables of characters
 * and the places of submatches. Here bytes are compared, as in the C locale, and the time is never
 * more than the product of both lengths, whatever the expression and the command line. */
#ifndef LEAKLINE_PATTERN_H
#define LEAKLINE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct pattern;

/* Compiles an expression (XBD 9.4 of POSIX; also \w \W \s \S and \< \> \b as in GNU). Returns NULL
 * if it is invalid, with the reason in *error, a constant string. */
struct pattern *pattern_compile(const char *expression, const char **error);

/* Is there a match anywhere in the bytes, which may hold any byte? ^ and $ are its two ends. */
bool pattern_matches(struct pattern *pattern, const char *bytes, size_t len);

/* Accepts NULL. */
void pattern_free(struct pattern *pattern);

#endif
