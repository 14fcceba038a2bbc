/* parse_pmap_footer.h - the sums at the end of a block of pmap, in every language. */
#ifndef LEAKLINE_PARSE_PMAP_FOOTER_H
#define LEAKLINE_PARSE_PMAP_FOOTER_H

#include <stdbool.h>

#include "pmap_block.h"

/*
 * Is the line a footer: three amounts behind colons (procps), `mapped: ...K` (BusyBox), `total
 * ...K` (toybox), a sum of each column of -x? Then the block is complete, and has those sums that
 * are told. behind_rule: a line of dashes stands in front; then the words before the numbers may be
 * any.
 */
bool parse_pmap_footer(struct span line, bool behind_rule, struct pmap_block *block);

/* Is the line a footer that tells private memory (`pmap -d PID | tail -1`) or RSS (-x)? Its sums
 * are put into *block, which then has PID 0. */
bool parse_pmap_sums(struct span line, struct pmap_block *block);

#endif
