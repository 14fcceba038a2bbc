/* symbol_text.c - what an address is called in reports: a symbol's name, demangled. */
#include "symbol_text.h"

#include <string.h>

#include "../base/text.h"
#include "symbol_demangle.h"

enum { TEXT_MAX = 160 };

/* Objects point behind the first two words of their class's table (Itanium C++ ABI, 2.5.2). */
static bool is_table_start(const struct symbol_query *query)
{
	return strncmp(query->name, "_ZTV", 4) == 0 && query->distance == 2 * query->word;
}

struct span symbol_text(const struct symbol_query *query, struct arena *arena)
{
	const char *name = query->name, *version;
	size_t len;

	if (!name)
		return (struct span){ NULL, 0 };
	if (query->is_text)
		return span_of(text_format(arena, "\"%s\"", name));
	/* name@@VERSION, as a table of symbols has it */
	version = strchr(name, '@');
	if (version && version > name)
		name = arena_copy(arena, (struct span){ name, (size_t)(version - name) }).at;
	name = symbol_demangle(name, arena);
	len = strlen(name);
	if (len > TEXT_MAX - 24)
		name = text_format(arena, "%.*s...", TEXT_MAX - 27, name);
	if (query->distance != 0 && !is_table_start(query))
		name = text_format(arena, "%s+0x%llx", name, (unsigned long long)query->distance);
	return span_of(name);
}
