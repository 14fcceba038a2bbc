/* follow.h - how a private memory series w relates to a footprint series x: consistent, repeated,
 * or silent. */
#ifndef LEAKLINE_FOLLOW_H
#define LEAKLINE_FOLLOW_H

#include <stdbool.h>
#include <stddef.h>

enum follow {
	FOLLOW_NOT,
	FOLLOW_FOLLOWS, /* w rose with x, in its own quantum */
	FOLLOW_SILENT,  /* w gained less than a quantum: it shows nothing */
	FOLLOW_PEAK,    /* w keeps the highest x so far */
	FOLLOW_PACE,    /* w moves with a level x */
};

/* The step of w: the larger of the allocator's and the largest rise that occurred at least twice,
 * without start-up. work: n. */
double follow_quantum(size_t n, const double *w, double allocator, double *work);

/* Two series over the same n points, of which the first third of the run has so many: rounds may
 * be missing anywhere. */
struct follow_pair {
	size_t n, third;
	const double *x, *w;
};

/* Is w consistent with serving a growing x? growth: the steady growth of x over all n (>= 12)
 * points. work: 2 * n. */
enum follow follow_consistent(
	const struct follow_pair *pair, double allocator, double growth, double *work);

/* Does the last third of x gain at least half of what the middle third gained, each known to a
 * page? n >= 12. work: n. */
bool follow_steady(size_t n, const double *x, double page, double *work);

/* Does w only repeat a footprint x that grows or is flat? work: 4 * n. */
enum follow follow_repeats(size_t n, const double *x, const double *w, bool flat, double *work);

#endif
