/* text.c - strings printed into an arena. */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>

#include "arena.h"
#include "say.h"

static _Noreturn void no_memory(void)
{
	say("report: no memory left (free some, or judge fewer runs at once)");
	exit(2);
}

void text_begin(struct text *text, struct arena *arena)
{
	*text = (struct text){ .arena = arena };
	text->file = open_memstream(&text->bytes, &text->len);
	if (!text->file)
		no_memory();
}

const char *text_end(struct text *text)
{
	const char *copy;

	if (fclose(text->file) || !text->bytes)
		no_memory();
	copy = arena_copy(text->arena, (struct span){ text->bytes, text->len }).at;
	free(text->bytes);
	return copy;
}

const char *text_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *text;
	int len;

	va_start(arguments, format);
	len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (len < 0)
		no_memory();
	text = arena_take_unset(arena, (size_t)len + 1, 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)len + 1, format, arguments);
	va_end(arguments);
	return text;
}
