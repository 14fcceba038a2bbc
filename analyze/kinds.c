/* kinds.c - the table of kinds. */
#include "kinds.h"

#include "collect/run_format.h"

static const struct kind_row rows[KIND_NONE + 1] = {
	[KIND_STATUS] = { RUN_KIND_STATUS, "status" },
	[KIND_PMAP] = { RUN_KIND_PMAP, "pmap -d" },
	[KIND_PS] = { RUN_KIND_PS, "ps" },
	[KIND_STAT] = { RUN_KIND_STAT, "stat" },
	[KIND_MAPS] = { RUN_KIND_MAPS, "maps" },
	[KIND_SMAPS] = { RUN_KIND_SMAPS, "smaps" },
	[KIND_SMAPS_ROLLUP] = { RUN_KIND_SMAPS_ROLLUP, "smaps_rollup" },
	[KIND_MEMINFO] = { RUN_KIND_MEMINFO, "meminfo" },
	[KIND_VMSTAT] = { RUN_KIND_VMSTAT, "vmstat" },
	[KIND_SLABINFO] = { RUN_KIND_SLABINFO, "slabinfo" },
	[KIND_FD] = { RUN_KIND_FD, "fd" },
	[KIND_JSTAT] = { RUN_KIND_JSTAT, "jstat -gc" },
	[KIND_CGROUP] = { RUN_KIND_CGROUP, "cgroup" },
	[KIND_HEAP] = { RUN_KIND_HEAP, "heap" },
	[KIND_EVENTS] = { RUN_KIND_EVENTS, "events" },
	[KIND_ACTION] = { RUN_KIND_ACTION, "output of the action" },
	[KIND_PIDSTAT] = { "pidstat", "pidstat -r" },
	[KIND_ATOP] = { "atop", "atop -P PRM" },
	[KIND_TOP] = { "top", "top -b" },
	[KIND_MPROF] = { "mprof", "mprof" },
	[KIND_PSRECORD] = { "psrecord", "psrecord --log" },
	[KIND_SMEMCAP] = { "smemcap", "smemcap" },
	[KIND_READINGS] = { "csv", "a table or log" },
	[KIND_NONE] = { "", "unknown" },
};

const struct kind_row *kind_row(enum kind kind)
{
	return &rows[kind];
}

enum kind kind_by_name(struct span name)
{
	enum kind kind = 0;

	while (kind < KIND_NONE && !span_is(name, rows[kind].name))
		kind++;
	return kind;
}

bool kind_is_table(enum kind kind)
{
	return kind == KIND_PS || kind == KIND_TOP || kind == KIND_PIDSTAT;
}

bool kind_is_of_system(enum kind kind)
{
	return kind == KIND_MEMINFO || kind == KIND_VMSTAT || kind == KIND_SLABINFO;
}
