/* pool_cgroups.c - the cgroups of a run as pools: what they use, by their own files. */
#include "pool_cgroups.h"

#include <assert.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/index.h"
#include "../base/text.h"
#include "../columns/rounds.h"
#include "../facts/facts_cgroup.h"
#include "series_build.h"

/* All numbers of one cgroup; those that it has not are empty. */
struct numbers {
	struct span path;
	struct series of[CGROUP_NUMBERS];
};

/* Splits a name `cgroup WORD PATH`; false if it is another one. */
static bool read_name(struct span name, enum cgroup_number *number, struct span *path)
{
	ptrdiff_t blank;

	if (!span_starts(name, "cgroup "))
		return false;
	name = span_from(name, strlen("cgroup "));
	blank = span_find(name, ' ');
	for (*number = 0; blank > 0 && *number < CGROUP_NUMBERS; (*number)++)
		if (span_is((struct span){ name.at, (size_t)blank }, facts_cgroup_word(*number)))
			break;
	if (blank <= 0 || *number == CGROUP_NUMBERS)
		return false;
	*path = span_from(name, (size_t)blank + 1);
	return true;
}

/* The numbers of all cgroups, in one pass, in the order in which they are first met. */
static struct numbers *sort_numbers(
	const struct processes *processes, struct arena *arena, size_t *count)
{
	struct numbers *list = arena_take_array(arena, processes->system_count + 1, sizeof *list);
	struct intern_table paths = { .count = 0 };
	struct index places = { .count = 0 };

	*count = 0;
	for (size_t i = 0; i < processes->system_count; i++) {
		enum cgroup_number number;
		struct span path;
		uint32_t *place;

		if (!read_name(processes->system[i].name, &number, &path))
			continue;
		path = intern(&paths, arena, path);
		place = index_at(&places, arena, index_key(path.at));
		if (!*place) {
			list[*count].path = path;
			*place = (uint32_t)++ * count;
		}
		list[*place - 1].of[number] = processes->system[i].series;
	}
	return list;
}

/* The sum of two numbers, in the rounds that have both; the first alone where the second was never
 * recorded. */
static struct series add(const struct series *a, const struct series *b, struct arena *arena)
{
	double *value = arena_take_array(arena, a->n + 1, sizeof *value),
	       *x = arena_take_array(arena, a->n + 1, sizeof *x);
	uint32_t *at = arena_take_array(arena, a->n + 1, sizeof *at);
	struct series out = *a;
	size_t k = 0;

	if (!b->n)
		return out;
	out.n = 0;
	out.value = value;
	out.x = x;
	out.at = at;
	for (size_t i = 0; i < a->n; i++) {
		while (k < b->n && b->at[k] < a->at[i])
			k++;
		if (k == b->n || b->at[k] != a->at[i])
			continue;
		at[out.n] = a->at[i];
		x[out.n] = a->x[i];
		value[out.n++] = a->value[i] + b->value[k];
	}
	return out;
}

static struct pool_cgroup make(const struct numbers *numbers,
	const struct processes_settings *settings, struct arena *arena)
{
	static const enum cgroup_number extras[POOL_EXTRAS] = {
		[POOL_KERNEL] = CGROUP_KERNEL,
		[POOL_SOCK] = CGROUP_SOCK,
		[POOL_SHMEM] = CGROUP_SHMEM,
		[POOL_CURRENT] = CGROUP_CURRENT,
	};
	const struct series *anon = &numbers->of[CGROUP_ANON], *swap = &numbers->of[CGROUP_SWAP];
	struct pool_cgroup out = { .pool = { .kind = POOL_CGROUP,
					   .members = numbers->of[CGROUP_PIDS] },
		.sum = { .name = numbers->path.len ? numbers->path : span_of("/"),
			.is_target = true,
			.life = 1,
			.lives = 1,
			.next_life = SIZE_MAX,
			.quantum_kib = settings->page_kib,
			.rounds = anon->n } };

	assert(anon->n && anon->at);
	out.sum.value[METRIC_FOOTPRINT] = out.sum.value[METRIC_PRIVATE] =
		out.sum.value[METRIC_RSS] = add(anon, swap, arena);
	out.sum.value[METRIC_SWAP] = *swap;
	out.sum.value[METRIC_ANON] = *anon;
	out.sum.first_round = settings->rounds->items[anon->at[0]].number;
	out.sum.last_round = settings->rounds->items[anon->at[anon->n - 1]].number;
	for (enum pool_extra i = 0; i < POOL_EXTRAS; i++)
		out.pool.extra[i] = numbers->of[extras[i]];
	pool_count_members(&out.pool);
	return out;
}

struct pool_cgroup *pool_cgroups_find(const struct processes *processes,
	const struct processes_settings *settings, struct arena *arena, size_t *count)
{
	size_t all;
	const struct numbers *numbers = sort_numbers(processes, arena, &all);
	struct pool_cgroup *list = arena_take_array(arena, all + 1, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < all; i++)
		if (numbers[i].of[CGROUP_ANON].n)
			list[(*count)++] = make(&numbers[i], settings, arena);
	return list;
}
