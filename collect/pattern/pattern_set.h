/* pattern_set.h - sets of bytes, and the bracket expressions that describe them */
#ifndef LEAKLINE_PATTERN_SET_H
#define LEAKLINE_PATTERN_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern_set {
	uint32_t bits[8];
};

/* Is the byte in the set? */
static inline bool pattern_set_has(const struct pattern_set *set, unsigned char byte)
{
	return (set->bits[byte >> 5] >> (byte & 31) & 1) != 0;
}

/* Adds a byte (0 to 255). */
void pattern_set_add(struct pattern_set *set, unsigned byte);

/* Makes it the set of all other bytes. */
void pattern_set_invert(struct pattern_set *set);

/* Adds the bytes of a class like `alpha`, those of ASCII. False if there is no such class. */
bool pattern_set_class(struct pattern_set *set, const char *name, size_t len);

/* Adds the bytes of a bracket expression; *at is after the `[` and moves past the `]`. Returns
 * NULL, or why it is invalid. */
const char *pattern_set_bracket(struct pattern_set *set, const char **at);

/* A letter, a digit or `_`. */
bool pattern_set_is_word(unsigned char byte);

#endif
