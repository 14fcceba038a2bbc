/* parse_pmap.h - `pmap -d` of procps (all versions and locales), pmap of BusyBox and toybox. */
#ifndef LEAKLINE_PARSE_PMAP_H
#define LEAKLINE_PARSE_PMAP_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* One process. KiB; -1 where nothing told it. */
struct pmap_block {
	int32_t pid;
	struct span command;
	struct span rows;    /* the lines between header and footer */
	uint64_t first_line; /* of rows, in the file */
	uint64_t lines;      /* how many lines rows has */
	bool complete;       /* its footer is there */
	bool odd;            /* a line among the rows is none */
	bool mixed; /* lines are lost, perhaps with the begin of another process: what it says may
		       be that one's */
	size_t same_head, same_tail; /* bytes of rows, whole lines, that begin and end it as those
					that `expected` gave */
	int64_t mapped, private_kib, shared; /* of the footer */
	int64_t rss;                         /* of the footer of -x of procps */
};

struct pmap_row {
	uint64_t address;
	int64_t kib;
	char mode[6];       /* as printed: rw--- of procps, rw-p of BusyBox */
	struct span offset; /* 16 hex digits, or empty */
	struct span device; /* 0fe:00000, or empty */
	struct span name;   /* without leading blanks; "[ anon ]" */
};

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
