/* member_name.h - what the name of a run's file says: ROUND-TIME.KIND, or one of the others. */
#ifndef LEAKLINE_MEMBER_NAME_H
#define LEAKLINE_MEMBER_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"

/* What a name says. Spans point into it. */
struct member_name {
	struct span
		folder; /* all before the last '/', or empty: tells two runs apart, nothing else */
	struct span base; /* the last component */
	bool has_round;   /* ROUND-TIME.KIND */
	uint32_t round;
	int64_t time_ms;                   /* UTC since 1970; -1 not told */
	enum kind kind;                    /* KIND_NONE: no name of the format */
	bool info, events, hidden, action; /* run.info, events.tsv, a dot-name, action.log */
};

/* Reads a path as it stands in an archive or below a folder. Never fails: what no rule knows has
 * kind KIND_NONE. */
void member_name_read(struct span path, struct member_name *out);

/* TIME: 20261123T051600.123Z. Milliseconds since 1970, or -1. */
int64_t member_name_time(struct span text);

#endif
