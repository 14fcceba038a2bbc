/* trend_fit.c - the full analysis of one series: calls each estimator in turn and fills struct
 * trend. */
#include "trend.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "collections.h"
#include "events.h"
#include "method.h"
#include "nuisance.h"
#include "ols.h"
#include "prewhiten.h"
#include "search.h"
#include "startup.h"
#include "trend_line.h"
#include "trend_rate.h"

/* Sums of fourth powers of larger values would exceed the range of doubles. */
static const double LARGEST = 1e60;

/* Of longer series the columns are computed again rather than kept beside their whitened form. */
enum { KEPT_POINTS = 10000 };

struct trend_work {
	size_t room;     /* points that fit in the arrays below */
	double *y;       /* room: readings minus the first */
	double *spare;   /* 2 * room, shared by the steps */
	double *rest;    /* the second half of spare */
	double *columns; /* TREND_COLUMNS * room; the first, a constant, lies in rest, and is gone
			    once it is used */
	double *white;   /* the same room for what is whitened, or the columns themselves */
	struct search *search;
};

void trend_init(void)
{
	gsl_set_error_handler_off();
}

struct trend_work *trend_work_new(const struct search_curves *curves)
{
	struct trend_work *work = calloc(1, sizeof *work);

	if (work && !(work->search = search_new(curves))) {
		free(work);
		return NULL;
	}
	return work;
}

void trend_work_free(struct trend_work *work)
{
	if (!work)
		return;
	free(work->y);
	search_free(work->search);
	free(work);
}

/* Returns false if memory runs out. */
static bool make_room(struct trend_work *work, size_t n)
{
	size_t arrays = 1 + 2 + TREND_COLUMNS - 1 + (n <= KEPT_POINTS ? TREND_COLUMNS : 0);

	if (n <= work->room)
		return true;
	free(work->y);
	work->room = 0;
	work->y = malloc(n * arrays * sizeof *work->y);
	if (!work->y)
		return false;
	work->room = n;
	work->spare = work->y + n;
	work->rest = work->spare + n;
	work->columns = work->rest;
	work->white = work->columns + (n <= KEPT_POINTS ? TREND_COLUMNS * n : 0);
	return true;
}

/* First, last, range; returns why no more can be computed, if so. */
static enum trend_limit describe(size_t n, const double *x, const double *y, struct trend *out)
{
	bool rising = true;

	if (!n)
		return TREND_ABSENT;
	for (size_t i = 0; i < n; i++)
		if (!(fabs(x[i]) < LARGEST && fabs(y[i]) < LARGEST))
			return TREND_NOT_FINITE;
	out->first = out->low = out->high = y[0];
	out->last = y[n - 1];
	out->x_first = x[0];
	out->x_last = x[n - 1];
	for (size_t i = 0; i < n; i++) {
		out->low = y[i] < out->low ? y[i] : out->low;
		out->high = y[i] > out->high ? y[i] : out->high;
		rising &= !i || x[i] > x[i - 1];
	}
	out->constant = out->low >= out->high;
	if (n >= 2 && !rising)
		return TREND_CONSTANT_X;
	out->span = out->x_last - out->x_first;
	return n < METHOD_LINE_ROUNDS ? TREND_TOO_FEW : TREND_WHOLE;
}

/* Constant, line and the nuisances' columns; returns their number. */
static size_t make_columns(size_t n, const double *x, struct trend *out, double *columns)
{
	size_t k = 2;
	double mean = 0.0;

	for (size_t i = 0; i < n; i++)
		mean += (x[i] - x[0]) / (double)n;
	out->x_mean = x[0] + mean;
	for (size_t i = 0; i < n; i++) {
		columns[i] = 1.0;
		columns[n + i] = x[i] - x[0] - mean;
	}
	for (size_t i = 0; i < out->nuisance_count; i++) {
		nuisance_column(&out->nuisance[i], x[0], out->judged_span, n, x, columns + k * n);
		k += nuisance_width(out->nuisance[i].kind);
	}
	return k;
}

