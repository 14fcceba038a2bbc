/* pool_members.c - which lives of a run belong together: by name, parent, session. */
#include "pool_members.h"

#include <stdint.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "../base/index.h"
#include "happenings.h"

/* The lives of a run by PID: the last of each, and the one before it. */
struct by_pid {
	struct index last;
	size_t *before; /* SIZE_MAX: none */
};

static struct pool_sets each_alone(const struct processes *processes, struct arena *arena)
{
	struct pool_sets sets = { arena_take_array(
		arena, processes->target_count + 1, sizeof *sets.first) };

	for (size_t i = 0; i < processes->target_count; i++)
		sets.first[i] = i;
	return sets;
}

/* The first life of the set that life i is in; shortens the way to it. */
static size_t first_of(struct pool_sets *sets, size_t i)
{
	while (sets->first[i] != i) {
		sets->first[i] = sets->first[sets->first[i]];
		i = sets->first[i];
	}
	return i;
}

static void unite(struct pool_sets *sets, size_t a, size_t b)
{
	size_t x = first_of(sets, a), y = first_of(sets, b);

	sets->first[x > y ? x : y] = x > y ? y : x;
}

/* Makes each life point at the first of its set. */
static struct pool_sets settle(struct pool_sets sets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		sets.first[i] = first_of(&sets, i);
	return sets;
}

struct pool_sets pool_members_by_name(const struct processes *processes, struct arena *arena)
{
	struct pool_sets sets = each_alone(processes, arena);

	/* lives are sorted by name */
	for (size_t i = 1; i < processes->target_count; i++)
		if (span_equal(processes->items[i].name, processes->items[i - 1].name))
			unite(&sets, i - 1, i);
	return settle(sets, processes->target_count);
}

static struct by_pid index_pids(const struct processes *processes, struct arena *arena)
{
	struct by_pid pids = { .before = arena_take_array(
				       arena, processes->target_count + 1, sizeof(size_t)) };

	for (size_t i = 0; i < processes->target_count; i++) {
		uint32_t *slot = index_at(&pids.last, arena, (uint64_t)processes->items[i].pid);

		pids.before[i] = *slot ? *slot - 1 : SIZE_MAX;
		*slot = (uint32_t)i + 1;
	}
	return pids;
}

/* The life that had a PID when that child was first seen, or last had it before; SIZE_MAX: none. */
static size_t life_with(const struct processes *processes, const struct by_pid *pids, int32_t pid,
	const struct process *child)
{
	uint32_t last = pid > 0 ? index_find(&pids->last, (uint64_t)pid) : 0;
	size_t found = SIZE_MAX;

	for (size_t i = last ? last - 1 : SIZE_MAX; i != SIZE_MAX; i = pids->before[i]) {
		const struct process *process = &processes->items[i];

		if (process == child || process->first_round > child->first_round)
			continue;
		if (found == SIZE_MAX || process->first_round > processes->items[found].first_round)
			found = i;
	}
	return found;
}

static bool tells_parents(const struct processes *processes)
{
	for (size_t i = 0; i < processes->target_count; i++)
		if (processes->items[i].parent)
			return true;
	return false;
}

/* Places of lives in the order of name, parent, session. */
struct sibling {
	const struct process *process;
	size_t place;
};

static int compare_siblings(const void *a, const void *b)
{
	const struct sibling *x = a, *y = b;
	int order = span_compare(x->process->name, y->process->name);

	if (!order)
		order = (x->process->parent > y->process->parent) -
			(x->process->parent < y->process->parent);
	if (!order)
		order = (x->process->session > y->process->session) -
			(x->process->session < y->process->session);
	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static bool are_siblings(const struct process *a, const struct process *b)
{
	return span_equal(a->name, b->name) && a->parent && a->parent == b->parent && a->session &&
	       a->session == b->session;
}

static void unite_siblings(
	const struct processes *processes, struct pool_sets *sets, struct arena *arena)
{
	struct sibling *list = arena_take_array(arena, processes->target_count + 1, sizeof *list);

	for (size_t i = 0; i < processes->target_count; i++)
		list[i] = (struct sibling){ &processes->items[i], i };
	qsort(list, processes->target_count, sizeof *list, compare_siblings);
	for (size_t i = 1; i < processes->target_count; i++)
		if (are_siblings(list[i - 1].process, list[i].process))
			unite(sets, list[i - 1].place, list[i].place);
}

struct pool_sets pool_members_related(const struct processes *processes, struct arena *arena)
{
	struct pool_sets sets;
	struct by_pid pids;

	if (!tells_parents(processes))
		return pool_members_by_name(processes, arena);
	sets = each_alone(processes, arena);
	pids = index_pids(processes, arena);
	for (size_t i = 0; i < processes->target_count; i++) {
		const struct process *child = &processes->items[i];
		size_t parent = life_with(processes, &pids, child->parent, child);

		if (parent != SIZE_MAX && span_equal(processes->items[parent].name, child->name))
			unite(&sets, i, parent);
	}
	unite_siblings(processes, &sets, arena);
	return settle(sets, processes->target_count);
}

/* The events that name the root of a process, applied to its life. */
static void unite_births(const struct processes *processes, const struct happenings *happened,
	const struct by_pid *pids, struct pool_sets *sets)
{
	for (size_t k = 0; k < happened->birth_count; k++) {
		const struct happened_birth *birth = &happened->births[k];
		uint32_t last = index_find(&pids->last, (uint64_t)birth->pid);

		for (size_t i = last ? last - 1 : SIZE_MAX; i != SIZE_MAX; i = pids->before[i]) {
			const struct process *process = &processes->items[i];
			size_t root = life_with(processes, pids, birth->root, process);

			if (root != SIZE_MAX && (!birth->start_ticks || !process->start_ticks ||
							birth->start_ticks == process->start_ticks))
				unite(sets, i, root);
		}
	}
}

struct pool_sets pool_members_by_tree(
	const struct processes *processes, const struct happenings *happened, struct arena *arena)
{
	struct pool_sets sets = each_alone(processes, arena);
	struct by_pid pids = index_pids(processes, arena);

	for (size_t i = 0; i < processes->target_count; i++) {
		const struct process *child = &processes->items[i];
		size_t parent = life_with(processes, &pids, child->parent, child);

		/* an orphan keeps the session that its ancestor began */
		if (parent == SIZE_MAX)
			parent = life_with(processes, &pids, child->session, child);
		if (parent != SIZE_MAX)
			unite(&sets, i, parent);
	}
	unite_births(processes, happened, &pids, &sets);
	return settle(sets, processes->target_count);
}
