/* native_cgroup.c - the files and processes of cgroups, read from where they are mounted. */
#define _DEFAULT_SOURCE /* DT_DIR */
#include "native_cgroup.h"

#include <dirent.h>
#include <string.h>

#include "../../base/format.h"
#include "../../base/buffer.h"
#include "../../base/say.h"

/* What is done with the folder of a cgroup, whose path is a string. */
typedef void visit_function(
	const struct native_reader *reader, struct buffer *path, struct buffer *into);

/* Visits a cgroup and all below it. The path is as it was afterwards. */
static void walk(const struct native_reader *reader, struct buffer *path, visit_function *visit,
	struct buffer *into)
{
	size_t len = path->len;
	struct dirent *entry;
	DIR *dir;

	visit(reader, path, into);
	buffer_add(path, "", 1);
	dir = opendir(path->bytes);
	path->len = len;
	while (dir && (entry = readdir(dir)) != NULL) {
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
			continue;
		buffer_string(path, "/");
		buffer_string(path, entry->d_name);
		walk(reader, path, visit, into);
		path->len = len;
	}
	if (dir)
		closedir(dir);
}

static void add_line(const struct native_reader *reader, struct buffer *path, struct buffer *into)
{
	(void)reader;
	buffer_add(into, path->bytes, path->len);
	buffer_string(into, "\n");
}

static void add_processes(
	const struct native_reader *reader, struct buffer *path, struct buffer *into)
{
	size_t len = path->len;

	buffer_add(path, "/cgroup.procs", sizeof "/cgroup.procs");
	(void)native_reader_whole(reader, path->bytes, into);
	path->len = len;
}

static void walk_from(const struct native_reader *reader, struct buffer *path, const char *folder,
	visit_function *visit, struct buffer *into)
{
	path->len = 0;
	buffer_string(path, folder);
	walk(reader, path, visit, into);
}

static bool take_mounts(const struct native_reader *reader, struct cgroups *cgroups)
{
	struct buffer text = { 0 };
	bool found =
		native_reader_whole(reader, "/proc/self/mountinfo", &text) == NATIVE_READ_DONE &&
		cgroups_take_mounts(cgroups, &text);

	buffer_free(&text);
	return found;
}

int native_cgroup_add(const struct native_reader *reader, struct cgroups *cgroups, const char *name)
{
	struct buffer folders = { 0 };
	int result;

	if (!take_mounts(reader, cgroups)) {
		say("--cgroup %s: none is mounted (mount -t cgroup2 none /sys/fs/cgroup)", name);
		return -1;
	}
	for (int i = 0; i < CGROUP_MOUNTS; i++)
		if (*cgroups->mounts[i].point)
			walk_from(reader, &cgroups->path, cgroups->mounts[i].point, add_line,
				&folders);
	result = cgroups_add_named(cgroups, name, &folders);
	buffer_free(&folders);
	return result;
}

bool native_cgroup_add_of(const struct native_reader *reader, struct cgroups *cgroups,
	const struct buffer *pids, const struct cgroup *wish)
{
	struct buffer text = { 0 }, own = { 0 };
	bool found = false;

	if (!take_mounts(reader, cgroups))
		return false;
	(void)native_reader_whole(reader, "/proc/self/cgroup", &own);
	for (size_t at = 0; at < pids->len; at += sizeof(int32_t)) {
		char name[NATIVE_READER_NAME];
		int32_t pid;

		memcpy(&pid, pids->bytes + at, sizeof pid);
		native_reader_name(name, pid, "cgroup");
		text.len = 0;
		(void)native_reader_whole(reader, name, &text);
		found |= cgroups_add_of(cgroups, &text, &own, wish);
	}
	buffer_free(&text);
	buffer_free(&own);
	return found;
}

void native_cgroup_members(
	const struct native_reader *reader, struct cgroups *cgroups, struct buffer *piece)
{
	cgroups_clear_pids(cgroups);
	for (size_t i = 0; i < cgroups->count; i++) {
		const struct cgroup *cgroup = &cgroups->list[i];

		if (!cgroups_need_pids(cgroups, cgroup))
			continue;
		piece->len = 0;
		walk_from(reader, &cgroups->path, cgroup->folder, add_processes, piece);
		cgroups_take_pids(cgroups, cgroup, piece->bytes, piece->len);
	}
}

void native_cgroup_files(const struct native_reader *reader, const struct cgroups *cgroups,
	struct buffer *piece, struct buffer *into)
{
	char name[CGROUP_PATH_BYTES + 32];

	for (size_t i = 0; i < cgroups->count; i++) {
		const struct cgroup *cgroup = &cgroups->list[i];

		for (const char *const *file = cgroup_files; cgroup->has_files && *file; file++) {
			piece->len = 0;
			format_text(name, sizeof name, "%s/%s", cgroup->folder, *file);
			if (native_reader_whole(reader, name, piece) != NATIVE_READ_DONE)
				continue;
			cgroup_add_header(cgroup, *file, into);
			buffer_add(into, piece->bytes, piece->len);
		}
	}
}