/* Slope, error, interval, one-sided p, and the slope detectable with a power of 80 %. */
static void set_late(size_t n, size_t k, const struct prewhiten_fit *fit,
	const struct trend_settings *settings, struct trend *out)
{
	double freedom = n > k + 1 ? (double)(n - k - 1) : 1.0, reach;

	out->has_late = true;
	out->late = fit->b[1];
	out->late_error = fit->exact ? 0.0 : sqrt(fmax(fit->covariance[k + 1], 0.0));
	out->rho = fit->rho;
	out->r1 = fit->r1;
	out->effective_n = (double)n * (1.0 - fit->r1) / (1.0 + fit->r1);
	if (fabs(out->late) * out->judged_span < METHOD_NO_SLOPE) {
		/* an exact fit leaves slopes of 1e-14: their p of 0 would spoil the adjustment of
		 * all others */
		out->late = 0.0;
		out->late_p = 1.0;
	} else if (out->late_error <= 0.0) {
		out->late_p = out->late > 0.0 ? 0.0 : 1.0;
	} else {
		out->late_t = out->late / out->late_error;
		out->late_p = gsl_cdf_tdist_Q(out->late_t, freedom);
	}
	reach = trend_quantile(METHOD_INTERVAL, freedom) * out->late_error;
	out->late_low = out->late - reach;
	out->late_high = out->late + reach;
	out->detectable = out->late_error * (trend_quantile(1.0 - settings->alpha, freedom) +
						    trend_quantile(METHOD_POWER, freedom));
}

static double mean_of(size_t n, const double *v)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return n ? sum / (double)n : 0.0;
}

/* A bend so late that too few rounds follow, with clearly different slopes on its sides. */
static bool bends_late(const struct nuisance *nuisance, double late)
{
	double before = late + nuisance->coefficient;

	return nuisance->kind == NUISANCE_RAMP && nuisance->parameter > METHOD_BEND_PART &&
	       fmin(late, before) < METHOD_BEND_RATIO * fmax(late, before);
}

/* The fitted trend without the waves, and the waves: n numbers each. Stores the coefficients in the
 * nuisances. */
static void draw(size_t n, const struct prewhiten_fit *fit, const double *columns,
	struct trend *out, double *trend, double *waves)
{
	size_t column = 2;

	for (size_t i = 0; i < n; i++) {
		trend[i] = fit->b[0] + fit->b[1] * columns[n + i];
		waves[i] = 0.0;
	}
	for (size_t i = 0; i < out->nuisance_count; i++) {
		struct nuisance *nuisance = &out->nuisance[i];
		bool wave = nuisance->kind == NUISANCE_WAVE;
		double *to = wave ? waves : trend;

		nuisance->coefficient = fit->b[column];
		nuisance->coefficient2 = wave ? fit->b[column + 1] : 0.0;
		out->late_bend |= bends_late(nuisance, fit->b[1]);
		for (size_t w = 0; w < nuisance_width(nuisance->kind); w++, column++)
			for (size_t j = 0; j < n; j++)
				to[j] += fit->b[column] * columns[column * n + j];
	}
}

/* Standard deviation of the residuals, plus a quarter of the waves' range. */
static double noise_of(size_t n, const double *y, const double *trend, const double *waves)
{
	double sum = 0.0, squares = 0.0, low = 0.0, high = 0.0, mean;

	for (size_t i = 0; i < n; i++) {
		double e = y[i] - trend[i] - waves[i];

		sum += e;
		squares += e * e;
		low = fmin(low, waves[i]);
		high = fmax(high, waves[i]);
	}
	mean = sum / (double)n;
	return sqrt(fmax(squares / (double)n - mean * mean, 0.0)) +
	       METHOD_NOISE_WAVES * (high - low);
}

/* The slope between the means of the middle third and of the last third of the points. Rounds may
 * be missing, so it is not the third of the run that lies between them. */
static double seen_of(size_t n, const double *x, const double *y)
{
	size_t third = n / 3, last = n - third, middle = last - third;

	return (mean_of(third, y + last) - mean_of(third, y + middle)) /
	       (mean_of(third, x + last) - mean_of(third, x + middle));
}

/* Derives from the coefficients: bends, the rise at the end of the fitted trend, noise, growth
 * events. */
static void set_shape(size_t n, size_t k, const double *x, const struct prewhiten_fit *fit,
	struct trend_work *work, struct trend *out)
{
	double *trend = work->spare, *waves = work->rest, least;
	size_t third = 0;

	draw(n, fit, work->columns, out, trend, waves);
	while (x[third] < out->judged_x + out->judged_span * 2.0 / 3.0)
		third++;
	least = trend[0];
	for (size_t i = 0; i < n; i++)
		least = fmin(least, trend[i]);
	out->rise_last_third = trend[n - 1] - trend[third];
	out->rise_from_low = trend[n - 1] - least;
	out->noise = noise_of(n, work->y, trend, waves);
	for (size_t i = 0; i < n; i++)
		waves[i] = work->y[i] - waves[i];
	out->seen = seen_of(n, x, waves) * out->judged_span / 3;
	for (size_t i = 0; i < n; i++) {
		work->rest[i] = work->y[i];
		for (size_t c = 2; c < k; c++)
			work->rest[i] -= fit->b[c] * work->columns[c * n + i];
	}
	out->growth_events = events_of_growth(n, work->rest, work->spare);
}

