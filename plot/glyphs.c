/* glyphs.c - asks, in a script, whether the machine that draws it has a font for the characters of
 * a name: fontconfig knows, and one question for each part of Unicode is enough. */
#include "glyphs.h"

#include <stdint.h>

#include "analyze/base/unicode.h"

static size_t part_of(uint32_t character)
{
	return character < 0x1000 ? character >> 7 : 32 + (character >> 12);
}

static void ask_for(FILE *file, struct glyphs *glyphs, uint32_t character)
{
	size_t part = part_of(character);

	if (glyphs->asked[part])
		return;
	glyphs->asked[part] = true;
	fprintf(file, "lacks_%zu = lacks('%x')\n", part, (unsigned)character);
}

void glyphs_ask(FILE *file, struct glyphs *glyphs, struct span text)
{
	bool here[GLYPHS_PARTS] = { false }, any = false;

	while (text.len > 0) {
		uint32_t character = 0;
		size_t len = unicode_read(text, &character);

		if (len > 0 && !unicode_is_drawn(character) && character < 0x110000) {
			ask_for(file, glyphs, character);
			here[part_of(character)] = any = true;
		}
		len = len > 0 ? len : 1;
		text = (struct span){ text.at + len, text.len - len };
	}
	if (!any)
		return;
	fputs("plain = 0", file);
	for (size_t part = 0; part < GLYPHS_PARTS; part++)
		if (here[part])
			fprintf(file, " || lacks_%zu", part);
	fputc('\n', file);
}
