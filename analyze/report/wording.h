/* wording.h - sentences and number formats that all reports share, so that they cannot disagree. */
#ifndef LEAKLINE_WORDING_H
#define LEAKLINE_WORDING_H

#include <stdbool.h>
#include <stddef.h>

#include "../analysis.h"

/* All functions that give char * give a string of its own (free it), plain UTF-8, made of our words, numbers
 * and, where said, of names made printable: still to be escaped for the output language as any span. */

/* "1 234 567", digits in groups of three by a no-break space; sign with plus: "+1 752". */
char *wording_kib(double kib, bool plus);

/* A slope with its half interval: "+18.8 ± 0.3", digits to suit the error; "0" for none. */
char *wording_slope(double slope, double low, double high);

/* "2.2 MiB an hour", "24 KiB a day": a rate of KiB an hour in the unit that reads best. */
char *wording_rate(double kib_per_hour);

/* "30 min 12 s", "3 h 5 min", "12 days". */
char *wording_duration(double seconds);

/* A p-value: "0.03", "4e-12", "<1e-300". */
char *wording_p(double p);

/* "ntpd (812)": name made printable. */
char *wording_process(const struct process *process);

/* The because line of a verdict: one sentence that a tester believes (reason, numbers, least slope to be seen). */
char *wording_because(const struct analysis *analysis, const struct finding *finding);

/* The lines below it: how fast, what the line explains, what could have been seen, forecast, hints. *count strings. free each, then the list. */
char **wording_details(const struct analysis *analysis, const struct finding *finding, size_t *count);

/* "2 processes leak, 1 is suspect": the headline. */
char *wording_headline(const struct analysis *analysis);

/* "61 rounds in 30 min 12 s, 15 processes": run facts. */
char *wording_run(const struct analysis *analysis);

/* "2 leak, 2 suspect, 1 inconclusive, 10 stable". */
char *wording_counts(const struct analysis *analysis);

/* Slope of a trend in KiB a round (x may be seconds). */
double wording_per_round(const struct analysis *analysis, double slope);

/* The same in KiB an hour; false where the time of a round is not known. */
bool wording_per_hour(const struct analysis *analysis, double slope, double *kib_per_hour);

#endif
