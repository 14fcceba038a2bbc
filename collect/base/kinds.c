/* kinds.c - the table of kinds. */
#include "kinds.h"

#include <string.h>

#include "../run_format.h"

static const struct kind_row rows[KINDS] = {
	[KIND_STAT] = { RUN_KIND_STAT, "stat", true, true },
	[KIND_STATUS] = { RUN_KIND_STATUS, "status", true, true },
	[KIND_PMAP] = { RUN_KIND_PMAP, NULL, true, true },
	[KIND_PS] = { RUN_KIND_PS, NULL, false, true },
	[KIND_MEMINFO] = { RUN_KIND_MEMINFO, "meminfo", false, true },
	[KIND_MAPS] = { RUN_KIND_MAPS, "maps", true, false },
	[KIND_SMAPS] = { RUN_KIND_SMAPS, "smaps", true, false },
	[KIND_SMAPS_ROLLUP] = { RUN_KIND_SMAPS_ROLLUP, "smaps_rollup", true, false },
	[KIND_FD] = { RUN_KIND_FD, NULL, true, false },
	[KIND_JSTAT] = { RUN_KIND_JSTAT, NULL, true, false },
	[KIND_HEAP] = { RUN_KIND_HEAP, NULL, true, false },
	[KIND_CGROUP] = { RUN_KIND_CGROUP, NULL, false, false },
	[KIND_VMSTAT] = { RUN_KIND_VMSTAT, "vmstat", false, false },
	[KIND_SLABINFO] = { RUN_KIND_SLABINFO, "slabinfo", false, false },
};

const struct kind_row *kind_row(enum kind kind)
{
	return &rows[kind];
}

enum kind kind_by_name(const char *name, size_t len)
{
	enum kind kind = 0;

	while (kind < KINDS &&
		(strlen(rows[kind].name) != len || memcmp(rows[kind].name, name, len)))
		kind++;
	return kind;
}
