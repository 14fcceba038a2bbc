/* search_model.h - the model that a search builds: columns, and the sums of all candidates with
 * them. Used only within search*.c. */
#ifndef LEAKLINE_SEARCH_MODEL_H
#define LEAKLINE_SEARCH_MODEL_H

#include "search_state.h"

/* Starts with a model of constant, line and y, for the series and the curves of s. */
void search_model_begin(struct search *s);

/* Adds the columns of a candidate, and notes it among those that were found. */
void search_model_add(struct search *s, const struct search_choice *c);

/* Can candidates of this width still be added? */
bool search_model_is_open(const struct search *s, size_t width);

#endif
