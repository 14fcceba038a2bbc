/* log_owners.c - numbers for processes of a log that no PID tells apart. */
#include "log_owners.h"

#include <inttypes.h>
#include <stdio.h>

#include "../base/notes.h"
#include "../facts/facts.h"
#include "columns.h"

/*
 * A number for a process that a log identifies by its owner. The first owner of a PID keeps it;
 * others get numbers that the kernel never assigns (include/linux/threads.h, PID_MAX_LIMIT), those
 * without a PID count from 1.
 */
static int32_t number_of(
	struct log_owners *owners, struct arena *arena, const struct process_fact *fact)
{
	enum { PID_LIMIT = 4194304, PID_TAKEN = 1 };
	struct span owner = intern(&owners->texts, arena, fact->owner);
	uint64_t key =
		index_key(owner.at) ^ (uint64_t)(uint32_t)fact->pid * UINT64_C(0x9e3779b97f4a7c15);
	uint32_t *number = index_at(&owners->numbers, arena, key);
	uint32_t *taken;

	if (*number)
		return (int32_t)*number;
	if (!fact->pid) {
		owners->unnumbered = true;
		return (int32_t)(*number = ++owners->count);
	}
	taken = index_at(&owners->taken, arena, (uint32_t)fact->pid);
	owners->shared |= *taken == PID_TAKEN;
	*number = *taken == PID_TAKEN ? PID_LIMIT + ++owners->count : (uint32_t)fact->pid;
	if (*taken == PID_TAKEN && owners->other_count < LOG_OTHERS)
		owners->others[owners->other_count++] =
			(struct log_other){ (int32_t)*number, fact->pid, owner };
	*taken = PID_TAKEN;
	return (int32_t)*number;
}

void log_owners_number(struct log_owners *owners, struct arena *arena, const struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->processes[i].owner.len)
			facts->processes[i].pid = number_of(owners, arena, &facts->processes[i]);
}

void log_owners_again(struct log_owners *owners, struct arena *arena,
	const struct process_fact *fact, bool counts)
{
	int32_t pid = fact->owner.len ? number_of(owners, arena, fact) : fact->pid;

	owners->twice++;
	if (counts)
		++*index_at(&owners->again, arena, (uint32_t)pid);
}

/* Is it two in more than a tenth of its rounds? A reading that was written twice is no second
 * process. */
static bool is_several(const struct log_owners *owners, const struct pid_columns *pid)
{
	size_t again = index_find(&owners->again, (uint32_t)pid->pid);

	return again > 1 && again * 10 > pid->status.count + pid->used.count + pid->ps.count;
}

static bool drop_several(
	const struct log_owners *owners, struct columns *columns, struct notes *notes)
{
	bool any = false;

	for (size_t i = columns->count; owners->again.count && i-- > 0;) {
		int32_t pid = columns->pids[i].pid;
		char text[160];

		if (!is_several(owners, &columns->pids[i]))
			continue;
		snprintf(text, sizeof text,
			"process %" PRId32
			": several values in a round, and no PID tells which process each is of: left out",
			pid);
		columns_drop(columns, pid);
		notes_add(notes, 0, text);
		any = true;
	}
	return any;
}

/* 4194305 is PID 1 of h2 */
static void note_others(const struct log_owners *owners, struct notes *notes)
{
	enum { LONGEST = 80 };
	char text[LONGEST + 80];

	for (size_t i = 0; i < owners->other_count; i++) {
		const struct log_other *other = &owners->others[i];
		int len = (int)(other->owner.len < LONGEST ? other->owner.len : LONGEST);

		snprintf(text, sizeof text,
			"process %" PRId32 " is the one of PID %" PRId32 " of %.*s", other->number,
			other->pid, len, other->owner.at);
		notes_add(notes, 0, text);
	}
}

bool log_owners_finish(
	const struct log_owners *owners, struct columns *columns, struct notes *notes)
{
	char text[128];

	notes_file(notes, span_of("(run)"));
	if (owners->unnumbered)
		notes_add(notes, 0,
			"no line has a PID: processes are told apart by name, and numbered here");
	if (owners->shared)
		notes_add(notes, 0,
			"processes of several containers or hosts have one PID: all but the first get another one here");
	note_others(owners, notes);
	if (drop_several(owners, columns, notes))
		return true;
	if (owners->twice) {
		snprintf(text, sizeof text,
			"%llu readings are of a process that its round has already: the later ones count",
			(unsigned long long)owners->twice);
		notes_add(notes, 0, text);
	}
	return false;
}
