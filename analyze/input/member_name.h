/* member_name.h - parses the name of a run's file: ROUND-TIME.KIND, or one of the others. */
#ifndef LEAKLINE_MEMBER_NAME_H
#define LEAKLINE_MEMBER_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "../base/span.h"
#include "../kinds.h"

/* A parsed name. Spans point into it. */
struct member_name {
	struct span folder; /* all before the last '/', or empty: serves only to tell runs apart */
	struct span base;   /* the last component */
	bool has_round;     /* ROUND-TIME.KIND */
	uint32_t round;
	int64_t time_ms;                   /* UTC since 1970; -1 if unknown */
	enum kind kind;                    /* KIND_NONE: not a name of the format */
	bool info, events, hidden, action; /* run.info, events.tsv, a dot-name, action.log */
};

/* Parses a path in an archive or below a folder. Never fails: a name that matches no rule has kind
 * KIND_NONE. */
void member_name_read(struct span path, struct member_name *out);

/* Parses a TIME such as 20261123T051600.123Z: milliseconds since 1970, or -1. */
int64_t member_name_time(struct span text);

#endif
