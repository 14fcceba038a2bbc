/* tree.c - who descends from the targets (--tree). */
#include "tree.h"

#include "source/source.h"
#include "target.h"

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

static const struct target *named_above(
	const struct target_list *targets, const struct target *target)
{
	for (size_t i = 0; i < targets->count; i++)
		if (targets->known[i].pid == root_of(target))
			return &targets->known[i];
	return target;
}

/* Does its process group tell that an orphan is a target's? What the parent of a target that was
 * named began has the same session and group as that one and its children: where the parent adopts
 * orphans, as the first process of a container does, which begins one service after the other, it
 * may be no orphan. Before the first round all are new, so a group tells only if no other can have
 * begun it; a group of 0 is of processes outside of this PID namespace. */
static bool is_of_group(const struct tree *tree, const struct target_list *targets,
	const struct target *target, const struct source_process *process)
{
	bool is_look = tree->latest_start == 0, is_own = target->group == target->pid;
	const struct target *named;

	if (target->session != process->session || target->group != process->group)
		return false;
	if (!is_look || is_own)
		return true;
	named = named_above(targets, target);
	return target->group && (named->group != target->group || !adopts(tree, named->parent));
}

int32_t tree_root(const struct tree *tree, const struct target_list *targets,
	const struct source_process *process)
{
	bool orphan = is_new_orphan(tree, process);
	int32_t adopted = 0;

	for (size_t i = 0; i < targets->count; i++) {
		const struct target *target = &targets->known[i];
		bool same_session = target->session == process->session; /* 0: begun outside of this
									    PID namespace */

		if (!target->gone && target->pid == process->parent)
			return root_of(target);
		if (same_session && target->leads && process->pid != process->session)
			return root_of(target);
		if (orphan && !adopted && target->start_ticks <= process->start_ticks &&
			(process->in_kin || is_of_group(tree, targets, target, process)))
			adopted = root_of(target);
	}
	return adopted;
}

void tree_update(struct tree *tree, const struct target_list *targets, struct target *target,
	const struct source_process *process)
{
	if (target->parent && target->parent != process->parent && process->parent > 1)
		tree->reaper = process->parent;
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

void tree_see(struct tree *tree, const struct source_process *process)
{
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
