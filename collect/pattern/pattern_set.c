/* pattern_set.c - sets of bytes, and the bracket expressions that describe them */
#include "pattern_set.h"

#include <ctype.h>
#include <string.h>

#include "../base/text.h"

void pattern_set_add(struct pattern_set *set, unsigned byte)
{
	set->bits[byte >> 5] |= UINT32_C(1) << (byte & 31);
}

void pattern_set_invert(struct pattern_set *set)
{
	for (size_t i = 0; i < 8; i++)
		set->bits[i] = ~set->bits[i];
}

bool pattern_set_is_word(unsigned char byte)
{
	return byte == '_' || (byte < 0x80 && isalnum(byte));
}

bool pattern_set_class(struct pattern_set *set, const char *name, size_t len)
{
	static const struct {
		const char *name;
		int (*has)(int);
	} classes[] = { { "alpha", isalpha }, { "digit", isdigit }, { "alnum", isalnum },
		{ "upper", isupper }, { "lower", islower }, { "space", isspace },
		{ "blank", isblank }, { "punct", ispunct }, { "print", isprint },
		{ "graph", isgraph }, { "cntrl", iscntrl }, { "xdigit", isxdigit } };

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (strlen(classes[i].name) != len || memcmp(classes[i].name, name, len))
			continue;
		for (int byte = 0; byte < 0x80; byte++)
			if (classes[i].has(byte))
				pattern_set_add(set, (unsigned)byte);
		return true;
	}
	return false;
}

static bool is_named(const char *at)
{
	return at[0] == '[' && (at[1] == ':' || at[1] == '=' || at[1] == '.');
}

/* `[:NAME:]`, `[=X=]` or `[.X.]`. The last two are the byte X; *byte is -1 for a class. */
static const char *take_named(struct pattern_set *set, const char **at, int *byte)
{
	char kind = (*at)[1], end[3] = { kind, ']', '\0' };
	const char *name = *at + 2, *close = text_find(name, strlen(name), end);

	if (!close)
		return "a [ without its ]";
	*at = close + 2;
	*byte = -1;
	if (kind == ':')
		return pattern_set_class(set, name, (size_t)(close - name))
			       ? NULL
			       : "no such class of characters";
	if (close - name != 1)
		return "no such collating element";
	*byte = (unsigned char)*name;
	return NULL;
}

/* One byte of a bracket expression, or -1 for a class, which is in the set then. */
static const char *take_member(struct pattern_set *set, const char **at, int *byte)
{
	if (is_named(*at))
		return take_named(set, at, byte);
	*byte = (unsigned char)*(*at)++;
	return NULL;
}

/* A byte, a class, or a range. */
static const char *take_range(struct pattern_set *set, const char **at)
{
	int from = -1, to;
	const char *error = take_member(set, at, &from);

	to = from;
	if (!error && from >= 0 && (*at)[0] == '-' && (*at)[1] != ']' && (*at)[1] != '\0') {
		++*at;
		error = take_member(set, at, &to);
	}
	if (error)
		return error;
	if (to < from)
		return "a range that ends before it begins";
	for (int byte = from; byte >= 0 && byte <= to; byte++)
		pattern_set_add(set, (unsigned)byte);
	return NULL;
}

const char *pattern_set_bracket(struct pattern_set *set, const char **at)
{
	bool inverted = **at == '^';
	const char *first = *at += inverted, *error = NULL;

	for (; error == NULL && (*at == first || **at != ']'); error = take_range(set, at))
		if (**at == '\0')
			return "a [ without its ]";
	if (error)
		return error;
	++*at;
	if (inverted)
		pattern_set_invert(set);
	return NULL;
}
