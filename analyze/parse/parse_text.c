/* parse_text.c - undoes what copying did to a file before it is parsed. */
#include "parse_text.h"

#include <string.h>

#include "../base/arena.h"
#include "../base/notes.h"

static unsigned unit_at(struct span text, size_t at, bool big)
{
	unsigned first = (unsigned char)text.at[at], second = (unsigned char)text.at[at + 1];

	return big ? first << 8 | second : second << 8 | first;
}

static size_t put_utf8(char *out, unsigned long c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 63));
		out[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 63));
	out[2] = (char)(0x80 | (c >> 6 & 63));
	out[3] = (char)(0x80 | (c & 63));
	return 4;
}

/* Converts UTF-16 after its byte order mark; an unpaired surrogate becomes U+FFFD (Unicode
 * 15, 3.9). */
static struct span from_utf16(struct span text, bool big, struct arena *arena)
{
	char *out = arena_take_unset(arena, text.len / 2 + 1, 3);
	size_t len = 0;

	for (size_t i = 2; i + 1 < text.len; i += 2) {
		unsigned long c = unit_at(text, i, big);

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < text.len) {
			unsigned low = unit_at(text, i + 2, big);

			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		len += put_utf8(out + len, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
	}
	return (struct span){ out, len };
}

/*
 * A run of NULs is a hole left by a crash: it cuts the line before it, and an unknown number of
 * lines is missing. That line becomes a single NUL, which readers recognize; the text after the
 * hole starts a new line, which notes do not count. A hole after the last line lost nothing.
 */
static void end_hole(struct parse_holes *holes, bool lost)
{
	holes->is_open = false;
	if (lost)
		holes->out[holes->line++] = '\0';
	holes->len = holes->line;
	holes->out[holes->len++] = '\n';
	holes->line = holes->len;
}

void parse_holes_take(struct parse_holes *holes, struct span part, struct notes *notes)
{
	for (size_t i = 0; i < part.len; i++) {
		if (!part.at[i]) {
			if (!holes->is_open)
				notes_add(notes, holes->lfs + 1,
					"NUL bytes: the line before them is left out");
			holes->is_open = true;
			continue;
		}
		if (holes->is_open)
			end_hole(holes, true);
		holes->out[holes->len++] = part.at[i];
		if (part.at[i] == '\n') {
			holes->line = holes->len;
			holes->lfs++;
		}
	}
}

struct span parse_holes_end(struct parse_holes *holes)
{
	if (holes->is_open)
		end_hole(holes, holes->len > holes->line);
	return (struct span){ holes->out, holes->len };
}

static struct span without_holes(struct span text, struct arena *arena, struct notes *notes)
{
	struct parse_holes holes = { .out = arena_take_unset(arena, text.len + 1, 2) };

	parse_holes_take(&holes, text, notes);
	notes->holed = text;
	return parse_holes_end(&holes);
}

bool parse_text_is_utf16(struct span text)
{
	return text.len >= 2 &&
	       (!memcmp(text.at, "\xff\xfe", 2) || !memcmp(text.at, "\xfe\xff", 2));
}

struct span parse_text_behind_mark(struct span text)
{
	return text.len >= 3 && !memcmp(text.at, "\xef\xbb\xbf", 3) ? span_from(text, 3) : text;
}

struct span parse_text_prepare(struct span text, struct arena *arena, struct notes *notes)
{
	if (parse_text_is_utf16(text))
		text = from_utf16(text, text.at[0] == '\xfe', arena);
	else
		text = parse_text_behind_mark(text);
	if (span_find(text, '\0') >= 0)
		text = without_holes(text, arena, notes);
	return text;
}

bool parse_text_splits_number(struct span line)
{
	size_t digits = span_digits(line);

	return digits && digits < line.len && (line.at[digits] | 32) >= 'a' &&
	       (line.at[digits] | 32) <= 'z';
}
