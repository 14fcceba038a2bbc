/* search_model.c - the model that a search builds: columns, and the sums of all candidates with
 * them. */
#include "search_model.h"

#include <string.h>

#include "method.h"
#include "search_join.h"

bool search_model_is_open(const struct search *s, size_t width)
{
	return width == 1 ? s->curve_count < METHOD_CURVES : s->wave_count < METHOD_WAVES;
}

/* Computes the sums of all candidates that can still be added with the column of a slot: a step, or
 * NULL. */
static void join_all(struct search *s, size_t slot, const struct search_step *step)
{
	struct search_column column;

	search_join_begin(s->n, s->x, s->column[slot], s->from[slot], &column);
	for (size_t b = 0; b < s->curves->blocks; b++) {
		const struct search_block *block = &s->curves->block[b];

		if (search_model_is_open(s, block->width) && step)
			search_join_step(s->n, block, step, slot, &s->sums[b]);
		else if (search_model_is_open(s, block->width))
			search_join(block, &column, slot, &s->sums[b]);
	}
}

/* The same for the constant and the line, whose sums come with the curves. */
static void join_start(struct search *s)
{
	struct search_column column;

	for (size_t b = 0; b < s->curves->blocks; b++)
		for (size_t w = 0; w < 2; w++) {
			const struct search_sums *from = &s->curves->sums[b];
			const size_t two = 2 * sizeof *from->product[w];

			memcpy(s->sums[b].product[w], from->product[w], two);
			memcpy(s->sums[b].lagged[w], from->lagged[w], two);
		}
	for (size_t slot = 0; slot < 2; slot++)
		search_join_begin(s->n, s->x, s->column[slot], s->from[slot], &column);
	join_all(s, SEARCH_Y, NULL);
}

static void set_product(struct search *s, size_t a, size_t b, double product, double lagged)
{
	s->model.product[a][b] = s->model.product[b][a] = product;
	s->model.lagged[a][b] = s->model.lagged[b][a] = lagged;
}

/* First and last row of the column in its slot. */
static void set_ends(struct search *s, size_t slot)
{
	s->model.first[slot] = s->column[slot][0];
	s->model.last[slot] = s->column[slot][s->n - 1];
}

void search_model_begin(struct search *s)
{
	static const size_t slots[] = { 0, 1, SEARCH_Y };

	for (size_t i = 0; i < s->n; i++)
		s->column[0][i] = 1.0;
	memcpy(s->column[1], s->curves->line, s->n * sizeof *s->y);
	memcpy(s->column[SEARCH_Y], s->y, s->n * sizeof *s->y);
	for (size_t a = 0; a < 3; a++)
		for (size_t b = 0; b <= a; b++) {
			double product, lagged;

			search_block_products(
				s->n, s->column[slots[a]], s->column[slots[b]], &product, &lagged);
			set_product(s, slots[a], slots[b], product, lagged);
		}
	for (size_t a = 0; a < 3; a++)
		set_ends(s, slots[a]);
	s->model.n = s->n;
	s->model.columns = 2;
	s->curve_count = s->wave_count = 0;
	s->parameters = 3;
	join_start(s);
}

/* Fills the slot with a column of c, and computes its sums with all candidates. */
static void add_column(struct search *s, const struct search_choice *c, size_t w, size_t slot)
{
	const struct search_step step = { c->start, c->what.kind == NUISANCE_DROP ? -1.0 : 1.0 };

	for (size_t i = 0; i < s->n; i++)
		s->column[slot][i] = c->column[w]      ? c->column[w][i * SEARCH_LANES]
				     : i >= step.start ? step.height
						       : 0.0;
	set_ends(s, slot);
	join_all(s, slot, c->column[w] ? NULL : &step);
}

void search_model_add(struct search *s, const struct search_choice *c)
{
	size_t before = s->model.columns;

	for (size_t w = 0; w < c->width; w++) {
		for (size_t z = 0; z < before; z++)
			set_product(s, before + w, z, c->product[w][z], c->lagged[w][z]);
		set_product(
			s, before + w, SEARCH_Y, c->product[w][SEARCH_Y], c->lagged[w][SEARCH_Y]);
		for (size_t v = 0; v <= w; v++)
			set_product(s, before + w, before + v, c->own[w][v], c->own_lagged[w][v]);
	}
	s->model.columns += c->width;
	s->parameters += 1 + c->width;
	s->found[s->curve_count + s->wave_count] = c->what;
	*(c->what.kind == NUISANCE_WAVE ? &s->wave_count : &s->curve_count) += 1;
	for (size_t w = 0; w < c->width; w++)
		add_column(s, c, w, before + w);
}
