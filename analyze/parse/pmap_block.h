/* pmap_block.h - what pmap says of a process, and of one of its mappings. */
#ifndef LEAKLINE_PMAP_BLOCK_H
#define LEAKLINE_PMAP_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../base/span.h"

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

#endif
