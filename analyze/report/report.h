/* report.h - a report being written: the run, the file, and the memory of its words. */
#ifndef LEAKLINE_REPORT_H
#define LEAKLINE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "../base/arena.h"

struct analysis;

/* How the terminal summary looks. */
struct text_style {
	bool color;
	bool utf8;    /* false: glyphs ^ ~ ? . and ASCII */
	size_t width; /* columns */
	bool elide;   /* names are cut to fit (a terminal) */
	bool verbose; /* list stable targets too */
};

/* Words that are made on the way live in the arena, which ends with the report. */
struct report {
	const struct analysis *analysis;
	FILE *file;
	struct arena *arena;
	const struct text_style *style; /* of report_text() and what it calls; else NULL */
};

#endif
