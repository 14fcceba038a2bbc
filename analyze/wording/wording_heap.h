/* wording_heap.h - what is said of a live heap: bytes instead of pages. */
#ifndef LEAKLINE_WORDING_HEAP_H
#define LEAKLINE_WORDING_HEAP_H

#include "../analysis.h"

/* "60 bytes", "1 200 bytes", "24 KiB": a size or rate given in KiB, in the unit that reads best. */
const char *wording_heap_bytes(struct arena *arena, double kib);

/* "+387 ± 7 B/round"; "-" if there is none. */
const char *wording_heap_slope(
	struct arena *arena, const struct analysis *analysis, const struct trend *trend);

/* The because sentence of a verdict that the live heap decided; NULL: it did not. */
const char *wording_heap_because(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* "a leak above 60 bytes a round would have shown; in the 1.2 MiB that malloc does not hold, one
 * above 0.3 KiB": for a pass; NULL where the heap earned none. */
const char *wording_heap_shown(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding);

/* Does malloc hold all of its private memory that could leak? */
bool wording_heap_is_all(const struct analysis *analysis, const struct finding *finding);

/* The least leak in KiB a round that would have shown wherever it is: in malloc's memory and, where
 * that is not all, in the rest; < 0: the heap earned no pass. */
double wording_heap_least(const struct analysis *analysis, const struct finding *finding);

/* "the live heap was read whole in 40 of 120 rounds (80 partial, 0 unread)", and that
 * pages were in swap; NULL where all was. */
const char *wording_heap_unread(struct arena *arena, const struct finding *finding);

/* "judged by pages alone, for the live heap was not read whole: ripd (unread), zebra (108 of 121
 * rounds)": the stable processes of a run whose heap was asked for; NULL: none. Names as they stood
 * in the input. */
const char *wording_heap_passes(struct arena *arena, const struct analysis *analysis);

enum { WORDING_HEAP_LINES = 3 };

/* Fills the lines below a verdict that are about the heap; returns their number. */
size_t wording_heap_lines(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, const char *lines[WORDING_HEAP_LINES]);

#endif
