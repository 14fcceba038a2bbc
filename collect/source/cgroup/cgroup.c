/* cgroup.c - the cgroups of a run: where they are mounted, what they are called, who is in them. */
#define _GNU_SOURCE /* memrchr */
#include "cgroup.h"

#include <stdlib.h>
#include <string.h>

#include "../../base/format.h"
#include "../../base/list.h"
#include "../../base/nearest.h"
#include "../../base/say.h"
#include "../../base/text.h"

/* Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst of the kernel */
const char *const cgroup_files[] = { "memory.current", "memory.stat", "memory.swap.current",
	"memory.events", "pids.current", "memory.usage_in_bytes", NULL };

/* A piece of a text that is no string. */
struct piece {
	const char *at;
	size_t len;
};

/* The next piece of *rest, up to the byte `end`; NULL after the last one. */
static struct piece take_piece(struct piece *rest, char end)
{
	struct piece piece = { rest->at, rest->len };
	const char *found = rest->len ? memchr(rest->at, end, rest->len) : NULL;

	if (!rest->len)
		return (struct piece){ NULL, 0 };
	piece.len = found ? (size_t)(found - rest->at) : rest->len;
	rest->at += piece.len + (found != NULL);
	rest->len -= piece.len + (found != NULL);
	return piece;
}

static bool is_word(struct piece piece, const char *word)
{
	return piece.len == strlen(word) && !memcmp(piece.at, word, piece.len);
}

/* Is the word one of those between commas? */
static bool has_word(struct piece list, const char *word)
{
	struct piece one;

	while ((one = take_piece(&list, ',')).at)
		if (is_word(one, word))
			return true;
	return false;
}

/* Copies a path without the slashes at its end: the topmost becomes empty. False: it is too long.
 */
static bool set_path(char *path, struct piece piece)
{
	while (piece.len && piece.at[piece.len - 1] == '/')
		piece.len--;
	if (piece.len >= CGROUP_PATH_BYTES)
		return false;
	memcpy(path, piece.at, piece.len);
	path[piece.len] = '\0';
	return true;
}

/* `35 31 0:32 ROOT POINT rw,relatime shared:3 - TYPE SOURCE OPTIONS` (proc_pid_mountinfo(5)) */
static void take_mount(struct cgroups *cgroups, struct piece line)
{
	struct piece root = { NULL, 0 }, point = root, type;
	struct cgroup_mount *mount;
	int number = 0;

	for (struct piece word; (word = take_piece(&line, ' ')).at && !is_word(word, "-");) {
		number++;
		root = number == 4 ? word : root;
		point = number == 5 ? word : point;
	}
	type = take_piece(&line, ' ');
	(void)take_piece(&line, ' ');
	if (is_word(type, "cgroup") && has_word(line, "memory"))
		mount = &cgroups->mounts[CGROUP_V1];
	else if (is_word(type, "cgroup2"))
		mount = &cgroups->mounts[CGROUP_V2];
	else
		return;
	if (!*mount->point && (!set_path(mount->root, root) || !set_path(mount->point, point)))
		*mount->point = '\0';
}

bool cgroups_take_mounts(struct cgroups *cgroups, const struct buffer *mountinfo)
{
	struct piece rest = { mountinfo->bytes, mountinfo->len }, line;

	memset(cgroups->mounts, 0, sizeof cgroups->mounts);
	while ((line = take_piece(&rest, '\n')).at)
		take_mount(cgroups, line);
	return *cgroups->mounts[CGROUP_V1].point || *cgroups->mounts[CGROUP_V2].point;
}

/* Adds a cgroup, or what it is wanted for to one that is known. */
static void add(struct cgroups *cgroups, const struct cgroup *cgroup)
{
	for (size_t i = 0; i < cgroups->count; i++) {
		struct cgroup *known = &cgroups->list[i];

		if (strcmp(known->folder, cgroup->folder))
			continue;
		known->has_files |= cgroup->has_files;
		known->is_target |= cgroup->is_target;
		known->tells |= cgroup->tells;
		return;
	}
	if (cgroups->count == CGROUPS_MOST)
		return;
	buffer_add(&cgroups->store, (const char *)cgroup, sizeof *cgroup);
	/* what realloc() gave is aligned for any type */
	cgroups->list = (struct cgroup *)(void *)cgroups->store.bytes;
	cgroups->count++;
}

/* What follows the beginning of a path, if it ends there or goes on with a slash; else NULL. */
static const char *path_after(const char *path, const char *beginning)
{
	size_t len = strlen(beginning);

	return !strncmp(path, beginning, len) && (path[len] == '\0' || path[len] == '/')
		       ? path + len
		       : NULL;
}

