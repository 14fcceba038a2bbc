/* command_missing.c - targets that a list of processes lacks: have they ended, or does /proc hide
 * them? */
#include "command_missing.h"

#include "../../base/proc_mount.h"
#include "../../base/text.h"

/* What is kept of one. */
struct absent {
	int32_t pid;
	uint64_t start_ticks;
	bool is_replaced, is_living; /* another process has its PID; as the shell says */
};

static struct absent *all(const struct buffer *missing, size_t *count)
{
	*count = missing->len / sizeof(struct absent);
	/* what realloc() gave is aligned for any type */
	return (struct absent *)(void *)missing->bytes;
}

void command_missing_add(struct buffer *missing, const struct command_process *entry)
{
	struct absent one = { .pid = entry->process.pid,
		.start_ticks = entry->process.start_ticks };

	buffer_add(missing, (const char *)&one, sizeof one);
}

/* Its PID in the list is itself, shown again; or another process, and it has ended. */
static void meet_again(struct buffer *missing, const struct command_listing *listing)
{
	size_t count, kept = 0;
	struct absent *absent = all(missing, &count);

	for (size_t i = 0; i < count; i++) {
		const struct command_process *found = command_listing_find(listing, absent[i].pid);

		if (!found || found->process.start_ticks != absent[i].start_ticks) {
			absent[kept] = absent[i];
			absent[kept++].is_replaced = found != NULL;
		}
	}
	missing->len = kept * sizeof *absent;
}

/* `kill -0` succeeds, or is not permitted, where a process has the PID. A shell without `kill` says
 * something else, which proves nothing. */
static void build_question(const struct buffer *missing, struct buffer *script)
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
	buffer_string(script,
		"; do e=$(kill -0 $i 2>&1) && echo $i; case $e in *ermitted*) echo $i;; esac; done; ");
}

/* Is PID among the numbers of the text? */
static bool has_pid(const struct command_file *file, int32_t pid)
{
	const char *at = file->bytes, *end = at + file->len;
	uint64_t number;

	while (at < end)
		if (!text_read_decimal(&at, end, &number))
			at++;
		else if (number == (uint64_t)pid)
			return true;
	return false;
}

static void take_answer(
	struct buffer *missing, const struct command_link *link, const struct buffer *answer)
{
	struct command_file file, living = { .bytes = "" };
	struct buffer mounts = { 0 };
	size_t at = 0, count;
	struct absent *absent = all(missing, &count);
	bool hides;

	while (command_link_next(link, answer, &at, &file))
		if (command_link_is_called(&file, "mounts"))
			buffer_add(&mounts, file.bytes, file.len);
		else if (command_link_is_called(&file, "living"))
			living = file;
	hides = proc_mount_hides(&mounts);
	for (size_t i = 0; i < count; i++)
		absent[i].is_living =
			hides && !absent[i].is_replaced && has_pid(&living, absent[i].pid);
	buffer_free(&mounts);
}

static void tell_all(struct buffer *missing, const struct source_round *round)
{
	size_t count, kept = 0;
	struct absent *absent = all(missing, &count);

	for (size_t i = 0; i < count; i++) {
		struct source_process seen = { .pid = absent[i].pid,
			.start_ticks = absent[i].start_ticks,
			.name = "",
			.cmdline = "",
			.state = '?',
			.is_hidden = true };

		round->result(
			round->context, &seen, absent[i].is_living ? SOURCE_DENIED : SOURCE_GONE);
		if (absent[i].is_living)
			absent[kept++] = absent[i];
	}
	missing->len = kept * sizeof *absent;
}

enum link_result command_missing_ask(struct buffer *missing, struct command_link *link,
	const struct command_listing *listing, struct source_round *round)
{
	struct buffer script = { 0 }, answer = { 0 };
	enum link_result result;

	meet_again(missing, listing);
	if (missing->len == 0)
		return LINK_GOOD;
	build_question(missing, &script);
	result = command_link_ask(link, &script, &answer);
	if (result == LINK_GOOD) {
		take_answer(missing, link, &answer);
		tell_all(missing, round);
	}
	buffer_free(&script);
	buffer_free(&answer);
	return result;
}
