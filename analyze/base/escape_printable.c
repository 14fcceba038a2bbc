/* escape_printable.c - makes any bytes printable text, and cuts it to so many columns. */
#include "escape_printable.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "text.h"
#include "unicode.h"

/* Prints the next character of s in printable form; returns its length in bytes. */
static size_t print_character(FILE *file, struct span s)
{
	uint32_t character;
	size_t len = unicode_read(s, &character);

	if (!len) {
		fprintf(file, "\\x%02x", (unsigned char)s.at[0]);
		return 1;
	}
	if (character == '\\')
		fputs("\\\\", file);
	else if (character == '\n')
		fputs("\\n", file);
	else if (character == '\t')
		fputs("\\t", file);
	else if (character < 0xa0 && unicode_is_hidden(character))
		for (size_t i = 0; i < len; i++)
			fprintf(file, "\\x%02x", (unsigned char)s.at[i]);
	else if (unicode_is_hidden(character))
		fprintf(file, "\\u{%x}", (unsigned)character);
	else
		fwrite(s.at, 1, len, file);
	return len;
}

static const char *make_printable(struct arena *arena, struct span s)
{
	struct text text;

	text_begin(&text, arena);
	for (size_t i = 0; i < s.len;)
		i += print_character(text.file, span_from(s, i));
	return text_end(&text);
}

/* How long is what stands for one character, as \\, \xNN and \u{202e}? 0: nothing does. */
static size_t escape_len(const char *printable)
{
	enum { LONGEST = sizeof "\\u{10ffff}" - 1 };
	size_t len = strnlen(printable, LONGEST);
	const char *end = len > 3 && printable[1] == 'u' ? memchr(printable, '}', len) : NULL;

	if (len < 2 || printable[0] != '\\')
		return 0;
	if (printable[1] == 'x')
		return len < 4 ? len : 4;
	return end ? (size_t)(end - printable) + 1 : 2;
}

/* The bytes and columns of the first character of printable text. */
static size_t step(const char *printable, size_t *columns)
{
	uint32_t character = 0;
	size_t len = escape_len(printable);

	if (len)
		return *columns = len;
	len = unicode_read((struct span){ printable, strnlen(printable, 4) }, &character);
	*columns = unicode_columns(character);
	return len ? len : 1;
}

size_t escape_columns(const char *printable)
{
	size_t columns = 0, width;

	while (*printable) {
		printable += step(printable, &width);
		columns += width;
	}
	return columns;
}

/* Returns how many leading bytes of text fit in limit columns. */
static size_t bytes_of_columns(const char *text, size_t columns)
{
	size_t bytes = 0, width;

	while (text[bytes]) {
		size_t len = step(text + bytes, &width);

		if (width > columns)
			break;
		columns -= width;
		bytes += len;
	}
	return bytes;
}

const char *escape_elide(struct arena *arena, const char *printable, size_t limit)
{
	size_t columns = escape_columns(printable), kept = limit > 3 ? limit - 3 : 0, head, tail,
	       width = 0;

	if (columns <= limit)
		return text_format(arena, "%s", printable);
	head = bytes_of_columns(printable, kept - kept / 2);
	tail = bytes_of_columns(printable, columns - kept / 2);
	/* drop the combining marks of a cut-off character, and a wide character that straddles the
	 * cut */
	while (printable[tail] && step(printable + tail, &width) && !width)
		tail += step(printable + tail, &width);
	if (escape_columns(printable + tail) > kept / 2)
		tail += step(printable + tail, &width);
	return text_format(arena, "%.*s%.*s%s", (int)head, printable, (int)(limit < 3 ? limit : 3),
		"...", printable + tail);
}

const char *escape_printable(struct arena *arena, struct span s, size_t limit)
{
	const char *text = make_printable(arena, s);

	return limit ? escape_elide(arena, text, limit) : text;
}
