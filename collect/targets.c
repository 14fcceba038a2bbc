/* targets.c - selects the processes to record. */
#include "targets.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/adopter.h"
#include "base/list.h"
#include "base/say.h"
#include "events.h"
#include "options.h"
#include "run_format.h"
#include "target_hidden.h"
#include "target_tell.h"

int targets_open(struct targets *targets, const struct collect_options *options)
{
	bool here = !options->via && !strcmp(options->proc, "/proc");

	*targets = (struct targets){ .options = options };
	targets->pids = calloc(options->target_count + 1, sizeof *targets->pids);
	if (target_match_open(&targets->match, options, here ? (int32_t)getpid() : 0) ||
		!targets->pids) {
		say("no memory: the list of targets does not fit");
		return -1;
	}
	if (here && options->tree)
		targets->tree.reaper = adopter_of_orphans(&targets->match.orphan);
	for (size_t i = 0; i < options->target_count; i++)
		if (targets->match.operands[i].pid > 0)
			targets->pids[targets->pid_count++] = targets->match.operands[i].pid;
	return 0;
}

void targets_close(struct targets *targets)
{
	for (size_t i = 0; i < targets->list.count; i++)
		target_hidden_end(&targets->list.known[i]);
	free(targets->list.known);
	free(targets->pids);
	target_match_close(&targets->match);
	buffer_free(&targets->names);
	buffer_free(&targets->tree.look);
}

/* With only PIDs, and none of their children, no other process needs to be read. */
static bool only_pids(const struct targets *targets)
{
	const struct collect_options *options = targets->options;

	return !options->all && !options->match_count && !options->cgroup &&
	       targets->pid_count == options->target_count;
}

/* A zombie that only waits for its parent has ended. One with living threads has only lost its
 * first thread. */
static bool has_ended(const struct source_process *process)
{
	return (process->state == 'Z' || process->state == 'X') && process->threads <= 1;
}

static struct target *find(struct targets *targets, const struct source_process *process)
{
	for (size_t i = targets->list.count; i-- > 0;) {
		struct target *target = &targets->list.known[i];

		if (target->pid == process->pid && !target->gone &&
			(target->start_ticks == process->start_ticks || !target->start_ticks ||
				!process->start_ticks))
			return target;
	}
	return NULL;
}

/* A PID operand means the process that had the PID when first seen, not a later one. */
static bool pid_was_used(const struct targets *targets, int32_t pid)
{
	for (size_t i = 0; i < targets->list.count; i++)
		if (targets->list.known[i].pid == pid && targets->list.known[i].by_pid)
			return true;
	return false;
}

static struct target *add(
	struct targets *targets, const struct source_process *process, bool by_pid)
{
	struct target *target, *known = list_room(targets->list.known, targets->list.count + 1,
				       &targets->list.room, sizeof *known);

	if (!known) {
		say("no memory: %zu targets (record fewer)", targets->list.count + 1);
		exit(3);
	}
	targets->list.known = known;
	targets->outside |= !process->in_cgroup;
	target = &targets->list.known[targets->list.count++];
	*target = (struct target){ .pid = process->pid,
		.start_ticks = process->start_ticks,
		.by_pid = by_pid,
		.fresh = true,
		.waits = targets->first_look };
	return target;
}

static void set_name(struct target *target, const struct source_process *process)
{
	target->name_len = process->name_len < sizeof target->name ? process->name_len
								   : sizeof target->name - 1;
	memcpy(target->name, process->name, target->name_len);
	target->name[target->name_len] = '\0';
}

/* The target that a process is which was not one before, or NULL. */
static struct target *find_new(struct targets *targets, const struct source_process *process)
{
	struct target *target;
	int32_t root = 0;
	bool by_pid = false;

	if (!target_match(&targets->match, process, &by_pid)) {
		if (targets->options->tree && !target_match_is_ours(&targets->match, process) &&
			!targets->first_look && !process->is_hidden)
			root = tree_root(&targets->tree, &targets->list, process);
		if (!root)
			return NULL;
	}
	if (by_pid && pid_was_used(targets, process->pid))
		return NULL;
	target = add(targets, process, by_pid);
	target->root = root;
	return target;
}