/* What follows the mount's root in the path of a cgroup. NULL: the path is not below it, or the
 * root is the topmost. */
static const char *below_root(const struct cgroup_mount *mount, const char *path)
{
	return *mount->root ? path_after(path, mount->root) : NULL;
}

static bool is_line(const struct buffer *folders, const char *wanted)
{
	struct piece rest = { folders->bytes, folders->len }, line;

	while ((line = take_piece(&rest, '\n')).at)
		if (is_word(line, wanted))
			return true;
	return false;
}

/* Is there a folder for the path in this mount? A container may see its own cgroup at the mount's
 * root, and be told its path from above. */
static bool find_folder(const struct cgroup_mount *mount, const struct buffer *folders,
	const char *path, char *folder)
{
	const char *below = below_root(mount, path);

	if (path_after(path, mount->point)) {
		format_text(folder, CGROUP_PATH_BYTES, "%s", path);
		return is_line(folders, folder);
	}
	format_text(folder, CGROUP_PATH_BYTES, "%s%s%s", mount->point,
		*path == '/' || !*path ? "" : "/", path);
	if (is_line(folders, folder))
		return true;
	if (below)
		format_text(folder, CGROUP_PATH_BYTES, "%s%s", mount->point, below);
	return below && is_line(folders, folder);
}

/* The part of a line below the mount; NULL: it is of another mount. */
static const char *below_mount(const struct cgroup_mount *mount, struct piece line, size_t *len)
{
	size_t point = strlen(mount->point);

	if (!point || line.len <= point || memcmp(line.at, mount->point, point) ||
		line.at[point] != '/')
		return NULL;
	*len = line.len - point;
	return line.at + point;
}

/* Finds the only cgroup with this last name, as of a unit or a container; returns how many have it.
 */
static size_t find_last_name(const struct cgroup_mount *mount, const struct buffer *folders,
	const char *name, struct cgroup *cgroup)
{
	struct piece rest = { folders->bytes, folders->len }, line;
	size_t found = 0, len = strlen(name), below_len;

	while (len && !strchr(name, '/') && (line = take_piece(&rest, '\n')).at) {
		const char *below = below_mount(mount, line, &below_len);

		if (!below || below_len <= len || below[below_len - len - 1] != '/' ||
			memcmp(below + below_len - len, name, len) != 0)
			continue;
		if (set_path(cgroup->path, (struct piece){ below, below_len }) &&
			set_path(cgroup->folder, line))
			found++;
	}
	return found;
}

/* Prints that there is no such cgroup, and the names that are closest: any, so that one is shown
 * whenever there is one. */
static void say_missing(
	const struct cgroups *cgroups, const char *name, const struct buffer *folders)
{
	struct nearest nearest;
	char text[NEAREST_TEXT];
	const char *after = NULL;

	for (int i = 0; i < CGROUP_MOUNTS && !after; i++)
		if (*cgroups->mounts[i].point)
			after = path_after(name, cgroups->mounts[i].point);
	nearest_begin(&nearest, after ? after : name);
	nearest.limit = NEAREST_BYTES;
	for (int i = 0; i < CGROUP_MOUNTS; i++) {
		struct piece rest = { folders->bytes, folders->len }, line;

		while ((line = take_piece(&rest, '\n')).at) {
			size_t len, skip = 0;
			char shown[NEAREST_BYTES];
			const char *below = below_mount(&cgroups->mounts[i], line, &len);

			if (!below)
				continue;
			memcpy(shown, below, len < sizeof shown ? len : sizeof shown - 1);
			shown[len < sizeof shown ? len : sizeof shown - 1] = '\0';
			if (!strchr(nearest.word, '/'))
				skip = (size_t)((const char *)memrchr(below, '/', len) + 1 - below);
			nearest_offer(&nearest, below + skip, len - skip, shown);
		}
	}
	nearest_text(&nearest, text, sizeof text);
	say("--cgroup %s: no such cgroup (%s)", name, *text ? text : "there is none");
}

int cgroups_add_named(struct cgroups *cgroups, const char *name, const struct buffer *folders)
{
	struct cgroup cgroup = { .has_files = true, .is_target = true };
	char plain[CGROUP_PATH_BYTES];

	if (!set_path(plain, (struct piece){ name, strlen(name) })) {
		say("--cgroup: the path is too long");
		return -1;
	}
	for (int i = 0; i < CGROUP_MOUNTS; i++) {
		const struct cgroup_mount *mount = &cgroups->mounts[i];

		if (!*mount->point || !find_folder(mount, folders, plain, cgroup.folder))
			continue;
		format_text(cgroup.path, sizeof cgroup.path, "%s%s",
			*plain == '/' || !*plain ? "" : "/", plain);
		add(cgroups, &cgroup);
		return 0;
	}
	for (int i = 0; i < CGROUP_MOUNTS; i++)
		if (find_last_name(&cgroups->mounts[i], folders, plain, &cgroup) == 1) {
			add(cgroups, &cgroup);
			return 0;
		}
	say_missing(cgroups, name, folders);
	return -1;
}

