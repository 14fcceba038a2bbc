/* text.c - strings that are printed into memory. */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>

#include "say.h"

static _Noreturn void no_memory(void)
{
	say("report: no memory left (free some, or judge fewer runs at once)");
	exit(2);
}

void text_begin(struct text *text)
{
	*text = (struct text){ .len = 0 };
	text->file = open_memstream(&text->bytes, &text->len);
	if (!text->file)
		no_memory();
}

char *text_end(struct text *text)
{
	if (fclose(text->file) || !text->bytes)
		no_memory();
	return text->bytes;
}

char *text_format(const char *format, ...)
{
	struct text text;
	va_list arguments;

	text_begin(&text);
	va_start(arguments, format);
	vfprintf(text.file, format, arguments);
	va_end(arguments);
	return text_end(&text);
}

void *text_memory(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);

	if (!memory)
		no_memory();
	return memory;
}
