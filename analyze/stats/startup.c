/* startup.c - start-up memory that is given back: where a series begins in earnest. */
#include "startup.h"

#include <math.h>
#include <stdbool.h>

#include "events.h"

enum { LEAST_BEFORE = 24, LEAST_AFTER = 12 };

struct fall {
	double size;
	size_t top, end;
};

/* The greatest fall of z: from its highest value before to its end. */
static struct fall greatest_fall(size_t n, const double *z)
{
	struct fall fall = { 0.0, 0, 0 };
	size_t top = 0;

	for (size_t i = 1; i < n; i++) {
		if (z[i] > z[top])
			top = i;
		if (z[top] - z[i] > fall.size)
			fall = (struct fall){ z[top] - z[i], top, i };
	}
	return fall;
}

/* Where the rest of n points z begins, of which the first early are start-up; 0: no such fall. */
static size_t next_begin(size_t n, const double *z, size_t early, double floor)
{
	struct fall fall = greatest_fall(n, z);
	size_t i = fall.top;

	if (fall.size < floor || fall.end > n / 2 ||
		greatest_fall(n - fall.end, z + fall.end).size >= 0.5 * fall.size)
		return 0;
	if (fall.top > early && events_drawup(fall.top + 1 - early, z + early) >= 0.5 * fall.size)
		return 0;
	while (z[i] > z[fall.end] + 0.1 * fall.size)
		i++;
	return n - i < LEAST_AFTER ? 0 : i;
}

size_t startup_end(size_t n, const double *y, double floor)
{
	size_t at = 0, step = 1, early = n / 10;

	while (step && n - at >= LEAST_BEFORE) {
		step = next_begin(n - at, y + at, early > at ? early - at : 0, floor);
		at += step;
	}
	return at;
}
