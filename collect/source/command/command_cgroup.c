/* command_cgroup.c - the files and processes of cgroups, asked for in shell */
#include "command_cgroup.h"

#include <string.h>

#include "../../base/format.h"
#include "../../base/buffer.h"
#include "../../base/say.h"
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

static void ask_file(struct buffer *script, const char *name, const char *path)
{
	command_link_mark(script, name);
	buffer_string(script, "cat ");
	buffer_string(script, path);
	buffer_string(script, "; ");
}

/* Asks for one file of that name. */
static bool ask_one(
	struct command_link *link, struct buffer *script, const char *name, struct buffer *text)
{
	struct buffer answer = { 0 };
	struct command_file file;
	enum link_result result = command_link_ask(link, script, &answer);
	size_t at = 0;

	while (result == LINK_GOOD && command_link_next(link, &answer, &at, &file))
		if (command_link_is_called(&file, name))
			buffer_add(text, file.bytes, file.len);
	buffer_free(&answer);
	return result == LINK_GOOD;
}

/* Finds where cgroups are mounted. */
static bool take_mounts(struct command_link *link, struct cgroups *cgroups)
{
	struct buffer script = { 0 }, text = { 0 };
	bool found;

	ask_file(&script, "mounts", "/proc/self/mountinfo");
	found = ask_one(link, &script, "mounts", &text) && cgroups_take_mounts(cgroups, &text);
	buffer_free(&script);
	buffer_free(&text);
	return found;
}

int command_cgroup_add(struct command_link *link, struct cgroups *cgroups, const char *name)
{
	struct buffer script = { 0 }, folders = { 0 };
	int result = -1;

	if (!take_mounts(link, cgroups)) {
		say("--cgroup %s: none is mounted there (mount -t cgroup2 none /sys/fs/cgroup)",
			name);
		return -1;
	}
	command_link_mark(&script, "folders");
	define_walk(&script, "echo \"$1\"");
	for (int i = 0; i < CGROUP_MOUNTS; i++)
		if (*cgroups->mounts[i].point)
			walk_from(&script, cgroups->mounts[i].point);
	if (ask_one(link, &script, "folders", &folders))
		result = cgroups_add_named(cgroups, name, &folders);
	else
		say("--cgroup %s: %s", name, link->why);
	buffer_free(&folders);
	buffer_free(&script);
	return result;
}

/* Takes the answer about processes: the mounts and the collector's own cgroup come first. */
static bool take_processes(struct command_link *link, struct cgroups *cgroups,
	const struct buffer *answer, const struct cgroup *wish)
{
	struct buffer own = { 0 }, text = { 0 };
	struct command_file file;
	size_t at = 0;
	bool mounted = false, found = false;

	while (command_link_next(link, answer, &at, &file)) {
		struct buffer *into = command_link_is_called(&file, "own") ? &own : &text;

		into->len = 0;
		buffer_add(into, file.bytes, file.len);
		if (command_link_is_called(&file, "mounts"))
			mounted = cgroups_take_mounts(cgroups, &text);
		else if (mounted && command_link_is_called(&file, "of"))
			found |= cgroups_add_of(cgroups, &text, &own, wish);
	}
	buffer_free(&own);
	buffer_free(&text);
	return found;
}

bool command_cgroup_add_of(struct command_link *link, struct cgroups *cgroups,
	const struct buffer *pids, const struct cgroup *wish)
{
	struct buffer script = { 0 }, answer = { 0 };
	bool found;

	ask_file(&script, "mounts", "/proc/self/mountinfo");
	ask_file(&script, "own", "/proc/self/cgroup");
	buffer_string(&script, "for p in");
	for (size_t at = 0; at < pids->len; at += sizeof(int32_t)) {
		int32_t pid;

		memcpy(&pid, pids->bytes + at, sizeof pid);
		buffer_string(&script, " ");
		buffer_number(&script, pid);
	}
	buffer_string(&script, "; do ");
	ask_file(&script, "of", "/proc/$p/cgroup");
	buffer_string(&script, "done; ");
	found = command_link_ask(link, &script, &answer) == LINK_GOOD &&
		take_processes(link, cgroups, &answer, wish);
	buffer_free(&script);
	buffer_free(&answer);
	return found;
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
