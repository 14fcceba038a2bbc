/* steps.c - what a leak may hide behind that comes in steps of an allocator. */
#include "steps.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdbool.h>

#include "method.h"

/* A pass over the rises to new heights: what an allocator gives back and takes again is none. */
struct heights {
	const struct points *points;
	size_t i;    /* the last one */
	double rise; /* what it rose by */
	double top;
};

static struct heights heights_of(const struct points *points)
{
	return (struct heights){ points, 0, 0.0, points->n ? points->y[0] : 0.0 };
}

static bool next_height(struct heights *heights)
{
	const double *y = heights->points->y;

	while (++heights->i < heights->points->n)
		if (y[heights->i] > heights->top) {
			heights->rise = y[heights->i] - heights->top;
			heights->top = y[heights->i];
			return true;
		}
	return false;
}

/* The largest rise behind start-up that came twice (another is half as large), or is no larger than
 * the allocator's step: what came once, and is larger, is something that was loaded. 0: none. */
static double size_of(const struct points *points, double allocator, double *rises)
{
	struct heights heights = heights_of(points);
	size_t count = 0;

	while (next_height(&heights))
		if (heights.i > points->n / METHOD_START_UP)
			rises[count++] = heights.rise;
	gsl_sort(rises, 1, count);
	while (count-- > 0)
		if (rises[count] <= METHOD_QUANTUM_SLACK * allocator ||
			(count && rises[count - 1] >= METHOD_QUANTUM_AGAIN * rises[count]))
			return rises[count];
	return 0.0;
}

double steps_lone(const struct points *points, double allocator, double least, double *size)
{
	size_t skip = points->n / METHOD_START_UP, at = skip;
	struct heights heights = heights_of(points);

	*size = 0.0;
	while (next_height(&heights))
		if (heights.i > skip && heights.rise > *size) {
			*size = heights.rise;
			at = heights.i;
		}
	if (*size < least || *size <= METHOD_QUANTUM_SLACK * allocator)
		return 0.0;
	return *size /
	       fmax(points->x[at] - points->x[skip], points->x[points->n - 1] - points->x[at]);
}

double steps_hide(const struct points *points, double allocator, double least, double *work)
{
	size_t skip = points->n / METHOD_START_UP, count = 0;
	double size = size_of(points, allocator, work), sum = 0.0, longest = 0.0, last, wait;
	struct heights heights = heights_of(points);

	if (size < least || size <= 0.0)
		return 0.0;
	last = points->x[skip];
	while (next_height(&heights)) {
		if (heights.i <= skip || heights.rise > size)
			continue;
		sum += heights.rise; /* noise splits a step in two */
		if (heights.rise < METHOD_QUANTUM_AGAIN * size)
			continue;
		longest = fmax(longest, points->x[heights.i] - last);
		last = points->x[heights.i];
		count++;
	}
	wait = points->x[points->n - 1] - last;
	/* a leak takes its steps at equal distances: many that came closer are over */
	if (count >= METHOD_STEPS_OVER && wait > METHOD_REST * longest)
		return size / wait;
	return (sum + size) / (points->x[points->n - 1] - points->x[skip]);
}
