/* smemcap.c - a tar that smemcap wrote: members [proc/]PID/smaps, stat, cmdline, and meminfo. */
#include "smemcap.h"

#include <string.h>

#include "../base/arena.h"
#include "../input/archive_members.h"
#include "../parse/parse_stat.h"
#include "facts.h"

struct capture {
	struct facts *facts;
	struct arena *arena;
	struct notes *notes;
	size_t begin; /* facts of this round start here */
};

/* The fact of that process; smemcap writes a process's files consecutively. NULL: it has no
 * mappings. */
static struct process_fact *fact_of(const struct capture *capture, int32_t pid)
{
	struct facts *facts = capture->facts;

	return facts->count > capture->begin && facts->processes[facts->count - 1].pid == pid
		       ? &facts->processes[facts->count - 1]
		       : NULL;
}

/* Each argument ends with a NUL. */
static void take_cmdline(const struct capture *capture, struct process_fact *fact, struct span text)
{
	char *command = arena_take_array(capture->arena, text.len + 1, 1);

	for (size_t i = 0; i < text.len; i++)
		command[i] = text.at[i] ? text.at[i] : ' ';
	fact->command = span_trim((struct span){ command, text.len });
}

static void take_stat(void *context, const struct stat_row *row, struct span record, uint64_t lines)
{
	struct capture *capture = context;
	struct process_fact *fact = fact_of(capture, row->pid);
	struct fact_more *more;

	(void)record, (void)lines;
	if (!fact)
		return;
	fact->name = arena_copy(capture->arena, row->name);
	fact->state = row->state;
	more = facts_more_of(capture->facts, fact);
	more->start_ticks = row->start_ticks;
	more->parent = row->parent;
	more->session = row->session;
}

static void take_member(void *context, struct span path, struct span text)
{
	static const struct stat_reader stat = { NULL, take_stat };
	struct capture *capture = context;
	struct process_fact *fact;
	ptrdiff_t slash;
	uint64_t pid;

	if (span_starts(path, "./"))
		path = span_from(path, 2);
	if (span_starts(path, "proc/"))
		path = span_from(path, strlen("proc/"));
	if (span_is(path, "meminfo")) {
		facts_of_meminfo(text, capture->arena, capture->notes, capture->facts);
		return;
	}
	slash = span_find(path, '/');
	if (slash <= 0 || !span_number((struct span){ path.at, (size_t)slash }, INT32_MAX, &pid) ||
		!pid)
		return;
	path = span_from(path, (size_t)slash + 1);
	fact = fact_of(capture, (int32_t)pid);
	if (span_is(path, "smaps"))
		facts_of_process_smaps(
			text, (int32_t)pid, capture->arena, capture->notes, capture->facts);
	else if (span_is(path, "stat"))
		parse_stat(text, capture->notes, &stat, capture);
	else if (span_is(path, "cmdline") && fact)
		take_cmdline(capture, fact, text);
}

void smemcap_facts(struct span text, struct arena *arena, struct notes *notes, struct facts *facts)
{
	struct capture capture = { facts, arena, notes, facts->count };

	archive_members(text, notes, take_member, &capture);
}
