/* parse_ps.h - ps: procps `aux`, `-ef`, `-eo ...`, BusyBox, toybox, Android: columns are found by the header line. */
#ifndef LEAKLINE_PARSE_PS_H
#define LEAKLINE_PARSE_PS_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"

struct notes;

/* One process. KiB; -1 where the table does not tell. */
struct ps_row {
	int32_t pid;
	struct span user, state, command; /* command: the rest of the line, may be empty */
	int64_t vsz, rss;
	int64_t grain;                    /* of rss: 1, or the unit of a value such as 12m */
};

/* Calls row for each process; table (may be NULL) at each header line, that is where a further table begins. */
void parse_ps(struct span text, struct notes *notes, void (*table)(void *context),
	void (*row)(void *context, const struct ps_row *), void *context);

/* Is the line a header of ps? */
bool parse_ps_header(struct span line);

/* The base name of a command's first word, or what stands between [ and ]: the nearest to comm that ps tells. */
struct span parse_ps_name(struct span command);

#endif
