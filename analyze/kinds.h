/* kinds.h - the kinds of text that a run contains: an enum and the table of their names. */
#ifndef LEAKLINE_KINDS_H
#define LEAKLINE_KINDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* In the order of reports; a series records the kind it was read from. */
enum kind {
	KIND_STATUS,
	KIND_PMAP,
	KIND_PS,
	KIND_STAT,
	KIND_MAPS,
	KIND_SMAPS,
	KIND_SMAPS_ROLLUP,
	KIND_MEMINFO,
	KIND_VMSTAT,
	KIND_SLABINFO,
	KIND_FD,     /* descriptors of each target */
	KIND_JSTAT,  /* heaps of each JVM */
	KIND_CGROUP, /* what cgroups use */
	KIND_HEAP,   /* the live heap of each target */
	KIND_EVENTS, /* a part of events.tsv from one stream */
	KIND_ACTION, /* the output of the action: never read */
	/* logs of other tools */
	KIND_PIDSTAT,
	KIND_ATOP,
	KIND_TOP,
	KIND_MPROF,
	KIND_PSRECORD,
	KIND_SMEMCAP,
	KIND_READINGS, /* tables with any header, key-value lines, JSON (log_lines.h) */
	KIND_NONE,     /* unknown; also the number of kinds */
};

/* One row of the table. */
struct kind_row {
	const char *name;  /* the file suffix, as in run-format; also the value of --import */
	const char *title; /* for messages */
};

/* The row of a kind below KIND_NONE. */
const struct kind_row *kind_row(enum kind kind);

/* The kind of that name, or KIND_NONE. */
enum kind kind_by_name(struct span name);

/* Is it a table with a header of ps (ps, top, pidstat)? */
bool kind_is_table(enum kind kind);

/* Does it tell of the whole system, and of no process (meminfo, vmstat, slabinfo)? */
bool kind_is_of_system(enum kind kind);

#endif
