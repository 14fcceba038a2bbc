/* collections.c - long sawteeth of a managed heap, and the floors between them. */
#include "collections.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "events.h"
#include "method.h"

/* A tooth: points from..peak rise, peak..trough fall. */
struct tooth {
	size_t from, peak, trough;
};

static double largest_rise(size_t from, size_t to, const double *z)
{
	double most = -INFINITY;

	for (size_t i = from + 1; i <= to; i++)
		most = fmax(most, z[i] - z[i - 1]);
	return most;
}

static double largest_fall(size_t from, size_t to, const double *z)
{
	double most = -INFINITY;

	for (size_t i = from + 1; i <= to; i++)
		most = fmax(most, z[i - 1] - z[i]);
	return most;
}

/* A collection frees at once what was allocated gradually, and y itself falls. */
static bool is_collection(const struct tooth *tooth, const double *y, const double *z)
{
	double fall = z[tooth->peak] - z[tooth->trough], rise = z[tooth->peak] - z[tooth->from];

	if (tooth->trough == tooth->peak ||
		largest_fall(tooth->peak, tooth->trough, z) < METHOD_COLLECTION_PART * fall ||
		y[tooth->peak] - y[tooth->trough] < METHOD_COLLECTION_PART * fall)
		return false;
	/* the first rise may lack its beginning */
	return largest_rise(tooth->from, tooth->peak, z) <
	       METHOD_COLLECTION_PART * (tooth->from ? fmin(rise, fall) : fall);
}

/* Stores a tooth in *out; returns false if it is not a collection's. */
static bool take(
	const struct tooth *tooth, const double *y, const double *z, struct collections *out)
{
	if (!tooth->from && tooth->peak < 2)
		return true;
	if (!is_collection(tooth, y, z))
		return false;
	if (!out->count++)
		out->first = y[tooth->trough];
	out->last = y[tooth->trough];
	return true;
}

/* A tooth ends at its trough, where the next one begins. False: it is no collection's. */
static bool end_tooth(struct tooth *tooth, size_t trough, const double *y, const double *z,
	struct collections *out)
{
	tooth->trough = trough;
	if (!take(tooth, y, z, out))
		return false;
	tooth->from = trough;
	return true;
}

/* Walks z from turn to turn: a peak counts when z has fallen by threshold below it, a trough when
 * it has risen as much. */
static bool walk(size_t n, const double *y, const double *z, struct collections *out)
{
	struct tooth tooth = { 0, 0, 0 };
	size_t extreme = 0;
	bool up = true;

	for (size_t i = 1; i < n; i++) {
		if (up ? z[i] > z[extreme] : z[i] < z[extreme]) {
			extreme = i;
		} else if ((up ? z[extreme] - z[i] : z[i] - z[extreme]) >= out->threshold) {
			if (up)
				tooth.peak = extreme;
			else if (!end_tooth(&tooth, extreme, y, z, out))
				return false;
			extreme = i;
			up = !up;
		}
	}
	return up || end_tooth(&tooth, extreme, y, z, out);
}

void collections_find(const struct points *points, double slope, double floor, double *work,
	struct collections *out)
{
	size_t skip = points->n / METHOD_START_UP,
	       rest = points->n - skip; /* start-up is before it */
	const double *x = points->x, *y = points->y;
	double *z = work, *spare = work + points->n;

	*out = (struct collections){ 0 };
	for (size_t i = 0; i < rest; i++)
		z[i] = y[skip + i] - fmax(slope, 0.0) * (x[skip + i] - x[0]);
	memcpy(spare, z, rest * sizeof *z);
	out->threshold = METHOD_COLLECTION_RANGE * events_range(rest, spare);
	if (out->threshold < floor)
		return;
	if (!walk(rest, y + skip, z, out))
		out->count = 0;
}
