/*
 * heap_classes.c - the classes of blocks of one life. Readings are kept as changes, a chain for
 * each worker, each with numbers of its own: the chains are replayed twice, first to find out which
 * classes grew, then to write down the series of these.
 */
#include "heap_classes.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"
#include "../facts/heap_list.h"

enum {
	GROWN_MAX = 64, /* classes with a series that grew most */
	LARGE_MAX = 32  /* and of the others the largest */
};

/* Chunks of glibc and slots of musl's smallest groups are multiples of it. */
enum { NEXT_SIZE = 16 };

/* What is known of a class after the first replay. */
struct counted {
	struct heap_class class; /* module interned by the run */
	struct span build_id;
	double third[3]; /* sums of its count over each third of the readings */
	uint32_t first, last;
	uint32_t joined; /* index of the class that it is joined to: itself, if to none */
	uint32_t slot;   /* index of its series + 1; 0: none */
};

/* The chain of one worker. */
struct replay {
	const struct heap_chain *chain;
	uint32_t *class_of; /* by the chain's number: index among the life's classes */
	uint32_t *counts;   /* by the chain's number: of the reading at hand */
	const struct heap_reading **readings; /* oldest first */
	size_t count;
};

struct building {
	struct series_builder *series;
	const struct heap_readings_of_life *life;
	struct arena scratch;
	struct index points; /* by reading: index among the complete readings + 1 */
	struct replay *replays;
	size_t replay_count, replay_room;
	struct counted *classes;
	size_t count, room;
	struct index places; /* of classes, by a hash of them */
	double *values;      /* series of the chosen classes, life->complete numbers each */
};

static struct span build_id_of(
	const struct building *building, const struct heap_chain *chain, struct span module)
{
	for (size_t i = 0; i < chain->module_count && module.len; i++)
		if (span_equal(chain->modules[i].file, module))
			return intern(&building->series->names, building->series->arena,
				chain->modules[i].build_id);
	return (struct span){ NULL, 0 };
}

/* The life's index of a class of a chain. */
static uint32_t class_place(
	struct building *building, const struct heap_chain *chain, const struct heap_class *class)
{
	struct heap_class own = *class;
	uint64_t key;
	uint32_t found;

	if (class->module.len)
		own.module =
			intern(&building->series->names, building->series->arena, class->module);
	key = heap_class_key(&own);
	while ((found = index_find(&building->places, key))) {
		if (heap_class_is(&building->classes[found - 1].class, &own))
			return found - 1;
		key = heap_class_next(key);
	}
	building->classes = list_room(
		building->classes, building->count + 1, &building->room, sizeof *building->classes);
	building->classes[building->count] = (struct counted){ .class = own,
		.build_id = build_id_of(building, chain, class->module) };
	*index_at(&building->places, &building->scratch, key) = (uint32_t)++building->count;
	return (uint32_t)building->count - 1;
}

static void add_chain(struct building *building, const struct heap_chain *chain)
{
	struct arena *scratch = &building->scratch;
	const struct heap_reading *reading = chain->last;
	struct replay *replay;
	size_t at;

	for (size_t i = 0; i < building->replay_count; i++)
		if (building->replays[i].chain == chain)
			return;
	building->replays = list_room_in(scratch, building->replays, building->replay_count + 1,
		&building->replay_room, sizeof *building->replays);
	replay = &building->replays[building->replay_count++];
	*replay = (struct replay){ .chain = chain };
	for (; reading; reading = reading->before)
		replay->count++;
	replay->readings = arena_take_array(scratch, replay->count, sizeof(void *));
	at = replay->count;
	for (reading = chain->last; reading; reading = reading->before)
		replay->readings[--at] = reading;
	replay->counts = arena_take_array(scratch, chain->class_count, sizeof *replay->counts);
	replay->class_of = arena_take_array(scratch, chain->class_count, sizeof *replay->class_of);
	for (size_t i = 0; i < chain->class_count; i++)
		replay->class_of[i] = class_place(building, chain, &chain->classes[i]);
}

/* Numbers the complete readings, and finds their chains. */
static void find_chains(struct building *building)
{
	uint32_t complete = 0;

	for (size_t i = 0; i < building->life->count; i++) {
		const struct heap_reading *reading = building->life->points[i].reading;

		if (reading->state != HEAP_COMPLETE)
			continue;
		*index_at(&building->points, &building->scratch, index_key(reading)) = ++complete;
		add_chain(building, reading->chain);
	}
}

