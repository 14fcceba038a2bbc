/* rounds.h - complete snapshots in order, each with its place on the time axis. */
#ifndef LEAKLINE_ROUNDS_H
#define LEAKLINE_ROUNDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/index.h"
#include "../kinds.h"

struct arena;
struct notes;

/* What the `round` event of a round says, which confirms that it is complete. */
struct round_event {
	uint32_t order;    /* of the latest member that had it */
	int64_t uptime_ms; /* CLOCK_BOOTTIME; -1 if unknown */
	int64_t time_ms;   /* UTC; -1 if unknown */
};

/* One complete snapshot. A log may have a million. */
struct round {
	uint32_t number;
	uint32_t kinds : 31;   /* bit set of 1u << enum kind */
	uint32_t is_timed : 1; /* after rounds_build: some time of it is known */
};

/* The place of a round on the time axis. */
struct round_time {
	int64_t time_ms;  /* UTC since 1970, from the file names; -1 if unknown */
	double elapsed_s; /* after rounds_build: since the run's first round, by uptime, else (or
			     where that falls) by time; 0 if unknown */
};

/* What told of a round, while the list is built. */
struct round_told {
	uint32_t order; /* of the latest member that had the time */
	uint32_t event; /* number of its event, from 1; 0: it has none, as in any log */
};

/* Rounds in the order found; rounds_build sorts. All zero is empty; rounds_free frees it, and
 * places are in the arena. */
struct round_list {
	struct round *items;
	size_t count, capacity;
	/* of the first rounds, up to the last that has one: a log without dates has none */
	struct round_time *times;
	size_t time_count, time_capacity;
	struct round_told *told;
	size_t told_count, told_capacity;
	struct round_event *events; /* in the order found */
	size_t event_count, event_capacity;
	struct index places; /* by number, until rounds_build, if they came in no order */
	bool is_unordered;
	size_t lost_end; /* after rounds_build: rounds behind the last that have an event and no
			    file */
};

/* The index of the round of that number, created if new. */
size_t rounds_at(struct round_list *list, struct arena *arena, uint32_t number);

/* Takes that a round has a file of that kind. */
void rounds_take_kind(struct round_list *list, size_t i, enum kind kind);

/* Takes the time of a round from a member; of two the one of the higher order counts, of equal ones
 * the later. */
void rounds_take_time(struct round_list *list, size_t i, int64_t time_ms, uint32_t order);

/* Takes the event of a round in the list; of two the one of the higher order counts, of equal ones
 * the later. Where one round has an event, a round without one does not count. */
void rounds_take_event(struct round_list *list, size_t i, const struct round_event *event);

/* The time of a round, and its event; one that knows nothing if it has none. */
const struct round_time *rounds_time(const struct round_list *list, size_t i);
const struct round_event *rounds_event(const struct round_list *list, size_t i);

/* Sorts, drops incomplete rounds and an uptime that goes astray in one round (with a note each),
 * and fills is_timed and elapsed_s. */
void rounds_build(struct round_list *list, struct notes *notes);

/* Frees what told of the rounds of a built list: their events are unknown then. */
void rounds_forget_told(struct round_list *list);

/* The index of a number in a list in order, or -1. */
ptrdiff_t rounds_find(const struct round_list *list, uint32_t number);

/* The median time between neighbouring rounds, in seconds per round; 0 if unknown. */
double rounds_median_s(const struct round_list *list);

/* The mean duration of a round, in seconds; 0 if unknown. */
double rounds_mean_s(const struct round_list *list);

/* Do intervals vary so much that rounds do not represent time: is one at least ten times the
 * median? Not if rounds are less than a second apart. */
bool rounds_are_uneven(const struct round_list *list, double median_s);

/* The index of the round before which most time passed, and how much, in seconds; 0: there is no
 * second round. */
size_t rounds_longest_gap(const struct round_list *list, double *gap);

void rounds_free(struct round_list *list);

#endif
