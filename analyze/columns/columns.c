/* columns.c - what columns consist of: lists of PIDs, names, points, and sizes in 32 bits. */
#include "columns.h"

#include <assert.h>

#include "../base/list.h"

/* A log may have a million of these: no gaps in them. */
static_assert(sizeof(struct member_origin) == 16, "an origin grew");

static const struct {
	size_t list, size;
} lists[POINTS] = {
	[POINTS_PS] = { offsetof(struct pid_columns, ps), sizeof(struct ps_point) },
	[POINTS_CPU] = { offsetof(struct pid_columns, cpu), sizeof(struct ps_cpu) },
	[POINTS_SAID] = { offsetof(struct pid_columns, said), sizeof(struct ps_said) },
	[POINTS_STATUS] = { offsetof(struct pid_columns, status), sizeof(struct status_point) },
	[POINTS_USED] = { offsetof(struct pid_columns, used), sizeof(struct status_point) },
	[POINTS_STAT] = { offsetof(struct pid_columns, stat), sizeof(struct stat_point) },
	[POINTS_PMAP] = { offsetof(struct pid_columns, pmap), sizeof(struct pmap_point) },
	[POINTS_MAPS] = { offsetof(struct pid_columns, maps), sizeof(struct pmap_point) },
	[POINTS_FD] = { offsetof(struct pid_columns, fd), sizeof(struct fd_point) },
	[POINTS_JSTAT] = { offsetof(struct pid_columns, jstat), sizeof(struct jstat_point) },
	[POINTS_HEAP] = { offsetof(struct pid_columns, heap), sizeof(struct heap_point) },
	[POINTS_SHARE] = { offsetof(struct pid_columns, share), sizeof(struct share_point) },
};

/* From 2 TiB on sizes are kept in steps of 64 KiB, with the top bit set. */
static const uint32_t large = UINT32_C(1) << 31;
enum { LARGE_STEP = 64 };

uint32_t columns_pack(int64_t kib)
{
	if (kib < 0)
		return UINT32_MAX;
	if (kib < (int64_t)large)
		return (uint32_t)kib;
	return large | (uint32_t)((kib < FACTS_LARGEST_KIB ? kib : FACTS_LARGEST_KIB) / LARGE_STEP);
}

uint32_t columns_pack_stack(uint64_t stack)
{
	/* aligned to 16 bytes; what random places differ in is folded into what is kept */
	uint32_t folded = (uint32_t)((stack >> 4) ^ (stack >> 28)) & 0xffffff;

	return stack && !folded ? 1 : folded;
}

bool columns_stack_moved(uint32_t before, uint32_t now, uint32_t after)
{
	return before && now && now != before && after != before;
}

static const uint32_t unknown_threads = 0xffffff;

uint32_t columns_pack_threads(int64_t threads)
{
	return threads < 0 || threads > unknown_threads ? unknown_threads : (uint32_t)threads;
}

int64_t columns_threads(const struct status_rest *rest)
{
	return rest->threads == unknown_threads ? -1 : (int64_t)rest->threads;
}

uint32_t columns_count(int64_t count)
{
	return count < 0 ? UINT32_MAX : (uint32_t)((uint64_t)count % UINT32_MAX);
}

bool columns_is_stop(unsigned state)
{
	return state == 'T' || state == 't';
}

int64_t columns_kib(uint32_t kept)
{
	if (kept == UINT32_MAX)
		return -1;
	return kept & large ? (int64_t)(kept & ~large) * LARGE_STEP : (int64_t)kept;
}

struct point_list *columns_list(struct pid_columns *pid, enum points points)
{
	return (struct point_list *)(void *)((char *)pid + lists[points].list);
}

const struct point_list *columns_list_of(const struct pid_columns *pid, enum points points)
{
	return (const struct point_list *)(const void *)((const char *)pid + lists[points].list);
}

size_t columns_size(enum points points)
{
	return lists[points].size;
}

void *columns_add(struct point_list *list, size_t size)
{
	list->items = list_room(list->items, list->count + 1, &list->capacity, size);
	return (char *)list->items + size * list->count++;
}

size_t columns_before(const struct point_list *list, size_t size, uint32_t at)
{
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (columns_at(list, size, middle) < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct pid_columns *columns_pid(struct columns *columns, int32_t pid)
{
	uint32_t *place = index_at(&columns->pid_places, columns->arena, (uint32_t)pid);

	if (!*place) {
		columns->pids = list_room(columns->pids, columns->count + 1, &columns->capacity,
			sizeof *columns->pids);
		columns->pids[columns->count] = (struct pid_columns){ .pid = pid };
		*place = (uint32_t)++columns->count;
	}
	return &columns->pids[*place - 1];
}

struct span columns_name(const struct columns *columns, uint32_t name)
{
	return columns->names[name];
}

uint32_t columns_name_id(struct columns *columns, struct span name)
{
	uint32_t *place;

	name = intern(&columns->texts, columns->arena, name);
	place = index_at(&columns->name_ids, columns->arena, index_key(name.at));
	if (!*place) {
		columns->names = list_room_in(columns->arena, columns->names,
			columns->name_count + 1, &columns->name_capacity, sizeof *columns->names);
		columns->names[columns->name_count] = name;
		*place = (uint32_t)++columns->name_count;
	}
	return *place - 1;
}
