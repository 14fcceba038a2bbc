/* nearest.c - what a mistyped word was probably meant to be. */
#include "nearest.h"

#include <stdint.h>

enum { LONGEST = 63, LETTERS_PER_ERROR = 3 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: Levenshtein's distance with neighbours that changed places. */
static size_t distance_of(struct span a, struct span b)
{
	size_t rows[3][LONGEST + 1];

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t other = a.at[i - 1] != b.at[j - 1];

			row[j] = least(before[j - 1] + other, least(before[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] &&
				a.at[i - 2] == b.at[j - 1])
				row[j] = least(row[j], two[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

struct nearest nearest_begin(struct span word)
{
	return (struct nearest){ .word = word, .distance = SIZE_MAX };
}

void nearest_offer(struct nearest *nearest, struct span word)
{
	size_t distance;

	if (!word.len || word.len > LONGEST || !nearest->word.len || nearest->word.len > LONGEST)
		return;
	distance = distance_of(nearest->word, word);
	if (distance >= nearest->distance ||
		distance > (nearest->word.len + LETTERS_PER_ERROR - 1) / LETTERS_PER_ERROR)
		return;
	nearest->distance = distance;
	nearest->best = word;
}
