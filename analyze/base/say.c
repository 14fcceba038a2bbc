/* say.c - one-line messages to standard error. */
#include "say.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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
	/* C0 and DEL; C1 controls only where they stand alone: inside UTF-8 those bytes are letters. */
	for (size_t i = begin; i < len; i++) {
		unsigned char c = (unsigned char)line[i], before = (unsigned char)line[i - 1];

		if (c < 0x20 || c == 0x7f || (c == 0x9b && before < 0x80) || (c < 0xa0 && c >= 0x80 && before == 0xc2))
			line[i] = '?';
	}
	line[len++] = '\n';
	/* one call, so that lines of two threads never mix; standard error that is gone can be told to nobody */
	if (write(STDERR_FILENO, line, len) < 0)
		return;
}
