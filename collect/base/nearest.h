/* nearest.h - the names that are closest to a mistyped one. */
#ifndef LEAKLINE_COLLECT_NEAREST_H
#define LEAKLINE_COLLECT_NEAREST_H

#include <stddef.h>

enum { NEAREST_MOST = 3, NEAREST_BYTES = 128 };

/* Room for what nearest_text writes. */
enum { NEAREST_TEXT = NEAREST_MOST * NEAREST_BYTES + 40 };

struct nearest {
	const char *word;
	size_t len;
	size_t limit; /* names at a greater distance do not count */
	size_t count;
	struct {
		size_t distance;
		char text[NEAREST_BYTES]; /* NUL-terminated, cut if it is longer */
	} best[NEAREST_MOST];
};

/* How many letters must be added, removed, replaced or swapped with their neighbour to turn one
 * word into the other; only the first NEAREST_BYTES of each are compared. */
size_t nearest_distance(const char *a, size_t a_len, const char *b, size_t b_len);

/* Begins a search; word must stay unchanged until its end. The limit is a third of the word's
 * length, at most 3. */
void nearest_begin(struct nearest *nearest, const char *word);

/* Considers a name of len bytes; shown is the text that a message gives for it (NULL: the name, up
 * to a NUL that a host may send; then the word itself is no suggestion). */
void nearest_offer(struct nearest *nearest, const char *name, size_t len, const char *shown);

/* Writes `did you mean A, B or C?`, or nothing if no name is close; text has size bytes. */
void nearest_text(const struct nearest *nearest, char *text, size_t size);

#endif