/* Returns false if memory runs out. */
static bool find_shape(size_t n, const double *x, const struct trend_settings *settings,
	struct trend_work *work, struct trend *out)
{
	const struct points points = { n, x, work->y };
	struct collections found = { 0 };

	if (n < METHOD_MODEL_ROUNDS)
		return true;
	collections_find(&points, out->judged_slope, settings->floor, work->spare, &found);
	out->floor_count = found.count;
	out->floor_first = found.first;
	out->floor_last = found.last;
	out->floor_threshold = found.threshold;
	/* among collections a fall is a collection: no step, no drop */
	return search_nuisances(work->search, &points, settings->page, found.count >= 2,
		out->nuisance, &out->nuisance_count);
}

/* Readings minus the first of them; returns whether they vary. */
static bool take_judged(size_t n, const double *y, double *out)
{
	bool varies = false;

	for (size_t i = 0; i < n; i++) {
		out[i] = y[i] - y[0];
		varies |= fabs(out[i]) > 0.0;
	}
	return varies;
}

/* y: as recorded; work has them minus the first. Returns false if memory runs out. */
static bool fit_late(size_t n, const double *x, const double *y,
	const struct trend_settings *settings, struct trend_work *work, struct trend *out)
{
	struct prewhiten_fit fit;
	struct ols_line line, settled;
	size_t k;

	if (!ols_fit(n, x, work->y, &line))
		return true;
	out->judged_slope = line.slope;
	out->judged_growth = line.slope * out->judged_span;
	ols_fit(n - n / METHOD_START_UP, x + n / METHOD_START_UP, work->y + n / METHOD_START_UP,
		&settled);
	out->settled_slope = settled.slope;
	out->growth_events_all = events_in_blocks(n, work->y, n, work->spare);
	out->large_falls = events_large_falls(n, x, work->y, line.slope, work->spare);
	out->rises_in_steps = events_in_steps(n, work->y, settings->floor);
	if (!find_shape(n, x, settings, work, out))
		return false;
	k = make_columns(n, x, out, work->columns);
	if (work->white != work->columns)
		memcpy(work->white, work->columns, k * n * sizeof *work->white);
	if (!prewhiten_regress(n, k, work->white, work->y, work->y, &fit))
		return true;
	take_judged(n, y, work->y);
	set_late(n, k, &fit, settings, out);
	if (work->white == work->columns)
		make_columns(n, x, out, work->columns);
	set_shape(n, k, x, &fit, work, out);
	memcpy(out->curve, fit.b, k * sizeof *fit.b);
	if (settings->covariance)
		memcpy(settings->covariance, fit.covariance, k * k * sizeof *fit.covariance);
	out->curve_covariance = settings->covariance;
	return true;
}

/* The least slope that counts, and the rounds needed to detect the slope that matters: SE falls
 * with n^1.5. */
static void set_sensitivity(const struct trend_settings *settings, struct trend *out)
{
	double wanted =
		settings->budget >= 0.0 ? settings->budget : settings->page / settings->unit;

	out->detectable = fmax(out->detectable, settings->floor / out->judged_span);
	out->rounds_needed = (double)out->judged_n;
	if (wanted > 0.0)
		out->rounds_needed = ceil((double)out->judged_n *
					  pow(fmax(1.0, out->detectable / wanted), 2.0 / 3.0));
}

bool trend_fit(size_t n, const double *x, const double *y, const struct trend_settings *settings,
	struct trend_work *work, struct trend *out)
{
	bool whole = true;
	double base;

	memset(out, 0, sizeof *out);
	out->n = n;
	out->late_p = out->p = out->kendall_p = 1.0;
	out->limit = describe(n, x, y, out);
	if (out->limit != TREND_WHOLE && out->limit != TREND_TOO_FEW)
		return true;
	if (!make_room(work, n) ||
		(!settings->late_only && !trend_line_fit(n, x, y, work->spare, out)))
		return false;
	if (out->limit == TREND_TOO_FEW)
		return true;
	out->begin = out->constant ? 0 : startup_end(n, y, settings->floor);
	out->skipped = !out->constant && settings->skip > out->begin && settings->skip < n;
	out->begin = out->skipped ? settings->skip : out->begin;
	out->judged_n = n - out->begin;
	out->judged_x = x[out->begin];
	out->judged_span = out->x_last - out->judged_x;
	base = y[out->begin];
	if (!out->constant)
		out->constant = !take_judged(out->judged_n, y + out->begin, work->y);
	out->x_mean = out->judged_x;
	if (out->constant)
		out->has_late = true;
	else
		whole = fit_late(
			out->judged_n, x + out->begin, y + out->begin, settings, work, out);
	out->curve[0] += base;
	out->floor_first += base;
	out->floor_last += base;
	set_sensitivity(settings, out);
	return whole && trend_rate(n, x, y, work->spare, out);
}
