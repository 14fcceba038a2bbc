/* info_value.h - values of a run.info that was written before. */
#ifndef LEAKLINE_INFO_VALUE_H
#define LEAKLINE_INFO_VALUE_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* The value of a key, with the blank before it, up to the end of its line; NULL if there is none.
 */
const char *info_value(const struct buffer *text, const char *key, size_t *len);

/* Do both have the same value, or neither one? */
bool info_same(const struct buffer *a, const struct buffer *b, const char *key);

#endif
