/*
 * restarts.c - lives that follow each other. Lives of a name come in the order of their first
 * rounds: live ones wait in a heap by their last round, ended ones lie on a stack with the latest
 * on top.
 */
#include "restarts.h"

#include <stdint.h>

#include "../base/arena.h"
#include "processes.h"

struct search {
	const struct process *items;
	size_t *alive; /* heap: the one that ends first is at 0 */
	size_t alive_count;
	size_t *ended; /* stack */
	size_t ended_count;
};

static bool ends_before(const struct search *search, size_t a, size_t b)
{
	uint32_t x = search->items[a].last_round, y = search->items[b].last_round;

	return x != y ? x < y : a < b;
}

static void swap(size_t *a, size_t *b)
{
	size_t value = *a;

	*a = *b;
	*b = value;
}

static void push_alive(struct search *search, size_t item)
{
	size_t i = search->alive_count++;

	search->alive[i] = item;
	for (; i > 0 && ends_before(search, search->alive[i], search->alive[(i - 1) / 2]);
		i = (i - 1) / 2)
		swap(&search->alive[i], &search->alive[(i - 1) / 2]);
}

static size_t pop_alive(struct search *search)
{
	size_t first = search->alive[0], i = 0, least = 0;

	search->alive[0] = search->alive[--search->alive_count];
	do {
		swap(&search->alive[i], &search->alive[least]);
		i = least;
		for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < search->alive_count;
			child++)
			if (ends_before(search, search->alive[child], search->alive[least]))
				least = child;
	} while (least != i);
	return first;
}

/* The life of that name which this one follows, popped off the stack; SIZE_MAX: none. */
static size_t take_predecessor(struct search *search, const struct process *process)
{
	while (search->alive_count &&
		search->items[search->alive[0]].last_round < process->first_round)
		search->ended[search->ended_count++] = pop_alive(search);
	return search->ended_count ? search->ended[--search->ended_count] : SIZE_MAX;
}

static void set_life(struct process *items, size_t i, size_t before, size_t *identities)
{
	struct process *process = &items[i];

	process->next_life = SIZE_MAX;
	if (before == SIZE_MAX) {
		process->identity = (*identities)++;
		process->first_life = i;
		process->life = 1;
		return;
	}
	process->identity = items[before].identity;
	process->first_life = items[before].first_life;
	process->life = items[before].life + 1;
	items[before].next_life = i;
}

void restarts_find(struct processes *processes, struct arena *scratch)
{
	struct process *items = processes->items;
	struct search search = { .items = items,
		.alive = arena_take_array(scratch, processes->count + 1, sizeof *search.alive),
		.ended = arena_take_array(scratch, processes->count + 1, sizeof *search.ended) };
	size_t identities = 0;

	for (size_t i = 0; i < processes->count; i++) {
		bool same_name = i > 0 && items[i].is_target && items[i - 1].is_target &&
				 span_equal(items[i - 1].name, items[i].name);

		if (!same_name)
			search.alive_count = search.ended_count = 0;
		set_life(items, i,
			items[i].is_target ? take_predecessor(&search, &items[i]) : SIZE_MAX,
			&identities);
		push_alive(&search, i);
	}
	for (size_t i = processes->count; i-- > 0;)
		items[i].lives = items[i].next_life != SIZE_MAX ? items[items[i].next_life].lives
								: items[i].life;
}
