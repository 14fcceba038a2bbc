/* parse_smaps.h - maps, smaps and smaps_rollup, of one process or of several under `tail -v`
 * headers. */
#ifndef LEAKLINE_PARSE_SMAPS_H
#define LEAKLINE_PARSE_SMAPS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* A mapping. KiB; -1 if the file lacks the value (maps has only addresses). */
struct maps_row {
	uint64_t start, end;
	char perms[5]; /* rw-p */
	uint64_t offset;
	struct span device, name; /* name: as the kernel prints it, LF as \012; empty: anonymous */
	uint64_t inode;
	int64_t rss, pss, private_clean, private_dirty, anonymous, swap;
	int64_t pss_anon, swap_pss; /* the first in smaps_rollup alone, since Linux 5.3 */
	bool guarded;               /* VmFlags have gu: there are guard pages inside (Linux 6.19) */
	bool damaged; /* a neighbouring mapping, or the end of the file, is lost: this process's
			 sums are too small */
};

/* Callbacks for the parts of a file: processes, each with its mappings. */
struct smaps_reader {
	void (*process)(void *context, int32_t pid); /* a header of tail: this process's mappings
							follow. -1: no header named it */
	void (*mapping)(void *context, const struct maps_row *row);
	bool bare; /* the file has no headers: a process, 0, starts at its lowest address or the one
		      line of a smaps_rollup */
};

/* Odd lines become notes. Mappings before any header belong to process -1. */
void parse_smaps(
	struct span text, struct notes *notes, const struct smaps_reader *reader, void *context);

/* Parses a mapping's first line; false if it is none. *rollup: it is that of smaps_rollup. */
bool parse_smaps_first_line(struct span line, bool *rollup);

/* `==> /proc/PID/KIND <==` (also task/TID): the PID, or -1. */
int32_t parse_smaps_header(struct span line);

#endif
