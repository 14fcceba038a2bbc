/* facts_maps.c - facts from maps, smaps and smaps_rollup: mappings as rows of pmap, and the sums of
 * their use. */
#include <string.h>

#include "../base/list.h"
#include "../base/notes.h"
#include "../parse/parse_smaps.h"
#include "facts.h"
#include "facts_bare.h"
#include "facts_memory.h"

enum { USE_KEYS = 5 };

/* The mappings of the current process, as rows of pmap. */
struct maps_reading {
	struct facts *facts;
	struct arena *arena;
	struct notes *notes;
	int32_t pid; /* -1: unknown */
	struct pmap_row *rows;
	struct row_use *use;
	size_t count, row_room, use_room;
	int64_t rss, anon, swap; /* sums of the known values; -1: none */
	struct maps_row sum;     /* of smaps_rollup: its one line */
	size_t told[USE_KEYS];   /* how many mappings had each key of smaps */
	unsigned keys;           /* keys that earlier processes had, as bits */
	bool damaged;            /* some are lost: there is no valid sum */
	bool is_rollup;          /* its one line is no mapping */
	bool bare;               /* the text has no PID anywhere */
};

/* Adds the keys that the current process had. The kernel prints a key for all mappings or for none:
 * returns false if some mappings lack one, since its sum is then too small. */
static bool take_keys(struct maps_reading *maps)
{
	unsigned all = 0;
	bool lacks = false;

	for (size_t i = 0; i < USE_KEYS; i++) {
		all |= maps->told[i] ? 1u << i : 0;
		lacks |= maps->told[i] && maps->told[i] < maps->count;
	}
	lacks |= (maps->keys & ~all) != 0;
	maps->keys |= lacks ? 0 : all;
	return !lacks || maps->is_rollup;
}

/* `grep -E 'Rss|Private' /proc/PID/smaps_rollup`: what is private, where Anonymous is missing. */
static int64_t private_of(const struct maps_row *sum)
{
	int64_t clean = sum->private_clean > 0 ? sum->private_clean : 0;

	return sum->private_dirty >= 0 ? sum->private_dirty + clean : -1;
}

static void end_maps(struct maps_reading *maps)
{
	struct facts *facts = maps->facts;
	struct process_fact *fact;
	struct fact_more *more;
	bool known = maps->pid > 0 || maps->bare;

	if (maps->count && !known)
		notes_add(maps->notes, 0,
			"no `==> /proc/PID/... <==` line names the process of these mappings: left out");
	if (!known || !maps->count || maps->damaged)
		return;
	if (!take_keys(maps)) {
		notes_add(
			maps->notes, 0, "lines of a mapping are missing: the process is left out");
		return;
	}
	fact = facts_add(facts, maps->bare ? FACTS_BARE_PID : maps->pid);
	if (maps->bare)
		fact->name = span_of(FACTS_BARE_NAME);
	fact->rss = maps->rss;
	more = facts_more_of(facts, fact);
	more->anon = maps->anon;
	more->swap = maps->swap;
	if (maps->is_rollup) {
		if (more->anon < 0)
			more->anon = private_of(&maps->sum);
		more->pss = maps->sum.pss;
		more->pss_anon = maps->sum.pss_anon;
		more->swap_pss = maps->sum.swap_pss;
		return;
	}
	if (!facts->memory)
		return;
	more->groups = mapping_reader_maps(
		&facts->memory->mappings, maps->pid, maps->rows, maps->use, maps->count);
	fact->private_kib = more->groups->private_kib;
}

static void take_maps_process(void *context, int32_t pid)
{
	struct maps_reading *maps = context;

	end_maps(maps);
	maps->pid = pid;
	maps->count = 0;
	maps->rss = maps->anon = maps->swap = -1;
	memset(maps->told, 0, sizeof maps->told);
	maps->damaged = false;
}

/* Adds to a sum of use; -1 is unknown. */
static void add_use(int64_t *sum, int64_t kib)
{
	if (kib >= 0)
		*sum = (*sum > 0 ? *sum : 0) + kib;
}

static void count_keys(struct maps_reading *maps, const struct maps_row *row)
{
	const int64_t keys[USE_KEYS] = { row->rss, row->pss, row->private_dirty, row->anonymous,
		row->swap };

	for (size_t i = 0; i < USE_KEYS; i++)
		maps->told[i] += keys[i] >= 0;
}

/* A mapping as pmap -d would print it: base name, `p` as `-`. */
static void take_mapping(void *context, const struct maps_row *row)
{
	struct maps_reading *maps = context;
	struct pmap_row *as = NULL;
	ptrdiff_t slash = span_rfind(row->name, '/');

	maps->rows = list_room_in(
		maps->arena, maps->rows, maps->count + 1, &maps->row_room, sizeof *maps->rows);
	maps->use = list_room_in(
		maps->arena, maps->use, maps->count + 1, &maps->use_room, sizeof *maps->use);
	count_keys(maps, row);
	add_use(&maps->rss, row->rss);
	add_use(&maps->anon, row->anonymous);
	add_use(&maps->swap, row->swap);
	/* a sum after a sum belongs to another process whose header is lost */
	maps->damaged |= row->damaged || (maps->is_rollup && maps->count);
	maps->sum = *row;
	maps->use[maps->count] = (struct row_use){ row->private_dirty, row->pss };
	as = &maps->rows[maps->count++];
	*as = (struct pmap_row){ .address = row->start,
		.kib = (int64_t)((row->end - row->start) / 1024),
		.device = row->device,
		.guarded = row->guarded };
	as->mode[0] = row->perms[0];
	as->mode[1] = row->perms[1];
	as->mode[2] = row->perms[2];
	as->mode[3] = row->perms[3] == 'p' ? '-' : row->perms[3];
	as->mode[4] = '-';
	/* files of shm_open are recognized by their folder */
	as->name = span_starts(row->name, "/dev/shm/") ? row->name
		   : slash >= 0                        ? span_from(row->name, (size_t)slash + 1)
		   : row->name.len                     ? row->name
						       : span_of("[ anon ]");
	if (span_is(row->name, "[vdso]") || span_is(row->name, "[vvar]") ||
		span_is(row->name, "[vsyscall]"))
		as->name = span_of("[ anon ]");
}

void facts_of_maps(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	const struct smaps_reader reader = { take_maps_process, take_mapping,
		facts->lines == PIECE_BARE };
	struct maps_reading maps = { .facts = facts,
		.arena = arena,
		.notes = notes,
		.rss = -1,
		.anon = -1,
		.swap = -1,
		.is_rollup = facts->kind == KIND_SMAPS_ROLLUP,
		.bare = facts->lines == PIECE_BARE };

	parse_smaps(text, notes, &reader, &maps);
	end_maps(&maps);
}

void facts_of_process_smaps(struct span text, int32_t pid, struct arena *arena, struct notes *notes,
	struct facts *facts)
{
	static const struct smaps_reader reader = { take_maps_process, take_mapping, false };
	struct maps_reading maps = { .facts = facts,
		.arena = arena,
		.notes = notes,
		.pid = pid,
		.rss = -1,
		.anon = -1,
		.swap = -1,
		.is_rollup = facts->kind == KIND_SMAPS_ROLLUP };

	parse_smaps(text, notes, &reader, &maps);
	end_maps(&maps);
}
