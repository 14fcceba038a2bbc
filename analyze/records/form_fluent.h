/* form_fluent.h - records as Fluent Bit prints them. */
#ifndef LEAKLINE_FORM_FLUENT_H
#define LEAKLINE_FORM_FLUENT_H

#include "form_reading.h"

/* The record of the line as JSON, with its time, in the table's arena; empty: it is no such line.
 */
struct span form_fluent_json(struct form_reading *reading, struct span line);

#endif
