/* native_names.c - the names of users and terminals that ps shows for numbers */
#include "native_names.h"

#include <stdlib.h>
#include <string.h>

#include "../../base/list.h"
#include "../../base/text.h"

/* The first and the last major number of Unix98 terminals, Documentation/admin-guide/devices.txt */
enum { PTS_FIRST = 136, PTS_LAST = 143 };

enum { NAME_ROOM = sizeof(((struct native_name *)NULL)->name) };

const struct native_name *native_names_find(const struct native_names *cache, int64_t number)
{
	for (size_t i = 0; i < cache->count; i++)
		if (cache->names[i].number == number)
			return &cache->names[i];
	return NULL;
}

struct native_name *native_names_add(struct native_names *cache, int64_t number)
{
	struct native_name *names = list_room(
				   cache->names, cache->count + 1, &cache->room, sizeof *names),
			   *entry;

	if (!names)
		return NULL;
	cache->names = names;
	entry = &cache->names[cache->count++];
	*entry = (struct native_name){ .number = number };
	return entry;
}

void native_names_forget_unknown(struct native_names *cache)
{
	size_t kept = 0;

	for (size_t i = 0; i < cache->count; i++)
		if (cache->names[i].known)
			cache->names[kept++] = cache->names[i];
	cache->count = kept;
}

void native_names_free(struct native_names *cache)
{
	free(cache->names);
	*cache = (struct native_names){ 0 };
}

static void set_name(struct native_name *entry, const char *from, size_t len)
{
	if (len > NAME_ROOM - 1)
		len = NAME_ROOM - 1;
	*text_bytes(entry->name, from, len) = '\0';
	entry->known = true;
}

/* `name:password:uid:...` */
static bool read_user(const char *line, const char *end, uint64_t uid, size_t *name_len)
{
	const char *colon = memchr(line, ':', (size_t)(end - line));
	uint64_t number;

	if (!colon || colon == line)
		return false;
	*name_len = (size_t)(colon - line);
	colon = memchr(colon + 1, ':', (size_t)(end - colon) - 1);
	if (!colon)
		return false;
	colon++;
	return text_read_decimal(&colon, end, &number) && number == uid;
}

void native_names_user(const char *passwd, size_t len, uint64_t uid, struct native_name *entry)
{
	const char *line = passwd, *end = passwd + len;
	size_t name_len;

	while (line < end) {
		const char *line_end = memchr(line, '\n', (size_t)(end - line));

		if (!line_end)
			line_end = end;
		if (read_user(line, line_end, uid, &name_len)) {
			set_name(entry, line, name_len);
			return;
		}
		line = line_end + (line_end < end);
	}
}

unsigned native_names_major(int64_t terminal)
{
	return (unsigned)terminal >> 8 & 0xfffu;
}

unsigned native_names_minor(int64_t terminal)
{
	return ((unsigned)terminal & 0xffu) | ((unsigned)terminal >> 12 & 0xfff00u);
}

/* A line of /proc/tty/drivers: `serial   /dev/ttyS   4 64-95 serial`. */
struct driver {
	const char *node; /* `ttyS` */
	size_t node_len;
	uint64_t major, first, last;
};

static bool cut_driver(const char *line, const char *end, struct driver *driver)
{
	const char *at = line, *blank;

	while (at < end && *at != '/')
		at++;
	if (end - at < 5 || memcmp(at, "/dev/", 5) != 0)
		return false;
	driver->node = at += 5;
	blank = memchr(at, ' ', (size_t)(end - at));
	if (!blank || blank == at || blank - at > NAME_ROOM - 12)
		return false;
	driver->node_len = (size_t)(blank - at);
	for (at = blank; at < end && *at == ' '; at++)
		continue;
	if (!text_read_decimal(&at, end, &driver->major) || at == end)
		return false;
	at++;
	if (!text_read_decimal(&at, end, &driver->first))
		return false;
	driver->last = driver->first;
	if (at < end && *at == '-') {
		at++;
		return text_read_decimal(&at, end, &driver->last);
	}
	return true;
}

static bool find_driver(
	const char *drivers, size_t len, unsigned major, unsigned minor, struct driver *driver)
{
	const char *line = drivers, *end = drivers + len;

	while (line < end) {
		const char *line_end = memchr(line, '\n', (size_t)(end - line));

		if (!line_end)
			line_end = end;
		if (cut_driver(line, line_end, driver) && driver->major == major &&
			driver->first <= minor && minor <= driver->last)
			return true;
		line = line_end + (line_end < end);
	}
	return false;
}

bool native_names_terminal(const char *drivers, size_t len, int64_t terminal, int guess,
	char name[static NATIVE_NAMES_ROOM])
{
	unsigned major = native_names_major(terminal), minor = native_names_minor(terminal);
	struct driver driver;
	uint64_t number = minor;

	if (guess >= NATIVE_TERMINAL_GUESSES)
		return false;
	if (!find_driver(drivers, len, major, minor, &driver)) {
		if (major < PTS_FIRST || major > PTS_LAST)
			return false;
		driver = (struct driver){ .node = "pts", .node_len = 3 };
		number += (major - PTS_FIRST) * 256;
	}
	/* tty1 is minor 1 of 1-63, ttyS0 is minor 64 of 64-95, pts/0 is a folder's */
	if (guess == 0 && driver.first > 1)
		number -= driver.first;
	name = text_bytes(name, driver.node, driver.node_len);
	if ((guess == 2) != (driver.node_len == 3 && memcmp(driver.node, "pts", 3) == 0))
		*name++ = '/';
	if (guess != 3)
		name = text_decimal(name, number, 0);
	*name = '\0';
	return true;
}