/* In the first look, keeps what is no target yet: its names, if one is mistyped, and with --tree it
 * may descend from a target. */
static void keep_look(struct targets *targets, const struct source_process *process)
{
	size_t word = strnlen(process->cmdline, process->cmdline_len), base = word;

	while (base && process->cmdline[base - 1] != '/')
		base--;
	buffer_add(&targets->names, process->name, process->name_len);
	buffer_string(&targets->names, "\n");
	buffer_add(&targets->names, process->cmdline + base, word - base);
	buffer_string(&targets->names, "\n");
	if (targets->options->tree && !target_match_is_ours(&targets->match, process))
		buffer_add(&targets->tree.look, (const char *)process, sizeof *process);
}

/* Records that a process was seen; returns true if it is a target. */
static bool meet_process(void *context, const struct source_process *process)
{
	struct targets *targets = context;
	struct target *target;

	if (has_ended(process)) {
		tree_see_ended(&targets->list, process);
		return false;
	}
	if (!process->is_hidden)
		tree_see(&targets->tree, process);
	target = targets->first_look ? NULL : find(targets, process);
	if (!target)
		target = find_new(targets, process);
	if (target) {
		if (!process->is_hidden)
			set_name(target, process);
		if (!target->start_ticks) /* it was hidden until now */
			target->start_ticks = process->start_ticks;
		tree_update(&targets->tree, &targets->list, target, process);
		targets->alive += targets->first_look;
	} else if (targets->first_look && !process->is_hidden) {
		keep_look(targets, process);
	}
	return target && !targets->first_look;
}

static void take_result(
	void *context, const struct source_process *process, enum source_result result)
{
	struct target *target = find(context, process);

	if (target)
		target->seen = result != SOURCE_GONE;
	if (target && result != SOURCE_GONE)
		target->denied = result == SOURCE_DENIED;
	if (target && result != SOURCE_GONE)
		target->hidden = process->is_hidden;
	if (target && result != SOURCE_GONE)
		target->heap_denied = process->heap_denied && !target->denied;
	if (target && result != SOURCE_GONE)
		target->status_empty = process->status_empty;
}

void targets_prepare(struct targets *targets, struct source_round *round)
{
	for (size_t i = 0; i < targets->list.count; i++)
		targets->list.known[i].seen = false;
	if (targets->first_look) {
		/* a source that asks again shows all processes again */
		targets->outside = false;
		targets->alive = targets->list.count = targets->names.len = targets->tree.look.len =
			0;
	}
	tree_prepare(&targets->tree);
	round->all_processes =
		!only_pids(targets) || targets->options->tree || (round->kinds & 1u << KIND_PS);
	round->pids = targets->pids;
	round->pid_count = targets->pid_count;
	round->context = targets;
	round->meet = meet_process;
	round->result = take_result;
}

/* After the first look: adds the descendants of the targets. */
static void close_look(struct targets *targets)
{
	struct source_process process;
	int32_t root;

	while ((root = tree_take_look(&targets->tree, &targets->list, &process)) != 0) {
		struct target *target = add(targets, &process, false);

		target->root = root;
		target->waits = true;
		tree_update(&targets->tree, &targets->list, target, &process);
	}
	targets->match.orphan = 0; /* later its PID is that of another process */
	buffer_free(&targets->tree.look);
}

const char *targets_missing(struct targets *targets)
{
	close_look(targets);
	for (size_t i = 0; i < targets->options->target_count; i++)
		if (!targets->match.operands[i].met)
			return targets->match.operands[i].name;
	return NULL;
}

/* Could the fresh target have replaced this one: same name, ended, not replaced yet? */
static bool could_precede(const struct target *target, const struct target *fresh)
{
	return target != fresh && !target->seen && !target->fresh && !target->replaced &&
	       !target->by_pid && target->name_len == fresh->name_len &&
	       !memcmp(target->name, fresh->name, fresh->name_len);
}

/* The target that this new one replaces: preferably one with its PID, then one that has just ended,
 * then the latest known. */
