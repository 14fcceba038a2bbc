/* parse_pmap.h - `pmap -d` of procps (all versions and locales), pmap of BusyBox and toybox. */
#ifndef LEAKLINE_PARSE_PMAP_H
#define LEAKLINE_PARSE_PMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"
#include "pmap_block.h"

struct notes;

/* A process's rows from the previous reading: identical lines are not parsed again. All of them
 * must have been rows. */
struct pmap_expected {
	struct span rows;
	uint64_t lines;
};

/* Calls block for each process. expected may be NULL. */
void parse_pmap(struct span text, struct notes *notes,
	struct pmap_expected (*expected)(void *context, int32_t pid),
	void (*block)(void *context, const struct pmap_block *), void *context);

/* Calls row for each row of a block; returns the number of unreadable lines. A row whose address is
 * not above the previous one is bogus (procps reads long lines in pieces): it is skipped with a
 * note. */
size_t parse_pmap_rows(const struct pmap_block *block, struct notes *notes,
	void (*row)(void *context, const struct pmap_row *), void *context);

/* Does a row count as private and writable (procps pmap.c: 2nd letter w, 4th not s)? */
bool parse_pmap_private(const struct pmap_row *row);

#endif
