/* trend.h - the full analysis of one series: straight line, late slope, robust line, shape,
 * sensitivity. */
#ifndef LEAKLINE_TREND_H
#define LEAKLINE_TREND_H

#include <stdbool.h>
#include <stddef.h>

/* Why a trend is incomplete. Fields that could not be computed are NaN only inside stats: here they
 * have has_... == false or are 0, never NaN. */
enum trend_limit {
	TREND_WHOLE,
	TREND_ABSENT,     /* n == 0 */
	TREND_TOO_FEW,    /* n < 5: first, last, range only (n >= 3: the straight line too) */
	TREND_CONSTANT_X, /* all x alike: no line */
	TREND_NOT_FINITE, /* a value that is no finite number */
};

/* Explanations of the series besides a line (docs/method.md 4). */
enum nuisance_kind {
	NUISANCE_STEP,
	NUISANCE_DROP,
	NUISANCE_RAMP,
	NUISANCE_EXP,
	NUISANCE_LOG,
	NUISANCE_WAVE
};

struct nuisance {
	enum nuisance_kind kind;
	/* step, drop: the x of it; ramp: share f; exp: g; log: h; wave: cycles j */
	double parameter;
	double coefficient;  /* of its column (wave: of the sine) */
	double coefficient2; /* wave: of the cosine */
};

enum { TREND_NUISANCES = 5, TREND_COLUMNS = 2 + 3 + 4 };

/* The analysis of a series. Slopes are per unit of x, sizes in the unit of y. trend_fit() fills it,
 * and nothing changes it afterwards: conclusions from it are in struct judgement of verdict.h. */
struct trend {
	enum trend_limit limit;
	size_t n;
	double first, last, low, high; /* of y */
	double x_first, x_last, span;  /* of x */
	bool constant;                 /* y is constant */

	/* ordinary least squares (3): has_line false for n < 3, constant x */
	bool has_line;
	double slope, intercept;                   /* intercept at x = 0 */
	double slope_error, slope_low, slope_high; /* classical SE, 95 % interval */
	double t, p, r2; /* two-sided p; exact lines: t 0 if the error is 0 (has_t false) */
	bool has_t;
	double growth;   /* slope * span */
	double nw_error; /* Newey-West, with factor n/(n-2) */
	size_t nw_lags;

	/* what is judged: the points from begin on; those before were start-up memory that was
	 * given back, or skipped by the settings */
	size_t begin; /* index into the points; 0: all */
	bool skipped; /* by the settings */
	size_t judged_n;
	double judged_x, judged_span; /* x of the first judged point, and from there to the last */
	double judged_slope;          /* their OLS slope */
	double settled_slope;         /* OLS slope without their first tenth, the start-up */
	double judged_growth;         /* judged_slope * judged_span */
	double seen; /* minus the waves: mean of their last third minus that of the middle third */

	/* the late slope, prewhitened, nuisances set aside (3, 4): has_late false for n < 5 */
	bool has_late;
	double late, late_error, late_low, late_high;
	double late_t, late_p; /* one-sided */
	/* what is printed: the late slope with its interval; where the robust line of the last
	 * third says otherwise, that (9) */
	double rate, rate_low, rate_high;
	double rho;               /* the cautious autocorrelation, its upper limit */
	double r1;                /* the bias-corrected one */
	double effective_n;       /* n (1 - r1)/(1 + r1) */
	double growth_events;     /* N_eff of y less the nuisances */
	double growth_events_all; /* N_eff with K = n alone, for short series */
	double noise;             /* sd of the residuals + a quarter of the waves' range */
	double detectable;        /* least detectable slope, power 80 %, never below floor/span */
	double rounds_needed;     /* for the slope that matters (settings) */
	size_t nuisance_count;
	struct nuisance nuisance[TREND_NUISANCES];
	double curve[TREND_COLUMNS];    /* coefficients: constant, late slope, then the nuisances'
					   columns */
	const double *curve_covariance; /* k * k for k coefficients, if settings request it; NULL:
					   all 0 */
	double x_mean;          /* the line's column is x - x_mean; curve's constant is at x_mean */
	double rise_last_third; /* of the fitted trend without waves */
	double rise_from_low;   /* its last value minus its lowest */
	bool late_bend;         /* a ramp too late to judge what follows it */

	/* collections of a managed heap (5) */
	size_t floor_count;
	double floor_first, floor_last, floor_threshold; /* threshold: h */

	/* robust (9): has_robust false for n < 2 */
	bool has_robust;
	double theil_sen, theil_sen_low, theil_sen_high;
	double kendall_s, kendall_z, kendall_p;
	size_t large_falls;  /* falls of more than 30 % of the 5-95 % range, detrended */
	bool rises_in_steps; /* few rises make up most of the growth */
};

struct trend_settings {
	double page;   /* resolution in the unit of y, so that fitting the rounding gains nothing */
	double floor;  /* the least total growth that matters */
	double alpha;  /* the corrected level, for the sensitivity */
	double budget; /* slope per unit of x that matters; < 0: none */
	double unit;   /* x of one round: 1, or with time the median seconds per round */
	bool late_only;     /* what decides alone: neither straight nor robust line of all */
	bool starts_up;     /* a program's start-up is in it: asked by those who set skip */
	size_t skip;        /* so many points at least are not judged: start-up */
	double *covariance; /* TREND_COLUMNS * TREND_COLUMNS entries for the curve's covariance,
			       which live as long as the trend; NULL: not stored */
};

struct trend_work; /* work space of one thread */

/* Turns off GSL's aborting error handler for the whole process: call it first in main, before any
 * thread. */
void trend_init(void);

struct search_curves; /* of search.h */

/* Work space that grows with the longest series; NULL if memory runs out. curves, which may be
 * NULL, are shared with other threads and must outlive it. trend_work_free accepts NULL. */
struct trend_work *trend_work_new(const struct search_curves *curves);
void trend_work_free(struct trend_work *work);

/* Fills *out for the n points (x strictly rising, y finite; anything else sets a limit, never a
 * NaN). Returns false if memory runs out: *out is then invalid. */
bool trend_fit(size_t n, const double *x, const double *y, const struct trend_settings *settings,
	struct trend_work *work, struct trend *out);

/* Student's t: the value below which the share p of its distribution lies; freedom at least 1. */
double trend_quantile(double p, double freedom);

/*
 * The fitted trend (without waves) at x, and half the width of its 95 % band (0 if there is no
 * error). For drawing; reports may call it. Returns false if the trend has no curve.
 */
bool trend_curve(const struct trend *trend, double x, double *value, double *half_band);

/* True for a step or a drop that is visible in a chart of that many KiB: by a hundredth of it. */
bool trend_draws_step(const struct nuisance *nuisance, double height_kib);

#endif
