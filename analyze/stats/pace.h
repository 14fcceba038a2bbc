/* pace.h - does growth slow down: what the last third of a series gains, and the middle one. */
#ifndef LEAKLINE_PACE_H
#define LEAKLINE_PACE_H

#include "points.h"

struct pace {
	double middle, last;
};

/*
 * The gains of n >= 1 points whose x ascends, but need not rise at each. Where points are missing
 * thirds may be unequally long: the gain of the last is then that which its pace makes in the time
 * that it has in a whole series. There it ends half a twelfth before the series does, as its end is
 * a median: of a straight line it is METHOD_LAST_THIRD of the middle one. work: n.
 */
struct pace pace_of(const struct points *points, double *work);

/* The last divided by the middle one; INFINITY if that did not gain. */
double pace_last_to_middle(const struct points *points, double *work);

#endif
