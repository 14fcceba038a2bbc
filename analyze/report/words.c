/* words.c - prints our own text and foreign names on a terminal. */
#include "words.h"

#include <limits.h>
#include <string.h>

#include "../base/escape.h"
#include "../base/text.h"

/* The characters beyond ASCII in our text, and their ASCII replacements. The no-break space only
 * keeps a number on one line. */
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

/* The table row for the character at the start of text, or LETTERS. */
static size_t letter_at(const char *text)
{
	size_t i = 0;

	while (i < LETTERS && strncmp(text, letters[i].utf8, strlen(letters[i].utf8)))
		i++;
	return i;
}

static void print(const struct text_style *style, const char *text, FILE *file)
{
	while (*text) {
		size_t i = letter_at(text);

		if (i == LETTERS) {
			fputc(*text++, file);
			continue;
		}
		fputs(style->utf8 ? letters[i].shown : letters[i].ascii, file);
		text += strlen(letters[i].utf8);
	}
}

const char *words_of(const struct report *report, const char *text)
{
	struct text words;

	text_begin(&words, report->arena);
	print(report->style, text, words.file);
	return text_end(&words);
}

void words_print(const struct report *report, const char *text)
{
	print(report->style, text, report->file);
}

void words_wrap_behind(const struct report *report, const char *before, const char *text)
{
	size_t indent = escape_columns(before), column = indent;

	fputs(before, report->file);
	for (const char *at = text, *next; at; at = next ? next + 1 : NULL) {
		const char *word;
		size_t width;

		next = text_next_break(at);
		/* as it will be printed: in ASCII it may be wider */
		word = words_of(report,
			text_format(report->arena, "%.*s", (int)(next ? next - at : INT_MAX), at));
		width = escape_columns(word);
		if (at > text && column + 1 + width > report->style->width) {
			/* continuation lines are indented further */
			fprintf(report->file, "\n%*s", (int)indent + 2, "");
			column = indent + 2;
		} else if (at > text) {
			fputc(' ', report->file);
			column++;
		}
		fputs(word, report->file);
		column += width;
	}
	fputc('\n', report->file);
}

void words_wrap(const struct report *report, size_t indent, const char *text)
{
	words_wrap_behind(report, text_format(report->arena, "%*s", (int)indent, ""), text);
}

const char *words_name(const struct report *report, struct span name)
{
	struct text text;

	text_begin(&text, report->arena);
	if (report->style->utf8)
		escape_terminal(text.file, name);
	else
		escape_ascii(text.file, name);
	return text_end(&text);
}

const char *words_short_name(const struct report *report, struct span name)
{
	size_t width = report->style->width;
	const char *text = words_name(report, name);

	if (!report->style->elide)
		return text;
	return escape_elide(report->arena, text, NAME_COLUMNS < width ? NAME_COLUMNS : width);
}

void words_print_name(const struct report *report, struct span name)
{
	fputs(words_short_name(report, name), report->file);
}
