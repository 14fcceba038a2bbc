/* log_rounds.h - where a round of a log begins: one rule for all records. */
#ifndef LEAKLINE_LOG_ROUNDS_H
#define LEAKLINE_LOG_ROUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/index.h"

struct arena;

/* What places a record in a round. */
struct log_record {
	uint64_t key;    /* the process and the kind of value: occurs once in a round */
	int64_t time_ms; /* -1 not told */
	bool marked;     /* a date without a time, a repeated header, or another round number comes
			    before it */
	bool keyed;      /* nothing else separates rounds: one begins when its key is repeated */
};

/* The current round of a log. All zero to begin. */
struct log_rounds {
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

/* Was the key seen in the current round? Marks it as seen. */
bool log_rounds_seen(struct log_rounds *rounds, struct arena *arena, uint64_t key);

/* Begins the next round, unless the current one is empty. */
void log_rounds_next(struct log_rounds *rounds);

#endif
