/* words.c - our own words and foreign names on a terminal. */
#include "words.h"

#include <stdlib.h>
#include <string.h>

#include "../base/escape.h"
#include "../base/text.h"

/* What our words hold beyond ASCII, and how it is written without. The no-break space keeps a
 * number in one line only. */
static const struct {
	const char *utf8, *ascii, *shown;
} letters[] = {
	{ "\u00a0", " ", " " },
	{ "±", "+-", "±" },
	{ "→", "->", "→" },
	{ "²", "2", "²" },
	{ "–", "-", "–" },
};

enum { LETTERS = sizeof letters / sizeof *letters, NAME_COLUMNS = 60 };

/* The row of the letter that text begins with, or LETTERS. */
static size_t letter_at(const char *text)
{
	size_t i = 0;

	while (i < LETTERS && strncmp(text, letters[i].utf8, strlen(letters[i].utf8)))
		i++;
	return i;
}

static void print(const struct text_style *style, const char *text, size_t len, FILE *file)
{
	for (size_t at = 0; at < len;) {
		size_t i = letter_at(text + at);

		if (i == LETTERS) {
			fputc(text[at++], file);
			continue;
		}
		fputs(style->utf8 ? letters[i].shown : letters[i].ascii, file);
		at += strlen(letters[i].utf8);
	}
}

char *words_take(const struct text_style *style, char *text)
{
	struct text words;

	text_begin(&words);
	print(style, text, strlen(text), words.file);
	free(text);
	return text_end(&words);
}

void words_print_take(const struct text_style *style, char *text, FILE *file)
{
	print(style, text, strlen(text), file);
	free(text);
}

void words_wrap_behind_take(
	const struct text_style *style, const char *before, char *text, FILE *file)
{
	size_t indent = escape_columns(before), column = indent;

	fputs(before, file);
	for (char *at = text, *next; at; at = next) {
		char *word;
		size_t width;

		next = strchr(at, ' ');
		if (next)
			*next++ = '\0';
		/* as it will be shown: in ASCII it may be wider */
		word = words_take(style, text_format("%s", at));
		width = escape_columns(word);
		if (at > text && column + 1 + width > style->width) {
			/* lines that go on stand deeper */
			fprintf(file, "\n%*s", (int)indent + 2, "");
			column = indent + 2;
		} else if (at > text) {
			fputc(' ', file);
			column++;
		}
		fputs(word, file);
		column += width;
		free(word);
	}
	fputc('\n', file);
	free(text);
}

void words_wrap_take(const struct text_style *style, size_t indent, char *text, FILE *file)
{
	char *blanks = text_format("%*s", (int)indent, "");

	words_wrap_behind_take(style, blanks, text, file);
	free(blanks);
}

char *words_name(const struct text_style *style, struct span name)
{
	struct text text;

	text_begin(&text);
	if (style->utf8)
		escape_terminal(text.file, name);
	else
		escape_ascii(text.file, name);
	return text_end(&text);
}

char *words_short_name(const struct text_style *style, struct span name)
{
	char *text = words_name(style, name), *shown;

	if (!style->elide)
		return text;
	shown = escape_elide(text, NAME_COLUMNS < style->width ? NAME_COLUMNS : style->width);
	free(text);
	return shown;
}

void words_print_name(const struct text_style *style, struct span name, FILE *file)
{
	char *shown = words_short_name(style, name);

	fputs(shown, file);
	free(shown);
}
