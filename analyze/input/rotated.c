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

size_t rotated_gather(const char **paths, size_t count)
{
	bool whole = false;
	struct span stem;
	size_t found = 1;

	if (!count || !is_file(paths[0]))
		return count > 0;
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
		memmove(&paths[found + 1], &paths[found], (i - found) * sizeof *paths);
		paths[found++] = path;
	}
	return found;
}

char *rotated_name(const char *path)
{
	struct span stem = stem_of(span_of(path));
	char *name = room_take(stem.len + 1);

	memcpy(name, stem.at, stem.len);
	name[stem.len] = '\0';
	return name;
}
