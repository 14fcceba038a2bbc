/* form_places.h - tables whose cells stand below the names of their columns: a cell may be empty,
 * or hold blanks. */
#ifndef LEAKLINE_FORM_PLACES_H
#define LEAKLINE_FORM_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/span.h"

/* Where a column stands in its line: bytes from begin to end. */
struct form_place {
	size_t begin, end;
};

/* The columns that a rule below a header marks: `-------  ------  -----`, `==== ===`. places has
 * room for `most`. Gives how many there are, at least two; 0: the line is no rule. */
size_t form_places_of_rule(struct span line, struct form_place *places, size_t most);

/* The places of cells of that line. */
void form_places_of_cells(
	struct span line, const struct span *cells, size_t count, struct form_place *places);

/* Cuts a row into `count` cells: each word belongs to the column that it stands in, or whose words
 * it stands beside. A column without words gives an empty cell. False: words stand between columns.
 */
bool form_places_split(
	struct span line, const struct form_place *places, size_t count, struct span *cells);

#endif
