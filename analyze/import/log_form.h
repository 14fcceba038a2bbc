/* log_form.h - the forms of lines that a log may have: a row a form. */
#ifndef LEAKLINE_LOG_FORM_H
#define LEAKLINE_LOG_FORM_H

#include <stdbool.h>

#include "form_reading.h"

/* One form. */
struct log_form {
	const char *name;
	/* Takes the line where it is of this form; false, nothing changed, where it is not. */
	bool (*take)(struct form_reading *reading, struct span line);
};

/* The table; ends with a row without a name. */
extern const struct log_form log_forms[];

#endif
