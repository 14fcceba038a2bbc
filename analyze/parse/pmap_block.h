/* pmap_block.h - pmap's data about a process and one of its mappings. */
#ifndef LEAKLINE_PMAP_BLOCK_H
#define LEAKLINE_PMAP_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

/* One process. KiB; -1 if unknown. */
struct pmap_block {
	int32_t pid;
	struct span command;
	struct span rows;    /* the lines between header and footer */
	uint64_t first_line; /* the file's line number of the first row */
	uint64_t lines;      /* the number of lines in rows */
	bool complete;       /* it has its footer */
	bool odd;            /* a line among the rows is no row */
	bool mixed; /* lines are lost, perhaps with the start of another process: the data may be
		       that one's */
	size_t same_head, same_tail; /* bytes of whole lines at the start and end of rows that equal
					those of `expected` */
	int64_t mapped, private_kib, shared; /* from the footer */
	int64_t rss;                         /* from the footer of procps' -x */
	int64_t used; /* of BusyBox's and toybox's -x: private dirty and swapped */
};

struct pmap_row {
	uint64_t address;
	int64_t kib;
	char mode[6];       /* as printed: rw--- in procps, rw-p in BusyBox */
	struct span offset; /* 16 hex digits, or empty */
	struct span device; /* 0fe:00000, or empty */
	struct span name;   /* without leading blanks; "[ anon ]" */
	bool guarded;       /* it has guard pages inside, as smaps says */
};

#endif
