/* odd_pids.c - drops processes that are others whose PID was damaged. */
#include "odd_pids.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../base/notes.h"
#include "columns_status.h"
#include "rounds.h"

enum { MANY = 64 }; /* processes seen once: these are short lives, and no damage */

/* Where a process is looked for. The sums of smaps and its mappings are of one file. */
static const enum points sources[] = { POINTS_STATUS, POINTS_STAT, POINTS_PMAP, POINTS_PS,
	POINTS_FD, POINTS_JSTAT, POINTS_MAPS, POINTS_USED };

enum { SOURCES = sizeof sources / sizeof *sources };

/* The round of a point. */
static uint32_t at_of(const struct pid_columns *pid, enum points source, size_t i)
{
	return columns_at(columns_list_of(pid, source), columns_size(source), i);
}

/* Is the process in one file alone? Of which source, and round. ps has everybody: that counts
 * only where there is no other file. */
static bool alone_in(const struct pid_columns *pid, enum points *source, uint32_t *at)
{
	size_t count = 0;

	*source = POINTS_PS;
	for (size_t i = 0; i < SOURCES; i++) {
		size_t more = columns_list_of(pid, sources[i])->count;

		if (sources[i] == POINTS_PS || !more ||
			(sources[i] == POINTS_USED && pid->maps.count))
			continue;
		count += more;
		*source = sources[i];
	}
	if (!count)
		count = pid->ps.count;
	if (count != 1 || (*source == POINTS_MAPS && pid->used.count > 1))
		return false;
	*at = at_of(pid, *source, 0);
	return true;
}

/* How many points of a source lie before that round; *has: there is one of it. */
static size_t points_before(
	const struct pid_columns *pid, enum points source, uint32_t at, bool *has)
{
	const struct point_list *list = columns_list_of(pid, source);
	size_t before = columns_before(list, columns_size(source), at);

	*has = before < list->count && at_of(pid, source, before) == at;
	return before;
}

/* Does the file lack the process, although it lives? It is in another file of that round, or in
 * that kind before and after. */
static bool is_missing(const struct pid_columns *pid, enum points source, uint32_t at)
{
	bool has, elsewhere = false;
	size_t before = points_before(pid, source, at, &has),
	       count = columns_list_of(pid, source)->count;

	if (has || !count)
		return false;
	for (size_t i = 0; i < SOURCES && !elsewhere; i++)
		points_before(pid, sources[i], at, &elsewhere);
	return elsewhere || (before > 0 && before < count);
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

/* The name that the files of a source give the process; empty: none. */
static struct span name_of(
	const struct columns *columns, const struct pid_columns *pid, enum points source)
{
	switch (source) {
	case POINTS_STATUS:
		return columns_name(columns, columns_status_rest(pid, pid->status.items)->name);
	case POINTS_STAT:
		return columns_name(columns, ((const struct stat_point *)pid->stat.items)->name);
	case POINTS_PMAP:
		return pid->pmap_command;
	case POINTS_PS:
		return pid->ps_command;
	default:
		return (struct span){ NULL, 0 };
	}
}

/* The process whose PID was damaged into this one; NULL: none. */
static const struct pid_columns *find_true(const struct columns *columns,
	const struct pid_columns *odd, enum points source, uint32_t at)
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
	enum points source;
	size_t count = 0;
	uint32_t at;

	for (size_t i = 0; i < columns->count; i++)
		if (alone_in(&columns->pids[i], &source, &at) &&
			count < (source == POINTS_PS ? MANY / 2 : MANY))
			alone[count++] = i;
	return count;
}

void odd_pids_drop(struct columns *columns, const struct round_list *rounds, struct notes *notes)
{
	size_t alone[MANY], count = list_alone(columns, alone);
	enum points source;
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
		columns_list(odd, source)->count = 0;
		if (source == POINTS_MAPS)
			odd->used.count = 0;
	}
}
