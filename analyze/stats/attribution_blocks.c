/* attribution_blocks.c - the blocks of an experiment, and how many orders they have. */
#include "attribution_blocks.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* The end of the block that begins there. */
static size_t block_end(const struct attribution_design *design, size_t first)
{
	size_t end = first + 1;

	while (!design->varies && end < design->round_count &&
		design->round[end].block == design->round[first].block)
		end++;
	return end;
}

/* The rounds of a whole block; a block that was cut off at either end is shorter. */
static size_t whole_block(const struct attribution_design *design)
{
	size_t most = 0;

	for (size_t i = design->at[0] + 1; i < design->round_count;) {
		size_t end = block_end(design, i);

		most = end - i > most ? end - i : most;
		i = end;
	}
	return most;
}

/* The arm of a block: that of its first round that counts. */
static int block_arm(const struct attribution_design *design, size_t first, size_t length)
{
	for (size_t i = first; i < first + length; i++)
		if (design->round[i].arm != ATTRIBUTION_NO_ARM)
			return design->round[i].arm;
	return ATTRIBUTION_NO_ARM;
}

/* With a control only the action's blocks and those of the control may change places: the other
 * actions may have effects of their own. */
static bool moves(const struct attribution_design *design, int arm, int of)
{
	return of == arm || (design->control ? of == ATTRIBUTION_CONTROL : of >= 0);
}

bool attribution_blocks_alone(const struct attribution_design *design)
{
	return design->control || design->arms == 1;
}

struct attribution_blocks attribution_blocks_of(
	const struct attribution_design *design, size_t arm, size_t *first)
{
	struct attribution_blocks out = { .length = whole_block(design), .first = first };

	for (size_t i = design->at[0] + 1; i + out.length <= design->round_count;) {
		size_t end = block_end(design, i);
		int of = block_arm(design, i, end - i);

		if (end - i == out.length && moves(design, (int)arm, of)) {
			first[out.count++] = i;
			out.own += of == (int)arm;
		}
		i = end;
	}
	return out;
}

/* The logarithm of the number of orders of so many blocks. */
static double orders_of(const struct attribution_design *design, size_t blocks, size_t own)
{
	return design->varies ? gsl_sf_lnfact((unsigned)blocks)
			      : gsl_sf_lnchoose((unsigned)blocks, (unsigned)own);
}

bool attribution_blocks_drawable(
	const struct attribution_blocks *blocks, const struct attribution_design *design)
{
	return blocks->count &&
	       orders_of(design, blocks->count, blocks->own) >= -log(design->alpha);
}

size_t attribution_blocks_needed(double alpha)
{
	unsigned blocks = 2;

	while (gsl_sf_lnchoose(blocks, blocks / 2) < -log(alpha))
		blocks++;
	return blocks;
}
