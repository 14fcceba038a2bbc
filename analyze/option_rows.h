/* option_rows.h - the table of options: the parser, --help and what is said of a wrong one come
 * from it. */
#ifndef LEAKLINE_OPTION_ROWS_H
#define LEAKLINE_OPTION_ROWS_H

/* Options without a short form have codes above any byte. */
enum {
	OPT_ALPHA = 256,
	OPT_BUDGET,
	OPT_SKIP,
	OPT_BY,
	OPT_BASELINE,
	OPT_INJECT,
	OPT_GATE,
	OPT_GROUP,
	OPT_IMPORT,
	OPT_SYMBOLS,
	OPT_PMAP_DIFF,
	OPT_MERGE,
	OPT_MAP,
	OPT_FORMAT,
	OPT_COLOR,
	OPT_CHARTS,
	OPT_RENDER,
	OPT_JUNIT,
	OPT_FAIL_ON,
	OPT_FAIL_ON_SYSTEM,
	OPT_ALLOW_INCONCLUSIVE,
	OPT_NO_REPORT,
	OPT_FOLLOW,
	OPT_SUMMARY,
	OPT_JSON,
	OPT_UNTIL
};

struct option_row {
	const char *name;
	int code;             /* the short letter, or one of the above */
	const char *argument; /* NULL: no argument */
	const char *help;     /* '\n' starts a new line in the help column */
};

/* The table, and how many rows it has; a row without a name is the title of a group. */
extern const struct option_row option_rows[];
enum { OPTION_ROWS = 38 };

/* The row of an option's code, or NULL. */
const struct option_row *option_rows_find(int code);

/* The row of a long option whose whole name this is, up to its end or a `=`; or NULL. getopt_long
 * accepts abbreviations; we refuse them, because scripts that use them would break when options are
 * added. */
const struct option_row *option_rows_find_name(const char *word);

/* The words that an option takes, the one at its enum's number, and NULL behind them; NULL: it
 * takes anything. */
const char *const *option_rows_words(int code);

/* Prints the page of --help. */
void option_rows_help(void);

#endif
