/* report.h - a report that is being written: the run, the file, and the memory for its text. */
#ifndef LEAKLINE_REPORT_H
#define LEAKLINE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "../base/arena.h"

struct analysis;

/* The style of the terminal summary. */
struct text_style {
	bool color;
	bool utf8;          /* false: symbols ^ ~ ? . and ASCII only */
	size_t width;       /* columns */
	bool elide;         /* names are cut to fit (a terminal) */
	bool verbose;       /* list stable targets too */
	bool brief;         /* verdict lines alone */
	const char *folder; /* where the report was written; NULL: nowhere, or this is it */
};

/* Text made while writing is in the arena, which is freed after the report. */
struct report {
	const struct analysis *analysis;
	FILE *file;
	struct arena *arena;
	const struct text_style
		*style; /* for report_text() and the functions it calls; else NULL */
};

#endif
