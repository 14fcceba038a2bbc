/* store_inventory.c - the contents of a run folder. */
#define _GNU_SOURCE
#include "store_inventory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../base/io.h"
#include "../base/list.h"
#include "../run_format.h"
#include "store_name.h"

/* Most bytes read of run.info: people add their own lines to it. */
enum { INFO_MAX = 1 << 20 };

/* Appends a file of the folder, about limit bytes. */
static int read_file(int folder, const char *name, size_t limit, struct buffer *text)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), error;
	ssize_t got = 1;

	if (fd < 0)
		return -1;
	if (!io_is_regular(fd)) {
		close(fd);
		errno = ENXIO; /* as open of it for writing says */
		return -1;
	}
	while (got > 0 && text->len < limit) {
		buffer_reserve(text, 65536);
		do
			got = read(fd, text->bytes + text->len, text->room - text->len);
		while (got < 0 && errno == EINTR);
		text->len += got > 0 ? (size_t)got : 0;
	}
	error = errno;
	close(fd);
	errno = error;
	return got < 0 ? -1 : 0;
}

/* The `action` events of a round, which come before its `round`. */
struct round_actions {
	int64_t number;
	uint32_t count;
};

/* Before round 0 earlier versions ran their warm-up: it tells nothing of a round. A torn round has
 * a number of its own. */
static void take_action(struct inventory *inventory, int64_t number, enum store_event event,
	struct round_actions *actions)
{
	if (number != actions->number)
		*actions = (struct round_actions){ number, 0 };
	actions->count += number > 0 && event == STORE_EVENT_ACTION;
	if (event == STORE_EVENT_ROUND && actions->count > inventory->actions)
		inventory->actions = actions->count;
}

static void take_event(
	struct inventory *inventory, const char *line, size_t len, struct round_actions *actions)
{
	int64_t number;
	enum store_event event;

	inventory->damaged |= !store_event_is_sound(line, len);
	if (!store_event_round(line, len, &number, &event))
		return;
	inventory->highest = number > inventory->highest ? number : inventory->highest;
	take_action(inventory, number, event, actions);
	if (event == STORE_EVENT_ROUND)
		buffer_add(&inventory->whole, (const char *)&number, sizeof number);
}

static int compare(const void *left, const void *right)
{
	int64_t a, b;

	memcpy(&a, left, sizeof a);
	memcpy(&b, right, sizeof b);
	return (a > b) - (a < b);
}

/* Puts numbers in ascending order, each once. */
static void sort_numbers(struct buffer *numbers)
{
	size_t count = numbers->len / sizeof(int64_t), kept = 0;
	int64_t *list = (int64_t *)(void *)numbers->bytes;

	if (!count)
		return;
	list_sort(list, count, sizeof *list, compare);
	for (size_t i = 0; i < count; i++)
		if (!kept || list[i] != list[kept - 1])
			list[kept++] = list[i];
	numbers->len = kept * sizeof *list;
}

static int take_events(struct inventory *inventory, int folder)
{
	struct buffer text = { NULL, 0, 0 };
	size_t begin = 0, count;
	struct round_actions actions = { -1, 0 };
	int result = read_file(folder, RUN_EVENTS_NAME, SIZE_MAX, &text);

	inventory->events = !result;
	inventory->damaged = false;
	for (size_t i = 0; !result && i < text.len; i++) {
		if (text.bytes[i] != '\n')
			continue;
		take_event(inventory, text.bytes + begin, i - begin, &actions);
		begin = i + 1;
	}
	inventory->events_size = (off_t)begin;
	buffer_free(&text);
	if (result)
		return errno == ENOENT ? 0 : -1;
	count = store_inventory_whole_count(inventory);
	sort_numbers(&inventory->whole);
	inventory->damaged |= store_inventory_whole_count(inventory) < count;
	return 0;
}

/* The number after a key at the start of a line; 0 if there is none. */
static int64_t number_of(const struct buffer *text, const char *key)
{
	size_t len = strlen(key);

	for (size_t i = 0; i + len < text->len; i++) {
		int64_t number = 0;

		if ((i && text->bytes[i - 1] != '\n') || memcmp(text->bytes + i, key, len))
			continue;
		for (i += len; i < text->len && text->bytes[i] >= '0' && text->bytes[i] <= '9' &&
			       number <= INT32_MAX;
			i++)
			number = number * 10 + (text->bytes[i] - '0');
		return number <= INT32_MAX ? number : 0;
	}
	return 0;
}

