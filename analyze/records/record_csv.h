/* record_csv.h - CSV and its kin: cells between commas, semicolons, TABs or bars, quoted or not. */
#ifndef LEAKLINE_RECORD_CSV_H
#define LEAKLINE_RECORD_CSV_H

#include "csv_form.h"

/* Reads all of it through libcsv. */
void record_csv_read(struct span text, struct csv_form form, struct record_table *table);

#endif
