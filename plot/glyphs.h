/* glyphs.h - asks, in a script, whether the machine that draws it has a font for the characters of
 * a name. */
#ifndef LEAKLINE_GLYPHS_H
#define LEAKLINE_GLYPHS_H

#include <stdbool.h>
#include <stdio.h>

#include "analyze/base/span.h"

/* Below 0x1000 a script of the world has 128 characters or so, above it thousands. */
enum { GLYPHS_PARTS = 32 + 0x110 };

/* The parts of Unicode that a script has asked for. All zero: none. */
struct glyphs {
	bool asked[GLYPHS_PARTS];
};

/* Writes lines that set `plain`: 1 if some character of the text would be drawn as a box. Nothing
 * if the font of the charts has them all. The text is foreign; only numbers of characters are
 * written.
 */
void glyphs_ask(FILE *file, struct glyphs *glyphs, struct span text);

#endif