/* Calls take with the counts of each complete reading of the life, chain by chain. */
static void replay_all(struct building *building,
	void (*take)(struct building *building, const struct replay *replay, size_t point))
{
	for (size_t r = 0; r < building->replay_count; r++) {
		struct replay *replay = &building->replays[r];

		memset(replay->counts, 0, replay->chain->class_count * sizeof *replay->counts);
		for (size_t i = 0; i < replay->count; i++) {
			const struct heap_reading *reading = replay->readings[i];
			uint32_t point = index_find(&building->points, index_key(reading));

			for (size_t j = 0; j < reading->change_count; j++)
				replay->counts[reading->changes[j].class] =
					reading->changes[j].count;
			if (point)
				take(building, replay, point - 1);
		}
	}
}

/* First replay: sums. */
static void sum_reading(struct building *building, const struct replay *replay, size_t point)
{
	size_t n = building->life->complete, third = point * 3 / n;

	for (size_t i = 0; i < replay->chain->class_count; i++) {
		struct counted *class = &building->classes[replay->class_of[i]];

		class->third[third] += replay->counts[i];
		if (point == 0)
			class->first = replay->counts[i];
		if (point == n - 1)
			class->last = replay->counts[i];
	}
}

/* Second replay: the series of the chosen classes. */
static void write_reading(struct building *building, const struct replay *replay, size_t point)
{
	for (size_t i = 0; i < replay->chain->class_count; i++) {
		const struct counted *class = &building->classes[replay->class_of[i]];
		uint32_t slot = building->classes[class->joined].slot;

		if (slot)
			building->values[(slot - 1) * building->life->complete + point] +=
				replay->counts[i];
	}
}

static int compare_ints(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* By what the blocks hold, then by size: sizes that may be joined are neighbours. */
static int compare_classes(const void *a, const void *b)
{
	const struct counted *x = *(const struct counted *const *)a,
			     *y = *(const struct counted *const *)b;
	int order = span_compare(x->class.module, y->class.module);

	if (!order)
		order = (x->class.offset > y->class.offset) - (x->class.offset < y->class.offset);
	if (!order)
		order = compare_ints(x->class.position, y->class.position);
	if (!order)
		order = compare_ints(x->class.is_pooled, y->class.is_pooled);
	return order ? order : compare_ints(x->class.size, y->class.size);
}

static bool holds_same(const struct counted *a, const struct counted *b)
{
	return a->class.module.len && a->class.module.at == b->class.module.at &&
	       a->class.offset == b->class.offset && a->class.position == b->class.position &&
	       a->class.is_pooled == b->class.is_pooled;
}

static double total(const struct counted *class)
{
	return class->third[0] + class->third[1] + class->third[2];
}

/* Joins a size to the one before it, if that is the more usual and not joined itself. */
static void join_sizes(struct building *building, struct counted **sorted)
{
	for (size_t i = 0; i < building->count; i++) {
		struct counted *class = sorted[i], *before = i ? sorted[i - 1] : NULL;
		uint32_t own = (uint32_t)(class - building->classes);

		class->joined = own;
		if (!before || !holds_same(before, class) || class->class.is_pooled ||
			class->class.size != before->class.size + NEXT_SIZE ||
			before->joined != (uint32_t)(before - building->classes) ||
			total(class) > total(before))
			continue;
		class->joined = before->joined;
		for (size_t third = 0; third < 3; third++)
			before->third[third] += class->third[third];
		before->first += class->first;
		before->last += class->last;
	}
}

/* By how many bytes it grew from the first third, or since the second: a program that gives back
 * what its start needed may leak after that. */
static double growth(const struct building *building, const struct counted *class)
{
	double n = (double)building->life->complete / 3.0,
	       whole = (class->third[2] - class->third[0]) / n,
	       late = 2.0 * (class->third[2] - class->third[1]) / n;

	return (whole > late ? whole : late) * (double)class->class.size;
}

/* A class in order of what it is chosen by. */
struct ranked {
	struct counted *class;
	double weight;
	size_t place; /* in the order of compare_classes: the answer does not depend on workers */
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->weight < y->weight || x->weight > y->weight)
		return x->weight < y->weight ? 1 : -1;
	return (x->place > y->place) - (x->place < y->place);
}