static int take_info(struct inventory *inventory, int folder)
{
	struct buffer *text = &inventory->info_text;
	int result = read_file(folder, RUN_INFO_NAME, INFO_MAX, text);

	inventory->info = text->len > strlen(RUN_FORMAT_LINE) &&
			  !memcmp(text->bytes, RUN_FORMAT_LINE "\n", strlen(RUN_FORMAT_LINE) + 1);
	inventory->warmup_rounds = inventory->info ? number_of(text, RUN_INFO_WARMUP) : 0;
	return result && errno != ENOENT ? -1 : 0;
}

/* The round that a name, dot-name or not, belongs to. */
static bool read_round(const char *name, int64_t *number)
{
	return store_name_round(name[0] == '.' ? name + 1 : name, number);
}

static DIR *open_folder(int folder)
{
	int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), error;
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;

	if (!dir && fd >= 0) {
		error = errno;
		close(fd);
		errno = error;
	}
	return dir;
}

static int take_names(struct inventory *inventory, int folder)
{
	DIR *dir = open_folder(folder);
	struct dirent *entry;
	int error;

	if (!dir)
		return -1;
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
		const char *name = entry->d_name;
		int64_t number;

		if (!strcmp(name, ".") || !strcmp(name, ".."))
			continue;
		inventory->anything |= strcmp(name, "." RUN_INFO_NAME) != 0;
		if (!read_round(name, &number))
			continue;
		if (name[0] != '.')
			buffer_add(&inventory->files, (const char *)&number, sizeof number);
		inventory->highest = number > inventory->highest ? number : inventory->highest;
	}
	error = errno;
	closedir(dir);
	errno = error;
	return error ? -1 : 0;
}

static bool is_whole(const struct inventory *inventory, int64_t number)
{
	return inventory->whole.len &&
	       bsearch(&number, inventory->whole.bytes, store_inventory_whole_count(inventory),
		       sizeof number, compare);
}

/* The last whole round; -1: there is none. */
static int64_t last_whole(const struct inventory *inventory)
{
	const int64_t *numbers = (const int64_t *)(const void *)inventory->whole.bytes;
	size_t count = store_inventory_whole_count(inventory);

	return count ? numbers[count - 1] : -1;
}

/*
 * Which rounds have files and no event? A crash tears only one, behind all others. If there are
 * others, or a line is damaged, events.tsv has lost lines or is an older copy: then it proves
 * nothing about any of them.
 */
static void find_torn(struct inventory *inventory)
{
	const int64_t *numbers = (const int64_t *)(const void *)inventory->files.bytes;
	size_t count;

	sort_numbers(&inventory->files);
	count = inventory->files.len / sizeof *numbers;
	for (size_t i = 0; i < count; i++)
		inventory->unknown += !is_whole(inventory, numbers[i]);
	inventory->rounds = count > 0;
	if (inventory->unknown == 1 && !inventory->damaged &&
		numbers[count - 1] > last_whole(inventory)) {
		inventory->torn = numbers[count - 1];
		inventory->unknown = 0;
	}
}

int store_inventory_take(struct inventory *inventory, int folder, const char **name)
{
	*name = ".";
	if (take_names(inventory, folder))
		return -1;
	*name = RUN_INFO_NAME;
	if (inventory->anything && take_info(inventory, folder))
		return -1;
	*name = RUN_EVENTS_NAME;
	if (inventory->info && take_events(inventory, folder))
		return -1;
	find_torn(inventory);
	return 0;
}

static int cut_events(const struct inventory *inventory, int folder)
{
	int fd = openat(folder, RUN_EVENTS_NAME, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK),
	    result, error;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	result = ftruncate(fd, inventory->events_size);
	error = errno;
	close(fd);
	errno = error;
	return result;
}

int store_inventory_clean(const struct inventory *inventory, int folder, const char **name)
{
	DIR *dir;
	struct dirent *entry;
	int64_t number;
	int error = 0;

	*name = RUN_EVENTS_NAME;
	if (cut_events(inventory, folder))
		return -1;
	*name = ".";
	dir = open_folder(folder);
	if (!dir)
		return -1;
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0)
		if (read_round(entry->d_name, &number) &&
			(entry->d_name[0] == '.' || number == inventory->torn) &&
			unlinkat(folder, entry->d_name, 0))
			error = errno;
	error = error ? error : errno;
	closedir(dir);
	errno = error;
	return error ? -1 : 0;
}

size_t store_inventory_whole_count(const struct inventory *inventory)
{
	return inventory->whole.len / sizeof(int64_t);
}

void store_inventory_free(struct inventory *inventory)
{
	buffer_free(&inventory->info_text);
	buffer_free(&inventory->whole);
	buffer_free(&inventory->files);
}
