/* command_script.c - the shell script for a round: POSIX sh and cat, and the tools */
#include "command_script.h"

#include "command_link.h"
#include "command_listing.h"
#include "../source.h"

/* These files show memory: opening them needs privileges that stat and status do not need. */
static const unsigned NEEDS_RIGHTS =
	1u << KIND_PMAP | 1u << KIND_MAPS | 1u << KIND_SMAPS | 1u << KIND_SMAPS_ROLLUP;

static unsigned kinds_to_ask(const struct command_tools *tools, unsigned kinds)
{
	if ((kinds & 1u << KIND_PMAP) != 0 && !tools->has_pmap) {
		kinds &= ~(1u << KIND_PMAP);
		kinds |= 1u << KIND_MAPS | 1u << KIND_SMAPS_ROLLUP;
	}
	if (!tools->ps)
		kinds &= ~(1u << KIND_PS);
	/* stat is asked for with the list, cgroups have their own script; no tool reads a heap */
	return kinds & ~(1u << KIND_STAT | 1u << KIND_HEAP | 1u << KIND_CGROUP);
}

/* After a command: notes in $f that its output may be incomplete. NULL: its status means nothing.
 */
static void note_failure(struct buffer *script, const char *kind)
{
	if (kind) {
		buffer_string(script, " || f=\"$f ");
		buffer_string(script, kind);
		buffer_string(script, "\"");
	}
	buffer_string(script, "; ");
}

/* FILE of each process in $LIST, one after another. */
static void ask_each(struct buffer *script, const char *mark, const char *list, const char *file)
{
	command_link_mark(script, mark);
	buffer_string(script, "a=; for i in $");
	buffer_string(script, list);
	buffer_string(script, "; do a=\"$a /proc/$i/");
	buffer_string(script, file);
	buffer_string(script, "\"; done; cat $a");
	note_failure(script, mark);
}

/* The same in the form of `tail -v`: not every tail has that option. */
static void ask_each_with_header(struct buffer *script, const struct kind_row *row)
{
	command_link_mark(script, row->name);
	buffer_string(
		script, "s=; for i in $r; do case $s in 1) echo;; esac; s=1; echo \"==> /proc/$i/");
	buffer_string(script, row->file);
	buffer_string(script, " <==\"; cat /proc/$i/");
	buffer_string(script, row->file);
	note_failure(script, row->name);
	buffer_string(script, "done; ");
}

/* Counts the names in /proc/PID/fd in the shell; without permission the pattern stays unexpanded.
 */
static void ask_descriptors(struct buffer *script, const struct kind_row *row)
{
	command_link_mark(script, row->name);
	buffer_string(script,
		"for i in $p; do set -- /proc/$i/fd/*; case $1 in *'*') ;; *) echo $i $#;; esac; done; ");
}

/* pmap -d of all in $r, some at a time: that of procps-ng 4 takes 255 PIDs and fails beyond
 * (library/pids.c, FILL_ID_MAX). */
static void ask_pmap(struct buffer *script, const struct command_tools *tools)
{
	const char *kind = tools->pmap_ends_well ? kind_row(KIND_PMAP)->name : NULL;

	buffer_string(script,
		"a= n=0; for i in $r; do a=\"$a $i\" n=$((n + 1)); case $n in 200) pmap -d $a");
	note_failure(script, kind);
	buffer_string(script, "a= n=0;; esac; done; case $n in 0) ;; *) pmap -d $a");
	note_failure(script, kind);
	buffer_string(script, ";; esac; ");
}

static void ask_kind(struct buffer *script, const struct command_tools *tools, enum kind kind)
{
	const struct kind_row *row = kind_row(kind);

	if (kind == KIND_STATUS) {
		ask_each(script, row->name, "p", row->file);
		return;
	}
	if (kind == KIND_FD) {
		ask_descriptors(script, row);
		return;
	}
	if (row->of_target && kind != KIND_PMAP && kind != KIND_JSTAT) {
		ask_each_with_header(script, row);
		return;
	}
	command_link_mark(script, row->name);
	if (kind == KIND_PMAP) {
		ask_pmap(script, tools);
	} else if (kind == KIND_JSTAT) {
		buffer_string(script,
			"for i in $r; do grep -q /libjvm.so /proc/$i/maps && echo \"==> $i <==\" && jstat -gc $i; done; ");
	} else if (kind == KIND_PS) {
		buffer_string(script, tools->ps);
		note_failure(script, tools->ps_ends_well ? row->name : NULL);
	} else {
		buffer_string(script, "cat /proc/");
		buffer_string(script, row->file);
		note_failure(script, row->name);
	}
}

static void ask_list(struct buffer *script, const struct source_round *round)
{
	command_link_mark(script, "list");
	buffer_string(script, round->all_processes ? "cat /proc/[0-9]*/stat" : "cat");
	for (size_t i = 0; i < round->pid_count && !round->all_processes; i++) {
		buffer_string(script, " /proc/");
		buffer_number(script, round->pids[i]);
		buffer_string(script, "/stat");
	}
	/* the shell's own marks the end: cat's status does not, as any process may end meanwhile */
	buffer_string(script, " /proc/$$/stat; ");
}

/* $p are the targets, $r those whose memory is readable: `true` is built into the shell, so finding
 * out starts no process. */
static void ask_readable(struct buffer *script, const struct command_listing *targets, bool try)
{
	buffer_string(script, "p='");
	for (size_t i = 0; i < targets->count; i++) {
		if (!targets->processes[i].is_target)
			continue;
		buffer_number(script, targets->processes[i].process.pid);
		buffer_string(script, " ");
	}
	buffer_string(script, "'; r=$p; ");
	if (try)
		buffer_string(
			script, "r=; for i in $p; do true </proc/$i/maps && r=\"$r $i\"; done; ");
	command_link_mark(script, "readable");
	buffer_string(script, "echo \" $r \"; ");
}

void command_script_round(struct buffer *script, const struct command_tools *tools,
	const struct source_round *round, const struct command_listing *targets)
{
	unsigned kinds = kinds_to_ask(tools, round->kinds);

	script->len = 0;
	command_link_mark(script, "self");
	buffer_string(script, "echo $$; f=; ");
	ask_list(script, round);
	ask_readable(script, targets, (kinds & NEEDS_RIGHTS) != 0);
	for (int kind = 0; kind < KINDS; kind++)
		if ((kinds & 1u << kind) != 0 && kind != KIND_PS)
			ask_kind(script, tools, (enum kind)kind);
	ask_each(script, "check", "p", "stat");
	if ((kinds & 1u << KIND_PS) != 0)
		ask_kind(script, tools, KIND_PS);
	command_link_mark(script, "failed");
	buffer_string(script, "echo \" $f \"; ");
}

bool command_script_cmdlines(
	struct buffer *script, const struct command_listing *listing, int32_t shell)
{
	bool any = false;

	script->len = 0;
	buffer_string(script, "for i in");
	for (size_t i = 0; i < listing->count; i++) {
		const struct command_process *entry = &listing->processes[i];

		/* without memory it has none; and our own cat is new in every round */
		if (entry->cmdline_known || entry->process.space_bytes == 0 ||
			entry->process.parent == shell)
			continue;
		buffer_string(script, " ");
		buffer_number(script, entry->process.pid);
		any = true;
	}
	buffer_string(script, "; do ");
	command_link_mark(script, "$i");
	/* one that could not be read is asked for again, not taken for empty */
	buffer_string(script, "cat /proc/$i/cmdline && { ");
	command_link_mark(script, "known");
	buffer_string(script, "}; done; ");
	return any;
}
