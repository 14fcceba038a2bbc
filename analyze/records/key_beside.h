/* key_beside.h - sizes of a line that stand beside those which are read, and are not read. */
#ifndef LEAKLINE_KEY_BESIDE_H
#define LEAKLINE_KEY_BESIDE_H

#include "form_reading.h"

/* Looks at an amount that was not taken: name and key are what stands in front of it, rest what
 * stands behind. Peaks, bounds and what is known to be no memory of a process are not kept. */
void key_beside_see(struct form_reading *reading, const struct column_name *name, struct span key,
	const struct amount *amount, struct span rest);

/* Keeps one that is memory by its name, and gave way to another. */
void key_beside_take(struct form_reading *reading, struct span key, double kib);

/* After the last record: passes on the last line. */
void key_beside_end(struct form_reading *reading);

#endif
