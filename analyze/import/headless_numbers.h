/* headless_numbers.h - names for rows of numbers between blanks that have no header. */
#ifndef LEAKLINE_HEADLESS_NUMBERS_H
#define LEAKLINE_HEADLESS_NUMBERS_H

#include "../base/span.h"

struct arena;

/* How a log can be read whose text begins with such a line. row: the line behind its date. Made in
 * the arena; NULL: the line is no row of numbers. */
const char *headless_numbers_hint(
	struct span line, struct span row, struct span text, struct arena *arena);

#endif
