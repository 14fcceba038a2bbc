/* tree.c - who descends from the targets (--tree). */
#include "tree.h"

#include "source/source.h"
#include "target.h"

/* How sure is it that a new orphan is a target's? */
enum adoption { ADOPTION_NONE, ADOPTION_LIKELY, ADOPTION_SURE };

static int32_t root_of(const struct target *target)
{
	return target->root ? target->root : target->pid;
}

/* Does that PID adopt orphans? */
static bool adopts(const struct tree *tree, int64_t pid)
{
	return pid == 1 || (tree->reaper && pid == tree->reaper);
}

/* Was it adopted, and is it new? The last process of a tick may have been seen before the others of
 * this tick began, which have higher PIDs. */
static bool is_new_orphan(const struct tree *tree, const struct source_process *process)
{
	bool is_new =
		process->start_ticks > tree->latest_start ||
		(process->start_ticks == tree->latest_start && process->pid > tree->latest_pid);

	return is_new && adopts(tree, process->parent);
}

/* What was seen of who adopts, or NULL. */
static const struct tree_adopter *adopter_of(const struct tree *tree, int64_t pid)
{
	for (size_t i = 0; i < TREE_ADOPTERS; i++)
		if (tree->adopters[i].pid == pid)
			return &tree->adopters[i];
	return NULL;
}

static const struct target *named_above(
	const struct target_list *targets, const struct target *target)
{
	for (size_t i = 0; i < targets->count; i++)
		if (targets->known[i].pid == root_of(target))
			return &targets->known[i];
	return target;
}

/* Does the first stack tell that it was forked by this target, and not by who adopted it? Programs
 * begin with stacks at places of their own, and what a fork makes keeps that of its parent. */
static bool is_fork(const struct tree_adopter *adopter, const struct target *target,
	const struct source_process *process)
{
	return process->start_stack && process->start_stack == target->start_stack &&
	       !(adopter && adopter->start_stack == process->start_stack);
}

/* May a child of this target, or the target itself, have ended since the round before? Processes
 * are met by ascending PIDs: one with a lower PID would have been met. */
static bool may_have_left(
	const struct tree *tree, const struct target *target, const struct source_process *process)
{
	bool ended = target->met != tree->round && target->pid < process->pid;

	return !target->gone && (ended || target->lost_child);
}

/* It has the session and group of a target, but who adopted it may have begun it with them. Of its
 * own children it began none if it had no page fault: a fork leaves its pages to be copied. */
static enum adoption weigh(const struct tree *tree, const struct tree_adopter *adopter,
	const struct target *target, const struct source_process *process)
{
	if (is_fork(adopter, target, process))
		return ADOPTION_SURE;
	if (tree->latest_start == 0 || !may_have_left(tree, target, process) ||
		(adopter && process->start_stack && process->start_stack == adopter->start_stack))
		return ADOPTION_NONE;
	return adopter && adopter->worked ? ADOPTION_NONE : ADOPTION_LIKELY;
}

/* Does its process group tell that an orphan is a target's? What who adopts has begun may have the
 * same group: the first process of a container begins one service after the other. Before the first
 * round all are new; a group of 0 is of processes outside of this PID namespace. */
static enum adoption by_group(const struct tree *tree, const struct target_list *targets,
	const struct target *target, const struct source_process *process)
{
	const struct tree_adopter *adopter = adopter_of(tree, process->parent);
	const struct target *named;

	if (target->session != process->session || target->group != process->group)
		return ADOPTION_NONE;
	if (target->group && target->group == target->pid)
		return ADOPTION_SURE;
	named = named_above(targets, target);
	if ((named->group == target->group && adopts(tree, named->parent)) ||
		(adopter && adopter->group == process->group))
		return weigh(tree, adopter, target, process);
	return tree->latest_start || target->group ? ADOPTION_LIKELY : ADOPTION_NONE;
}

int32_t tree_root(const struct tree *tree, const struct target_list *targets,
	const struct source_process *process)
{
	bool orphan = is_new_orphan(tree, process);
	enum adoption best = ADOPTION_NONE;
	int32_t adopted = 0;

	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->known[i];
		bool same_session = target->session == process->session; /* 0: begun outside of this
									    PID namespace */
		enum adoption adoption;

		if (!target->gone && target->pid == process->parent)
			return root_of(target);
		if (same_session && target->leads && process->pid != process->session)
			return root_of(target);
		if (!orphan || target->start_ticks > process->start_ticks)
			continue;
		adoption = process->in_kin ? ADOPTION_LIKELY
					   : by_group(tree, targets, target, process);
		if (adoption > best) {
			best = adoption;
			adopted = root_of(target);
		}
	}
	return adopted;
}

void tree_update(struct tree *tree, const struct target_list *targets, struct target *target,
	const struct source_process *process)
{
	target->met = tree->round;
	if (process->is_hidden)
		return; /* it lives; all else is as it was */
	if (target->parent && target->parent != process->parent && process->parent > 1)
		tree->reaper = process->parent;
	target->lost_child =
		process->drops_children || process->children_faults > target->children_faults;
	target->children_faults = process->children_faults;
	target->start_stack = process->start_stack;
	target->parent = process->parent;
	target->group = process->group;
	if (target->session == process->session)
		return;
	target->session = process->session;
	target->leads = process->session == process->pid;
	for (size_t i = 0; i < targets->count && !target->leads; i++)
		target->leads =
			targets->known[i].session == target->session && targets->known[i].leads;
}

static void see_adopter(struct tree_adopter *adopter, const struct source_process *process)
{
	bool is_known =
		adopter->pid == process->pid && adopter->start_ticks == process->start_ticks;

	*adopter = (struct tree_adopter){ .pid = process->pid,
		.start_ticks = process->start_ticks,
		.group = process->group,
		.start_stack = process->start_stack,
		.faults = process->faults,
		.worked = !is_known || process->faults != adopter->faults };
}

void tree_see_ended(struct target_list *targets, const struct source_process *process)
{
	for (size_t i = 0; i < targets->count; i++)
		if (targets->known[i].pid == process->parent)
			targets->known[i].lost_child = true;
}

void tree_see(struct tree *tree, const struct source_process *process)
{
	if (adopts(tree, process->pid))
		see_adopter(&tree->adopters[process->pid != 1], process);
	if (process->start_ticks < tree->newest_start ||
		(process->start_ticks == tree->newest_start && process->pid < tree->newest_pid))
		return;
	tree->newest_start = process->start_ticks;
	tree->newest_pid = process->pid;
}

void tree_prepare(struct tree *tree)
{
	tree->latest_start = tree->newest_start;
	tree->latest_pid = tree->newest_pid;
	tree->round++;
}

int32_t tree_take_look(
	struct tree *tree, const struct target_list *targets, struct source_process *process)
{
	size_t count = tree->look.len / sizeof *process;
	struct source_process *processes = (struct source_process *)(void *)tree->look.bytes;

	for (size_t i = 0; i < count; i++) {
		int32_t root = tree_root(tree, targets, &processes[i]);

		if (!root)
			continue;
		*process = processes[i];
		processes[i] = processes[count - 1];
		tree->look.len -= sizeof *process;
		return root;
	}
	return 0;
}
