/* search_contest.h - which of all candidates is the best for the model so far. Used only within
 * search*.c. */
#ifndef LEAKLINE_SEARCH_CONTEST_H
#define LEAKLINE_SEARCH_CONTEST_H

#include "search_state.h"

/* The best candidate so far. */
struct search_contest {
	double least; /* its BIC */
	double limit; /* only a candidate with fewer squares can be as good */
	size_t width; /* the candidates' width for which limit is valid */
	struct search_choice best;
};

/* The BIC of the model as it is. */
double search_contest_bic(struct search *s);

/* Tries every candidate that can still be added. One whose BIC is below limit, and the least of
 * all, is in best then, with all that search_model_add needs; best.width is 0 if there is none. */
struct search_contest search_contest_hold(struct search *s, double limit);

#endif
