/* live.h - what is said while a run is watched: a summary on a terminal, else a line a change. */
#ifndef LEAKLINE_LIVE_H
#define LEAKLINE_LIVE_H

#include <stdbool.h>
#include <stddef.h>

struct analysis;
struct analyze_options;
struct decided;

/* All zero is nothing drawn. */
struct live {
	bool terminal; /* standard output is one: the summary is drawn over the one before */
	bool quiet;
	size_t drawn;         /* lines on the terminal */
	size_t columns, rows; /* of the terminal when they were drawn */
};

/* Begins: is there a terminal, and is anything to be said? */
void live_begin(struct live *live, const struct analyze_options *options);

/* Shows the latest look. is_look: false if the analysis only tells how far the run is. */
void live_show(struct live *live, const struct decided *decided, const struct analysis *analysis,
	bool is_look);

/* Takes the summary off the terminal: the report follows. */
void live_end(struct live *live);

#endif
