/* line_controls.h - a line without the control sequences of a terminal: colours, and what docker
 * stats prints without --no-stream. */
#ifndef LEAKLINE_LINE_CONTROLS_H
#define LEAKLINE_LINE_CONTROLS_H

#include "../base/span.h"

struct arena;

/* The line without those at its beginning. */
struct span line_controls_front(struct span line);

/* The line without any: itself, or a copy in the arena. */
struct span line_controls_out(struct span line, struct arena *arena);

#endif
