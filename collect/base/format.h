/* format.h - numbers and names put into a text, as snprintf does it, in a tenth of its code
 *
 * A printf that also knows floating point, wide characters and positions is 12 KiB of a static
 * program; the few conversions that this program needs take less than one. */
#ifndef LEAKLINE_COLLECT_FORMAT_H
#define LEAKLINE_COLLECT_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* Writes into text, cut to size bytes with its NUL, as snprintf(3); size is at least 1. Known are
 * %s %c %d %u %x %%, with h, l, ll, z, the flags - and 0, and a width, also as *. Returns the
 * length that the whole text has. */
int format_text(char *text, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int format_list(char *text, size_t size, const char *format, va_list arguments)
	__attribute__((format(printf, 3, 0)));

#endif
