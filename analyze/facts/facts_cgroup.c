/* facts_cgroup.c - facts of cgroups: a few numbers of each, as numbers of the system that are
 * called `cgroup KEY PATH`. */
#include "facts_cgroup.h"

#include <string.h>

#include "../base/text.h"
#include "../parse/parse_cgroup.h"
#include "facts.h"

static const char *const words[CGROUP_NUMBERS] = { "anon", "swap", "kernel", "sock", "shmem",
	"current", "pids" };

const char *facts_cgroup_word(enum cgroup_number number)
{
	return words[number];
}

/* Where a number is found. Of two places of one key the later row counts: version 1 has the sums
 * over the tree as total_*; kernels before 5.18 only have the parts of what the kernel uses. */
static const struct {
	const char *file, *key;
	enum cgroup_number number;
	bool is_part; /* it is added up, and counts where there is no whole */
} places[] = {
	{ "memory.stat", "rss", CGROUP_ANON, false },
	{ "memory.stat", "anon", CGROUP_ANON, false },
	{ "memory.stat", "total_rss", CGROUP_ANON, false },
	{ "memory.stat", "swap", CGROUP_SWAP, false },
	{ "memory.stat", "total_swap", CGROUP_SWAP, false },
	{ "memory.swap.current", "", CGROUP_SWAP, false },
	{ "memory.stat", "kernel_stack", CGROUP_KERNEL, true },
	{ "memory.stat", "pagetables", CGROUP_KERNEL, true },
	{ "memory.stat", "percpu", CGROUP_KERNEL, true },
	{ "memory.stat", "slab", CGROUP_KERNEL, true },
	{ "memory.stat", "kernel", CGROUP_KERNEL, false },
	{ "memory.stat", "sock", CGROUP_SOCK, false },
	{ "memory.stat", "shmem", CGROUP_SHMEM, false },
	{ "memory.stat", "total_shmem", CGROUP_SHMEM, false },
	{ "memory.current", "", CGROUP_CURRENT, false },
	{ "memory.usage_in_bytes", "", CGROUP_CURRENT, false },
	{ "pids.current", "", CGROUP_PIDS, false },
};

/* The cgroup whose files are being read. */
struct reading {
	struct facts *facts;
	struct arena *arena;
	struct span path;
	bool any;
	int64_t whole[CGROUP_NUMBERS], parts[CGROUP_NUMBERS]; /* -1: not there */
};

static void begin(struct reading *reading, struct span path)
{
	reading->path = path;
	reading->any = true;
	for (size_t i = 0; i < CGROUP_NUMBERS; i++)
		reading->whole[i] = reading->parts[i] = -1;
}

static void add_number(struct reading *reading, enum cgroup_number number, int64_t value)
{
	const char *name = text_format(reading->arena, "cgroup %s %.*s", facts_cgroup_word(number),
		(int)reading->path.len, reading->path.at ? reading->path.at : "");

	facts_add_system(reading->facts, span_of(name), value, false);
}

static void end(struct reading *reading)
{
	for (enum cgroup_number i = 0; reading->any && i < CGROUP_NUMBERS; i++) {
		int64_t value = reading->whole[i] >= 0 ? reading->whole[i] : reading->parts[i];

		if (value >= 0)
			add_number(reading, i, value);
	}
}

static void take_row(void *context, const struct cgroup_row *row)
{
	struct reading *reading = context;

	if (!reading->any || !span_equal(reading->path, row->path)) {
		end(reading);
		begin(reading, row->path);
	}
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		enum cgroup_number number = places[i].number;
		int64_t value =
			number == CGROUP_PIDS ? (int64_t)row->value : (int64_t)(row->value / 1024);

		if (!span_is(row->file, places[i].file) || !span_is(row->key, places[i].key) ||
			row->value > INT64_MAX)
			continue;
		if (places[i].is_part)
			reading->parts[number] =
				(reading->parts[number] < 0 ? 0 : reading->parts[number]) + value;
		else
			reading->whole[number] = value;
	}
}

void facts_of_cgroup(
	struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct reading reading = { .facts = facts, .arena = arena };

	parse_cgroup(text, notes, take_row, &reading);
	end(&reading);
}
