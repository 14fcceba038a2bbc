/* say.c - one-line messages to standard error. */
#include "say.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/*
 * Returns the length of the well-formed UTF-8 character at `at` (len bytes) if a terminal may show
 * it, else 0. Excluded are control characters (C0, C1, DEL) and those that reorder or hide text
 * (bidi, zero width, line separators).
 */
static size_t shown(const char *at, size_t len)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char lead = (unsigned char)*at;
	size_t size = lead < 0x80                   ? 1
		      : lead >= 0xc2 && lead < 0xe0 ? 2
		      : lead >= 0xe0 && lead < 0xf0 ? 3
		      : lead >= 0xf0 && lead < 0xf5 ? 4
						    : 0;
	uint32_t c = size == 1 ? lead : lead & (0xffu >> (size + 1));

	if (!size || size > len)
		return 0;
	for (size_t i = 1; i < size; i++) {
		if (((unsigned char)at[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | ((unsigned char)at[i] & 0x3f);
	}
	if (c < least[size] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) || c < 0x20 ||
		(c >= 0x7f && c < 0xa0))
		return 0;
	return c == 0x61c || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
			       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff
		       ? 0
		       : size;
}

void say(const char *format, ...)
{
	static const char program[] = "leakline-analyze: ";
	char line[4096];
	size_t begin = sizeof program - 1, len;
	va_list arguments;

	memcpy(line, program, begin);
	va_start(arguments, format);
	vsnprintf(line + begin, sizeof line - begin - 1, format, arguments);
	va_end(arguments);
	len = strlen(line);
	for (size_t i = begin, size; i < len; i += size) {
		size = shown(line + i, len - i);
		if (!size)
			line[i] = '?';
		size = size ? size : 1;
	}
	line[len++] = '\n';
	/* one call, so that lines of two threads never mix; a failure to write to standard error
	 * cannot be reported anywhere */
	if (write(STDERR_FILENO, line, len) < 0)
		return;
}
