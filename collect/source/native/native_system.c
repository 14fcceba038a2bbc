/* native_system.c - system-wide data for the rows of ps and pmap */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "native_system.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

#include "../../base/format.h"
#include "../../base/io.h"
#include "native_reader.h"
#include "../../base/text.h"

static const char PASSWD[] = "/etc/passwd";

/* Reads a small file of the system; an unreadable one is empty. */
static struct buffer *read_text(
	struct native_system *system, const struct native_reader *reader, const char *name)
{
	system->text.len = 0;
	if (native_reader_whole(reader, name, &system->text) != NATIVE_READ_DONE)
		system->text.len = 0;
	return &system->text;
}

/* The number after KEY and blanks, at the beginning of a line. */
static bool number_after(const struct buffer *text, const char *key, uint64_t *number)
{
	const char *at = text->bytes, *end = text->bytes + text->len;
	size_t len = strlen(key);

	while (at < end && (size_t)(end - at) > len) {
		if (!memcmp(at, key, len)) {
			for (at += len; at < end && *at == ' '; at++)
				continue;
			return text_read_decimal(&at, end, number);
		}
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at)
			break;
		at++;
	}
	return false;
}

/* The minor number of the file system that the kernel keeps shared memory on: that of a piece of
 * our own, found by its address in our own list of mappings. */
static int64_t find_shm_minor(struct native_system *system, const struct native_reader *reader)
{
	size_t page = getauxval(AT_PAGESZ);
	void *piece = mmap(NULL, page, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct buffer *maps = read_text(system, reader, "self/maps");
	char begin[24];
	const char *at, *end;
	uint64_t minor;
	int64_t found = -1;

	if (piece == MAP_FAILED)
		return -1;
	format_text(begin, sizeof begin, "%08" PRIxPTR "-", (uintptr_t)piece);
	end = maps->bytes + maps->len;
	at = maps->len > 0 ? text_find(maps->bytes, maps->len, begin) : NULL;
	/* `start-end perms offset 00:minor` */
	at = at == NULL ? NULL : text_skip_words(at, end, 3);
	if (at && end - at > 3 && memcmp(at, "00:", 3) == 0) {
		at += 3;
		if (text_read_hex(&at, end, &minor))
			found = (int64_t)minor;
	}
	munmap(piece, page);
	return found;
}

void native_system_open(struct native_system *system, const struct native_reader *reader)
{
	struct buffer *text;
	uint64_t pid_max = 0;
	int width = 0;

	*system = (struct native_system){ 0 };
	system->ps.ticks_a_second = getauxval(AT_CLKTCK);
	text = read_text(system, reader, "sys/kernel/pid_max");
	number_after(text, "", &pid_max);
	for (; pid_max > 0; pid_max /= 10)
		width++;
	system->ps.pid_width = width == 0 ? 5 : width < 3 ? 3 : width;
	system->shm_minor = reader->live ? find_shm_minor(system, reader) : -1;
}

void native_system_close(struct native_system *system)
{
	native_names_free(&system->users);
	native_names_free(&system->terminals);
	buffer_free(&system->text);
}

static uint64_t read_uptime_ticks(struct native_system *system, const struct native_reader *reader)
{
	struct buffer *text = read_text(system, reader, "uptime");
	const char *at = text->bytes, *end = at + text->len;
	uint64_t seconds, hundredths;

	if (!text_read_decimal(&at, end, &seconds) || at == end)
		return 0;
	at++;
	if (!text_read_decimal(&at, end, &hundredths))
		return 0;
	return seconds * system->ps.ticks_a_second + hundredths * system->ps.ticks_a_second / 100;
}

/* The boot time is in a file that is slow to read on a large host, and changes only with the wall
 * clock: it is read again after the clock jumped. */
static void update_boot(
	struct native_system *system, const struct native_reader *reader, int64_t now)
{
	int64_t uptime_s = (int64_t)(system->ps.uptime_ticks / system->ps.ticks_a_second);
	int64_t offset = now - uptime_s;
	uint64_t boot;

	if (system->boot_known && offset >= system->boot_offset_s - 1 &&
		offset <= system->boot_offset_s + 1)
		return;
	system->boot_known = true;
	system->boot_offset_s = offset;
	system->ps.boot_s = offset;
	if (number_after(read_text(system, reader, "stat"), "btime ", &boot))
		system->ps.boot_s = (int64_t)boot;
}

/* Users may come and go in a run of weeks. */
static void update_users(struct native_system *system)
{
	struct stat now = { 0 };

	if (stat(PASSWD, &now) == 0 && now.st_ino == system->passwd.st_ino &&
		now.st_size == system->passwd.st_size &&
		now.st_mtim.tv_sec == system->passwd.st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == system->passwd.st_mtim.tv_nsec)
		return;
	system->passwd = now;
	system->users.count = 0;
}

void native_system_update(struct native_system *system, const struct native_reader *reader,
	const struct buffer *meminfo)
{
	struct native_ps *ps = &system->ps;

	if (!number_after(meminfo, "MemTotal:", &ps->mem_total_kib))
		ps->mem_total_kib = 0;
	ps->uptime_ticks = read_uptime_ticks(system, reader);
	if (reader->live) {
		int64_t now = io_wall_ms() / 1000;

		update_boot(system, reader, now);
		native_ps_set_now(ps, (time_t)now);
	} else {
		/* the clock stood still when the tree was recorded */
		int64_t uptime_s = (int64_t)(ps->uptime_ticks / ps->ticks_a_second);

		update_boot(system, reader, uptime_s);
		native_ps_set_now(ps, (time_t)(ps->boot_s + uptime_s));
	}
	update_users(system);
	native_names_forget_unknown(&system->terminals);
}

const char *native_system_user(struct native_system *system, uint64_t uid)
{
	const struct native_name *known = native_names_find(&system->users, (int64_t)uid);
	struct native_name *entry;

	if (!known) {
		entry = native_names_add(&system->users, (int64_t)uid);
		if (!entry)
			return NULL;
		system->text.len = 0;
		if (buffer_add_file(&system->text, PASSWD) == 0)
			native_names_user(system->text.bytes, system->text.len, uid, entry);
		known = entry;
	}
	return known->known ? known->name : NULL;
}

/* Is /dev/NAME this terminal? In a recorded tree this is unknown: the likeliest is taken. */
static bool is_terminal(const char *name, int64_t number)
{
	char path[64] = "/dev/";
	struct stat device;

	*text_string(path + 5, name) = '\0';
	return stat(path, &device) == 0 && S_ISCHR(device.st_mode) &&
	       major(device.st_rdev) == native_names_major(number) &&
	       minor(device.st_rdev) == native_names_minor(number);
}

static void look_up_terminal(
	struct native_system *system, const struct native_reader *reader, struct native_name *entry)
{
	const struct buffer *drivers = read_text(system, reader, "tty/drivers");

	for (int guess = 0; native_names_terminal(
		     drivers->bytes, drivers->len, entry->number, guess, entry->name);
		guess++) {
		entry->known = !reader->live || is_terminal(entry->name, entry->number);
		if (entry->known)
			return;
	}
}

const char *native_system_terminal(
	struct native_system *system, const struct native_reader *reader, int64_t terminal)
{
	const struct native_name *known;
	struct native_name *entry;

	if (terminal == 0)
		return "?";
	known = native_names_find(&system->terminals, terminal);
	if (!known) {
		entry = native_names_add(&system->terminals, terminal);
		if (!entry)
			return "?";
		look_up_terminal(system, reader, entry);
		known = entry;
	}
	return known->known ? known->name : "?";
}