/* The path in a line `NUMBER:CONTROLLERS:PATH` (cgroups(7)) of this version. */
static bool path_of(const struct buffer *text, int version, char *path)
{
	struct piece rest = { text->bytes, text->len }, line;

	while ((line = take_piece(&rest, '\n')).at) {
		struct piece number = take_piece(&line, ':'), controllers = take_piece(&line, ':');
		bool is_v2 = is_word(number, "0") && controllers.len == 0;

		if (line.len && *line.at == '/' &&
			(version == CGROUP_V2 ? is_v2 : has_word(controllers, "memory")))
			return set_path(path, line);
	}
	return false;
}

/* Is a path told from another cgroup namespace than the mount's? What is above the root of the
 * collector's namespace has no name there (cgroup_namespaces(7)). */
static bool is_outside(const char *path)
{
	return path_after(path, "/..") != NULL;
}

bool cgroups_add_of(struct cgroups *cgroups, const struct buffer *text, const struct buffer *own,
	const struct cgroup *wish)
{
	for (int i = 0; i < CGROUP_MOUNTS; i++) {
		const struct cgroup_mount *mount = &cgroups->mounts[i];
		struct cgroup cgroup = *wish;
		char ours[CGROUP_PATH_BYTES];
		const char *below;

		if (!*mount->point || !path_of(text, i, cgroup.path))
			continue;
		if (is_outside(mount->root) || is_outside(cgroup.path))
			return false;
		below = below_root(mount, cgroup.path);
		format_text(cgroup.folder, sizeof cgroup.folder, "%s%s", mount->point,
			below ? below : cgroup.path);
		if (!*cgroup.path || (path_of(own, i, ours) && !strcmp(ours, cgroup.path)))
			cgroup.is_target = cgroup.tells = false;
		if (cgroup.has_files || cgroup.tells)
			add(cgroups, &cgroup);
		return true;
	}
	return false;
}

void cgroup_add_header(const struct cgroup *cgroup, const char *file, struct buffer *into)
{
	buffer_string(into, into->len > 0 ? "\n==> " : "==> ");
	buffer_escaped_string(into, cgroup->path);
	buffer_string(into, "/");
	buffer_string(into, file);
	buffer_string(into, " <==\n");
}

static int compare(const void *left, const void *right)
{
	int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

	return (a > b) - (a < b);
}

bool cgroups_need_pids(const struct cgroups *cgroups, const struct cgroup *cgroup)
{
	for (size_t i = 0; i < cgroups->count; i++) {
		const struct cgroup *above = &cgroups->list[i];

		if (above != cgroup && path_after(cgroup->folder, above->folder) &&
			above->is_target >= cgroup->is_target && above->tells >= cgroup->tells)
			return false;
	}
	return cgroup->is_target || cgroup->tells;
}

void cgroups_clear_pids(struct cgroups *cgroups)
{
	cgroups->targets.len = cgroups->kin.len = 0;
}

static void add_pids(struct buffer *pids, const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	uint64_t number;

	while (at < end) {
		int32_t pid;

		if (!text_read_decimal(&at, end, &number)) {
			at++;
			continue;
		}
		pid = number <= INT32_MAX ? (int32_t)number : 0;
		buffer_add(pids, (const char *)&pid, sizeof pid);
	}
	if (pids->len)
		list_sort(pids->bytes, pids->len / sizeof(int32_t), sizeof(int32_t), compare);
}

void cgroups_take_pids(
	struct cgroups *cgroups, const struct cgroup *cgroup, const char *text, size_t len)
{
	if (cgroup->is_target)
		add_pids(&cgroups->targets, text, len);
	if (cgroup->tells)
		add_pids(&cgroups->kin, text, len);
}

bool cgroup_has_pid(const struct buffer *pids, int32_t pid)
{
	return pids->len && bsearch(&pid, pids->bytes, pids->len / sizeof pid, sizeof pid, compare);
}

void cgroups_free(struct cgroups *cgroups)
{
	buffer_free(&cgroups->store);
	buffer_free(&cgroups->path);
	buffer_free(&cgroups->targets);
	buffer_free(&cgroups->kin);
	*cgroups = (struct cgroups){ 0 };
}
