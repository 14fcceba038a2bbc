/* parse_pmap_footer.h - the sums at the end of a pmap block, in every language. */
#ifndef LEAKLINE_PARSE_PMAP_FOOTER_H
#define LEAKLINE_PARSE_PMAP_FOOTER_H

#include <stdbool.h>

#include "pmap_block.h"

/*
 * Is the line a footer: three amounts after colons (procps), `mapped: ...K` (BusyBox), `total ...K`
 * (toybox), or the column sums of -x? If so, the block is complete and gets the sums that are
 * present. behind_rule: a line of dashes precedes it; then the words before the numbers may be any.
 */
bool parse_pmap_footer(struct span line, bool behind_rule, struct pmap_block *block);

/* Is the line a footer with private memory (`pmap -d PID | tail -1`) or RSS (-x)? If so, *block
 * gets its sums and PID 0. */
bool parse_pmap_sums(struct span line, struct pmap_block *block);

#endif
