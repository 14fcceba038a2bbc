/* rotated.c - operands that are the parts of one log. */
#define _POSIX_C_SOURCE 200809L
#include "rotated.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "../base/room.h"
#include "../base/span.h"

/* Without .gz and the like. */
static struct span without_compression(struct span path)
{
	static const char *const ends[] = { ".gz", ".xz", ".bz2", ".zst" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_ends(path, ends[i])) {
			path.len -= strlen(ends[i]);
			break;
		}
	return path;
}

/* Is the text that form, where 0 stands for a digit? */
static bool has_form(struct span text, const char *form)
{
	if (text.len != strlen(form))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (form[i] == '0' ? !span_is_digit(text.at[i]) : text.at[i] != form[i])
			return false;
	return true;
}

/* What the paths of the parts of a log share: before what differs, and behind it. */
struct stem {
	struct span head, tail;
};

/* Is the text a date, with or without a time behind it: 2026-11-02, 20261102_0800? */
static bool is_date(struct span text)
{
	static const char *const days[] = { "0000-00-00", "00000000", "0000_00_00" };

	if (!span_starts(text, "19") && !span_starts(text, "20"))
		return false;
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		size_t len = strlen(days[i]);
		struct span rest = span_from(text, len);

		if (text.len >= len && has_form((struct span){ text.at, len }, days[i]) &&
			(!rest.len || strchr("-_T.", rest.at[0])))
			return true;
	}
	return false;
}

/* A run that was packed is whole. */
static bool is_archive(struct span end)
{
	static const char *const ends[] = { ".tar", ".tgz", ".txz", ".zip", ".cpio", ".7z" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (span_is(end, ends[i]))
			return true;
	return false;
}

/* mem-2026-11-02.csv, mem_20261102_0800.log: the date stands in front of what kind of file it is,
 * as daily and hourly logs have it. False: it does not. */
static bool find_date(struct span path, struct stem *stem)
{
	ptrdiff_t point = span_rfind(path, '.'), slash = span_rfind(path, '/');
	size_t begin = point > 0 ? (size_t)point : 0;

	if (point <= slash + 1 || begin + 1 == path.len || !span_is_letter(path.at[begin + 1]))
		return false;
	while ((ptrdiff_t)begin > slash + 1 &&
		(span_is_digit(path.at[begin - 1]) || strchr("-_T", path.at[begin - 1])))
		begin--;
	stem->tail = span_from(path, (size_t)point);
	stem->head = (struct span){ path.at, begin };
	path = (struct span){ path.at + begin, (size_t)point - begin };
	return !is_archive(stem->tail) && is_date(span_strip(path, "-_T", ""));
}

/* The path without .1, -20261102 or .2026-11-02 at its end, as logrotate names them. */
static struct span stem_of(struct span path)
{
	static const char *const ends[] = { ".0", ".00", ".000", "-00000000", ".00000000",
		"-0000-00-00", ".0000-00-00", "-0000000000", ".0000-00-00-00" };
	struct span stem = without_compression(path);

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t len = strlen(ends[i]);

		if (len < stem.len && has_form(span_from(stem, stem.len - len), ends[i])) {
			stem.len -= len;
			break;
		}
	}
	return stem;
}

static bool is_file(const char *path)
{
	struct stat info;

	return !lstat(path, &info) && S_ISREG(info.st_mode);
}

/* May it be a part of a log whose name without number is the stem? out.1 and out.2 without an `out`
 * may be two experiments; app.log.1 and app.log.2 are one log; web-1.5.1 and web-1.5.2 are two
 * versions. */
static bool has_extension(struct span stem)
{
	struct span name = span_from(stem, (size_t)(span_rfind(stem, '/') + 1));
	ptrdiff_t point = span_rfind(name, '.');

	name = span_from(name, (size_t)(point + 1));
	return point > 0 && name.len && span_is_letter(name.at[0]);
}

/* Is one of so many paths that one? */
static bool is_there(const char *const *paths, size_t count, const char *path)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(paths[i], path))
			return true;
	return false;
}

/* Cheap, as each of thousands of operands is asked about all that follow. */
static bool begins_with(const char *path, struct span stem)
{
	return !strncmp(path, stem.at, stem.len);
}

/* Is the path a part of the log, which differs from the first in its date alone? */
static bool is_of_day(const char *path, const struct stem *first)
{
	struct stem stem;

	return begins_with(path, first->head) &&
	       find_date(without_compression(span_of(path)), &stem) &&
	       span_equal(stem.head, first->head) && span_equal(stem.tail, first->tail);
}

/* Moves the path at i behind the found ones. */
static void gather(const char **paths, size_t *found, size_t i)
{
	const char *path = paths[i];

	memmove(&paths[*found + 1], &paths[*found], (i - *found) * sizeof *paths);
	paths[(*found)++] = path;
}

/* The same of daily and hourly logs. */
static size_t gather_days(const char **paths, size_t count, const struct stem *first)
{
	size_t found = 1;

	for (size_t i = 1; i < count; i++)
		if (is_of_day(paths[i], first) && is_file(paths[i]) &&
			!is_there((const char *const *)paths, found, paths[i]))
			gather(paths, &found, i);
	return found;
}

size_t rotated_gather(const char **paths, size_t count)
{
	bool whole = false;
	struct stem first;
	struct span stem;
	size_t found = 1;

	if (!count || !is_file(paths[0]))
		return count > 0;
	if (find_date(without_compression(span_of(paths[0])), &first))
		return gather_days(paths, count, &first);
	stem = stem_of(span_of(paths[0]));
	for (size_t i = 0; i < count && !whole; i++)
		whole = begins_with(paths[i], stem) &&
			span_equal(without_compression(span_of(paths[i])), stem);
	if (!whole && !has_extension(stem))
		return 1;
	for (size_t i = 1; i < count; i++) {
		const char *path = paths[i];

		if (!begins_with(path, stem) || !span_equal(stem_of(span_of(path)), stem) ||
			!is_file(path) || is_there((const char *const *)paths, found, path))
			continue;
		gather(paths, &found, i);
	}
	return found;
}

char *rotated_name(const char *path)
{
	struct stem stem = { .tail = { NULL, 0 } };
	char *name;

	if (!find_date(without_compression(span_of(path)), &stem))
		stem = (struct stem){ .head = stem_of(span_of(path)) };
	/* 2026-11-02.csv has no other name */
	else if (span_rfind(stem.head, '/') + 1 == (ptrdiff_t)stem.head.len)
		stem = (struct stem){ .head = span_of(path) };
	name = room_take(stem.head.len + stem.tail.len + 1);
	memcpy(name, stem.head.at, stem.head.len);
	if (stem.tail.len)
		memcpy(name + stem.head.len, stem.tail.at, stem.tail.len);
	name[stem.head.len + stem.tail.len] = '\0';
	return name;
}
