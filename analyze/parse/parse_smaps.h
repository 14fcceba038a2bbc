/* parse_smaps.h - maps, smaps and smaps_rollup, of one process or of several under `tail -v`
 * headers. */
#ifndef LEAKLINE_PARSE_SMAPS_H
#define LEAKLINE_PARSE_SMAPS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* A mapping. KiB; -1 where the file does not tell (maps tells addresses alone). */
struct maps_row {
	uint64_t start, end;
	char perms[5]; /* rw-p */
	uint64_t offset;
	struct span device, name; /* name: as the kernel prints it, LF as \012; empty: anonymous */
	uint64_t inode;
	int64_t rss, pss, private_clean, private_dirty, anonymous, swap;
	bool damaged; /* a mapping beside it, or the end of the file, is lost: sums of this process
			 are too small */
};

/* What a file consists of: processes, each with its mappings. */
struct smaps_reader {
	void (*process)(void *context, int32_t pid); /* a header of tail: what follows is this
							process's. -1: no header told it */
	void (*mapping)(void *context, const struct maps_row *row);
	bool bare; /* no header is in it: a process, 0, begins with its lowest address or the one
		      line of a smaps_rollup */
};

/* Odd lines become notes. Mappings before any header belong to process -1. */
void parse_smaps(
	struct span text, struct notes *notes, const struct smaps_reader *reader, void *context);

/* Reads a mapping's first line; false where the line is none. *rollup: that of smaps_rollup. */
bool parse_smaps_first_line(struct span line, bool *rollup);

/* `==> /proc/PID/KIND <==` (also task/TID): the PID, or -1. */
int32_t parse_smaps_header(struct span line);

#endif
