/* command_missing.c - targets that a list of processes lacks: have they ended, or does /proc hide
 * them? */
#include "command_missing.h"

#include <stdlib.h>
#include <string.h>

#include "../../base/list.h"
#include "../../base/proc_mount.h"
#include "../../base/text.h"

/* What is kept of one. */
struct absent {
	int32_t pid;
	uint64_t start_ticks;        /* 0: of a cgroup alone, and never shown */
	bool is_replaced, is_living; /* another process has its PID; as the shell says */
	bool is_own, is_foreign;     /* what `kill` said of its PID */
	bool asked, is_target;       /* as the round says, of one that was never shown */
};

static struct absent *all(const struct command_missing *missing, size_t *count)
{
	*count = missing->list.len / sizeof(struct absent);
	/* what realloc() gave is aligned for any type */
	return (struct absent *)(void *)missing->list.bytes;
}

static void add(struct command_missing *missing, int32_t pid, uint64_t start_ticks)
{
	struct absent one = { .pid = pid, .start_ticks = start_ticks };

	buffer_add(&missing->list, (const char *)&one, sizeof one);
}

void command_missing_begin(struct command_missing *missing)
{
	size_t count;
	struct absent *absent = all(missing, &count);

	for (size_t i = 0; i < count; i++)
		absent[i].asked = false;
}

void command_missing_add(struct command_missing *missing, const struct command_process *entry)
{
	add(missing, entry->process.pid, entry->process.start_ticks);
}

/* Its PID in the list is itself, shown again; or another process, and it has ended. */
static void meet_again(struct command_missing *missing, const struct command_listing *listing)
{
	size_t count, kept = 0;
	struct absent *absent = all(missing, &count);

	for (size_t i = 0; i < count; i++) {
		const struct command_process *found = command_listing_find(listing, absent[i].pid);
		bool is_itself = found && (!absent[i].start_ticks || found->process.start_ticks ==
									     absent[i].start_ticks);

		if (is_itself)
			continue;
		absent[kept] = absent[i];
		absent[kept++].is_replaced = found != NULL;
	}
	missing->list.len = kept * sizeof *absent;
}

static int compare(const void *a, const void *b)
{
	const struct absent *x = a, *y = b;

	return (x->pid > y->pid) - (x->pid < y->pid);
}

/* Processes of cgroups that are targets, and not in the list. */
static void add_members(struct command_missing *missing, const struct command_host *host)
{
	size_t known, count;

	list_sort(missing->list.bytes, missing->list.len / sizeof(struct absent),
		sizeof(struct absent), compare);
	all(missing, &known);
	for (size_t at = 0; at < host->members->len; at += sizeof(int32_t)) {
		struct absent one = { 0 };

		memcpy(&one.pid, host->members->bytes + at, sizeof one.pid);
		if (one.pid > 0 && one.pid != host->shell &&
			!command_listing_find(host->listing, one.pid) &&
			!(known && bsearch(&one, all(missing, &count), known, sizeof one, compare)))
			add(missing, one.pid, 0);
	}
}

/* `kill -0` succeeds, or is not permitted, where a process has the PID: of another user, if it is
 * not permitted. A shell without `kill` says something else, which proves nothing. No process is
 * begun for any of them, as there may be thousands. */
static void build_question(const struct command_missing *missing, struct buffer *script)
{
	size_t count;
	const struct absent *absent = all(missing, &count);

	command_link_mark(script, "mounts");
	buffer_string(script, "cat /proc/self/mountinfo; ");
	command_link_mark(script, "living");
	buffer_string(script, "for i in");
	for (size_t i = 0; i < count; i++) {
		buffer_string(script, " ");
		buffer_number(script, absent[i].pid);
	}
	buffer_string(script, "; do kill -0 $i 2>&1 && echo own; echo $i; done; ");
}

