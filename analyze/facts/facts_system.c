/* facts_system.c - facts of the whole system: meminfo, vmstat, slabinfo. */
#include <string.h>

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

/* One meminfo being read: what it says of all pages, to find those that no line accounts for. */
struct accounting {
	struct reading reading;
	int64_t total, listed; /* KiB */
	unsigned seen;         /* bit set: which of the parts that every kernel lists were there */
	int64_t files[2];      /* pages of files, active and not; -1: not there */
	int64_t caches[2];     /* the kernel's that it can take back, by two names; -1 */
};

/* The lines of meminfo that are disjoint, and together all memory that the kernel can name (Linux,
 * fs/proc/meminfo.c). Those that are needed are in every kernel since 2.6. */
static const struct {
	const char *key;
	bool needed;
} parts[] = {
	{ "MemFree", true },
	{ "Buffers", true },
	{ "Cached", true },
	{ "SwapCached", true },
	{ "AnonPages", true },
	{ "Slab", true },
	{ "PageTables", true },
	{ "SecPageTables", false },
	{ "KernelStack", false },
	{ "Percpu", false },
	{ "Hugetlb", false },
	{ "Zswap", false },
	{ "Balloon", false },
	{ "Bounce", false },
};
enum { PARTS = sizeof parts / sizeof *parts };

static void account(struct accounting *accounting, struct span key, int64_t kib)
{
	if (span_is(key, "MemTotal"))
		accounting->total = kib;
	for (size_t i = 0; i < PARTS; i++)
		if (span_is(key, parts[i].key)) {
			accounting->seen |= 1u << i;
			accounting->listed += kib;
		}
}

/* Drivers, vmalloc and page fragments of sockets are in no line: what is left of all memory. */
static void add_unaccounted(struct accounting *accounting)
{
	int64_t left = accounting->total - accounting->listed;

	for (size_t i = 0; i < PARTS; i++)
		if (parts[i].needed && !(accounting->seen & 1u << i))
			return;
	if (accounting->total > 0)
		facts_add_system(accounting->reading.facts, span_of("unaccounted"),
			left > 0 ? left : 0, false);
}

/* Takes what MemAvailable (mm/show_mem.c, si_mem_available) counts by half while it is less than
 * twice the low watermark. */
static void take_freeable(struct accounting *accounting, struct span key, int64_t kib)
{
	if (span_is(key, "Active(file)"))
		accounting->files[0] = kib;
	if (span_is(key, "Inactive(file)"))
		accounting->files[1] = kib;
	if (span_is(key, "KReclaimable"))
		accounting->caches[0] = kib;
	if (span_is(key, "SReclaimable"))
		accounting->caches[1] = kib;
}

static void add_freeable(struct accounting *accounting)
{
	const int64_t *files = accounting->files;
	int64_t caches = accounting->caches[0] >= 0 ? accounting->caches[0] : accounting->caches[1];

	if (files[0] >= 0 && files[1] >= 0 && caches >= 0)
		facts_add_system(accounting->reading.facts, span_of("freeable"),
			files[0] + files[1] + caches, false);
}

static void take_meminfo(void *context, struct span key, int64_t kib)
{
	static const char *const wanted[] = { "MemTotal", "MemAvailable", "MemFree", "SUnreclaim",
		"SwapFree", "PageTables", "KernelStack", "Percpu", "Shmem" };
	struct accounting *accounting = context;

	account(accounting, key, kib);
	take_freeable(accounting, key, kib);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (span_is(key, wanted[i]))
			facts_add_system(accounting->reading.facts, span_of(wanted[i]), kib, false);
}

static void take_slab(void *context, struct span name, int64_t kib)
{
	struct reading *reading = context;
	char *text = arena_take_array(reading->arena, name.len + 6, 1);

	memcpy(text, "slab ", 5);
	memcpy(text + 5, name.at, name.len);
	facts_add_system(reading->facts, (struct span){ text, name.len + 5 }, kib, false);
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
			facts_add_system(((struct reading *)context)->facts, span_of(wanted[i]),
				(int64_t)value, true);
}

static void take_fd(void *context, int32_t pid, int64_t count)
{
	struct facts *facts = ((struct reading *)context)->facts;

	facts_more_of(facts, facts_add(facts, pid))->fds = count;
}

void facts_of_fd(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { facts, arena };

	parse_fd(text, notes, take_fd, &reading);
}

static void take_jstat(void *context, int32_t pid, int64_t old_kib, int64_t collections)
{
	struct facts *facts = ((struct reading *)context)->facts;
	struct fact_more *more = facts_more_of(facts, facts_add(facts, pid));

	more->old_kib = old_kib;
	more->collections = collections;
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
	struct accounting accounting = {
		.reading = { facts, arena }, .files = { -1, -1 }, .caches = { -1, -1 }
	};

	if (!text.len)
		notes_add(notes, 0, "it is empty");
	parse_meminfo(text, notes, take_meminfo, &accounting);
	add_unaccounted(&accounting);
	add_freeable(&accounting);
}
