/* attribution_draw.h - the p of an action: its blocks are put in a new order, thousands of times.
 */
#ifndef LEAKLINE_ATTRIBUTION_DRAW_H
#define LEAKLINE_ATTRIBUTION_DRAW_H

#include "attribution_table.h"

/*
 * The p of an action: the share of orders of the blocks, drawn anew, whose fit says as much of it
 * as the order that was. Sets blocks, drawable and p of out. Returns false if memory runs out.
 */
bool attribution_draw(
	const struct attribution_table *table, size_t arm, struct attribution_part *out);

#endif
