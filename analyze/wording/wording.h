/* wording.h - sentences shared by all reports, so that they cannot disagree; with the numbers in
 * them (wording_number.h). */
#ifndef LEAKLINE_WORDING_H
#define LEAKLINE_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../analysis.h"
#include "wording_number.h"

/*
 * The strings that these functions return are in arena: plain UTF-8, made of our words and
 * numbers. Names as they stood in the input occur only where stated; like any foreign text, they
 * must still be escaped once for the output language.
 */

/*
 * First and last reading of a life in KiB, of the rounds that are judged: what --skip or the
 * warm-up leaves out has no part in a change. Returns false and sets both to 0 if there is none.
 */
bool wording_ends(const struct analysis *analysis, const struct process *process,
	enum metric metric, double *first, double *last);

/* The first reading of a series (n > 0) in the rounds that are judged; the last of all if none is.
 */
double wording_first(const struct analysis *analysis, const struct series *series);

/* How many of a life's rounds --skip or the warm-up leaves out: process->rounds less these are what
 * its verdict rests on. */
size_t wording_left_out(const struct analysis *analysis, const struct process *process);

/* "ntpd (812)"; with the name as it stood in the input. */
const char *wording_process(struct arena *arena, const struct process *process);

/* The late slope of a metric in KiB a round, formatted as by wording_slope; "-" if there is none.
 */
const char *wording_late(
	struct arena *arena, const struct analysis *analysis, const struct trend *trend);

/* All rates of a line have the same decimals: those of the slope that is known least, unless
 * another one would then be shown as 0. a, b: the trends of the line; they may be the same. */
int wording_line_decimals(
	const struct analysis *analysis, const struct trend *a, const struct trend *b);

/* What a rate of the footprint is of where the table's RSS has another. */
#define WORDING_OF_ITS_OWN " without files and shared memory"

/* The table shows all of RSS. Does it grow at a pace that is seen, with so many decimals, to be
 * another than that of the footprint, which decides? trend: of a finding. */
bool wording_is_unlike_rss(
	const struct analysis *analysis, const struct trend *trend, int decimals);

/* The late slope with so many decimals. */
const char *wording_late_to(struct arena *arena, const struct analysis *analysis,
	const struct trend *trend, int decimals);

/* The same for a row of a table: of private memory, "+3.0 in steps" (the slope of the straight
 * line) or "in steps" if it follows in its allocator's steps; and of RSS. */
const char *wording_private(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);
const char *wording_rss(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/*
 * "private dirty 120 → 1 176 KiB, Pss 130 → 1 180 KiB": the first and last smaps readings of a
 * mapping group; "" if the run has no smaps of it.
 */
const char *wording_use(
	struct arena *arena, const struct analysis *analysis, const struct mapping_group *group);

/* The symbol of a verdict: "▲" for a leak and so on; without utf8 "^", "~", ".", "?". A constant
 * string. */
const char *wording_glyph(enum verdict_kind verdict, bool utf8);

/* "a leak above 0.40 KiB a round would have shown"; NULL: which one is not known. */
const char *wording_shown(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* "0.40 KiB/round", "64 B/round": that leak for a cell of a table; NULL: it is not known, or stands
 * beside a growth that was found. */
const char *wording_shown_least(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* What a row says behind that: "insensitive", "provisional: 30 cold rounds"; "" if nothing. */
const char *wording_row_note(
	struct arena *arena, const struct process_verdict *verdict, const struct finding *finding);

/* The because line of a verdict: one sentence that convinces a tester (reason, numbers, smallest
 * slope that would have shown). No names. */
const char *wording_because(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* "provisional: 30 cold rounds": why a leak is only provisional. */
const char *wording_provisional(struct arena *arena, const struct finding *finding);

/* "set aside: rounds 84, 85, far off, and back again at once"; NULL if there are no pulses. */
const char *wording_pulses(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* What the one number is that a cgroup is judged by. */
#define WORDING_CGROUP_MEMORY "anonymous memory and swap"

/* Is it a cgroup's sum? That number stands for both metrics, and is told once. */
bool wording_is_one_number(const struct process *process);

/* The lines below the because line: how certain the verdict is, what the line explains, what was
 * set aside, the forecast. *count: the number of strings. No names. */
const char *const *wording_details(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

/* "by-action: 24.0 ± 0.2 KiB each time `reload` runs; 0.0 ± 0.1 KiB in an idle round; p 0.0002, 48
 * blocks"; NULL if it was not asked. Names of actions are made of letters, digits, "-_.". */
const char *wording_attribution(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* What the growth of a finding is attributed to; NULL if the run is no experiment. */
const struct attributed *wording_attributed(
	const struct analysis *analysis, const struct finding *finding);

/* The name of an action, each byte that is not a letter, a digit or "-_." replaced by "?". */
const char *wording_arm(struct arena *arena, struct span name);

/* As wording_details(), without the numbers of the method (slopes with p and R², what was set
 * aside): for a screen. */
const char *const *wording_outline(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

/* "2 processes leak, 1 is suspect": the headline. */
const char *wording_headline(struct arena *arena, const struct analysis *analysis);

/* "61 rounds in 30 min 12 s, 15 processes, rounds 0 to 4 left out": facts about the run. */
const char *wording_run(struct arena *arena, const struct analysis *analysis);

/* "1 leak (provisional), 0 suspect, 1 inconclusive, 1 stable, no verdict: ripd": what a run means
 * for the exit status; with names as they stood in the input. */
const char *wording_found(struct arena *arena, const struct outcome *outcome);

/* The last line of a report: "1 leak (provisional), 0 suspect, 1 inconclusive, 1 stable, no
 * verdict: ripd      exit 3"; with names as they stood in the input. */
const char *wording_outcome(struct arena *arena, const struct outcome *outcome);

/* "leakline-collect --resume -n +60 -o soak.run ripd -- ./reload": the command that records as many
 * more rounds as the processes that could not be judged need, quoted for a shell; NULL if no number
 * would do, or the run is no folder that can be resumed. With names as they stood in the input. */
const char *wording_more_rounds(struct arena *arena, const struct analysis *analysis);

/* "leakline-collect -n 100 -s 150ms ripd -- ./reload": the command that records such a run on
 * another machine; NULL if run.info does not tell it. With names as they stood in the input. */
const char *wording_repeat(struct arena *arena, const struct analysis *analysis);

/* What happened during the run: "action failed in 30 of 30 rounds", "clock was set ..."; *count:
 * the number of strings. */
const char *const *wording_happenings(
	struct arena *arena, const struct analysis *analysis, size_t *count);
/* A sentence for the end of a report: what cannot be seen from outside a process. A constant
 * string. */
const char *wording_limits(void);

/* The number of processes (all lives of one together) with that verdict. */
size_t wording_count(const struct analysis *analysis, enum verdict_kind verdict);

/* Seconds from the run's first round to its last; 0: unknown. */
double wording_length_s(const struct analysis *analysis);

/* The finding that decides a process's verdict: that of its gravest life. */
const struct finding *wording_gravest(
	const struct analysis *analysis, const struct process_verdict *verdict);

/* Converts the slope of a trend to KiB a round (x may be seconds). */
double wording_per_round(const struct analysis *analysis, double slope);

/* Converts the slope of a trend to KiB an hour; false if the duration of a round is unknown. */
bool wording_per_hour(const struct analysis *analysis, double slope, double *kib_per_hour);

#endif