/* Lines about each, in the order in which they were asked for, and its PID alone behind them. */
static void take_living(struct command_missing *missing, const struct command_file *file)
{
	const char *at = file->bytes, *end = at + file->len;
	bool own = false, foreign = false;
	size_t count, i = 0;
	struct absent *absent = all(missing, &count);

	while (at < end && i < count) {
		const char *stop = memchr(at, '\n', (size_t)(end - at)), *digits = at;
		uint64_t number;

		stop = stop ? stop : end;
		if (text_read_decimal(&digits, stop, &number) && digits == stop) {
			absent[i].is_own = own && number == (uint64_t)absent[i].pid;
			absent[i].is_foreign = foreign && number == (uint64_t)absent[i].pid;
			own = foreign = false;
			i++;
		} else {
			own |= stop - at == 3 && !memcmp(at, "own", 3);
			foreign |= text_find(at, (size_t)(stop - at), "ermitted") != NULL;
		}
		at = stop + 1;
	}
}

/* What was never shown, and is the user's own, began or ended while the list was made. */
static bool lives(const struct absent *absent, const struct command_host *host)
{
	if (absent->is_replaced)
		return false;
	if (!absent->start_ticks)
		return absent->is_foreign && cgroup_has_pid(host->members, absent->pid);
	return absent->is_own || absent->is_foreign;
}

static void take_answer(struct command_missing *missing, const struct command_link *link,
	const struct command_host *host, const struct buffer *answer)
{
	struct command_file file;
	struct buffer mounts = { 0 };
	size_t at = 0, count;
	struct absent *absent = all(missing, &count);

	for (size_t i = 0; i < count; i++)
		absent[i].is_own = absent[i].is_foreign = false;
	while (command_link_next(link, answer, &at, &file))
		if (command_link_is_called(&file, "mounts"))
			buffer_add(&mounts, file.bytes, file.len);
		else if (command_link_is_called(&file, "living"))
			take_living(missing, &file);
	missing->hides = proc_mount_hides(&mounts);
	missing->was_asked = true;
	for (size_t i = 0; i < count; i++)
		absent[i].is_living = missing->hides && lives(&absent[i], host);
	buffer_free(&mounts);
}

static void tell(struct absent *absent, const struct source_round *round)
{
	struct source_process seen = { .pid = absent->pid,
		.start_ticks = absent->start_ticks,
		.name = "",
		.cmdline = "",
		.state = '?',
		.in_cgroup = !absent->start_ticks,
		.is_hidden = true };

	if (!absent->start_ticks && absent->is_living && !absent->asked) {
		absent->is_target = round->meet(round->context, &seen);
		absent->asked = true;
	}
	if (absent->start_ticks || absent->is_target)
		round->result(
			round->context, &seen, absent->is_living ? SOURCE_DENIED : SOURCE_GONE);
}

static void tell_all(struct command_missing *missing, const struct source_round *round)
{
	size_t count, kept = 0;
	struct absent *absent = all(missing, &count);

	for (size_t i = 0; i < count; i++) {
		tell(&absent[i], round);
		if (absent[i].is_living)
			absent[kept++] = absent[i];
	}
	missing->list.len = kept * sizeof *absent;
}

enum link_result command_missing_ask(struct command_missing *missing, struct command_link *link,
	const struct command_host *host, struct source_round *round)
{
	struct buffer script = { 0 }, answer = { 0 };
	bool lacks_first = round->all_processes && !command_listing_find(host->listing, 1);
	enum link_result result = LINK_GOOD;

	meet_again(missing, host->listing);
	if (missing->hides || !missing->was_asked)
		add_members(missing, host);
	if (missing->list.len || (lacks_first && !missing->was_asked)) {
		build_question(missing, &script);
		result = command_link_ask(link, &script, &answer);
	}
	if (result == LINK_GOOD && answer.len) {
		take_answer(missing, link, host, &answer);
		tell_all(missing, round);
	}
	round->hides = lacks_first && missing->hides;
	buffer_free(&script);
	buffer_free(&answer);
	return result;
}

void command_missing_free(struct command_missing *missing)
{
	buffer_free(&missing->list);
	*missing = (struct command_missing){ 0 };
}
