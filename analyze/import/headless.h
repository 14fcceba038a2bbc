/* headless.h - rows without the header that would name their columns: the names that they may have.
 */
#ifndef LEAKLINE_HEADLESS_H
#define LEAKLINE_HEADLESS_H

#include "../base/span.h"

struct arena;

/* How a log with such a line can be read: with which names in front of it. row: the line behind its
 * date; text: from the line on. Made in the arena; NULL: the line is no row of numbers. */
const char *headless_hint(struct span line, struct span row, struct span text, struct arena *arena);

#endif
