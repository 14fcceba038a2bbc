/* record_csv.h - CSV and its kin: cells between commas, semicolons, TABs or bars, quoted or not. */
#ifndef LEAKLINE_RECORD_CSV_H
#define LEAKLINE_RECORD_CSV_H

#include "record_table.h"

/* The separator of the first of a text's first lines that is a header, or '\0'. With a spec any
 * line with a separator that has its columns is. Notes in the table where each column is a process.
 */
char record_csv_separator(struct span text, struct record_table *table);

/* Reads all of it through libcsv. */
void record_csv_read(struct span text, char separator, struct record_table *table);

#endif
