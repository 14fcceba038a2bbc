/* difference.h - does one slope differ from others? Within-run error and between-run variance. */
#ifndef LEAKLINE_DIFFERENCE_H
#define LEAKLINE_DIFFERENCE_H

#include <stdbool.h>
#include <stddef.h>

/* A slope, its standard error (under correlated noise), and that error's degrees of freedom. */
struct slope_estimate {
	double slope, error, freedom;
};

struct slope_difference {
	double before;     /* the earlier runs combined */
	double difference; /* now minus before */
	double error, freedom;
	double low, high; /* 95 % interval of the difference */
	double t, p;      /* two-sided */
	double between;   /* standard deviation between the earlier runs; 0 for one run */
};

/*
 * Compares now with count (>= 1) earlier runs. Within-run variances add (Welch-Satterthwaite
 * freedom); with two or more earlier runs the variance between runs, after DerSimonian & Laird
 * 1986, applies to both their mean and now. Exact data (no error at all) give p 0 for any
 * difference, 1 for none.
 */
void difference_of(const struct slope_estimate *before, size_t count, struct slope_estimate now,
	struct slope_difference *out);

#endif
