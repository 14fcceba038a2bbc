/* nearest.h - what a mistyped word was probably meant to be. */
#ifndef LEAKLINE_NEAREST_H
#define LEAKLINE_NEAREST_H

#include <stddef.h>

#include "span.h"

/* The best of the words offered so far. All zero: none. */
struct nearest {
	struct span word; /* what was typed */
	struct span best; /* borrowed; empty: none is near */
	size_t distance;
};

/* Begins with the word that was typed, which must outlive the search; no word is near yet. */
struct nearest nearest_begin(struct span word);

/* Offers a word. It is near if at most a third of the letters differ: one put in, left out,
 * replaced, or swapped with its neighbour. Words of more than 63 bytes are never near. */
void nearest_offer(struct nearest *nearest, struct span word);

#endif
