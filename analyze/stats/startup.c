/* startup.c - start-up memory that is freed again: where the series proper begins. */
#include "startup.h"

#include <math.h>
#include <stdbool.h>

#include "events.h"
#include "method.h"

struct fall {
	double size;
	size_t top, end;
};

/* The greatest fall of z: from its highest earlier value to its end. */
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

/* Where the rest of n points z begins, the first early being start-up; 0: no such fall. */
static size_t next_begin(size_t n, const double *z, size_t early, double floor)
{
	struct fall fall = greatest_fall(n, z);
	size_t i = fall.top;

	if (fall.size < floor || fall.end > n / 2 ||
		greatest_fall(n - fall.end, z + fall.end).size >=
			METHOD_GIVEN_BACK_AGAIN * fall.size)
		return 0;
	if (fall.top > early && events_drawup(fall.top + 1 - early, z + early) >=
					METHOD_GIVEN_BACK_AGAIN * fall.size)
		return 0;
	while (z[i] > z[fall.end] + METHOD_GIVEN_BACK_NEAR * fall.size)
		i++;
	return n - i < METHOD_MODEL_ROUNDS ? 0 : i;
}

size_t startup_end(size_t n, const double *y, double floor)
{
	size_t at = 0, step = 1, early = n / METHOD_START_UP;

	while (step && n - at >= METHOD_SHORT_ROUNDS) {
		step = next_begin(n - at, y + at, early > at ? early - at : 0, floor);
		at += step;
	}
	return at;
}
