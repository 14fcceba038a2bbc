/* disk_use.c - how much disk a run takes: said after its first round, before the others. */
#include "disk_use.h"

#include <stdbool.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/format.h"
#include "base/buffer.h"
#include "base/say.h"
#include "base/kinds.h"

enum { DAY_MS = 86400000 };

/* From this much on, it is said how to take less. */
static const uint64_t MUCH = UINT64_C(1) << 30;

uint64_t disk_use_round(const struct buffer *text)
{
	uint64_t bytes = 0;

	for (int kind = 0; kind < KINDS; kind++)
		bytes += text[kind].len;
	return bytes;
}

uint64_t disk_use_day(uint64_t round, int64_t ms)
{
	return round * DAY_MS / (uint64_t)ms;
}

void disk_use_text(uint64_t bytes, char text[static DISK_USE_TEXT])
{
	static const char units[][4] = { "KiB", "MiB", "GiB", "TiB", "PiB" };
	uint64_t tenths = (bytes * 10 + 1023) / 1024;
	size_t unit = 0;

	for (; tenths >= 10240 && unit + 1 < sizeof units / sizeof *units; unit++)
		tenths = (tenths + 512) / 1024;
	if (tenths < 100)
		format_text(text, DISK_USE_TEXT, "%u.%u %s", (unsigned)(tenths / 10),
			(unsigned)(tenths % 10), units[unit]);
	else
		format_text(
			text, DISK_USE_TEXT, "%u %s", (unsigned)((tenths + 5) / 10), units[unit]);
}

void disk_use_time(int64_t ms, char text[static DISK_USE_TEXT])
{
	static const struct {
		const char name[5];
		int64_t ms, below;
	} units[] = { { "s", 1000, 100 }, { "min", 60000, 100 }, { "h", 3600000, 48 },
		{ "days", DAY_MS, INT64_MAX } };
	size_t unit = 0;
	int64_t tenths;

	while ((ms + units[unit].ms / 2) / units[unit].ms >= units[unit].below)
		unit++;
	tenths = (ms + units[unit].ms / 20) / (units[unit].ms / 10);
	if (tenths >= 100 || tenths % 10 == 0)
		format_text(text, DISK_USE_TEXT, "%lld %s", (long long)(tenths + 5) / 10,
			units[unit].name);
	else
		format_text(text, DISK_USE_TEXT, "%lld.%lld %s", (long long)tenths / 10,
			(long long)tenths % 10, units[unit].name);
}

/* Appends the least time that the rounds still take, if it is worth a word. */
static void add_time(const struct disk_use *use, char *line, size_t size, int64_t from_ms)
{
	char text[DISK_USE_TEXT];
	int64_t ms;

	if (use->rounds < 2 || use->least_ms > INT64_MAX / use->rounds)
		return;
	ms = (use->rounds - 1) * use->least_ms;
	if (ms < from_ms)
		return;
	disk_use_time(ms, text);
	format_text(line, size, " in %s at least", text);
}

/* What is free where the run is; UINT64_MAX: unknown. */
static uint64_t free_bytes(const char *path)
{
	struct statvfs system;

	if (!*path || statvfs(path, &system))
		return UINT64_MAX;
	return (uint64_t)system.f_bavail * system.f_frsize;
}

void disk_use_tell(const struct disk_use *use)
{
	uint64_t day = 0, all = 0, need, left = free_bytes(use->path);
	char one[DISK_USE_TEXT], text[DISK_USE_TEXT], line[160];
	int len;

	if (!*use->path) {
		*line = '\0';
		add_time(use, line, sizeof line, 60000);
		if (*line)
			say("%lld rounds%s", (long long)use->rounds, line);
		return;
	}
	if (use->interval_ms >= 1000)
		day = disk_use_day(use->round, use->interval_ms);
	if (use->rounds >= 0)
		all = use->round * (uint64_t)use->rounds;
	need = use->rounds >= 0 ? all : 30 * day;
	disk_use_text(use->round, one);
	len = format_text(line, sizeof line, "a round takes %s", one);
	if (day) {
		disk_use_text(day, text);
		len += format_text(line + len, sizeof line - (size_t)len, ", a day %s", text);
	}
	if (use->rounds >= 0) {
		disk_use_text(all, text);
		len += format_text(line + len, sizeof line - (size_t)len, ", %s %s",
			use->resumed ? "the rest" : "the run", text);
		add_time(use, line + len, sizeof line - (size_t)len, 1000);
		len += (int)strlen(line + len);
	}
	/* not enough for the run, or for a month of one without an end */
	if (left < need) {
		disk_use_text(left, text);
		format_text(line + len, sizeof line - (size_t)len, "; only %s are free", text);
	}
	say("%s%s", line, need >= MUCH ? " (less with --ps ends or --thin N)" : "");
}
