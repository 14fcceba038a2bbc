/* parse_cgroup.h - files of cgroups, as `tail -n +1 -v` prints them. */
#ifndef LEAKLINE_PARSE_CGROUP_H
#define LEAKLINE_PARSE_CGROUP_H

#include <stdint.h>

#include "../base/span.h"

struct notes;

/* A line of a file: memory.stat has keys, the others are one number without. */
struct cgroup_row {
	struct span path, file, key; /* path: empty for the topmost cgroup; key: may be empty */
	uint64_t value;              /* bytes, or a count */
};

/* Calls row for each line that has a number. */
void parse_cgroup(struct span text, struct notes *notes,
	void (*row)(void *context, const struct cgroup_row *row), void *context);

#endif
