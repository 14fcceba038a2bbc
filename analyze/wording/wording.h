/* wording.h - sentences and number formats that all reports share, so that they cannot disagree. */
#ifndef LEAKLINE_WORDING_H
#define LEAKLINE_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../analysis.h"

/*
 * The strings that these functions give live as long as the arena: plain UTF-8, made of our words
 * and numbers and, only where said, of names as they stood in the input: still to be escaped for
 * the output language as any span, once.
 */

/* "1 234 567", digits in groups of three by a no-break space; sign with plus: "+1 752". */
const char *wording_kib(struct arena *arena, double kib, bool plus);

/* "28.1 MiB", "780 KiB": a size in the unit that reads best. */
const char *wording_size(struct arena *arena, double kib);

/* A slope with its half interval: "+18.8 ± 0.3", digits to suit the error; "0" for none. */
const char *wording_slope(struct arena *arena, double slope, double low, double high);

/* The same without the interval: "18.8". */
const char *wording_number(struct arena *arena, double value);

/* "2.2 MiB an hour", "24 KiB a day": a rate of KiB an hour in the unit that reads best. */
const char *wording_rate(struct arena *arena, double kib_per_hour);

/* "30 min 12 s", "3 h 5 min", "12 days". */
const char *wording_duration(struct arena *arena, double seconds);

/* A p-value: "0.03", "4e-12", "<1e-300". */
const char *wording_p(struct arena *arena, double p);

/* "2026-11-23T05:16:00.123Z" of milliseconds since 1970 (UTC); "" below 0. */
const char *wording_time(struct arena *arena, int64_t time_ms);

/*
 * First and last reading of a life in KiB, whatever --skip leaves out of the fit: as in
 * processes.csv. false where there is none; both are 0 then.
 */
bool wording_ends(const struct process *process, enum metric metric, double *first, double *last);

/* "96 %" of 0.96. */
const char *wording_percent(struct arena *arena, double share);

/* "ntpd (812)"; the name is as it stood in the input. */
const char *wording_process(struct arena *arena, const struct process *process);

/* The late slope of a metric as wording_slope gives it, KiB a round; "-" where there is none. */
const char *wording_late(
	struct arena *arena, const struct analysis *analysis, const struct trend *trend);

/* The same of private memory, for a table; "+3.0 in steps" (the straight line) where it follows in
 * its allocator's steps. */
const char *wording_private(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/*
 * "private dirty 120 → 1 176 KiB, Pss 130 → 1 180 KiB": what smaps says of a group of mappings,
 * first and last reading; "" where the run has no smaps of it.
 */
const char *wording_use(struct arena *arena, const struct mapping_group *group);

/* "▲" for a leak and so on; without utf8 "^", "~", ".", "?". Constant. */
const char *wording_glyph(enum verdict_kind verdict, bool utf8);

/* The because line of a verdict: one sentence that a tester believes (reason, numbers, least slope
 * to be seen). No names. */
const char *wording_because(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* "provisional: 30 cold rounds": why a leak that is provisional is. */
const char *wording_provisional(struct arena *arena, const struct finding *finding);

/* "set aside: rounds 84, 85, far off, and back again at once"; NULL where there are no pulses. */
const char *wording_pulses(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* The lines below it: how sure, what the line explains, what was set aside, forecast. *count
 * strings. No names. */
const char *const *wording_details(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count);

/* "2 processes leak, 1 is suspect": the headline. */
const char *wording_headline(struct arena *arena, const struct analysis *analysis);

/* "61 rounds in 30 min 12 s, 15 processes, rounds 0 to 4 left out": run facts. */
const char *wording_run(struct arena *arena, const struct analysis *analysis);

/* The last line of a report: "1 leak (provisional), 0 suspect, 1 inconclusive, 1 stable, no
 * verdict: ripd      exit 3"; names as they stood in the input. */
const char *wording_outcome(struct arena *arena, const struct outcome *outcome);

/* What happened to the run: "action failed in 30 of 30 rounds", "clock was set ..."; *count of
 * them. */
const char *const *wording_happenings(
	struct arena *arena, const struct analysis *analysis, size_t *count);
/* What no look from outside can tell: a sentence for the end of a report. Constant. */
const char *wording_limits(void);

/* How many processes (all lives of one together) have that verdict. */
size_t wording_count(const struct analysis *analysis, enum verdict_kind verdict);

/* Seconds from the run's first round to its last; 0: not known. */
double wording_length_s(const struct analysis *analysis);

/* The finding that a process's verdict comes from: that of its gravest life. */
const struct finding *wording_gravest(
	const struct analysis *analysis, const struct process_verdict *verdict);

/* Slope of a trend in KiB a round (x may be seconds). */
double wording_per_round(const struct analysis *analysis, double slope);

/* The same in KiB an hour; false where the time of a round is not known. */
bool wording_per_hour(const struct analysis *analysis, double slope, double *kib_per_hour);

#endif
