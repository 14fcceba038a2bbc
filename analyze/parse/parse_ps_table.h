/* parse_ps_table.h - parses the header line of a table of ps, top or pidstat. */
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
	PS_ELAPSED,
	PS_COMMAND
};
enum { PS_COLUMNS = 32 };

struct ps_table {
	enum ps_column columns[PS_COLUMNS];
	size_t count;   /* 0: no header yet */
	size_t command; /* the column of free text: later fields are counted from the end of a row
			 */
	size_t clock_words; /* words in a row's PS_CLOCK; 0: one, plus any following words that are
			       no UID */
	bool aux;           /* PID %CPU %MEM VSZ RSS TTY STAT START TIME appear in this order */
	bool toolbox;       /* old Android: the state letter before NAME has no header word */
	bool uid;           /* the column after the clock is a number */
	bool averages;      /* pidstat's averages at its end: no reading */
};

/* Is the line a header? If so, fills *table. */
bool parse_ps_table_read(struct span line, struct ps_table *table);

#endif
