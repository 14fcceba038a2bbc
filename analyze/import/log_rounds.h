/* log_rounds.h - where a round of a log begins: one rule for all records. */
#ifndef LEAKLINE_LOG_ROUNDS_H
#define LEAKLINE_LOG_ROUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/index.h"

struct arena;

/* What parts the rounds of a log, where its records tell no times: the first of these that it has.
 */
enum log_rule {
	LOG_BY_KEY,    /* a key that comes again */
	LOG_BY_HEADER, /* a table's header that comes again; of what is no table, its key */
	LOG_BY_DATE    /* lines of dates */
};

/* What a log has that may part its rounds. */
struct log_partings {
	size_t headers, dates;
	size_t unknown_dates; /* of those, without a time */
	bool date_first;      /* a date comes before everything else */
	bool date_last;       /* and one behind everything else */
	bool bare;            /* something without a header is in it */
};

/* If there are dates, only they part rounds, however many tables follow one (`ps -C a; ps -C b`,
 * top by processor and by memory). But an occasional date only gives the time and does not begin a
 * round. */
enum log_rule log_rounds_rule(const struct log_partings *log);

/* What places a record in a round. */
struct log_record {
	uint64_t key;    /* the process and the kind of value: occurs once in a round */
	int64_t time_ms; /* -1 not told */
	bool marked;     /* a date without a time, a repeated header, or another round number comes
			    before it */
	bool is_headed;  /* a row of a table whose header is in the log */
};

/* The current round of a log. All zero to begin. */
struct log_rounds {
	enum log_rule rule;
	struct index seen; /* key -> the round that had it last, + 1; memory is the arena's */
	uint32_t round;
	bool begun;          /* it holds something */
	int64_t time_ms;     /* of its last record; -1: not known */
	int64_t begin_ms;    /* of its first */
	int64_t interval_ms; /* the shortest between two rounds; 0 not known */
	bool again;          /* the current record has a key that its round already had */
};

/* Takes the next record of the log; true: a round begins with it. Decided by the first of these
 * that is known: a mark before the record; its time (records with the same time are one round, and
 * so are records of different processes that lie closer together than rounds do); a repeated key.
 */
bool log_rounds_take(
	struct log_rounds *rounds, struct arena *arena, const struct log_record *record);

/* Is it a header, or a number of the system, that the current round already has? Then the next
 * round begins before it, unless dates alone part rounds. */
bool log_rounds_parts(const struct log_rounds *rounds, uint64_t key);

/* The current round has that header or number. */
void log_rounds_mark(struct log_rounds *rounds, struct arena *arena, uint64_t key);

/* Begins the next round, unless the current one is empty. */
void log_rounds_next(struct log_rounds *rounds);

#endif
