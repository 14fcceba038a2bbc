/* run_format.h - the run format as constants; the writer defines the format, and leakline-analyze
 * includes this file. */
#ifndef LEAKLINE_RUN_FORMAT_H
#define LEAKLINE_RUN_FORMAT_H

/* The first line of run.info. */
#define RUN_FORMAT_LINE "format: leakline-run 1"

#define RUN_INFO_NAME "run.info"
/* Its key for the number of warm-up rounds, the first ones of the run. */
#define RUN_INFO_WARMUP "warmup_rounds: "

/* The line that stands there if the descendants of the targets are targets, too. */
#define RUN_INFO_TREE "tree: yes"
/* Its key for the cgroup that was asked for, or auto. */
#define RUN_INFO_CGROUP "cgroup: "
/* The line that stands there if all targets are in that cgroup as the run begins. */
#define RUN_INFO_CGROUP_HOLDS "cgroup_holds: targets"

#define RUN_EVENTS_NAME "events.tsv"
#define RUN_ACTION_NAME "action.log"

/* A name is ROUND-TIME.KIND: ROUND has at least this many digits, TIME is like
 * 20261123T051600.123Z. */
#define RUN_ROUND_DIGITS 4
#define RUN_TIME_LENGTH 20

/* The suffix of a run folder. */
#define RUN_SUFFIX ".run"

/* Kinds: the suffixes of names. */
#define RUN_KIND_PS "ps"
#define RUN_KIND_STAT "stat"
#define RUN_KIND_STATUS "status"
#define RUN_KIND_PMAP "pmap"
#define RUN_KIND_MEMINFO "meminfo"
#define RUN_KIND_MAPS "maps"
#define RUN_KIND_SMAPS "smaps"
#define RUN_KIND_SMAPS_ROLLUP "smaps_rollup"
#define RUN_KIND_FD "fd"
#define RUN_KIND_JSTAT "jstat"
#define RUN_KIND_HEAP "heap"
#define RUN_KIND_CGROUP "cgroup"
#define RUN_KIND_VMSTAT "vmstat"
#define RUN_KIND_SLABINFO "slabinfo"
#define RUN_KIND_EVENTS "events"
#define RUN_KIND_ACTION "action"

/* Events: the fourth field of events.tsv. */
#define RUN_EVENT_START "start"
#define RUN_EVENT_RESUME "resume"
#define RUN_EVENT_ACTION "action"
#define RUN_EVENT_APPEARED "appeared"
#define RUN_EVENT_GONE "gone"
#define RUN_EVENT_DENIED "denied"
/* its detail, where all processes are the targets, and not all are shown */
#define RUN_DENIED_OTHERS "/proc hides (hidepid): processes of other users"
#define RUN_EVENT_RESTARTED "restarted"
#define RUN_EVENT_ERROR "error"
#define RUN_EVENT_ROUND "round"
#define RUN_EVENT_THINNED "thinned"
#define RUN_EVENT_STOP "stop"

#endif
