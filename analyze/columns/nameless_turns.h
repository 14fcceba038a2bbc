/* nameless_turns.h - sums without a name or a date that are of several processes, or of parts of
 * one, in turn. */
#ifndef LEAKLINE_NAMELESS_TURNS_H
#define LEAKLINE_NAMELESS_TURNS_H

#include <stdbool.h>

struct columns;
struct notes;

/* Are the sums that no line names, each taken for a round, those of several: `grep VmRSS` of two
 * processes, `grep Rss` of all mappings? Their values then come again in turn, or are smaller than
 * any process is. After the last fold and before columns_sort, of a log without times. */
bool nameless_turns_are(const struct columns *columns);

/* Drops each process of a log of readings, also one with times, that has such values, as two
 * services write one log that both have the PID 1: only those that differ by a good part count.
 * Adds a note on each; true: there was one. Not for tables of ps: the kernel told their PIDs apart.
 */
bool nameless_turns_drop(struct columns *columns, struct notes *notes);

/* Has the process without a name risen up to the end of one part of a log, and does the next part
 * begin as low as the first one did? Then it may be another process, of a program that begins a log
 * when it starts, and both together would look like memory that comes back. is_paused: much time
 * lies between the parts, as between the tests of two nights; then the same is asked of every
 * process, as a name, or the first PID of a container, is that of each start. */
bool nameless_turns_restart(
	const struct columns *before, const struct columns *after, bool is_paused);

#endif
