/* target.h - what is known of one target. */
#ifndef LEAKLINE_COLLECT_TARGET_H
#define LEAKLINE_COLLECT_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A current or former target. */
struct target {
	int32_t pid;
	uint64_t start_ticks;
	char name[64]; /* as last seen; longer names (kernel workers) are cut */
	size_t name_len;
	bool by_pid;       /* matched only by PID: nothing can succeed it */
	bool seen;         /* in the current round */
	bool gone;         /* reported */
	bool denied;       /* permission to read it was denied */
	bool heap_denied;  /* the same for its heap only */
	bool status_empty; /* nothing is in its status */
	bool hidden;       /* /proc shows not even its stat */
	int watch;         /* while it is hidden: a descriptor of the process; 0: none */
	bool told_denied, told_heap_denied, told_status_empty, told_hidden;
	bool has_cgroup; /* its cgroup was looked for */
	bool fresh;      /* new in this round */
	bool waits;      /* found by the first look, not recorded yet */
	int32_t root; /* --tree: the PID of the target that it descends from; 0: it is one itself */
	int64_t parent, group, session;
	bool leads;                            /* its session was begun by a target */
	uint32_t met;                          /* the last round of the tree in which it lived */
	uint64_t start_stack, children_faults; /* as in struct source_process */
	bool lost_child; /* since the round before a child of its may have ended */
	bool replaced;   /* a later process of the same name replaced it */
};

/* Current and former targets. */
struct target_list {
	struct target *known;
	size_t count, room;
};

#endif
