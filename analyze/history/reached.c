/* reached.c - which processes that never ran were reached all the same, by way of their children.
 */
#include "reached.h"

#include <stdint.h>
#include <stdlib.h>

#include "../base/arena.h"
#include "processes.h"

/* A process in the tree of all. */
struct member {
	struct process *process;
	struct member *parent; /* NULL: it is none of the processes */
	uint64_t past;         /* the round behind the last that a descendant has covered */
	uint64_t covered;      /* its own rounds in which a descendant that ran was alive */
};

static int compare_first(const struct process *x, const struct process *y)
{
	return (x->first_round > y->first_round) - (x->first_round < y->first_round);
}

/* By PID; the lives of one PID by their first round. */
static int compare_members(const void *a, const void *b)
{
	const struct process *x = ((const struct member *)a)->process,
			     *y = ((const struct member *)b)->process;

	return x->pid != y->pid ? (x->pid > y->pid) - (x->pid < y->pid) : compare_first(x, y);
}

static int compare_begins(const void *a, const void *b)
{
	const struct member *const *x = a, *const *y = b;

	return compare_first((*x)->process, (*y)->process);
}

/* The life that had the PID of the parent when the child was first seen. A PID is used again: its
 * last life that had begun by then is the one. */
static struct member *find_parent(struct member *members, size_t count, const struct process *child)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct process *process = members[middle].process;

		if (process->pid < child->parent ||
			(process->pid == child->parent &&
				process->first_round <= child->first_round))
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || members[low - 1].process->pid != child->parent ||
		members[low - 1].process->last_round < child->first_round)
		return NULL;
	return &members[low - 1];
}

/* Adds the rounds of a process that ran to all above it. Processes come by their first round, so
 * that of these rounds only those behind the last that are covered are new. Where none is, none is
 * new further up: what a member covers, its parent does (so a circle of parents ends, too). */
static void cover(const struct member *ran)
{
	uint64_t first = ran->process->first_round, past = (uint64_t)ran->process->last_round + 1;

	for (struct member *above = ran->parent; above && above->past < past;
		above = above->parent) {
		uint64_t from = above->past > first ? above->past : first,
			 own_first = above->process->first_round,
			 own_past = (uint64_t)above->process->last_round + 1,
			 to = past < own_past ? past : own_past;

		from = from > own_first ? from : own_first;
		above->covered += to > from ? to - from : 0;
		above->past = past;
	}
}

void reached_mark(struct processes *processes)
{
	struct arena arena = { .blocks = NULL };
	size_t count = processes->target_count, ran = 0;
	struct member *members = arena_take_array(&arena, count + 1, sizeof *members);
	struct member **begins = arena_take_array(&arena, count + 1, sizeof(struct member *));

	for (size_t i = 0; i < count; i++)
		members[i].process = &processes->items[i];
	qsort(members, count, sizeof *members, compare_members);
	for (size_t i = 0; i < count; i++) {
		members[i].parent = find_parent(members, count, members[i].process);
		if (members[i].process->ran)
			begins[ran++] = &members[i];
	}
	qsort(begins, ran, sizeof(struct member *), compare_begins);
	for (size_t i = 0; i < ran; i++)
		cover(begins[i]);
	/* One session of many rounds is no sign that the action reached a master in all of them. */
	for (size_t i = 0; i < count; i++) {
		struct process *process = members[i].process;
		uint64_t own = (uint64_t)process->last_round - process->first_round + 1;

		if (members[i].covered && 2 * members[i].covered >= own)
			process->never_ran = false;
	}
	arena_free(&arena);
}
