/* session_say.h - what is said of a run on standard error: why it is not judged, or does not pass.
 */
#ifndef LEAKLINE_SESSION_SAY_H
#define LEAKLINE_SESSION_SAY_H

#include <stddef.h>

struct analysis;
struct analyze_options;

/* Says why a run without verdicts has none, in one line. */
void session_say_no_target(const struct analysis *analysis, const struct analyze_options *options);

/* A rate per time cannot be checked in a run without times: what is unknown is not within the
 * budget. Returns 0, or -1 after printing one line. */
int session_say_rates(const struct analysis *analysis, const struct analyze_options *options);

/* Warns of each --map whose old name none of the baselines has. */
void session_say_maps(const struct analysis *const *baselines, size_t count,
	const struct analyze_options *options);

/* Says of a judged run what its verdicts do not show: that there is no group of the kind that was
 * asked for, and why it does not pass. */
void session_say_open(const struct analysis *analysis, const struct analyze_options *options);

#endif
