/* unicode.h - UTF-8 in and out, which characters may be shown, and their columns; independent of
 * the locale. */
#ifndef LEAKLINE_UNICODE_H
#define LEAKLINE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "span.h"

/*
 * Reads the first character of s (not empty). Returns its length in bytes, or 0 if the first byte
 * starts no well-formed sequence (Unicode table 3-7: no overlong forms, no surrogates, nothing
 * above U+10FFFF).
 */
size_t unicode_read(struct span s, uint32_t *character);

/* True for characters that must not be shown as they are: controls, bidirectional overrides,
 * zero-width characters, noncharacters. */
bool unicode_is_hidden(uint32_t character);

/* True if DejaVu Sans has a glyph for it, regular and bold: European scripts, signs, arrows. */
bool unicode_is_drawn(uint32_t character);

/* Terminal columns: 0 for combining marks, 2 for wide characters, else 1. */
size_t unicode_columns(uint32_t character);

#endif
