/* escape.c - one function per output language, all fed by escape_printable(). */
#include "escape.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "text.h"
#include "unicode.h"

/* The most columns of one text in output for people: a name may be a whole path. */
enum { SHOWN_COLUMNS = 1000, SLUG_BYTES = 40 };

/* Makes s printable and calls put to write it to file. */
static void print_printable(FILE *file, struct span s, size_t limit,
	void (*put)(FILE *file, struct arena *arena, const char *printable))
{
	struct arena arena = { NULL, 0 };

	put(file, &arena, escape_printable(&arena, s, limit));
	arena_free(&arena);
}

/*
 * What CI servers treat as a command in a job's log, at the start of a line (GitHub: also after
 * blanks, so a wrapped line counts) or anywhere in it.
 */
static bool is_command(const char *at, bool first)
{
	return first ? !strncmp(at, "::", 2)
		     : !strncmp(at, "##[", 3) || !strncmp(at, "##vso[", 6) ||
			       !strncmp(at, "##teamcity[", 11);
}

const char *escape_for_terminal(struct arena *arena, const char *printable, bool utf8)
{
	bool first = true;
	struct text text;

	text_begin(&text, arena);
	for (const char *at = printable; *at;) {
		uint32_t character = 0;
		size_t len = unicode_read((struct span){ at, strnlen(at, 4) }, &character);

		len = len ? len : 1;
		/* on an 8-bit terminal, bytes of UTF-8 may be control bytes (0x9b starts a
		 * sequence) */
		if ((first && is_command(at, true)) || is_command(at, false))
			fprintf(text.file, "\\x%02x", (unsigned)*at);
		else if (utf8 || character < 0x80)
			fwrite(at, 1, len, text.file);
		else
			fprintf(text.file, "\\u{%x}", (unsigned)character);
		first = *at == ' ' ||
			character >= 0x80; /* some non-ASCII characters are blanks, too */
		at += len;
	}
	return text_end(&text);
}

static void put_terminal(FILE *file, struct arena *arena, const char *printable)
{
	fputs(escape_for_terminal(arena, printable, true), file);
}

void escape_terminal(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_terminal);
}

static void put_ascii(FILE *file, struct arena *arena, const char *printable)
{
	fputs(escape_for_terminal(arena, printable, false), file);
}

void escape_ascii(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_ascii);
}

static void print_entity(FILE *file, char c)
{
	switch (c) {
	case '&':
		fputs("&amp;", file);
		break;
	case '<':
		fputs("&lt;", file);
		break;
	case '>':
		fputs("&gt;", file);
		break;
	case '"':
		fputs("&quot;", file);
		break;
	case '\'':
		fputs("&#39;", file);
		break;
	default:
		fputc(c, file);
	}
}

static void put_html(FILE *file, struct arena *arena, const char *printable)
{
	(void)arena;
	for (; *printable; printable++)
		print_entity(file, *printable);
}

void escape_html(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_html);
}

static void put_junit(FILE *file, struct arena *arena, const char *printable)
{
	(void)arena;
	for (const char *at = printable; *at; at++)
		/* [[ATTACHMENT|path]] in a body makes Jenkins and GitLab fetch that file */
		if (*at == '[' && at[1] == '[')
			fputs("\\x5b", file);
		else
			print_entity(file, *at);
}

void escape_junit(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_junit);
}

static void put_json(FILE *file, struct arena *arena, const char *printable)
{
	(void)arena;
	fputc('"', file);
	for (const char *at = printable; *at; at++)
		/* escapes < > & so that the text can be embedded in HTML; no control bytes or line
		 * separators remain */
		if (strchr("<>&", *at))
			fprintf(file, "\\u%04x", (unsigned)*at);
		else if (*at == '"' || *at == '\\')
			fprintf(file, "\\%c", *at);
		else
			fputc(*at, file);
	fputc('"', file);
}

void escape_json(FILE *file, struct span s)
{
	print_printable(file, s, 0, put_json);
}

static size_t longest_run(const char *text, char c)
{
	size_t longest = 0, run = 0;

	for (; *text; text++) {
		run = *text == c ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

static void print_markdown(FILE *file, const char *text, bool cell)
{
	size_t len = strlen(text), fence = longest_run(text, '`') + 1;
	/* CommonMark 6.1: a space at both ends is stripped, and separates backticks from the fence
	 */
	bool padded = !len || text[0] == '`' || text[len - 1] == '`' ||
		      (text[0] == ' ' && text[len - 1] == ' ');

	for (size_t i = 0; i < fence; i++)
		fputc('`', file);
	if (padded)
		fputc(' ', file);
	for (const char *at = text; *at; at++) {
		/* GitHub splits table cells at | before it looks for code spans, and drops the
		 * backslash; elsewhere a code span shows it */
		if (cell && *at == '|')
			fputc('\\', file);
		fputc(*at, file);
	}
	if (padded && len)
		fputc(' ', file);
	for (size_t i = 0; i < fence; i++)
		fputc('`', file);
}

static void put_markdown(FILE *file, struct arena *arena, const char *printable)
{
	(void)arena;
	print_markdown(file, printable, false);
}

void escape_markdown(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_markdown);
}

static void put_markdown_cell(FILE *file, struct arena *arena, const char *printable)
{
	(void)arena;
	print_markdown(file, printable, true);
}

void escape_markdown_cell(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_markdown_cell);
}

