/* text.h - numbers and names written into memory, and read from it, without stdio */
#ifndef LEAKLINE_COLLECT_TEXT_H
#define LEAKLINE_COLLECT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The most bytes that a number takes in decimal. */
enum { TEXT_DECIMAL_MAX = 20 };

/* Each writer puts its bytes at `at`, where the caller has made room, and returns the address after
 * the last one. Nothing is NUL-terminated. */

/* COUNT bytes as they are. */
char *text_bytes(char *at, const char *from, size_t count);

/* The bytes of a string without its NUL. */
char *text_string(char *at, const char *string);

/* VALUE in decimal, right-aligned to WIDTH with blanks; wider if it needs to be. */
char *text_decimal(char *at, uint64_t value, int width);

/* VALUE in two decimal digits; VALUE < 100. */
char *text_two_digits(char *at, unsigned value);

/* COUNT bytes, those outside printable ASCII replaced: 00-1f and 7f by CONTROL, 80-ff by '?'. */
char *text_printable(char *at, const char *from, size_t count, char control);

/* The first place of the string WHAT, which is not empty, in LEN bytes; NULL if there is none. A
 * tenth of the code of memmem(3). The place may be written to if the bytes may. */
char *text_find(const char *bytes, size_t len, const char *what);

/* Reads decimal digits at *at, before end, into *value, and moves *at past them. Returns false and
 * moves nothing if there is no digit or the number does not fit. */
bool text_read_decimal(const char **at, const char *end, uint64_t *value);

/* The same with digits 0-9 and a-f, 16 of them at most. */
bool text_read_hex(const char **at, const char *end, uint64_t *value);

/* The same as text_read_decimal with an optional '-'. */
bool text_read_signed(const char **at, const char *end, int64_t *value);

/* The place after the next COUNT blanks from `at` on, or NULL if there are fewer before end. */
const char *text_skip_words(const char *at, const char *end, unsigned count);

#endif
