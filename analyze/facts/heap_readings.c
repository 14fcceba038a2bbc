/* heap_readings.c - readings of live heaps, each kept as what changed since the one before. */
#include "heap_readings.h"

#include <stdlib.h>
#include <string.h>

#include "../base/list.h"

static uint32_t add_class(
	struct heap_readings *memory, struct heap_chain *chain, const struct heap_class *class)
{
	size_t wanted = chain->class_count + 1;

	chain->classes = list_room_in(
		&memory->arena, chain->classes, wanted, &chain->class_room, sizeof *chain->classes);
	chain->counts = list_room(chain->counts, wanted, &chain->count_room, sizeof *chain->counts);
	chain->now = list_room(chain->now, wanted, &chain->now_room, sizeof *chain->now);
	chain->classes[chain->class_count] = *class;
	chain->counts[chain->class_count] = chain->now[chain->class_count] = 0;
	return (uint32_t)chain->class_count++;
}

struct heap_chain *heap_readings_begin(struct heap_readings *memory, int32_t pid)
{
	uint32_t *place = index_at(&memory->places, &memory->arena, (uint32_t)pid);
	struct heap_chain *chain;

	if (!*place) {
		chain = arena_take(&memory->arena, sizeof *chain);
		chain->pid = pid;
		add_class(memory, chain, &(struct heap_class){ .size = 0 });
		memory->chains = list_room(
			memory->chains, memory->count + 1, &memory->room, sizeof *memory->chains);
		memory->chains[memory->count++] = chain;
		*place = (uint32_t)memory->count;
	}
	chain = memory->chains[*place - 1];
	memset(chain->now, 0, chain->class_count * sizeof *chain->now);
	return chain;
}

/* The number of that class: a new one if the process never had it, 0 if it has too many. */
static uint32_t number_of(
	struct heap_readings *memory, struct heap_chain *chain, const struct heap_class *class)
{
	uint64_t key = heap_class_key(class);
	uint32_t found;

	while ((found = index_find(&chain->numbers, key))) {
		if (heap_class_is(&chain->classes[found - 1], class))
			return found - 1;
		key = heap_class_next(key);
	}
	if (chain->class_count >= HEAP_CLASSES_MAX)
		return 0;
	found = add_class(memory, chain, class);
	*index_at(&chain->numbers, &memory->arena, key) = found + 1;
	return found;
}

void heap_readings_blocks(
	struct heap_readings *memory, struct heap_chain *chain, const struct heap_class_row *row)
{
	struct heap_class class = { .is_pooled = row->is_pooled,
		.size = row->size,
		.position = row->position,
		.offset = row->offset };
	int64_t count;
	uint32_t number;

	if (row->module.len)
		class.module = intern(&memory->names, &memory->arena, row->module);
	number = number_of(memory, chain, &class);
	count = row->count + chain->now[number];
	chain->now[number] = count < UINT32_MAX ? (uint32_t)count : UINT32_MAX;
}

void heap_readings_module(struct heap_readings *memory, struct heap_chain *chain, struct span file,
	struct span build_id)
{
	size_t i = 0;

	while (i < chain->module_count && !span_equal(chain->modules[i].file, file))
		i++;
	if (i < chain->module_count && span_equal(chain->modules[i].build_id, build_id))
		return;
	if (i == chain->module_count) {
		chain->modules = list_room_in(&memory->arena, chain->modules, i + 1,
			&chain->module_room, sizeof *chain->modules);
		chain->modules[chain->module_count++] = (struct heap_module){
			.file = intern(&memory->names, &memory->arena, file)
		};
	}
	chain->modules[i].build_id = intern(&memory->names, &memory->arena, build_id);
}

/* What this reading has changed; afterwards its counts are the last ones. */
static void keep_changes(
	struct heap_readings *memory, struct heap_chain *chain, struct heap_reading *reading)
{
	struct heap_change *changes;
	size_t count = 0;

	for (size_t i = 0; i < chain->class_count; i++)
		count += chain->now[i] != chain->counts[i];
	changes = arena_take_array(&memory->arena, count + 1, sizeof *changes);
	for (size_t i = 0; i < chain->class_count; i++)
		if (chain->now[i] != chain->counts[i])
			changes[reading->change_count++] =
				(struct heap_change){ (uint32_t)i, chain->now[i] };
	reading->changes = changes;
	if (count)
		memcpy(chain->counts, chain->now, chain->class_count * sizeof *chain->now);
}

const struct heap_reading *heap_readings_end(
	struct heap_readings *memory, struct heap_chain *chain, const struct heap_row *row)
{
	struct heap_reading *reading = arena_take(&memory->arena, sizeof *reading);
	int64_t pools_free = row->pool_bytes > row->pool_used_bytes && row->pool_used_bytes >= 0
				     ? row->pool_bytes - row->pool_used_bytes
				     : 0;

	*reading = (struct heap_reading){ .chain = chain,
		.before = chain->last,
		.state = row->state,
		.allocator = intern(&memory->names, &memory->arena, row->allocator),
		.used_bytes = row->used_bytes,
		.used_blocks = row->used_blocks,
		.free_bytes = row->free_bytes + row->cached_bytes + row->top_bytes + pools_free,
		.cached_bytes = row->cached_bytes,
		.arenas = row->arenas };
	if (row->state == HEAP_COMPLETE)
		keep_changes(memory, chain, reading);
	return chain->last = reading;
}

void heap_readings_free(struct heap_readings *memory)
{
	for (size_t i = 0; i < memory->count; i++) {
		free(memory->chains[i]->counts);
		free(memory->chains[i]->now);
		memory->chains[i]->counts = memory->chains[i]->now = NULL;
	}
	free(memory->chains);
	memory->chains = NULL;
	memory->count = memory->room = 0;
}
