/* shell_word.c - the words of a command, as a shell reads and writes them. */
#include "shell_word.h"

#include "arena.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Does only a shell know what the byte makes of the word? In single quotes it is itself. */
static bool is_active(char c, char quote)
{
	return quote != '\'' && (c == '\\' || c == '$' || c == '`');
}

bool shell_word_take(struct span *rest, struct arena *arena, struct span *word)
{
	size_t at = 0, len = 0;
	char quote = 0, *text;

	while (at < rest->len && is_blank(rest->at[at]))
		at++;
	*rest = span_from(*rest, at);
	if (!rest->len)
		return false;
	text = arena_take(arena, rest->len);
	for (at = 0; at < rest->len && (quote || !is_blank(rest->at[at])); at++) {
		char c = rest->at[at];

		if (is_active(c, quote))
			return false;
		if (quote ? c == quote : c == '\'' || c == '"')
			quote = quote ? 0 : c;
		else
			text[len++] = c;
	}
	if (quote)
		return false;
	*word = (struct span){ text, len };
	*rest = span_from(*rest, at);
	return true;
}

/* May the byte stand in a shell's word without quotes? */
static bool is_bare(char c)
{
	return span_is_letter(c) || span_is_digit(c) || c == '-' || c == '_' || c == '.' ||
	       c == '/' || c == ':' || c == '=' || c == '+' || c == ',' || c == '%' || c == '@';
}

bool shell_word_put(FILE *file, struct span word)
{
	bool bare = word.len > 0;

	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.at[i] < ' ' || word.at[i] == 0x7f || word.at[i] == '\\')
			return false;
		bare &= is_bare(word.at[i]);
	}
	fputs(bare ? "" : "'", file);
	for (size_t i = 0; i < word.len; i++)
		word.at[i] == '\'' ? (void)fputs("'\"'\"'", file) : (void)fputc(word.at[i], file);
	fputs(bare ? "" : "'", file);
	return true;
}
