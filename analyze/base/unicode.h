/* unicode.h - UTF-8 in and out, which characters may be shown, and how many columns they take;
 * whatever the locale. */
#ifndef LEAKLINE_UNICODE_H
#define LEAKLINE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/*
 * Reads the character at the beginning of s (not empty). Gives its length in bytes, or 0 where the
 * first byte begins no well-formed sequence (Unicode table 3-7: no overlong forms, no surrogates,
 * nothing above U+10FFFF).
 */
size_t unicode_read(struct span s, uint32_t *character);

/* True for what may not be shown as it is: controls, bidirectional overrides, what has no width,
 * what is no character. */
bool unicode_is_hidden(uint32_t character);

/* True for what DejaVu Sans has a picture of, regular and bold: the scripts of Europe, signs,
 * arrows. */
bool unicode_is_drawn(uint32_t character);

/* Columns of a terminal: 0 for combining marks, 2 for wide ones, else 1. */
size_t unicode_columns(uint32_t character);

#endif
