/* tree.h - who descends from the targets (--tree). */
#ifndef LEAKLINE_COLLECT_TREE_H
#define LEAKLINE_COLLECT_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct source_process;
struct target;
struct target_list;

/* Who adopts orphans, as seen last. All zero is unknown. */
struct tree_adopter {
	int64_t pid, group;
	uint64_t start_ticks, start_stack, faults;
	bool worked; /* since the round before it had page faults, or may have had */
};

/* PID 1 and tree.reaper. */
enum { TREE_ADOPTERS = 2 };

/* What is known besides the targets. All zero is empty. */
struct tree {
	struct buffer look;    /* struct source_process of the others in the first look; their
				  texts are not valid */
	uint64_t latest_start; /* of all processes of the rounds before this one; 0: it is the first
				  look */
	int64_t latest_pid;    /* the highest of those that began then */
	uint64_t newest_start; /* the same of this round */
	int64_t newest_pid;
	int64_t reaper; /* who adopts orphans besides PID 1, by adopter_of_orphans or as seen; 0:
			   unknown */
	struct tree_adopter adopters[TREE_ADOPTERS];
	uint32_t round; /* counted by tree_prepare */
};

/*
 * The PID of the target that this process descends from; 0: none.
 *
 * A process is a descendant if its parent is a target, or its session was begun by one: all
 * processes of a session descend from the one that began it (setsid(2)). Otherwise it may have lost
 * its parent since the last round. Then it has been adopted, is new, and either has the session and
 * process group of a target, or is in a cgroup that tells. Where who adopted it may have begun it
 * with that group, it takes more: it is a fork of the target's program; or a child of the target
 * may have ended, in a round in which who adopts began none.
 */
int32_t tree_root(const struct tree *tree, const struct target_list *targets,
	const struct source_process *process);

/* Notes the parent and session of a target, one of the list, as seen now. */
void tree_update(struct tree *tree, const struct target_list *targets, struct target *target,
	const struct source_process *process);

/* Before a round, or the first look. */
void tree_prepare(struct tree *tree);

/* Notes a process that has ended and waits for its parent. */
void tree_see_ended(struct target_list *targets, const struct source_process *process);

/* Notes a living process of the round, target or not. */
void tree_see(struct tree *tree, const struct source_process *process);

/* After the first look: takes a process that descends from a target, and returns what tree_root
 * gives for it; 0: there are no more. */
int32_t tree_take_look(
	struct tree *tree, const struct target_list *targets, struct source_process *process);

#endif