/* Gives series to the first of the ranked that have none yet; returns how many series there are. */
static uint32_t choose(struct ranked *ranked, size_t count, size_t most, uint32_t slots)
{
	qsort(ranked, count, sizeof *ranked, compare_ranked);
	for (size_t i = 0; i < count && most && ranked[i].weight > 0.0; i++)
		if (!ranked[i].class->slot) {
			ranked[i].class->slot = ++slots;
			most--;
		}
	return slots;
}

/* Chooses the classes that get a series; returns their number. */
static uint32_t choose_classes(struct building *building, struct counted **sorted, size_t *seen)
{
	struct ranked *ranked =
		arena_take_array(&building->scratch, building->count + 1, sizeof *ranked);
	size_t count = 0;
	uint32_t slots;

	for (size_t i = 0; i < building->count; i++)
		if (sorted[i]->joined == (uint32_t)(sorted[i] - building->classes) &&
			total(sorted[i]) > 0.0 && sorted[i]->class.size)
			ranked[count++] =
				(struct ranked){ sorted[i], growth(building, sorted[i]), i };
	*seen = count;
	if (!count)
		return 0;
	slots = choose(ranked, count, GROWN_MAX, 0);
	for (size_t i = 0; i < count; i++)
		ranked[i].weight = ranked[i].class->third[2] * (double)ranked[i].class->class.size;
	return choose(ranked, count, LARGE_MAX, slots);
}

/* The mean size of the blocks of a class, and of those that are joined to it. */
static double mean_bytes(
	const struct building *building, uint32_t joined, const struct counted *next)
{
	const struct counted *class = &building->classes[joined];
	double all = total(class), more = next ? total(next) : 0.0;

	return all > 0.0 ? (double)class->class.size + NEXT_SIZE * more / all
			 : (double)class->class.size;
}

static void set_class(
	struct building *building, struct counted *const *sorted, size_t i, struct heap_view *view)
{
	const struct counted *class = sorted[i],
			     *next = i + 1 < building->count ? sorted[i + 1] : NULL;
	uint32_t own = (uint32_t)(class - building->classes);
	const double *values = building->values + (class->slot - 1) * building->life->complete;
	size_t n = 0;

	series_begin(building->series);
	for (size_t j = 0; j < building->life->count; j++)
		if (building->life->points[j].reading->state == HEAP_COMPLETE)
			series_add(building->series, building->life->points[j].at, values[n++]);
	view->classes[class->slot - 1] = (struct block_class){ .is_pooled = class->class.is_pooled,
		.size = class->class.size,
		.module = class->class.module,
		.build_id = class->build_id,
		.offset = class->class.offset,
		.position = class->class.position,
		.count_first = class->first,
		.count_last = class->last,
		.block_bytes = mean_bytes(building, own, next && next->joined == own ? next : NULL),
		.blocks = series_end(building->series, KIND_HEAP, 1.0) };
}

void heap_classes_build(struct series_builder *builder,
	const struct heap_readings_of_life *readings, struct process *process)
{
	struct building building = { .series = builder, .life = readings };
	struct heap_view *view = &process->heap;
	struct counted **sorted;

	find_chains(&building);
	replay_all(&building, sum_reading);
	sorted = arena_take_array(&building.scratch, building.count + 1, sizeof *sorted);
	for (size_t i = 0; i < building.count; i++)
		sorted[i] = &building.classes[i];
	if (building.count)
		qsort(sorted, building.count, sizeof *sorted, compare_classes);
	join_sizes(&building, sorted);
	view->class_count = choose_classes(&building, sorted, &view->classes_seen);
	view->classes =
		arena_take_array(builder->arena, view->class_count + 1, sizeof *view->classes);
	building.values = arena_take_array(&building.scratch,
		view->class_count * readings->complete + 1, sizeof *building.values);
	replay_all(&building, write_reading);
	for (size_t i = 0; i < building.count; i++)
		if (sorted[i]->slot)
			set_class(&building, sorted, i, view);
	free(building.classes);
	arena_free(&building.scratch);
}
