/* record_amount.h - the cells of a table that hold sizes: in which unit they are, and where nothing
 * tells it. */
#ifndef LEAKLINE_RECORD_AMOUNT_H
#define LEAKLINE_RECORD_AMOUNT_H

#include "record.h"

struct amount;

/* Does the cell say that there is no value: `-`, NaN, or nothing at all? */
bool record_amount_is_missing(struct span cell);

/* The factor to KiB if neither a name nor the value gives it, with a note; -1 (and a hint) if it
 * cannot be known. */
double record_amount_guess_unit(struct record_table *table, const struct amount *amount);

/* Does the size go with the unit that was guessed? What is resident is whole pages: from a GiB on
 * each size in KiB is a multiple of four, and in bytes all are of 4096. A mean is neither.
 * *any_kib: one so far was no multiple of 4096, so that the others may be by chance. False: the
 * table is doubtful, and its hint says why. */
bool record_amount_fits(
	struct record_table *table, const struct amount *amount, double unit, bool *any_kib);

/* Is it the unit of the column alone, as a second line of a header has it: [MB], (ms)? Then the
 * column has it, unless its name tells one. */
bool record_amount_take_unit(struct record_column *column, struct span cell);

/* Takes the value of a cell into its column. False: the cell is no amount, or nothing tells its
 * unit (table->hint then says what can be done). */
bool record_amount_take(struct record_table *table, struct record_column *column, struct span cell);

/* Decides what a point or comma in an amount is, as amount_settle_points() does, from what those
 * before have shown. False: nobody can tell; the table is doubtful, and its hint says why. */
bool record_amount_settle(struct record_table *table, struct amount *amount, double unit,
	struct amount_points *points);

/* At the end of a text: makes the table doubtful if they were open. */
void record_amount_end(struct record_table *table, const struct amount_points *points);

/* The quote that a shell needs around an argument with that name in it: ' or nothing. */
const char *record_amount_quote(struct span name);

/* May the name stand in a command that is advised? One with ' in it ends its quotes, and what
 * follows would be run by who copies it. */
bool record_amount_is_typed(struct span name);

/* What to do about sizes without a unit, behind why: a command that tells it. Made in the table's
 * arena. */
const char *record_amount_hint(struct record_table *table, const char *why);

#endif
