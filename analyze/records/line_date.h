/* line_date.h - dates that stand within a line of a log, or behind a key on a line of their own. */
#ifndef LEAKLINE_LINE_DATE_H
#define LEAKLINE_LINE_DATE_H

#include <stdbool.h>

#include "form_reading.h"

/* Has the table at hand a column of times? Then no date around its rows counts. */
bool line_date_has_column(const struct record_table *table);

/* Takes `Date/Time: 2026-11-02 08:00:00` on a line of its own, in front of what it is the date of
 * or behind it, as the first of them shows. Where several keys tell a date, the first one counts.
 */
bool line_date_told(struct form_reading *reading, struct span line);

/* Makes a date within the line the date of what it tells, if there is one. */
void line_date_take(struct form_reading *reading, struct span line);

#endif
