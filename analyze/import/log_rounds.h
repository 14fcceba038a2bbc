/* log_rounds.h - where a round of a log begins: one rule for all records. */
#ifndef LEAKLINE_LOG_ROUNDS_H
#define LEAKLINE_LOG_ROUNDS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/index.h"

struct arena;

/* What a record says of its place. */
struct log_record {
	uint64_t key;    /* of whom and what it is: once a round */
	int64_t time_ms; /* -1 not told */
	bool marked;     /* a date without a time, a header that comes again, or another number of a
			    round is in front of it */
	bool keyed;      /* nothing else parts rounds: one begins where its key comes again */
};

/* The round at hand of a log. All zero to begin. */
struct log_rounds {
	struct index seen; /* key -> the round that had it last, + 1; memory is the arena's */
	uint32_t round;
	bool begun;          /* it holds something */
	int64_t time_ms;     /* of its last record; -1 not told */
	int64_t begin_ms;    /* of its first */
	int64_t interval_ms; /* the shortest between two rounds; 0 not known */
	bool again;          /* the record at hand has a key that its round had already */
};

/*
 * Takes the next record of the log; true: a round begins with it. In this order: what stands in
 * front of it; else its time, where records of one time are one round, and so are those of
 * different processes that lie closer together than rounds do; else its key, where that comes
 * again.
 */
bool log_rounds_take(
	struct log_rounds *rounds, struct arena *arena, const struct log_record *record);

/* Was the key seen in the round at hand? It is now. */
bool log_rounds_seen(struct log_rounds *rounds, struct arena *arena, uint64_t key);

/* The next round begins, where the one at hand holds something. */
void log_rounds_next(struct log_rounds *rounds);

#endif
