/* kinds.h - the kinds of text in a round: name, file under /proc, per target or for the whole
 * system. */
#ifndef LEAKLINE_COLLECT_KINDS_H
#define LEAKLINE_COLLECT_KINDS_H

#include <stdbool.h>
#include <stddef.h>

enum kind {
	KIND_STAT,
	KIND_STATUS,
	KIND_PMAP,
	KIND_PS,
	KIND_MEMINFO,
	KIND_MAPS,
	KIND_SMAPS,
	KIND_SMAPS_ROLLUP,
	KIND_FD,
	KIND_JSTAT,
	KIND_HEAP,
	KIND_CGROUP,
	KIND_VMSTAT,
	KIND_SLABINFO,
	KINDS
};

struct kind_row {
	const char *name; /* suffix of the file's name */
	const char *file; /* under /proc or /proc/PID; NULL: made by us (ps, pmap, fd, jstat, heap,
			   * cgroup) */
	bool of_target;   /* of each target, else of the whole system */
	bool unasked;     /* recorded without --also */
};

/* The row of a kind below KINDS. */
const struct kind_row *kind_row(enum kind kind);

/* The kind of that name (len bytes), or KINDS. */
enum kind kind_by_name(const char *name, size_t len);

#endif
