/* system_series.c - the numbers of the whole system over the rounds, and which key each is of. */
#include "system_series.h"

#include "../base/arena.h"
#include "../columns/columns.h"
#include "../columns/rounds.h"
#include "series_build.h"
#include "sums.h"

/* Where the number of a key is found: in meminfo, else in vmstat. */
static const struct {
	const char *word;
	const char *names[2];
} keys[SYSTEM_KEYS] = {
	[SYSTEM_AVAILABLE] = { "available", { "MemAvailable", NULL } },
	[SYSTEM_SLAB] = { "slab", { "SUnreclaim", "nr_slab_unreclaimable" } },
	[SYSTEM_PAGE_TABLES] = { "pagetables", { "PageTables", "nr_page_table_pages" } },
	[SYSTEM_KERNEL_STACK] = { "kernelstack", { "KernelStack", NULL } },
	[SYSTEM_PERCPU] = { "percpu", { "Percpu", NULL } },
	[SYSTEM_SHMEM] = { "shmem", { "Shmem", "nr_shmem" } },
	[SYSTEM_THREADS] = { "threads", { NULL, NULL } },
	[SYSTEM_FDS] = { "fds", { NULL, NULL } },
	[SYSTEM_UNACCOUNTED] = { "unaccounted", { "unaccounted", NULL } },
};

const char *system_series_word(enum system_key key)
{
	return keys[key].word;
}

enum system_key system_series_key(struct span word)
{
	enum system_key key = 0;

	while (key < SYSTEM_KEYS && !span_is(word, keys[key].word))
		key++;
	return key;
}

bool system_series_is_count(enum system_key key)
{
	return key == SYSTEM_THREADS || key == SYSTEM_FDS;
}

/* The place of a key's number among all: the first of its names that the run has. SIZE_MAX: none.
 */
static size_t place_of(const struct processes *processes, enum system_key key)
{
	for (size_t k = 0; k < 2 && keys[key].names[k]; k++)
		for (size_t i = 0; i < processes->system_count; i++)
			if (span_is(processes->system[i].name, keys[key].names[k]))
				return i;
	return SIZE_MAX;
}

static void name_keys(struct processes *out)
{
	for (size_t i = 0; i < out->system_count; i++)
		out->system[i].key = span_starts(out->system[i].name, "slab ")     ? SYSTEM_CACHE
				     : span_starts(out->system[i].name, "cgroup ") ? SYSTEM_CGROUP
				     : span_is(out->system[i].name, "freeable")    ? SYSTEM_FREEABLE
										   : SYSTEM_OTHER;
	for (enum system_key key = 0; key < SYSTEM_KEYS; key++) {
		size_t place = place_of(out, key);

		if (place != SIZE_MAX)
			out->system[place].key = key;
	}
}

/* The sum of a count over all lives that have it. */
static void add_sum(struct series_builder *builder, struct processes *out, enum system_key key,
	enum metric metric)
{
	size_t rounds = builder->settings->rounds->count;
	const struct process **items =
		arena_take_array(builder->arena, out->count + 1, sizeof *items);
	struct lives lives = { items, 0 };
	struct arena scratch = { NULL, 0 };
	struct sums sums;

	for (size_t i = 0; i < out->count; i++)
		if (out->items[i].value[metric].n)
			items[lives.count++] = &out->items[i];
	if (!lives.count)
		return;
	sums = sums_new(rounds, &scratch);
	out->system[out->system_count++] =
		(struct system_series){ span_of(metric_row(metric)->title),
			sums_metric(&sums, builder, &lives, metric), key };
	arena_free(&scratch);
}

void system_series_build(
	struct series_builder *builder, const struct columns *columns, struct processes *out)
{
	out->system = arena_take_array(
		builder->arena, columns->system_count + SYSTEM_KEYS, sizeof *out->system);
	for (size_t i = 0; i < columns->system_count; i++) {
		const struct system_point *points = columns->system[i].points.items;
		double kib = columns->system[i].pages ? builder->settings->page_kib : 1;

		series_begin(builder);
		for (size_t j = 0; j < columns->system[i].points.count; j++)
			series_add(builder, points[j].at, (double)points[j].size * kib);
		out->system[out->system_count].name =
			intern(&builder->names, builder->arena, columns->system[i].name);
		out->system[out->system_count++].series =
			series_end(builder, KIND_MEMINFO, builder->settings->page_kib);
	}
	name_keys(out);
	add_sum(builder, out, SYSTEM_THREADS, METRIC_THREADS);
	add_sum(builder, out, SYSTEM_FDS, METRIC_FDS);
}
