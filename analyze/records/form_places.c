/* form_places.c - tables whose cells stand below the names of their columns. */
#include "form_places.h"

#include <string.h>

enum { NOWHERE = -1 };

size_t form_places_of_rule(struct span line, struct form_place *places, size_t most)
{
	size_t count = 0, i = 0;
	char mark = '\0';

	while (i < line.len && line.at[i] == ' ')
		i++;
	if (i < line.len && strchr("-=", line.at[i]))
		mark = line.at[i];
	while (mark && i < line.len) {
		size_t begin = i;

		while (i < line.len && line.at[i] == mark)
			i++;
		if (i == begin || count == most)
			return 0;
		places[count++] = (struct form_place){ begin, i };
		while (i < line.len && line.at[i] == ' ')
			i++;
	}
	return count > 1 ? count : 0;
}

void form_places_of_cells(
	struct span line, const struct span *cells, size_t count, struct form_place *places)
{
	for (size_t i = 0; i < count; i++) {
		places[i].begin = (size_t)(cells[i].at - line.at);
		places[i].end = places[i].begin + cells[i].len;
	}
}

static bool share(struct form_place a, struct form_place b)
{
	return a.begin < b.end && b.begin < a.end;
}

/* The column that the word stands in; NOWHERE: between columns, or in several. Behind the last of
 * them stands what overflows it. */
static ptrdiff_t column_at(const struct form_place *places, size_t count, struct form_place word)
{
	ptrdiff_t found = word.begin >= places[count - 1].end ? (ptrdiff_t)count - 1 : NOWHERE;

	for (size_t i = 0; i < count; i++) {
		if (!share(places[i], word))
			continue;
		if (found != NOWHERE)
			return NOWHERE;
		found = (ptrdiff_t)i;
	}
	return found;
}

/* The place of the next word from `at` on; false: there is none. */
static bool next_word(struct span line, size_t at, struct form_place *word)
{
	while (at < line.len && (line.at[at] == ' ' || line.at[at] == '\t'))
		at++;
	word->begin = at;
	while (at < line.len && line.at[at] != ' ' && line.at[at] != '\t')
		at++;
	word->end = at;
	return at > word->begin;
}

/* A word between columns belongs to the next word if one blank parts them (`13 121,86` below
 * CPU(s)), else to the one before it. */
static ptrdiff_t column_beside(struct span line, const struct form_place *places, size_t count,
	struct form_place word, struct form_place before, ptrdiff_t last)
{
	struct form_place next;

	if (next_word(line, word.end, &next) && next.begin == word.end + 1 &&
		column_at(places, count, next) > last)
		return column_at(places, count, next);
	return last >= 0 && word.begin == before.end + 1 ? last : NOWHERE;
}

bool form_places_split(
	struct span line, const struct form_place *places, size_t count, struct span *cells)
{
	struct form_place word = { 0, 0 }, before = { 0, 0 };
	ptrdiff_t last = NOWHERE;

	for (size_t i = 0; i < count; i++)
		cells[i] = (struct span){ line.at, 0 };
	for (; next_word(line, word.end, &word); before = word) {
		ptrdiff_t column = column_at(places, count, word);
		struct span *cell;

		if (column == NOWHERE)
			column = column_beside(line, places, count, word, before, last);
		if (column < last || column == NOWHERE)
			return false;
		cell = &cells[column];
		if (!cell->len)
			cell->at = line.at + word.begin;
		cell->len = (size_t)(line.at + word.end - cell->at);
		last = column;
	}
	return last >= 0 && cells[0].len > 0;
}
