/* line_owner.h - whose line of a log it is, by the words in front of its values. */
#ifndef LEAKLINE_LINE_OWNER_H
#define LEAKLINE_LINE_OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

enum { LINE_OWNERS = 8, LINE_PIDS = 64 };

/* The names in the first lines of a log. All zero to begin. */
struct line_owners {
	struct span names[LINE_OWNERS];
	size_t counts[LINE_OWNERS], count;
	size_t lines, owned; /* of memory; with a name */
	struct span before;  /* the name of the line before, and its time */
	int64_t before_ms;
	bool are_beside; /* two names stand at one time */
	bool are_many;
};

/* INFO, warn: a level of a log, and no name? */
bool line_owner_is_level(struct span word);

/* `RSS: ` of `web RSS: 24004 kB`: from its word of memory to the number; empty: there is none. */
struct span line_owner_memory_key(struct span line);

/* `web: RSS=24004`, `Memory of web (4711): 24004 kB`: the name; empty: there is none. */
struct span line_owner_name(struct span line);

/* `web-1  | RSS: 24004 kB` of docker compose, `[pod/web-7f/web] RSS: 24004 kB` of kubectl logs: the
 * service, and what it wrote. Empty: nothing is in front. */
struct span line_owner_service(struct span line, struct span *rest);

/* Takes one of the first lines, without its date; time_ms: of that, or -1. */
void line_owners_take(struct line_owners *owners, struct span line, int64_t time_ms);

/* Do such names tell processes apart? Several come again, also at one time, in nearly each line. */
bool line_owners_tell(const struct line_owners *owners);

/* The PID in brackets in front of a line's values: [4711], or #4711] as Ruby's logger has it; 0:
 * none is there. */
int32_t line_owner_pid(struct span line);

/* Which of the numbers in front of what a line tells of memory, from 0 on, that may be a PID: 4711
 * of `web/4711 rss=9kB`, `4711#0: rss: 9 kB`; 0: there are not so many. *name: the word in front of
 * it, or empty. */
int32_t line_owner_front(struct span line, size_t place, struct span *name);

/* Numbers in brackets in front of lines about memory: PIDs, or something else? */
struct line_pids {
	int32_t pids[LINE_PIDS], before;
	size_t counts[LINE_PIDS], count, lines, with_pid;
	int64_t before_ms;
	struct span line;       /* the one before */
	bool are_twice;         /* one told the same value twice at a time: of others, then */
	double amount_before;   /* what the line before told of memory */
	double fell[LINE_PIDS]; /* by how much less it was when that one came */
	double moved; /* by how much it changed in all between lines of one, so many times */
	size_t moves;
	bool are_beside, are_many;
	bool is_paused; /* the next line does not stand behind the one before */
	size_t steps;   /* how often another one stood right behind one */
	size_t by_one;  /* and was that one + 1 */
	bool any_lower; /* one is lower than the one before it */
	bool come_back; /* one comes again after another */
};

/* Takes a line; pid: its PID, 0 if there is none; time_ms: its time, -1 if it tells none. */
void line_pids_take(struct line_pids *pids, struct span line, int32_t pid, int64_t time_ms);

/* Of numbers of any form: are they the PIDs of one process that was restarted now and then? No
 * other number that stays for many lines goes away for good while memory falls. */
bool line_pids_change(const struct line_pids *pids);

/* The next line does not stand behind the last one. */
void line_pids_pause(struct line_pids *pids);

/* Do they tell apart whose lines these are? Nearly all lines have one, each comes again, and lines
 * of two of them follow each other at once: a single process does not change its PID and back. Or
 * none comes back after another one: then each is a life of one process, unless it is the small
 * number of a thread that tells everything so far, or memory goes on from one to the next as it
 * does behind numbers of threads and requests: what was restarted mostly begins with less. */
bool line_pids_tell(const struct line_pids *pids);

#endif
