/* command_listing.c - the processes of another host, by the text of all its /proc/PID/stat */
#include "command_listing.h"

#include <stdlib.h>
#include <string.h>

/* A name has at most 15 bytes, or 63 of a kernel thread, and each may be a LF. */
enum { LINES_MAX = 64 };

static struct command_process *add(struct command_listing *listing)
{
	struct command_process *entry;

	listing->store.len = listing->count * sizeof(*entry);
	buffer_reserve(&listing->store, sizeof(*entry));
	/* what realloc() gave is aligned for any type */
	listing->processes = (struct command_process *)(void *)listing->store.bytes;
	entry = &listing->processes[listing->count];
	*entry = (struct command_process){ 0 };
	return entry;
}

/* Takes the record that begins at `at`: a line, or as many as it takes, because a name may hold
 * LFs. Returns the place after it; what is no record is passed over line by line. */
static const char *take_record(const char *at, const char *end, struct command_process *entry)
{
	const char *line_end = at;

	for (int lines = 0; lines < LINES_MAX; lines++) {
		line_end = memchr(line_end, '\n', (size_t)(end - line_end));
		if (line_end == NULL)
			break;
		line_end++;
		if (native_process_read_stat(&entry->process, at, (size_t)(line_end - at))) {
			entry->record = at;
			entry->record_len = (size_t)(line_end - at);
			return line_end;
		}
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
	       memcmp(a->process.name, b->process.name, a->process.name_len) == 0;
}

static void inherit(struct command_listing *listing, struct command_listing *before)
{
	size_t left = 0;

	for (size_t i = 0; i < before->count; i++) {
		struct command_process *old = &before->processes[i];
		struct command_process *now = command_listing_find(listing, old->process.pid);

		if (now == NULL || now->process.start_ticks != old->process.start_ticks) {
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

void command_listing_build(
	struct command_listing *listing, const struct buffer *text, struct command_listing *before)
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
		qsort(listing->processes, listing->count, sizeof(*listing->processes), compare);
	inherit(listing, before);
}

struct command_process *command_listing_find(const struct command_listing *listing, int32_t pid)
{
	struct command_process key = { .process = { .pid = pid } };

	if (listing->count == 0)
		return NULL;
	return bsearch(&key, listing->processes, listing->count, sizeof(key), compare);
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
