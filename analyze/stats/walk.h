/* walk.h - may a rise be that of a walk without an aim? */
#ifndef LEAKLINE_WALK_H
#define LEAKLINE_WALK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Of n points y over x, x ascending, behind their start-up (docs/method.md 15): what comes and goes
 * by chance and never returns to a level has lines in it that end anywhere. True if the points fall
 * nearly as far as they rise, leave their line as such a walk does, and rose in eight equal parts
 * by no more than one may. In under METHOD_SHORT_ROUNDS points it is false.
 */
bool walk_explains(size_t n, const double *x, const double *y);

#endif
