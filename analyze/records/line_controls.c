/* line_controls.c - a line without the control sequences of a terminal. */
#include "line_controls.h"

#include "../base/arena.h"

/* The bytes of the terminal control sequence that a text begins with; 0: none does. */
static size_t escape_len(struct span text)
{
	size_t i = 2;

	if (text.len < 3 || text.at[0] != '\x1b' || text.at[1] != '[')
		return 0;
	while (i < text.len && !span_is_letter(text.at[i]))
		i++;
	return i < text.len ? i + 1 : i;
}

struct span line_controls_front(struct span line)
{
	while (escape_len(line))
		line = span_from(line, escape_len(line));
	/* in front of a value of JSON (RFC 7464) */
	return span_from(line, line.len && line.at[0] == '\x1e');
}

struct span line_controls_out(struct span line, struct arena *arena)
{
	struct span rest = line_controls_front(line);
	char *text;
	size_t len = 0;

	if (span_find(rest, '\x1b') < 0)
		return rest;
	text = arena_take_array(arena, rest.len, 1);
	while (rest.len) {
		size_t escape = escape_len(rest);

		if (!escape)
			text[len++] = rest.at[0];
		rest = span_from(rest, escape ? escape : 1);
	}
	return (struct span){ text, len };
}
