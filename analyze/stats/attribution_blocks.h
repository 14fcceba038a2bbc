/* attribution_blocks.h - the blocks of an experiment, and how many orders they have. */
#ifndef LEAKLINE_ATTRIBUTION_BLOCKS_H
#define LEAKLINE_ATTRIBUTION_BLOCKS_H

#include "attribution_design.h"

/* The blocks whose order says something of an action. */
struct attribution_blocks {
	size_t length; /* rounds of a block: those that were cut off at either end stay where they
			  are */
	size_t count;
	size_t own;    /* those of the action itself */
	size_t *first; /* count: their first rounds, ascending; the caller's */
};

/* Lists them; first: design->round_count entries. */
struct attribution_blocks attribution_blocks_of(
	const struct attribution_design *design, size_t arm, size_t *first);

/* Does no other action change with that order? */
bool attribution_blocks_alone(const struct attribution_design *design);

/* Are so many orders possible that a p below the level can be drawn? */
bool attribution_blocks_drawable(
	const struct attribution_blocks *blocks, const struct attribution_design *design);

/* The least number of blocks whose orders allow a p below alpha, if half of them are of each arm.
 */
size_t attribution_blocks_needed(double alpha);

#endif
