/* option_rows.h - the table of options: the parser, --help and what is said of a wrong one come
 * from it. */
#ifndef LEAKLINE_COLLECT_OPTION_ROWS_H
#define LEAKLINE_COLLECT_OPTION_ROWS_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* Options without a short form have codes above every byte. */
enum {
	OPT_RESUME = 256,
	OPT_SOURCE,
	OPT_VIA,
	OPT_RECONNECT,
	OPT_PROC,
	OPT_PS,
	OPT_ALSO,
	OPT_HEAP_MAX,
	OPT_TREE,
	OPT_CGROUP,
	OPT_ACTION,
	OPT_CONTROL,
	OPT_BLOCK,
	OPT_DURATION,
	OPT_THIN,
	OPT_PLAN
};

struct option_row {
	const char *name;
	int code;
	const char *argument; /* NULL: the option takes none */
	const char *help;     /* '\n' starts the next line of the column */
};

/* The table, and how many rows it has; a row without a name is the title of a group. */
extern const struct option_row option_rows[];
enum { OPTION_ROWS = 36 };

/* The row of an option's code, or NULL. */
const struct option_row *option_rows_find(int code);

/* The row of a long option whose whole name this is, up to its end or a `=`; or NULL. */
const struct option_row *option_rows_find_name(const char *word);

/* Does a long option's name begin so, up to the word's end or a `=`? Abbreviations are refused:
 * scripts that use them break when an option is added. */
bool option_rows_is_beginning(const char *word);

/* Writes which options a wrong one, with its hyphens, may mean: `did you mean --rounds?`, or
 * nothing; text has size bytes. */
void option_rows_nearest(const char *word, char *text, size_t size);

/* Appends the page of --help. */
void option_rows_help(struct buffer *page);

#endif
