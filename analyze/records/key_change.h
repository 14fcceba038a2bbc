/* key_change.h - RSS from 24004 kB to 512 MB: is it a change to what is there now, or to a bound?
 */
#ifndef LEAKLINE_KEY_CHANGE_H
#define LEAKLINE_KEY_CHANGE_H

#include "../cells/column_name.h"
#include "record.h"

struct amount;

/* The changes of a log so far. All zero to begin. */
struct key_change {
	double from, to; /* of the last one */
	size_t lines;
	bool from_differs, to_differs; /* from one to the next */
};

/* Takes the value of a key, which the text begins with, and which is *now: if it was told as a
 * change, now is its end. */
void key_change_take(struct key_change *change, const struct column_name *name, struct span text,
	const struct amount *now);

/* At the end of a text: makes the table doubtful if the beginnings differ and the ends never do. */
void key_change_end(const struct key_change *change, struct record_table *table);

#endif
