/* record_total.h - rows of a table that are the sum of the others. */
#ifndef LEAKLINE_RECORD_TOTAL_H
#define LEAKLINE_RECORD_TOTAL_H

#include "record.h"

/* Sends a row, but for the sum of all where each process has its PID, or where others have names.
 */
void record_total_send(struct record_table *table, struct log_reading *row);

/* Passes on or leaves out the total in the first row: it is the sum of those in the next ones, or
 * counts as the only one there is. */
void record_total_release(struct record_table *table, bool counts);

#endif