static void print_gnuplot(FILE *file, const char *printable)
{
	fputc('\'', file);
	for (const char *at = printable; *at; at++) {
		/* the svg terminal escapes only & and <, but XML forbids ]]> (2.4): a hair space
		 * separates it */
		if (*at == '>' && at - printable >= 2 && at[-1] == ']' && at[-2] == ']')
			fputs("\u200a", file);
		/* gnuplot reads two quotes in a row as one only after another character
		 * (scanner.c), so the quote is added from outside, by its number: in double quotes,
		 * @macros in the rest would be expanded (command.c) */
		if (*at == '\'')
			fputs("'.\"\\047\".'", file);
		else
			fputc(*at, file);
	}
	fputc('\'', file);
}

/* The first character of printable text; *len: its bytes. */
static uint32_t first_character(const char *printable, size_t *len)
{
	uint32_t character = 0;

	*len = unicode_read((struct span){ printable, strnlen(printable, 4) }, &character);
	*len += !*len;
	return character;
}

/* Prints the number of the first character of printable text if the font may lack it, and dots for
 * those behind it that it lacks, too: a whole name in numbers would push its PID out of a title.
 * Returns how many bytes that stands for; 0: the first one is in the font. */
static size_t print_number(FILE *file, const char *printable)
{
	static const char dots[] = "...";
	size_t bytes, len;
	uint32_t character = first_character(printable, &bytes);
	bool more = false;

	if (unicode_is_drawn(character))
		return 0;
	fprintf(file, "\\u{%x}", (unsigned)character);
	for (; printable[bytes]; bytes += len) {
		/* a name that was shortened has dots already */
		if (!strncmp(printable + bytes, dots, sizeof dots - 1))
			len = sizeof dots - 1;
		else if (unicode_is_drawn(first_character(printable + bytes, &len)))
			break;
		more = true;
	}
	fputs(more ? dots : "", file);
	return bytes;
}

/* The text, with characters that the font may lack replaced by their number. */
static const char *numbered(struct arena *arena, const char *printable)
{
	struct text text;
	size_t len;

	text_begin(&text, arena);
	while (*printable) {
		printable += print_number(text.file, printable);
		if (!*printable)
			break;
		(void)first_character(printable, &len);
		fwrite(printable, 1, len, text.file);
		printable += len;
	}
	return text_end(&text);
}

static void put_gnuplot(FILE *file, struct arena *arena, const char *printable)
{
	enum { LEAST_COLUMNS = 20, MORE_COLUMNS = 8 };
	size_t columns = escape_columns(printable) + MORE_COLUMNS;
	const char *plain = numbered(arena, printable);

	if (!strcmp(plain, printable)) {
		print_gnuplot(file, printable);
		return;
	}
	/* for a missing glyph Pango draws a box, and cairo's terminals, which count in twentieths
	 * of a pixel, draw it twenty times too large: it would hide the chart */
	fputs("(plain ? ", file);
	print_gnuplot(file,
		escape_elide(arena, plain, columns < LEAST_COLUMNS ? LEAST_COLUMNS : columns));
	fputs(" : ", file);
	print_gnuplot(file, printable);
	fputc(')', file);
}

void escape_gnuplot(FILE *file, struct span s)
{
	print_printable(file, s, SHOWN_COLUMNS, put_gnuplot);
}

void escape_gnuplot_printable(FILE *file, const char *printable)
{
	struct arena arena = { NULL, 0 };

	put_gnuplot(file, &arena, printable);
	arena_free(&arena);
}

const char *escape_csv_printable(struct arena *arena, const char *printable)
{
	return text_format(
		arena, "%s%s", *printable && strchr("=+-@", *printable) ? "'" : "", printable);
}

const char *escape_csv(struct arena *arena, struct span s)
{
	return escape_csv_printable(arena, escape_printable(arena, s, 0));
}

static char slug_byte(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || span_is_digit(c) || c == '.' || c == '_' || c == '-')
		return c;
	return '-';
}

const char *escape_slug(struct arena *arena, struct span s)
{
	char *slug = arena_take_array(arena, SLUG_BYTES + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len && len < SLUG_BYTES; i++) {
		char c = slug_byte(s.at[i]);

		if (len || (c != '-' && c != '.'))
			slug[len++] = c;
	}
	if (!len)
		slug[len] = '_';
	return slug;
}
