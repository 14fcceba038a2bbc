/* line_pids.h - are the numbers in front of the lines of a log PIDs? */
#ifndef LEAKLINE_LINE_PIDS_H
#define LEAKLINE_LINE_PIDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

enum { LINE_PIDS = 64 };

/* Numbers in brackets in front of lines about memory: PIDs, or something else? */
struct line_pids {
	int32_t pids[LINE_PIDS], before;
	size_t counts[LINE_PIDS], count, lines, with_pid;
	size_t sure; /* lines whose PID is surely one */
	int64_t before_ms;
	struct span line;       /* the one before */
	bool are_twice;         /* one told the same value twice at a time: of others, then */
	double amount_before;   /* what the line before told of memory */
	double fell[LINE_PIDS]; /* by how much less it was when that one came */
	double moved; /* by how much it changed in all between lines of one, so many times */
	size_t moves;
	bool are_beside, are_many;
	bool is_paused;     /* the next line does not stand behind the one before */
	size_t steps;       /* how often another one stood right behind one */
	size_t by_one;      /* and was that one + 1 */
	bool any_lower;     /* one is lower than the one before it */
	bool come_back;     /* one comes again after another */
	double begun;       /* what the first line of the one at hand told; -1: it was not seen */
	size_t changes;     /* how often one ended whose first line was seen */
	size_t teeth;       /* and had risen by about as much as the next one was below it */
	double first, last; /* what the first lines of the first and last of them told */
	double fallen;      /* by how much less the next ones told in all, where it ended so */
	double least;       /* and the least of these */
};

/* Takes a line; pid: its PID, 0 if there is none; time_ms: its time, -1 if it tells none. */
void line_pids_take(struct line_pids *pids, struct span line, int32_t pid, int64_t time_ms);

/* Of numbers of any form: are they the PIDs of one process that was restarted now and then? No
 * other number that stays for many lines goes away for good while memory falls. Those that count on
 * may be of jobs of one process: they are lives only if memory rises in each, and falls at its end
 * to where it began: a process that grows over all of them is one.
 */
bool line_pids_change(const struct line_pids *pids);

/* The next line does not stand behind the last one. */
void line_pids_pause(struct line_pids *pids);

/* Do they tell apart whose lines these are? Nearly all lines have one, each comes again, and lines
 * of two of them follow each other at once: a single process does not change its PID and back; nor
 * need they do that where they surely are PIDs. Or
 * none comes back after another one: then each is a life of one process, unless it is the small
 * number of a thread that tells everything so far, or memory goes on from one to the next as it
 * does behind numbers of threads and requests: what was restarted mostly begins with less. */
bool line_pids_tell(const struct line_pids *pids);

#endif
