/* pace.c - does growth slow down: what the last third of a series gains, and the middle one. */
#include "pace.h"

#include <math.h>

#include "events.h"
#include "method.h"

/* Where the points around one of them are, a sixth of all: the medians of both. */
struct place {
	double x, y;
};

static struct place place_around(const struct points *points, size_t at, double *work)
{
	size_t n = points->n, reach = n / METHOD_STEADY_ROUNDS + 1,
	       from = at > reach ? at - reach : 0, to = at + reach < n ? at + reach : n - 1;

	return (struct place){ (points->x[(from + to) / 2] + points->x[(from + to + 1) / 2]) / 2,
		events_median_around(n, points->y, at, reach, work) };
}

/* The first point behind so many thirds of what x covers: points may be missing. */
static size_t behind_thirds(const struct points *points, int thirds)
{
	double x = points->x[0] + thirds * (points->x[points->n - 1] - points->x[0]) / 3;
	size_t i = 0;

	while (i < points->n - 1 && points->x[i] < x)
		i++;
	return i;
}

struct pace pace_of(const struct points *points, double *work)
{
	struct place first = place_around(points, behind_thirds(points, 1), work),
		     middle = place_around(points, behind_thirds(points, 2), work),
		     last = place_around(points, points->n - 1, work);
	double length = (last.x - middle.x) / (middle.x - first.x);

	return (struct pace){ middle.y - first.y,
		(last.y - middle.y) * METHOD_LAST_THIRD / length };
}

double pace_last_to_middle(const struct points *points, double *work)
{
	struct pace pace = pace_of(points, work);

	return pace.middle > 0.0 ? pace.last / pace.middle : INFINITY;
}
