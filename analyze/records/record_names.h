/* record_names.h - the names in the rows of a table: round after round they come in the same order,
 * so that the one that follows is mostly known. */
#ifndef LEAKLINE_RECORD_NAMES_H
#define LEAKLINE_RECORD_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/index.h"

struct record_name;

/* All zero is empty; memory is that of the arena passed to each call. */
struct record_names {
	struct intern_table texts;
	struct record_name *known;
	size_t count, room;
	struct index places; /* of known, by their interned cell */
	size_t last;
};

/* The name of a program in a cell: of a command with its path the last component. Equal names give
 * the same .at. */
struct span record_names_program(struct record_names *names, struct arena *arena, struct span cell);

#endif
