/* say.c - one-line messages on standard error. */
#include "say.h"

#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "format.h"
#include "io.h"

void say(const char *format, ...)
{
	static const char program[] = "leakline-collect: ";
	char line[2048];
	size_t begin = sizeof program - 1, len;
	va_list arguments;

	memcpy(line, program, begin);
	va_start(arguments, format);
	format_list(line + begin, sizeof line - begin - 1, format, arguments);
	va_end(arguments);
	len = strlen(line);
	for (size_t i = begin; i < len; i++) {
		unsigned char c = (unsigned char)line[i], before = (unsigned char)line[i - 1];

		/* C0, DEL, and the C1 controls, as UTF-8 or as single bytes */
		if (c < 0x20 || c == 0x7f ||
			(c >= 0x80 && c < 0xa0 && (before == 0xc2 || before < 0x80)))
			line[i] = '?';
	}
	line[len++] = '\n';
	/* a failure to write to standard error cannot be reported anywhere */
	(void)io_write_all(STDERR_FILENO, line, len);
}
