/* command_listing.c - the processes of another host, from the text of all its /proc/PID/stat */
#define _GNU_SOURCE /* memrchr */
#include "command_listing.h"

#include <stdlib.h>
#include <string.h>

#include "../../base/list.h"
#include "../../base/text.h"

/* ` (NAME)`: a name has at most 15 bytes, or 63 of a kernel thread (fs/proc/array.c,
 * proc_task_name), and each may be a LF or a parenthesis. */
enum { NAME_MAX_BYTES = 2 + 63 + 1 };

/* 52 numbers of at most 20 digits each, and the name. */
enum { RECORD_MAX = 2048 };

static struct command_process *add(struct command_listing *listing)
{
	struct command_process *entry;

	listing->store.len = listing->count * sizeof *entry;
	buffer_reserve(&listing->store, sizeof *entry);
	/* what realloc() gave is aligned for any type */
	listing->processes = (struct command_process *)(void *)listing->store.bytes;
	entry = &listing->processes[listing->count];
	*entry = (struct command_process){ 0 };
	return entry;
}

/* The end of the line with the rest of a record after its name, or NULL: no record starts at `at`.
 * The name ends with the last parenthesis that its length allows: the rest is much longer. */
static const char *find_record_end(const char *at, const char *end)
{
	uint64_t pid;
	const char *name_end, *last;

	if (!text_read_decimal(&at, end, &pid) || end - at < 2 || at[0] != ' ' || at[1] != '(')
		return NULL;
	last = end - at > NAME_MAX_BYTES ? at + NAME_MAX_BYTES : end;
	name_end = memrchr(at, ')', (size_t)(last - at));
	return name_end == NULL ? NULL : memchr(name_end, '\n', (size_t)(end - name_end));
}

/* Reads the record that starts at `at`: one line, or several, because a name may hold LFs. Returns
 * the address after it; skips other text line by line. Reads each byte a bounded number of times,
 * whatever the host sends. */
static const char *take_record(const char *at, const char *end, struct command_process *entry)
{
	const char *line_end = find_record_end(at, end);

	if (line_end && line_end - at < RECORD_MAX &&
		native_process_read_stat(&entry->process, at, (size_t)(line_end + 1 - at))) {
		entry->record = at;
		entry->record_len = (size_t)(line_end + 1 - at);
		return line_end + 1;
	}
	entry->record = NULL;
	line_end = memchr(at, '\n', (size_t)(end - at));
	return line_end == NULL ? end : line_end + 1;
}

static int compare(const void *left, const void *right)
{
	int32_t a = ((const struct command_process *)left)->process.pid;
	int32_t b = ((const struct command_process *)right)->process.pid;

	return (a > b) - (a < b);
}

static bool has_same_name(const struct command_process *a, const struct command_process *b)
{
	return a->process.name_len == b->process.name_len &&
	       !memcmp(a->process.name, b->process.name, a->process.name_len);
}

void command_listing_inherit(struct command_listing *listing, struct command_listing *before)
{
	size_t left = 0;

	for (size_t i = 0; i < before->count; i++) {
		struct command_process *old = &before->processes[i];
		struct command_process *now = command_listing_find(listing, old->process.pid);

		if (!now || now->process.start_ticks != old->process.start_ticks) {
			before->processes[left++] = *old;
			continue;
		}
		now->asked = old->asked;
		now->is_target = old->is_target;
		if (old->cmdline_known && has_same_name(now, old)) {
			now->cmdline = old->cmdline;
			now->cmdline_known = true;
		} else {
			buffer_free(&old->cmdline);
		}
	}
	before->count = left;
}

void command_listing_build(struct command_listing *listing, const struct buffer *text)
{
	const char *at = text->bytes, *end = text->bytes + text->len;

	command_listing_clear(listing);
	while (at < end) {
		struct command_process *entry = add(listing);

		at = take_record(at, end, entry);
		listing->count += entry->record != NULL;
	}
	/* the shell lists 10 before 9 */
	if (listing->count > 1)
		list_sort(listing->processes, listing->count, sizeof *listing->processes, compare);
}

struct command_process *command_listing_find(const struct command_listing *listing, int32_t pid)
{
	struct command_process key = { .process = { .pid = pid } };

	if (listing->count == 0)
		return NULL;
	return bsearch(&key, listing->processes, listing->count, sizeof key, compare);
}

void command_listing_clear(struct command_listing *listing)
{
	for (size_t i = 0; i < listing->count; i++)
		buffer_free(&listing->processes[i].cmdline);
	listing->count = 0;
}

void command_listing_free(struct command_listing *listing)
{
	command_listing_clear(listing);
	buffer_free(&listing->store);
	*listing = (struct command_listing){ 0 };
}
