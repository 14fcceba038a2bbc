/* parse_ps_table.h - what the header line of a table of ps, top or pidstat says. */
#ifndef LEAKLINE_PARSE_PS_TABLE_H
#define LEAKLINE_PARSE_PS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "../base/span.h"

enum ps_column {
	PS_OTHER,
	PS_CLOCK,
	PS_USER,
	PS_PID,
	PS_VSZ,
	PS_RSS,
	PS_STAT,
	PS_START,
	PS_STIME,
	PS_TIME,
	PS_PRIVATE,
	PS_SWAP,
	PS_DATE,
	PS_DAYTIME,
	PS_COMMAND
};
enum { PS_COLUMNS = 32 };

struct ps_table {
	enum ps_column columns[PS_COLUMNS];
	size_t count;   /* 0: no header was seen yet */
	size_t command; /* the column that holds free text: fields behind it are counted from the
			   end of a row */
	size_t clock_words; /* of a row's PS_CLOCK; 0: one, and what is no UID behind it */
	bool aux;           /* PID %CPU %MEM VSZ RSS TTY STAT START TIME stand in this order */
	bool toolbox;       /* Android's old one: a state letter before NAME has no header word */
	bool uid;           /* the column behind the clock is a number */
	bool averages;      /* what pidstat prints at its end: no reading */
};

/* Is the line a header? Then what it says is in *table. */
bool parse_ps_table_read(struct span line, struct ps_table *table);

#endif
