/* steps.h - what a leak may hide behind that comes in steps of an allocator. */
#ifndef LEAKLINE_STEPS_H
#define LEAKLINE_STEPS_H

#include "points.h"

/*
 * The greatest leak, in units of y per unit of x, that may be in a series and look like a few steps
 * that have stopped (docs/method.md 8): it made all that came in steps of one size behind start-up,
 * and is due for one more. 0: nothing came in such steps. allocator: its step. least: smaller rises
 * are none. work: n.
 */
double steps_hide(const struct points *points, double allocator, double least, double *work);

/*
 * The greatest leak, in units of y per unit of x, that the largest rise behind start-up may be a
 * step of: it took no other in the longer of the waits before and after it. 0: that rise is no
 * larger than the allocator's step, or smaller than least. *size: what it rose by.
 */
double steps_lone(const struct points *points, double allocator, double least, double *size);

#endif
