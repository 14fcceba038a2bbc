/* source_command.c - a snapshot by the tools of a host: this one's, or one behind a transport */
#include "source.h"

#include <stdlib.h>
#include <string.h>

#include "command_link.h"
#include "command_listing.h"
#include "command_tools.h"
#include "text.h"
#include "waiting.h"

struct command {
	struct source source;
	struct command_link link;
	struct command_tools tools;
	int64_t reconnect_ms;
	bool quiet;
	struct buffer script, answer;
	/* The processes as they were last seen, and before that; names point into the texts. */
	struct buffer list_text[2];
	struct command_listing listing[2];
	int current;
	struct buffer check_text, readable;
};

/* How often a round is asked for until its targets have stayed the same meanwhile. */
enum { ATTEMPTS = 6 };

/* The first wait before a lost connection is tried again, and the longest. */
enum { BACK_OFF_MS = 1000, BACK_OFF_MAX_MS = 30000 };

static bool is_wanted(const struct source_round *round, enum kind kind)
{
	return (round->kinds & 1u << kind) != 0;
}

/* Without pmap, maps and smaps_rollup tell what it would have. */
static unsigned kinds_to_ask(const struct command *command, const struct source_round *round)
{
	unsigned kinds = round->kinds;

	if (is_wanted(round, KIND_PMAP) && !command->tools.has_pmap) {
		kinds &= ~(1u << KIND_PMAP);
		kinds |= 1u << KIND_MAPS | 1u << KIND_SMAPS_ROLLUP;
	}
	if (command->tools.ps == NULL)
		kinds &= ~(1u << KIND_PS);
	return kinds;
}

/* `a` becomes the names of FILE of each process in $LIST, and cat gets them. */
static void ask_each(struct buffer *script, const char *mark, const char *list, const char *file)
{
	command_link_mark(script, mark);
	buffer_string(script, "a=; for i in $");
	buffer_string(script, list);
	buffer_string(script, "; do a=\"$a /proc/$i/");
	buffer_string(script, file);
	buffer_string(script, "\"; done; cat $a; ");
}

/* The same with a line of `tail -v` before each; an empty line stands before all but the first. */
static void ask_each_with_header(struct buffer *script, const char *kind, const char *file)
{
	command_link_mark(script, kind);
	buffer_string(script, "s=; for i in $r; do case $s in 1) echo;; esac; s=1; "
		      "echo \"==> /proc/$i/");
	buffer_string(script, file);
	buffer_string(script, " <==\"; cat /proc/$i/");
	buffer_string(script, file);
	buffer_string(script, "; done; ");
}

static void ask_kind(const struct command *command, struct buffer *script, enum kind kind)
{
	const struct kind_row *row = kind_row(kind);

	if (kind == KIND_STATUS) {
		ask_each(script, row->name, "r", row->file);
	} else if (kind == KIND_PMAP) {
		command_link_mark(script, row->name);
		buffer_string(script, "case $r in ?*) pmap -d $r;; esac; ");
	} else if (kind == KIND_PS) {
		command_link_mark(script, row->name);
		buffer_string(script, command->tools.ps);
		buffer_string(script, "; ");
	} else if (row->of_target) {
		ask_each_with_header(script, row->name, row->file);
	} else {
		command_link_mark(script, row->name);
		buffer_string(script, "cat /proc/");
		buffer_string(script, row->file);
		buffer_string(script, "; ");
	}
}

static void add_pids(struct buffer *script, const struct command *command,
		     const struct source_round *round)
{
	const struct command_listing *listing = &command->listing[command->current];

	for (size_t i = 0; i < listing->count; i++) {
		if (!listing->processes[i].is_target)
			continue;
		buffer_number(script, listing->processes[i].process.pid);
		buffer_string(script, " ");
	}
	(void)round;
}

/* One line of shell: the list of processes, then all that is wanted of those that were targets
 * when they were last seen, then these once more, to know that they lived through it. */
static void build_script(struct command *command, const struct source_round *round)
{
	struct buffer *script = &command->script;
	unsigned kinds = kinds_to_ask(command, round);
	unsigned needs_rights = 1u << KIND_PMAP | 1u << KIND_MAPS | 1u << KIND_SMAPS |
				1u << KIND_SMAPS_ROLLUP;

	script->len = 0;
	command_link_mark(script, "self");
	buffer_string(script, "echo $$; ");
	command_link_mark(script, "list");
	if (round->all_processes) {
		buffer_string(script, "cat /proc/[0-9]*/stat; ");
	} else {
		buffer_string(script, "cat");
		for (size_t i = 0; i < round->pid_count; i++) {
			buffer_string(script, " /proc/");
			buffer_number(script, round->pids[i]);
			buffer_string(script, "/stat");
		}
		buffer_string(script, "; ");
	}
	buffer_string(script, "p='");
	add_pids(script, command, round);
	/* opening is what needs rights; no process is started for it */
	buffer_string(script, (kinds & needs_rights) != 0
		      ? "'; r=; for i in $p; do true </proc/$i/maps && r=\"$r $i\"; done; "
		      : "'; r=$p; ");
	command_link_mark(script, "readable");
	buffer_string(script, "echo \" $r \"; ");
	for (int kind = 0; kind < KINDS; kind++)
		if ((kinds & 1u << kind) != 0 && kind != KIND_STAT && kind != KIND_PS)
			ask_kind(command, script, (enum kind)kind);
	ask_each(script, "check", "p", "stat");
	if ((kinds & 1u << KIND_PS) != 0)
		ask_kind(command, script, KIND_PS);
}
