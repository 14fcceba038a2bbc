/* log_repeat.h - the rows of a table that stood in the table before it, too: in most logs most rows
 * do not change from round to round, and what a row is was found out the first time. */
#ifndef LEAKLINE_LOG_REPEAT_H
#define LEAKLINE_LOG_REPEAT_H

#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

struct arena;

/* The rows of a table: lines behind each other, each with its LF. */
struct log_rows {
	const char *at;
	uint32_t *ends; /* of each row, from `at` on */
	size_t count, room;
};

/* All zero to begin, but the arena. */
struct log_repeat {
	struct arena *arena;
	struct log_rows before, now; /* of the table before, and of the table at hand */
	size_t next;                 /* the row of the table before that is expected next */
};

/* A table begins: its rows are compared with those of the one at hand, which ended. */
void log_repeat_begin(struct log_repeat *repeat);

/* A line of the table at hand, with its LF: a row, and nothing else can be known from it. Rows that
 * do not follow the others, are cut off or too many are not remembered. */
void log_repeat_add(struct log_repeat *repeat, struct span row);

/* How many bytes at the beginning of rest are rows of the table before, byte for byte and near
 * where they are expected; they are rows of the table at hand now. *rows: their number. */
size_t log_repeat_pass(struct log_repeat *repeat, struct span rest, uint64_t *rows);

#endif