static struct target *predecessor(struct targets *targets, const struct target *fresh)
{
	struct target *best = NULL;
	int best_rank = -1;

	for (size_t i = targets->list.count; i-- > 0;) {
		struct target *target = &targets->list.known[i];
		int rank = target->pid == fresh->pid ? 2 : !target->gone;

		if (rank > best_rank && could_precede(target, fresh)) {
			best = target;
			best_rank = rank;
		}
	}
	return best;
}

static void tell_fresh(
	struct targets *targets, struct target *fresh, uint32_t number, struct buffer *lines)
{
	struct target *old = predecessor(targets, fresh);

	events_begin(lines, number, old ? RUN_EVENT_RESTARTED : RUN_EVENT_APPEARED);
	events_process(lines, fresh->name, fresh->name_len, fresh->pid, fresh->start_ticks);
	if (fresh->root) {
		buffer_string(lines, " tree=");
		buffer_number(lines, fresh->root);
	}
	if (old) {
		buffer_string(lines, " was ");
		buffer_number(lines, old->pid);
		buffer_string(lines, " start=");
		buffer_number(lines, (int64_t)old->start_ticks);
		old->gone = old->replaced = true;
	}
	events_end(lines);
}

/* What is hidden is neither gone nor recorded. */
static void look_for_hidden(struct targets *targets)
{
	for (size_t i = 0; i < targets->list.count && targets->match.self; i++) {
		struct target *target = &targets->list.known[i];

		if (!target->gone && !target->waits)
			target_hidden_look(target);
	}
}

/* A weeks-long run of a program that restarts must not grow: ended targets that nothing can succeed
 * are forgotten; a PID operand's process stays, so that a reused PID is not taken for it. */
static void forget(struct targets *targets)
{
	size_t kept = 0, gone = 0;

	for (size_t i = 0; i < targets->list.count; i++)
		gone += targets->list.known[i].gone;
	for (size_t i = 0; i < targets->list.count; i++) {
		struct target *target = &targets->list.known[i];

		if (target->gone)
			target_hidden_end(target);
		if (target->gone && !target->by_pid && (target->replaced || gone > 1000)) {
			gone--;
			continue;
		}
		targets->list.known[kept++] = *target;
	}
	targets->list.count = kept;
}

void targets_finish(struct targets *targets, uint32_t number, struct buffer *lines)
{
	bool quiet = targets->options->quiet;

	look_for_hidden(targets);
	targets->alive = 0;
	for (size_t i = 0; i < targets->list.count; i++) {
		struct target *target = &targets->list.known[i];

		targets->alive += target->seen;
		/* it ended between the first look and the first snapshot */
		target->gone |= target->waits && !target->seen;
		target->waits = false;
		/* a process that came and went within the snapshot was never recorded */
		if (target->fresh && target->seen && targets->settled)
			tell_fresh(targets, target, number, lines);
	}
	for (size_t i = 0; i < targets->list.count; i++)
		targets->list.known[i].fresh = false;
	for (size_t i = 0; i < targets->list.count; i++) {
		struct target *target = &targets->list.known[i];

		if (!target->seen && !target->gone) {
			target->gone = true;
			target_tell(target, RUN_EVENT_GONE, number, lines);
		} else if (target->seen) {
			target_tell_lacks(target, quiet, number, lines);
		}
	}
	targets->settled = true;
	targets->empty_rounds = targets->alive ? 0 : targets->empty_rounds + 1;
	forget(targets);
}

bool targets_ended(const struct targets *targets)
{
	return targets->empty_rounds > (only_pids(targets) ? 0u : 1u);
}

int32_t targets_only_pid(const struct targets *targets)
{
	int32_t pid = 0;

	for (size_t i = 0; i < targets->list.count; i++) {
		if (targets->list.known[i].gone || targets->list.known[i].root)
			continue;
		if (pid)
			return 0;
		pid = targets->list.known[i].pid;
	}
	return pid;
}

const char *targets_first_name(const struct targets *targets)
{
	for (size_t i = 0; i < targets->list.count; i++)
		if (!targets->list.known[i].gone)
			return targets->list.known[i].name;
	return "";
}
