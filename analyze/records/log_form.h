/* log_form.h - the forms of lines that a log may have: one table row for each form. */
#ifndef LEAKLINE_LOG_FORM_H
#define LEAKLINE_LOG_FORM_H

#include <stdbool.h>

#include "form_reading.h"

/* One form. */
struct log_form {
	const char *name;
	/* Takes the line if it has this form; otherwise gives false and changes nothing. */
	bool (*take)(struct form_reading *reading, struct span line);
};

/* The table of forms; it ends with a row without a name. */
extern const struct log_form log_forms[];

/* Takes only a header or a row of a table, because the user said that the log is one. */
bool log_form_of_table(struct form_reading *reading, struct span line);

/* The name in a heading such as `== web ==`, `--- web ---`, `==> PATH <==`; empty: the line is not
 * one. */
struct span log_form_heading(struct span line);

#endif
