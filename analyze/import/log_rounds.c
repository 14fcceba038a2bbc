/* log_rounds.c - where a round of a log begins. */
#include "log_rounds.h"

#include "../base/arena.h"

/* Until two rounds are known, processes read one after another lie no further apart. */
enum { NEAR_MS = 500 };

enum log_rule log_rounds_rule(const struct log_partings *log)
{
	enum { TABLES = 8 }; /* of one round */
	/* `date; loop; date`: the last one begins nothing */
	size_t dates = log->dates - (log->date_first && log->date_last);

	/* some of what looks like dates and gives no time is none: headers tell more */
	if (log->unknown_dates == log->dates && dates && log->headers > dates &&
		log->headers % dates)
		return LOG_BY_HEADER;
	if (dates > 1 && log->headers <= TABLES * dates)
		return LOG_BY_DATE;
	if (log->headers > 1)
		return LOG_BY_HEADER;
	return log->dates > 1 || (log->dates && !log->bare) ? LOG_BY_DATE : LOG_BY_KEY;
}

bool log_rounds_parts(const struct log_rounds *rounds, uint64_t key)
{
	return rounds->rule != LOG_BY_DATE && index_find(&rounds->seen, key) == rounds->round + 1;
}

void log_rounds_mark(struct log_rounds *rounds, struct arena *arena, uint64_t key)
{
	*index_at(&rounds->seen, arena, key) = rounds->round + 1;
}

void log_rounds_next(struct log_rounds *rounds)
{
	rounds->round += rounds->begun;
	rounds->begun = false;
}

static bool is_far(const struct log_rounds *rounds, int64_t time_ms)
{
	int64_t away = time_ms - rounds->begin_ms,
		near = rounds->interval_ms > 0 ? rounds->interval_ms / 2 : NEAR_MS;

	return away >= near;
}

/* May its key part rounds, when it comes again? */
static bool is_keyed(const struct log_rounds *rounds, const struct log_record *record)
{
	return rounds->rule == LOG_BY_KEY || (rounds->rule == LOG_BY_HEADER && !record->is_headed);
}

/* Does its time say that the record is of another round than the one before it? */
static bool parts_by_time(struct log_rounds *rounds, const struct log_record *record, bool again)
{
	int64_t interval = record->time_ms - rounds->begin_ms;

	if (record->time_ms == rounds->time_ms)
		return false;
	if (again && interval > 0 && (!rounds->interval_ms || interval < rounds->interval_ms))
		rounds->interval_ms = interval;
	return again || is_far(rounds, record->time_ms);
}

bool log_rounds_take(
	struct log_rounds *rounds, struct arena *arena, const struct log_record *record)
{
	uint32_t *last = index_at(&rounds->seen, arena, record->key);
	bool again = *last == rounds->round + 1, begins = false;

	if (rounds->begun)
		begins = record->marked || (record->time_ms >= 0 && rounds->time_ms >= 0
							   ? parts_by_time(rounds, record, again)
							   : again && is_keyed(rounds, record));
	if (begins || !rounds->begun) {
		rounds->round += begins;
		rounds->begin_ms = record->time_ms;
		again = false;
	}
	rounds->begun = true;
	rounds->time_ms = record->time_ms;
	rounds->again = again;
	*last = rounds->round + 1;
	return begins;
}
