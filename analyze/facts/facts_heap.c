/* facts_heap.c - the facts of live heaps: a reading for each process. */
#include "facts.h"

#include "facts_memory.h"

struct reading {
	struct facts *facts;
	struct heap_chain *chain; /* of the process being read */
};

static void begin(void *context, int32_t pid)
{
	struct reading *reading = context;

	if (reading->facts->memory)
		reading->chain = heap_readings_begin(&reading->facts->memory->heaps, pid);
}

static void take_module(void *context, struct span file, struct span build_id)
{
	struct reading *reading = context;

	if (reading->chain)
		heap_readings_module(
			&reading->facts->memory->heaps, reading->chain, file, build_id);
}

static void take_blocks(void *context, const struct heap_class_row *row)
{
	struct reading *reading = context;

	if (reading->chain)
		heap_readings_blocks(&reading->facts->memory->heaps, reading->chain, row);
}

static void end(void *context, const struct heap_row *row)
{
	struct reading *reading = context;
	struct process_fact *fact = facts_add(reading->facts, row->pid);

	if (reading->chain)
		facts_more_of(reading->facts, fact)->heap =
			heap_readings_end(&reading->facts->memory->heaps, reading->chain, row);
}

void facts_of_heap(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	static const struct heap_reader reader = { begin, take_module, take_blocks, end };
	struct reading reading = { .facts = facts };

	(void)arena;
	parse_heap(text, notes, &reader, &reading);
}
