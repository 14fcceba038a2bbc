/* odd_pids.c - drops processes that are others whose PID was damaged. */
#include "odd_pids.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../base/notes.h"
#include "columns.h"
#include "rounds.h"

enum { MANY = 64 }; /* processes seen once: these are short lives, and no damage */

enum source { STATUS, STAT, PMAP, PS, FD, JSTAT, MAPS, USED, SOURCES };

/* The lists of points of a PID. The sums of smaps and its mappings are of one file. */
static const struct {
	size_t list, size;
} places[SOURCES] = {
	[STATUS] = { offsetof(struct pid_columns, status), sizeof(struct status_point) },
	[STAT] = { offsetof(struct pid_columns, stat), sizeof(struct stat_point) },
	[PMAP] = { offsetof(struct pid_columns, pmap), sizeof(struct pmap_point) },
	[PS] = { offsetof(struct pid_columns, ps), sizeof(struct ps_point) },
	[FD] = { offsetof(struct pid_columns, fd), sizeof(struct fd_point) },
	[JSTAT] = { offsetof(struct pid_columns, jstat), sizeof(struct jstat_point) },
	[MAPS] = { offsetof(struct pid_columns, maps), sizeof(struct pmap_point) },
	[USED] = { offsetof(struct pid_columns, used), sizeof(struct status_point) },
};

static const struct point_list *list_of(const struct pid_columns *pid, size_t source)
{
	return (const struct point_list *)(const void *)((const char *)pid + places[source].list);
}

static void empty_list(struct pid_columns *pid, size_t source)
{
	((struct point_list *)(void *)((char *)pid + places[source].list))->count = 0;
}

/* The round of a point. */
static uint32_t at_of(const struct pid_columns *pid, size_t source, size_t i)
{
	return columns_at(list_of(pid, source), places[source].size, i);
}

/* Is the process in one file alone? Of which source, and round. ps has everybody: that counts
 * only where there is no other file. */
static bool alone_in(const struct pid_columns *pid, size_t *source, uint32_t *at)
{
	size_t count = 0;

	*source = PS;
	for (size_t i = 0; i < SOURCES; i++) {
		if (i == PS || !list_of(pid, i)->count || (i == USED && pid->maps.count))
			continue;
		count += list_of(pid, i)->count;
		*source = i;
	}
	if (!count)
		count = pid->ps.count;
	if (count != 1 || (*source == MAPS && pid->used.count > 1))
		return false;
	*at = at_of(pid, *source, 0);
	return true;
}

/* How many points of a source lie before that round; *has: there is one of it. */
static size_t points_before(const struct pid_columns *pid, size_t source, uint32_t at, bool *has)
{
	size_t before = columns_before(list_of(pid, source), places[source].size, at);

	*has = before < list_of(pid, source)->count && at_of(pid, source, before) == at;
	return before;
}

/* Does the file lack the process, although it lives? It is in another file of that round, or in
 * that kind before and after. */
static bool is_missing(const struct pid_columns *pid, size_t source, uint32_t at)
{
	bool has, elsewhere = false;
	size_t before = points_before(pid, source, at, &has);

	if (has || !list_of(pid, source)->count)
		return false;
	for (size_t i = 0; i < SOURCES && !elsewhere; i++)
		points_before(pid, i, at, &elsewhere);
	return elsewhere || (before > 0 && before < list_of(pid, source)->count);
}

/* One digit is another, or one has a digit more. */
static bool is_similar(int32_t a, int32_t b)
{
	char x[16], y[16];
	size_t begin = 0, end = 0, n, m;

	snprintf(x, sizeof x, "%" PRId32, a < b ? a : b);
	snprintf(y, sizeof y, "%" PRId32, a < b ? b : a);
	n = strlen(x);
	m = strlen(y);
	while (begin < n && x[begin] == y[begin])
		begin++;
	while (end < n - begin && x[n - 1 - end] == y[m - 1 - end])
		end++;
	return m - n <= 1 && begin + end + 1 >= m;
}

/* What the files of a source call the process; empty: they do not. */
static struct span name_of(
	const struct columns *columns, const struct pid_columns *pid, size_t source)
{
	switch ((enum source)source) {
	case STATUS:
		return columns_name(
			columns, ((const struct status_point *)pid->status.items)->name);
	case STAT:
		return columns_name(columns, ((const struct stat_point *)pid->stat.items)->name);
	case PMAP:
		return pid->pmap_command;
	case PS:
		return pid->ps_command;
	default:
		return (struct span){ NULL, 0 };
	}
}

/* The process that the one is in truth; NULL: none. */
static const struct pid_columns *find_true(
	const struct columns *columns, const struct pid_columns *odd, size_t source, uint32_t at)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct pid_columns *pid = &columns->pids[i];

		if (pid != odd && is_similar(pid->pid, odd->pid) && is_missing(pid, source, at) &&
			span_equal(name_of(columns, pid, source), name_of(columns, odd, source)))
			return pid;
	}
	return NULL;
}

/* Lists processes in one file alone, by index; at most MANY, of which half may be of ps. */
static size_t list_alone(const struct columns *columns, size_t alone[MANY])
{
	size_t count = 0, source;
	uint32_t at;

	for (size_t i = 0; i < columns->count; i++)
		if (alone_in(&columns->pids[i], &source, &at) &&
			count < (source == PS ? MANY / 2 : MANY))
			alone[count++] = i;
	return count;
}

void odd_pids_drop(struct columns *columns, const struct round_list *rounds, struct notes *notes)
{
	size_t alone[MANY], count = list_alone(columns, alone), source;
	uint32_t at;

	notes_file(notes, (struct span){ "(run)", 5 });
	for (size_t i = 0; i < count; i++) {
		struct pid_columns *odd = &columns->pids[alone[i]];
		const struct pid_columns *pid;
		char text[128];

		alone_in(odd, &source, &at);
		pid = find_true(columns, odd, source, at);
		if (!pid)
			continue;
		snprintf(text, sizeof text,
			"round %" PRIu32 ": process %" PRId32
			" is in one file alone, which lacks process %" PRId32
			": a damaged PID, left out",
			rounds->items[at].number, odd->pid, pid->pid);
		notes_add(notes, 0, text);
		empty_list(odd, source);
		if (source == MAPS)
			empty_list(odd, USED);
	}
}
