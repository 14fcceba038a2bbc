/* nameless_turns.c - sums without a name or a date that are of several processes, or of parts of
 * one, in turn. */
#include "nameless_turns.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../base/notes.h"
#include "../facts/facts_bare.h"
#include "columns_status.h"

enum { MOST_TURNS = 8, MAPPING_KIB = 32, PROCESS_KIB = 1024 };

/* The sums of the process without a name, in the order of the log. */
struct sums {
	const struct pid_columns *pid;
	enum points points;
	size_t count;
};

/* Resident memory, or the private memory that the line has; -1: neither is known. */
static int64_t value_at(const struct sums *sums, size_t i)
{
	const void *items = columns_list_of(sums->pid, sums->points)->items;
	const struct status_point *status = items;
	const struct pmap_point *pmap = items;
	const struct ps_point *ps = items;

	if (sums->points == POINTS_PS)
		return columns_kib(ps[i].rss);
	if (sums->points == POINTS_PMAP)
		return pmap[i].rss != columns_pack(-1) ? columns_kib(pmap[i].rss)
						       : pmap[i].private_kib;
	return status[i].rss != columns_pack(-1)
		       ? columns_kib(status[i].rss)
		       : columns_kib(columns_status_rest(sums->pid, &status[i])->anon);
}

/* Those of the kind of line that there is most of. */
static struct sums find_sums(const struct pid_columns *pid)
{
	static const enum points kinds[] = { POINTS_PS, POINTS_STATUS, POINTS_USED, POINTS_PMAP };
	struct sums most = { pid, POINTS_PS, 0 };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (columns_list_of(pid, kinds[i])->count > most.count)
			most = (struct sums){ pid, kinds[i],
				columns_list_of(pid, kinds[i])->count };
	return most;
}

/* Does it go up by equal steps and come down at once, as memory does that is collected now and
 * then? i: any round behind the first `turns` ones. */
static bool is_saw_tooth(const struct sums *sums, size_t i, size_t turns)
{
	int64_t least = INT64_MAX, most = 0;
	size_t rises = 0;

	for (size_t j = i + 1 - turns; j <= i; j++) {
		int64_t step = value_at(sums, j) - value_at(sums, j - 1);

		if (step <= 0)
			continue;
		rises++;
		least = step < least ? step : least;
		most = step > most ? step : most;
	}
	return turns > 2 && rises + 1 == turns && most - least <= most / 4;
}

/* Is nearly each value far from the one before it, and near the one so many before it? */
static bool come_again(const struct sums *sums, size_t turns)
{
	enum { CYCLES = 3, ODD = 20, NEAR = 4 };
	size_t odd = 0;

	if (sums->count < CYCLES * turns)
		return false;
	for (size_t i = turns; i < sums->count && odd <= sums->count / ODD; i++) {
		int64_t value = value_at(sums, i);
		int64_t away = llabs(value - value_at(sums, i - 1));
		int64_t again = llabs(value - value_at(sums, i - turns));

		odd += NEAR * again >= away;
	}
	return odd <= sums->count / ODD;
}

/* Do most of its steps change a good part of the value? A process that is measured at two ends of
 * its work does less between them than two processes differ. */
static bool are_marked(const struct sums *sums)
{
	enum { PART = 8 };
	size_t marked = 0;

	for (size_t i = 1; i < sums->count; i++) {
		int64_t value = value_at(sums, i), before = value_at(sums, i - 1);

		marked += PART * llabs(value - before) >= (value > before ? value : before);
	}
	return marked >= sums->count / 2;
}

static bool are_in_turn(const struct pid_columns *pid)
{
	enum { LEAST = 12, MOST = 4 };
	struct sums sums = find_sums(pid);

	if (sums.count < LEAST || !are_marked(&sums))
		return false;
	for (size_t turns = 2; turns <= MOST; turns++)
		if (come_again(&sums, turns))
			return !is_saw_tooth(&sums, sums.count - 1, turns);
	return false;
}

bool nameless_turns_drop(struct columns *columns, struct notes *notes)
{
	bool any = false;

	for (size_t i = columns->count; i-- > 0;) {
		int32_t pid = columns->pids[i].pid;
		char text[120];

		if (!are_in_turn(&columns->pids[i]))
			continue;
		snprintf(text, sizeof text,
			"process %" PRId32
			": its values come in turn, as those of several do: left out",
			pid);
		notes_file(notes, span_of("(run)"));
		notes_add(notes, 0, text);
		columns_drop(columns, pid);
		any = true;
	}
	return any;
}

/* Are some values those of single mappings? */
static bool are_of_mappings(const struct sums *sums)
{
	size_t small = 0;
	bool large = false;

	for (size_t i = 0; i < sums->count; i++) {
		int64_t value = value_at(sums, i);

		small += value >= 0 && value < MAPPING_KIB;
		large |= value >= PROCESS_KIB;
	}
	return large && small > sums->count / 10;
}

static const struct pid_columns *find_pid(const struct columns *columns, int32_t pid)
{
	uint32_t place = index_find(&columns->pid_places, (uint32_t)pid);

	return place ? &columns->pids[place - 1] : NULL;
}

/* Does the process rise up to the end of one part, and begin the next as low as the first one? */
static bool begins_again(const struct pid_columns *pid, const struct pid_columns *next)
{
	enum { PART = 4, MATTERS_KIB = 32 };
	struct sums sums, then;
	int64_t least = INT64_MAX, most = 0;

	if (!pid || !next)
		return false;
	sums = find_sums(pid);
	then = find_sums(next);
	if (!sums.count || !then.count)
		return false;
	for (size_t i = 0; i < sums.count; i++) {
		int64_t value = value_at(&sums, i);

		least = value < least ? value : least;
		most = value > most ? value : most;
	}
	return most - least > MATTERS_KIB && value_at(&sums, 0) <= least + (most - least) / PART &&
	       value_at(&sums, sums.count - 1) >= most - (most - least) / PART &&
	       value_at(&then, 0) <= least + (most - least) / PART;
}

bool nameless_turns_restart(
	const struct columns *before, const struct columns *after, bool is_paused)
{
	size_t again = 0, same = 0;

	if (begins_again(find_pid(before, FACTS_BARE_PID), find_pid(after, FACTS_BARE_PID)))
		return true;
	for (size_t i = 0; i < before->count && is_paused; i++) {
		const struct pid_columns *next = find_pid(after, before->pids[i].pid);

		same += next != NULL;
		again += begins_again(&before->pids[i], next);
	}
	return again > same / 2;
}

bool nameless_turns_are(const struct columns *columns)
{
	const struct pid_columns *pid = find_pid(columns, FACTS_BARE_PID);
	struct sums sums;

	if (!pid)
		return false;
	sums = find_sums(pid);
	if (are_of_mappings(&sums))
		return true;
	for (size_t turns = 2; turns <= MOST_TURNS; turns++)
		if (come_again(&sums, turns))
			return !is_saw_tooth(&sums, sums.count - 1, turns);
	return false;
}
