/* text.c - strings printed into an arena. */
#define _GNU_SOURCE /* fopencookie */
#include "text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "arena.h"
#include "room.h"
#include "span.h"

enum { FIRST = 1024 };

/* Not open_memstream(): without memory it loses bytes, which neither ferror() nor fclose() tells
 * (glibc 2.36). The program must not end in here: that would flush this very file. */
static ssize_t append(void *cookie, const char *bytes, size_t len)
{
	struct text *text = cookie;

	if (text->room - text->len < len) {
		size_t room = (text->room ? 2 * text->room : FIRST) + len;
		char *place = text->lacks ? NULL : realloc(text->bytes, room);

		text->lacks = !place;
		if (!place)
			return 0;
		text->bytes = place;
		text->room = room;
	}
	memcpy(text->bytes + text->len, bytes, len);
	text->len += len;
	return (ssize_t)len;
}

void text_begin(struct text *text, struct arena *arena)
{
	*text = (struct text){ .arena = arena };
	text->file = fopencookie(text, "w", (cookie_io_functions_t){ .write = append });
	if (!text->file)
		room_lacks();
}

const char *text_end(struct text *text)
{
	const char *copy;

	if (fclose(text->file) || text->lacks)
		room_lacks();
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
		room_lacks();
	text = arena_take_unset(arena, (size_t)len + 1, 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)len + 1, format, arguments);
	va_end(arguments);
	return text;
}

const char *text_next_break(const char *text)
{
	const char *blank = strchr(text, ' ');

	while (blank && blank > text && span_is_digit(blank[-1]) && span_is_digit(blank[1]))
		blank = strchr(blank + 1, ' ');
	return blank;
}
