/* record.h - a table whose header names its columns, while it is read. */
#ifndef LEAKLINE_RECORD_H
#define LEAKLINE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/arena.h"
#include "../base/span.h"
#include "../cells/amount.h"
#include "../cells/column_name.h"
#include "import_spec.h"
#include "left_sizes.h"
#include "../cells/moment.h"
#include "log_reading.h"
#include "record_names.h"

struct notes;
struct run_text;

enum { RECORD_COLUMNS = 256, RECORD_CELL = 48 };

struct record_column {
	enum column_role role;
	double unit;         /* as of struct column_name; of memory 0 until the first cell tells */
	struct span name;    /* as its header has it; empty where it is of no use */
	struct span subject; /* the process of the column, in a table with a column for each */
	int64_t value, grain;
	size_t twin_of;   /* 1 + the column that has its name, or one as certain; 0: none has */
	bool is_any;      /* its name says nothing of memory: `value` */
	bool has_threads; /* web/12: how many threads the process has stands behind its name */
	bool is_whole;    /* its numbers have no decimals: marks in them part thousands */
	bool is_guessed;  /* its unit is, from its first number */
	bool any_kib;     /* one of its sizes was no whole page in bytes */
	bool is_unit;     /* its cells may be the unit of the row's values */
	bool is_left;     /* it is left out as a bound, and may be of a process */
	struct span left_name; /* of memory that is left out beside what is read; else empty */
	bool may_be_left;      /* its name says nothing: the unit of its first cell tells */
	size_t tells_of;       /* 1 + the column of whose process its cells tell the name, */
	bool tells_pid;        /* or the PID; 0: of none */
	struct span told_name; /* what such cells of the row told of the column's own process */
	int32_t told_pid;
	double first;           /* of such a one its first size; 0: none yet */
	char kept[RECORD_CELL]; /* its cell, until another tells what it is, or in which unit */
	size_t kept_len;
};

/* What is noted of a table once. */
enum record_noted {
	NOTED_KIB = 1,
	NOTED_BYTES = 2,
	NOTED_TIME = 4,
	NOTED_TOTAL = 8,
	NOTED_LEFT = 16,
	NOTED_SAMPLE = 32,
	NOTED_ANSWER = 64
};

/* A table being read. All zero but arena, sink and notes to begin. */
struct record_table {
	struct arena *arena; /* for names and for notes on the table */
	struct log_sink sink;
	struct notes *notes;
	struct import_table *spec; /* or NULL */
	struct run_text *text;     /* that is told how far it was read, or NULL */
	struct record_column columns[RECORD_COLUMNS];
	struct span heads[RECORD_COLUMNS]; /* of JSON: the names of the object before */
	size_t count;                      /* of columns; 0: no header was seen yet */
	bool of_ps;                        /* its names are in capitals, as those of ps */
	struct amount_points points;       /* in the cells of all its columns */
	bool of_json;                      /* its rows are objects of JSON */
	bool of_amounts;                   /* a column is a process, whatever its name */
	bool wide;                         /* a column is a process */
	bool has_metrics;                  /* a row is one value of any kind */
	bool has_twins;                    /* a column has the name of another, or as good a one */
	bool is_private;                   /* and the row at hand's is private memory */
	bool is_units;                     /* the row at hand has the units of the columns */
	bool has_units;                    /* a column tells the unit of the row's values */
	struct column_name metric;         /* what the value of such a row is */
	struct span metric_of;             /* whose it is; empty: its name says so, or nothing */
	double unit; /* of the row's values, as of struct column_name; 0: no cell told it */
	struct record_names names;
	struct moment moment;
	struct log_reading row;     /* at hand */
	struct span owner;          /* of a heading in front */
	int64_t date_ms;            /* a line of `date` in front, or in front of the row; -1 none */
	size_t dates;               /* lines that gave one, or had one before them */
	bool date_first, date_last; /* one stands in front of all rows; behind the last of them */
	bool undated;               /* one told no moment */
	bool begins;                /* a date or heading before the row begins a round */
	bool bad;                   /* a cell of the row is none of its column */
	bool of_cgroups;            /* systemd-cgtop's: the row of / is what the machine uses */
	double told_unit;           /* of svmon: KiB of one, as its line `Unit:` says; 0: none */
	bool by_thousand;           /* crictl's: its units count by 1000 */
	bool has_named;             /* a row named something else than a total */
	bool has_held;              /* the first row is a total, and waits for what comes next: */
	struct log_reading held;
	bool told;             /* a cell of the row gives memory */
	char day[RECORD_CELL]; /* the cell of COLUMN_DATE */
	size_t day_len;
	char time[RECORD_CELL]; /* the cell of COLUMN_TIME last read, and what it says */
	size_t time_len;
	int64_t time_ms;
	char round[RECORD_CELL]; /* the cell of COLUMN_ROUND of the row before */
	size_t round_len;
	size_t rows, head_rows; /* readings; those before the header */
	const char *hint;       /* why rows cannot be read, and what can be done; NULL */
	unsigned noted;         /* bit set of enum record_noted */
	bool has_cut_value;     /* the text ends within a value of JSON */
	struct span unit_key;   /* in front of the last size without a unit; empty: none */
	bool is_doubtful;       /* numbers taken for KiB turned out to be none */
	bool none_counts;       /* nor do those before: only the whole text showed it */
	struct left_sizes left; /* what stands beside that which is read */
	bool left_grows;        /* one of these does, alone: what is read is no pass */
	bool lacks_samples;     /* nor is it where samples could not be read, or did not come */
	bool columns_noted;     /* that it has too many columns was said */
};

/* Adds a note on the table, once. */
void record_note(struct record_table *table, enum record_noted which, const char *text);

/* Gives the row the date, the owner and the beginning of a round of the lines before it, where it
 * has none of its own. */
void record_complete(struct record_table *table, struct log_reading *row);

/* The same, and passes it on. */
void record_send(struct record_table *table, struct log_reading *row);

#endif
