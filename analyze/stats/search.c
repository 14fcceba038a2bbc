/* search.c - which nuisances a series needs: forward selection by BIC under AR(1) noise. */
#include "search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "method.h"
#include "search_contest.h"
#include "search_model.h"
#include "search_state.h"

struct search *search_new(const struct search_curves *shared)
{
	struct search *search = calloc(1, sizeof *search);

	if (search)
		search->shared = shared;
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	for (size_t i = 0; i < SEARCH_OWN; i++)
		search_curves_free(search->own[i]);
	free(search);
}

static void thin(struct search *s, const struct points *points)
{
	double mean = 0.0;

	s->n = search_curves_thin_x(points->n, points->x, s->x);
	search_curves_thin(points->n, points->y, s->y);
	for (size_t j = 0; j < s->n; j++)
		mean += s->y[j] / (double)s->n;
	for (size_t j = 0; j < s->n; j++)
		s->y[j] -= mean;
}

/*
 * Where a drop may be: anywhere, but late in the run only if half of what was gained before it
 * stays. What comes down from its height with few rounds to follow may not rise again.
 */
static void find_drops(struct search *s)
{
	size_t late = (size_t)(METHOD_BEND_PART * (double)s->n);
	double before = 0.0, highest = s->y[0];

	for (size_t i = 1; i < s->n; i++) {
		double gained, kept;

		before += s->y[i - 1];
		highest = fmax(highest, s->y[i - 1]);
		gained = highest - s->y[0];
		kept = -before / (double)(s->n - i) - s->y[0]; /* the mean of all is 0 */
		s->may_drop[i] = i < late || kept >= METHOD_KEPT_PART * gained;
	}
}

static bool same_x(const struct search_curves *curves, const struct search *s)
{
	return curves && curves->n == s->n && !memcmp(curves->x, s->x, s->n * sizeof *s->x);
}

/* They do not depend on y: made once for an x, if it is not too long ago. False: no memory. */
static bool find_curves(struct search *s)
{
	const struct search_curves *known[SEARCH_OWN + 1] = { s->shared };
	struct search_curves *found;
	size_t i = 0;

	if (same_x(s->shared, s)) {
		s->curves = s->shared;
		return true;
	}
	while (i + 1 < SEARCH_OWN && !same_x(s->own[i], s))
		i++;
	found = s->own[i];
	if (!same_x(found, s)) {
		memcpy(known + 1, s->own, sizeof s->own);
		found = search_curves_again(found, s->n, s->x, known, SEARCH_OWN + 1);
	}
	memmove(s->own + 1, s->own, i * sizeof *s->own);
	s->curves = s->own[0] = found;
	return found;
}

static bool is_full(const struct search *s)
{
	return s->curve_count + s->wave_count >= METHOD_CURVES + METHOD_WAVES ||
	       s->model.columns + 3 >= s->n - 2;
}

bool search_nuisances(struct search *s, const struct points *points, double page, bool collector,
	struct nuisance *found, size_t *count)
{
	double current;

	*count = 0;
	s->collector = collector;
	s->page = page;
	s->found = found;
	thin(s, points);
	find_drops(s);
	if (!find_curves(s))
		return false;
	search_model_begin(s);
	current = search_contest_bic(s);
	while (!is_full(s)) {
		/* a BIC of current - METHOD_BIC_GAIN is good enough */
		const double limit = nextafter(current - METHOD_BIC_GAIN, INFINITY);
		const struct search_contest contest = search_contest_hold(s, limit);

		if (!contest.best.width)
			break;
		search_model_add(s, &contest.best);
		current = contest.least;
	}
	*count = s->curve_count + s->wave_count;
	return true;
}
