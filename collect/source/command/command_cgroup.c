/* command_cgroup.c - the files and processes of cgroups, asked for in shell */
#include "command_cgroup.h"

#include <string.h>

#include "../../base/format.h"
#include "../../base/io.h"
#include "../../base/text.h"

/* Defines g, which runs a command for a folder and all below it; the parameters of each call are
 * its own (POSIX 2.9.5). */
static void define_walk(struct buffer *script, const char *command)
{
	buffer_string(script, "g() { ");
	buffer_string(script, command);
	buffer_string(script, "; for d in \"$1\"/*/; do [ -d \"$d\" ] && g \"${d%/}\"; done; }; ");
}

static void walk_from(struct buffer *script, const char *folder)
{
	buffer_string(script, "g ");
	buffer_quoted(script, folder);
	buffer_string(script, "; ");
}

/* Appends to each text the file of the answer with its name. */
static bool ask(struct command_link *link, struct buffer *script, const char *const *names,
	struct buffer *texts)
{
	struct buffer answer = { 0 };
	struct command_file file;
	enum link_result result = command_link_ask(link, script, &answer);
	size_t at = 0;

	while (result == LINK_GOOD && command_link_next(link, &answer, &at, &file))
		for (size_t i = 0; names[i]; i++)
			if (command_link_is_called(&file, names[i]))
				buffer_add(&texts[i], file.bytes, file.len);
	buffer_free(&answer);
	return result == LINK_GOOD;
}

static void ask_file(struct buffer *script, const char *name, const char *path)
{
	command_link_mark(script, name);
	buffer_string(script, "cat ");
	buffer_string(script, path);
	buffer_string(script, "; ");
}

enum { MOUNTS, OF_PROCESS, OWN, TEXTS };

static int add_named(
	struct command_link *link, struct cgroups *cgroups, const char *name, struct buffer *script)
{
	static const char *const names[] = { "folders", NULL };
	struct buffer folders = { 0 };
	int result = -1;

	script->len = 0;
	command_link_mark(script, names[0]);
	define_walk(script, "echo \"$1\"");
	for (int i = 0; i < CGROUP_MOUNTS; i++)
		if (*cgroups->mounts[i].point)
			walk_from(script, cgroups->mounts[i].point);
	if (ask(link, script, names, &folders))
		result = cgroups_add_named(cgroups, name, &folders);
	else
		say("--cgroup %s: %s", name, link->why);
	buffer_free(&folders);
	return result;
}

int command_cgroup_add(
	struct command_link *link, struct cgroups *cgroups, int32_t pid, const struct cgroup *wish)
{
	static const char *const names[] = {
		[MOUNTS] = "mounts", [OF_PROCESS] = "of", [OWN] = "own", [TEXTS] = NULL
	};
	struct buffer script = { 0 }, texts[TEXTS] = { { 0 } };
	char path[32];
	bool mounted;
	int result = -1;

	format_text(path, sizeof path, "/proc/%d/cgroup", (int)pid);
	ask_file(&script, names[MOUNTS], "/proc/self/mountinfo");
	if (pid)
		ask_file(&script, names[OF_PROCESS], path);
	ask_file(&script, names[OWN], "/proc/self/cgroup");
	mounted = ask(link, &script, names, texts) && cgroups_take_mounts(cgroups, &texts[MOUNTS]);
	if (mounted && pid)
		result = cgroups_add_of(cgroups, &texts[OF_PROCESS], &texts[OWN], wish) ? 0 : -1;
	else if (mounted)
		result = add_named(link, cgroups, wish->path, &script);
	else if (!pid)
		say("--cgroup %s: none is mounted there (mount -t cgroup2 none /sys/fs/cgroup)",
			wish->path);
	for (int i = 0; i < TEXTS; i++)
		buffer_free(&texts[i]);
	buffer_free(&script);
	return result;
}

static void ask_files(struct buffer *script, const struct cgroup *cgroup)
{
	struct buffer header = { 0 };

	buffer_string(script, "c=");
	buffer_quoted(script, cgroup->folder);
	buffer_string(script, "; h=");
	buffer_escaped_string(&header, cgroup->path);
	buffer_add(&header, "", 1);
	buffer_quoted(script, header.bytes);
	buffer_free(&header);
	buffer_string(script, "; for i in");
	for (const char *const *file = cgroup_files; *file; file++) {
		buffer_string(script, " ");
		buffer_string(script, *file);
	}
	/* the header only before what could be read */
	buffer_string(script,
		"; do [ -r \"$c/$i\" ] || continue; case $s in 1) echo;; esac; s=1; echo \"==> $h/$i <==\"; cat \"$c/$i\"; done; ");
}

void command_cgroup_take(struct cgroups *cgroups, const struct command_file *file)
{
	const char *at = file->name + 5, *end = file->name + file->name_len;
	uint64_t number;

	if (file->name_len >= 6 && !memcmp(file->name, "procs", 5) &&
		text_read_decimal(&at, end, &number) && number < cgroups->count)
		cgroups_take_pids(cgroups, &cgroups->list[number], file->bytes, file->len);
}

void command_cgroup_script(struct buffer *script, const struct cgroups *cgroups, bool has_files)
{
	if (!cgroups->count)
		return;
	define_walk(script, "cat \"$1/cgroup.procs\"");
	for (size_t i = 0; i < cgroups->count; i++) {
		char name[24];

		if (!cgroups_need_pids(cgroups, &cgroups->list[i]))
			continue;
		format_text(name, sizeof name, "procs%zu", i);
		command_link_mark(script, name);
		walk_from(script, cgroups->list[i].folder);
	}
	if (!has_files)
		return;
	command_link_mark(script, "cgroup");
	buffer_string(script, "s=; ");
	for (size_t i = 0; i < cgroups->count; i++)
		if (cgroups->list[i].has_files)
			ask_files(script, &cgroups->list[i]);
}
