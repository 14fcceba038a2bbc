/* parse_ps_name.c - the program name in a command as ps prints it. */
#include "parse_ps_name.h"

#include <stdbool.h>
#include <string.h>

/* Strips the tree that `ps f` draws before a command: ` \_ `, `|`, and the same with line-drawing
 * characters. */
static struct span without_tree(struct span command)
{
	struct span rest = command, word;

	while (span_field(&rest, &word)) {
		bool drawn = span_is(word, "|") || span_is(word, "\\_") ||
			     (word.len % 3 == 0 && span_starts(word, "\xe2\x94"));

		for (size_t i = 0; drawn && i + 2 < word.len && word.len > 2; i += 3)
			drawn = !memcmp(word.at + i, "\xe2\x94", 2);
		if (!drawn)
			return (struct span){ word.at, (size_t)(rest.at + rest.len - word.at) };
	}
	return command;
}

struct span parse_ps_name(struct span command)
{
	struct span rest, word;
	ptrdiff_t slash;

	command = without_tree(command);
	rest = command;
	if (span_starts(command, "[")) {
		ptrdiff_t close = span_rfind(command, ']');

		if (close > 1)
			return (struct span){ command.at + 1, (size_t)close - 1 };
	}
	if (span_starts(command, "{")) {
		ptrdiff_t close = span_find(command, '}');

		if (close > 1)
			return (struct span){ command.at + 1, (size_t)close - 1 };
	}
	if (!span_field(&rest, &word))
		return command;
	slash = span_rfind(word, '/');
	return slash >= 0 && (size_t)slash + 1 < word.len ? span_from(word, (size_t)slash + 1)
							  : word;
}
