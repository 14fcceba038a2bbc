/* pool_cgroups.c - the cgroups of a run as pools: what they use, by their own files. */
#include "pool_cgroups.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "../base/arena.h"
#include "../base/text.h"
#include "rounds.h"
#include "series_build.h"

static const char *const words[CGROUP_NUMBERS] = { "anon", "swap", "kernel", "sock", "shmem",
	"current", "pids" };

const char *pool_cgroups_word(enum cgroup_number number)
{
	return words[number];
}

/* The path in a name `cgroup WORD PATH`; false if it is another one. */
static bool read_number(struct span name, enum cgroup_number number, struct span *path)
{
	size_t len = strlen("cgroup ") + strlen(words[number]) + 1;

	if (!span_starts(name, "cgroup ") || name.len < len ||
		!span_starts(span_from(name, strlen("cgroup ")), words[number]) ||
		name.at[len - 1] != ' ')
		return false;
	*path = span_from(name, len);
	return true;
}

static struct series number_of(
	const struct processes *processes, struct span wanted, enum cgroup_number number)
{
	for (size_t i = 0; i < processes->system_count; i++) {
		struct span path;

		if (read_number(processes->system[i].name, number, &path) &&
			span_equal(path, wanted))
			return processes->system[i].series;
	}
	return (struct series){ .n = 0 };
}

/* The sum of two numbers in the rounds that have the first; the second is 0 where it is missing. */
static struct series add(const struct series *a, const struct series *b, struct arena *arena)
{
	double *value = arena_take_array(arena, a->n + 1, sizeof *value);
	struct series out = *a;
	size_t k = 0;

	for (size_t i = 0; i < a->n; i++) {
		while (k < b->n && b->at[k] < a->at[i])
			k++;
		value[i] = a->value[i] + (k < b->n && b->at[k] == a->at[i] ? b->value[k] : 0);
	}
	out.value = value;
	return out;
}

static struct pool_cgroup make(const struct processes *processes,
	const struct processes_settings *settings, struct span path, struct arena *arena)
{
	static const enum cgroup_number extras[POOL_EXTRAS] = {
		[POOL_KERNEL] = CGROUP_KERNEL,
		[POOL_SOCK] = CGROUP_SOCK,
		[POOL_SHMEM] = CGROUP_SHMEM,
		[POOL_CURRENT] = CGROUP_CURRENT,
	};
	struct series anon = number_of(processes, path, CGROUP_ANON),
		      swap = number_of(processes, path, CGROUP_SWAP),
		      used = add(&anon, &swap, arena);
	struct pool_cgroup out = { .pool = { .kind = POOL_CGROUP,
					   .members = number_of(processes, path, CGROUP_PIDS) },
		.sum = { .name = path.len ? path : span_of("/"),
			.is_target = true,
			.life = 1,
			.lives = 1,
			.next_life = SIZE_MAX,
			.quantum_kib = settings->page_kib,
			.rounds = anon.n } };

	assert(anon.n && anon.at);
	out.sum.value[METRIC_FOOTPRINT] = out.sum.value[METRIC_PRIVATE] =
		out.sum.value[METRIC_RSS] = used;
	out.sum.value[METRIC_SWAP] = swap;
	out.sum.value[METRIC_ANON] = anon;
	out.sum.first_round = settings->rounds->items[anon.at[0]].number;
	out.sum.last_round = settings->rounds->items[anon.at[anon.n - 1]].number;
	for (enum pool_extra i = 0; i < POOL_EXTRAS; i++)
		out.pool.extra[i] = number_of(processes, path, extras[i]);
	pool_count_members(&out.pool);
	return out;
}

struct pool_cgroup *pool_cgroups_find(const struct processes *processes,
	const struct processes_settings *settings, struct arena *arena, size_t *count)
{
	struct pool_cgroup *list =
		arena_take_array(arena, processes->system_count + 1, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < processes->system_count; i++) {
		struct span path;

		if (read_number(processes->system[i].name, CGROUP_ANON, &path) &&
			processes->system[i].series.n)
			list[(*count)++] = make(processes, settings, path, arena);
	}
	return list;
}
