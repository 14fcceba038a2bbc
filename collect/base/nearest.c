/* nearest.c - the names that are closest to a mistyped one. */
#define _POSIX_C_SOURCE 200809L /* strnlen */
#include "nearest.h"

#include <string.h>

#include "format.h"

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The optimal string alignment distance: three rows of the usual table are enough, as a swap looks
 * back by two. */
size_t nearest_distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
	unsigned char rows[3][NEAREST_BYTES + 1];

	a_len = least(a_len, NEAREST_BYTES);
	b_len = least(b_len, NEAREST_BYTES);
	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = (unsigned char)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned char *row = rows[i % 3];
		const unsigned char *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];

		row[0] = (unsigned char)i;
		for (size_t j = 1; j <= b_len; j++) {
			size_t cost = least(least(row[j - 1], above[j]) + 1U,
				above[j - 1] + (size_t)(a[i - 1] != b[j - 1]));

			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				cost = least(cost, two_above[j - 2] + 1U);
			row[j] = (unsigned char)cost;
		}
	}
	return rows[a_len % 3][b_len];
}

void nearest_begin(struct nearest *nearest, const char *word)
{
	*nearest = (struct nearest){ .word = word, .len = strlen(word) };
	nearest->limit = nearest->len < 3 ? nearest->len / 2 : least(3, nearest->len / 3);
}

/* Puts a text where it belongs by its distance; the last one falls out. */
static void insert(struct nearest *nearest, size_t distance, const char *text, size_t len)
{
	size_t at = nearest->count;

	nearest->count += nearest->count < NEAREST_MOST;
	for (; at > 0 && nearest->best[at - 1].distance > distance; at--)
		if (at < NEAREST_MOST)
			nearest->best[at] = nearest->best[at - 1];
	if (at == NEAREST_MOST)
		return;
	len = least(len, NEAREST_BYTES - 1);
	nearest->best[at].distance = distance;
	memcpy(nearest->best[at].text, text, len);
	nearest->best[at].text[len] = '\0';
}

void nearest_offer(struct nearest *nearest, const char *name, size_t len, const char *shown)
{
	size_t shown_len = shown ? strlen(shown) : strnlen(name, len);
	size_t distance =
		nearest_distance(nearest->word, nearest->len, name, shown ? len : shown_len);

	if (!len || distance > nearest->limit || (!shown && shown_len < len && !distance))
		return;
	shown = shown ? shown : name;
	for (size_t i = 0; i < nearest->count; i++)
		if (strlen(nearest->best[i].text) == shown_len &&
			!memcmp(nearest->best[i].text, shown, shown_len))
			return;
	insert(nearest, distance, shown, shown_len);
}

void nearest_text(const struct nearest *nearest, char *text, size_t size)
{
	size_t used = 0;

	*text = '\0';
	for (size_t i = 0; i < nearest->count && used < size; i++) {
		const char *before = i == 0                    ? "did you mean "
				     : i + 1 == nearest->count ? " or "
							       : ", ";

		format_text(text + used, size - used, "%s%s%s", before, nearest->best[i].text,
			i + 1 == nearest->count ? "?" : "");
		used += strlen(text + used);
	}
}
