/* prewhiten.h - regression with an error valid for noise of unknown persistence: Prais-Winsten with
 * a cautious AR(1). */
#ifndef LEAKLINE_PREWHITEN_H
#define LEAKLINE_PREWHITEN_H

#include <stdbool.h>
#include <stddef.h>

enum { PREWHITEN_COLUMNS = 20 };

struct prewhiten_fit {
	double b[PREWHITEN_COLUMNS]; /* coefficients */
	double covariance[PREWHITEN_COLUMNS *
			  PREWHITEN_COLUMNS]; /* their covariance: k * k numbers, row by row */
	double r1;  /* lag-1 autocorrelation, corrected for its bias, 0 to 1 */
	double rho; /* its cautious upper limit, used to whiten; 0 for an exact fit */
	bool exact; /* no residuals: covariance is 0 */
};

/* (n r + 2)/(n - 4) in 0..1, 1 for n <= 8: detrending makes r too small (Kendall 1954, Marriott &
 * Pope 1954). */
double prewhiten_unbiased(double r, size_t n);

/*
 * Regression of y (minus its first value) on k columns, each of n, consecutive, which are
 * overwritten; column 1 is the one whose error decides between the two variances. work: 2 * n; it
 * may begin with y, which is overwritten then.
 * Returns false if the equations cannot be solved.
 */
bool prewhiten_regress(size_t n, size_t k, double *columns, const double *y, double *work,
	struct prewhiten_fit *out);

#endif
