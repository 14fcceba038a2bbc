/* pulse.c - a few outlying rounds that return to normal: a backup, a restart of the tests, requests
 * in flight. */
#include "pulse.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "events.h"
#include "method.h"

/* The series, and the window around a point that defines its normal course. */
struct course {
	size_t n, half;
	bool even; /* as many points before as after, also near the ends: better on a slope */
	const double *y;
};

/* Distance of a point from the median of the window around it. */
static double distance(const struct course *course, size_t i)
{
	double window[METHOD_PULSE_READ + 2];
	size_t before = i < course->half ? i : course->half, behind = course->n - 1 - i, count = 0,
	       step;

	behind = behind < course->half ? behind : course->half;
	if (course->even)
		before = behind = before < behind ? before : behind;
	step = 1 + (before + behind) / METHOD_PULSE_READ;
	for (size_t j = i - before; j <= i + behind; j += step)
		window[count++] = course->y[j];
	return course->y[i] - events_quantile(count, window, 0.5);
}

/* The typical distance: the median over the points, or some hundreds of them. work: n. */
static double usual_distance(const struct course *course, double *work)
{
	size_t step = 1 + course->n / 256, count = 0;

	for (size_t i = 0; i < course->n; i += step)
		work[count++] = fabs(distance(course, i));
	return events_quantile(count, work, 0.5);
}

/* The end of the excursion that starts at i: the last consecutive point that is off to the same
 * side by more than limit. */
static size_t end_of(
	const struct course *course, size_t i, size_t longest, double limit, double *height)
{
	double off = distance(course, i), sign = off < 0.0 ? -1.0 : 1.0;
	size_t end = i;

	*height = sign * off;
	while (end + 1 < course->n && end - i < longest &&
		sign * (off = distance(course, end + 1)) > limit) {
		*height = fmax(*height, sign * off);
		end++;
	}
	return end;
}

static bool is_pulse(const struct course *course, size_t from, size_t end, double height)
{
	const double *y = course->y;

	return end + METHOD_PULSE_AFTER < course->n &&
	       fabs(y[from] - y[from - 1]) >= METHOD_PULSE_EDGE * height &&
	       fabs(y[end + 1] - y[end]) >= METHOD_PULSE_EDGE * height &&
	       fabs(y[end + 1] - y[from - 1]) <= METHOD_PULSE_RETURN * height;
}

/* A pulse has a sharp edge up and one down: most series have none, and need no medians. */
static bool has_edges(size_t n, const double *y, double least)
{
	bool up = false, down = false;

	for (size_t i = 1; i < n && !(up && down); i++) {
		up |= y[i] - y[i - 1] >= least;
		down |= y[i - 1] - y[i] >= least;
	}
	return up && down;
}

size_t pulse_find(size_t n, const double *y, double floor, bool *marked, double *work)
{
	size_t longest = (size_t)fmax(METHOD_PULSE_LEAST, METHOD_PULSE_PART * (double)n), count = 0,
	       end;
	struct course course = { n, 2 * longest + 2, true, y };
	double limit, height;

	if (n < METHOD_MODEL_ROUNDS || !has_edges(n, y, METHOD_PULSE_EDGE * floor))
		return 0;
	limit = fmax(floor, METHOD_PULSE_FAR * METHOD_PULSE_NORMAL * usual_distance(&course, work));
	for (size_t i = 1; i + 1 < n; i = end + 1) {
		end = i;
		if (fabs(y[i] - y[i - 1]) < METHOD_PULSE_EDGE * limit ||
			fabs(distance(&course, i)) <= limit)
			continue;
		end = end_of(&course, i, longest, limit, &height);
		if (end - i < longest && is_pulse(&course, i, end, height))
			for (size_t j = i; j <= end; j++, count++)
				marked[j] = true;
	}
	if (count > longest)
		for (size_t i = 0; i < n; i++)
			marked[i] = false;
	return count > longest ? 0 : count;
}

size_t pulse_hinges(size_t n)
{
	return (size_t)fmax(1.0, METHOD_HINGE_PART * (double)n);
}

size_t pulse_furthest(size_t n, const double *y, bool *marked, double *work)
{
	struct course course = { n, n / METHOD_START_UP + METHOD_PULSE_LEAST, false, y };
	size_t share = pulse_hinges(n), count = 0;
	double *off = work, *sorted = work + n, least;

	if (n < METHOD_MODEL_ROUNDS)
		return 0;
	/* start-up is far from the rest by nature */
	for (size_t i = 0; i < n; i++)
		sorted[i] = off[i] = i < n / METHOD_START_UP ? 0.0 : fabs(distance(&course, i));
	least = gsl_stats_select(sorted, 1, n, n - share);
	for (size_t i = 0; i < n && count < share; i++)
		if (off[i] > 0.0 && off[i] >= least) {
			marked[i] = true;
			count++;
		}
	return count;
}
