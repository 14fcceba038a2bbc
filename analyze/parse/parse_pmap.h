/* parse_pmap.h - `pmap -d` of procps (all versions and locales), pmap of BusyBox and toybox. */
#ifndef LEAKLINE_PARSE_PMAP_H
#define LEAKLINE_PARSE_PMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"
#include "pmap_block.h"

struct notes;

/* What a process's rows were last time: lines that are the same bytes are not looked at. All of
 * them must have been rows. */
struct pmap_expected {
	struct span rows;
	uint64_t lines;
};

/* Calls block for each process. expected may be NULL. */
void parse_pmap(struct span text, struct notes *notes,
	struct pmap_expected (*expected)(void *context, int32_t pid),
	void (*block)(void *context, const struct pmap_block *), void *context);

/* Calls row for each row of a block; gives how many of its lines cannot be read. Rows whose address
 * is not above the one before are bogus (procps reads long lines in pieces) and left out, with a
 * note. */
size_t parse_pmap_rows(const struct pmap_block *block, struct notes *notes,
	void (*row)(void *context, const struct pmap_row *), void *context);

/* Does a row count as private and writeable (procps pmap.c: 2nd letter w, 4th not s)? */
bool parse_pmap_private(const struct pmap_row *row);

#endif
