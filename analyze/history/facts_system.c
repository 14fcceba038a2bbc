/* facts_system.c - facts of the whole system: meminfo, vmstat, slabinfo. */
#include <string.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "../parse/parse_counts.h"
#include "../parse/parse_meminfo.h"
#include "../parse/parse_slabinfo.h"
#include "facts.h"

/* State for a reader's callback. */
struct reading {
	struct facts *facts;
	struct arena *arena;
};

static void add_system(struct facts *facts, struct span name, int64_t size, bool pages)
{
	facts->system = list_room_in(facts->arena, facts->system, facts->system_count + 1,
		&facts->system_capacity, sizeof *facts->system);
	facts->system[facts->system_count++] = (struct system_fact){ name, size, pages };
}

static void take_meminfo(void *context, struct span key, int64_t kib)
{
	static const char *const wanted[] = { "MemTotal", "MemAvailable", "MemFree", "SUnreclaim",
		"SwapFree" };

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (span_is(key, wanted[i]))
			add_system(
				((struct reading *)context)->facts, span_of(wanted[i]), kib, false);
}

static void take_slab(void *context, struct span name, int64_t kib)
{
	struct reading *reading = context;
	char *text = arena_take_array(reading->arena, name.len + 6, 1);

	memcpy(text, "slab ", 5);
	memcpy(text + 5, name.at, name.len);
	add_system(reading->facts, (struct span){ text, name.len + 5 }, kib, false);
}

void facts_of_slabinfo(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { facts, arena };

	parse_slabinfo(text, notes, take_slab, &reading);
}

/* Kernel memory that may leak (mm/vmstat.c, vmstat_text); all counts of pages. */
static void take_vmstat(void *context, struct span key, uint64_t value)
{
	static const char *const wanted[] = { "nr_slab_unreclaimable", "nr_page_table_pages",
		"nr_shmem", "nr_unevictable" };

	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (span_is(key, wanted[i]) && value <= INT64_MAX / 1024)
			add_system(((struct reading *)context)->facts, span_of(wanted[i]),
				(int64_t)value, true);
}

static void take_fd(void *context, int32_t pid, int64_t count)
{
	facts_add(((struct reading *)context)->facts, pid)->fds = count;
}

void facts_of_fd(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { facts, arena };

	parse_fd(text, notes, take_fd, &reading);
}

static void take_jstat(void *context, int32_t pid, int64_t old_kib, int64_t collections)
{
	struct process_fact *fact = facts_add(((struct reading *)context)->facts, pid);

	fact->old_kib = old_kib;
	fact->collections = collections;
}

void facts_of_jstat(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { facts, arena };

	parse_jstat(text, notes, take_jstat, &reading);
}

void facts_of_vmstat(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { facts, arena };

	parse_vmstat(text, notes, take_vmstat, &reading);
}

void facts_of_meminfo(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { facts, arena };

	parse_meminfo(text, notes, take_meminfo, &reading);
}
