/* key_record.h - the reading that values after their keys fill, a line or several at a time. */
#ifndef LEAKLINE_KEY_RECORD_H
#define LEAKLINE_KEY_RECORD_H

#include "form_reading.h"

/* A key comes next; owner: whose it is, as far as it tells, else empty. The record ends before it
 * when a key is repeated, or when a date or another process begins the next one. */
void key_record_begin(struct form_reading *reading, struct span key, struct span owner);

/* Puts one value (KiB, in steps of grain) into the record; a more certain key replaces a less
 * certain one. */
void key_record_take(
	struct form_reading *reading, const struct column_name *name, int64_t kib, int64_t grain);

/* Takes what a key and its size say: was one left out as a bound that a process may be called as,
 * does its size change, and do others name processes? rest: what stands behind the size. */
void key_record_see(struct form_reading *reading, const struct column_name *name, struct span key,
	const struct amount *size, struct span rest);

/* At the end of a text: notes such a key that was left out beside those of processes. If its size
 * changes, nothing of the table counts, as that may be a process. */
void key_record_say_left(const struct form_reading *reading);

/* Hands the record to the sink, if it has memory, and begins an empty one. */
void key_record_end(struct form_reading *reading);

#endif
