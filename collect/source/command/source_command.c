/* source_command.c - a snapshot by the tools of a host: this one, or one behind a transport */
#include "../source.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../../base/format.h"
#include "command_cgroup.h"
#include "command_link.h"
#include "command_listing.h"
#include "command_script.h"
#include "command_tools.h"
#include "../../base/text.h"
#include "../../base/waiting.h"

struct command {
	struct source source;
	struct command_link link;
	struct command_tools tools;
	struct cgroups cgroups;
	int64_t reconnect_ms;
	bool quiet;
	struct buffer script, answer;
	/* The current processes, and the previous ones; their names point into the texts. */
	struct buffer list_text[2];
	struct command_listing listing[2];
	int current;
	/* Of the current round: the processes that survived it, and the readable ones. */
	struct command_listing check;
	struct buffer check_text, readable, failed;
	int32_t shell;
	bool no_list; /* the current answer has no credible list */
	bool is_bad;  /* no attempt yielded a complete round */
};

/* How often a round is requested until its targets stay the same throughout. */
enum { ATTEMPTS = 6 };

/* Bounds of an answer, in bytes: see answer_max. */
static const size_t ANSWER_LEAST = (size_t)16 << 20, ANSWER_MOST = (size_t)256 << 20,
		    ANSWER_PROCESS = 4096, ANSWER_MAPS = (size_t)8 << 20,
		    ANSWER_SMAPS = (size_t)64 << 20;

/* The first wait before reconnecting, and the longest. */
enum { BACK_OFF_MS = 1000, BACK_OFF_MAX_MS = 30000 };

static struct source_process as_seen(
	const struct command *command, const struct command_process *entry)
{
	const struct native_process *p = &entry->process;

	return (struct source_process){ .pid = p->pid,
		.start_ticks = p->start_ticks,
		.name = p->name,
		.name_len = p->name_len,
		.cmdline = entry->cmdline.len > 0 ? entry->cmdline.bytes : "",
		.cmdline_len = entry->cmdline.len,
		.state = p->state,
		.threads = p->threads,
		.group = p->group,
		.parent = p->parent,
		.session = p->session,
		.in_cgroup = cgroup_has_pid(&command->cgroups.targets, p->pid),
		.in_kin = cgroup_has_pid(&command->cgroups.kin, p->pid),
		.is_ours = command->shell > 0 &&
			   (p->pid == command->shell || p->parent == command->shell),
		.has_memory = p->space_bytes > 0 };
}

static void tell(const struct command *command, const struct source_round *round,
	const struct command_process *entry, enum source_result result)
{
	struct source_process seen = as_seen(command, entry);

	round->result(round->context, &seen, result);
}

/* Makes the text of `list` the current listing. Targets missing from it are gone. */
static void take_list(
	struct command *command, const struct source_round *round, const struct command_file *file)
{
	struct command_listing *before = &command->listing[command->current];
	struct buffer *text;

	command->current = !command->current;
	text = &command->list_text[command->current];
	text->len = 0;
	buffer_add(text, file->bytes, file->len);
	command_listing_build(&command->listing[command->current], text, before);
	for (size_t i = 0; i < before->count; i++)
		if (before->processes[i].asked && before->processes[i].is_target)
			tell(command, round, &before->processes[i], SOURCE_GONE);
	command_listing_clear(before);
}

/* A list of processes contains the shell that made it: if it does not, cat failed. */
static bool is_believable(const struct command *command, const struct command_file *list)
{
	char record[32];
	size_t len = (size_t)format_text(record, sizeof(record), "\n%" PRId32 " (", command->shell);

	return list->len >= len && (memcmp(list->bytes, record + 1, len - 1) == 0 ||
					   text_find(list->bytes, list->len, record) != NULL);
}

static void take_text(struct buffer *into, const struct command_file *file)
{
	into->len = 0;
	buffer_add(into, file->bytes, file->len);
}

/* Puts the files of the answer where they belong. */
static void take_answer(struct command *command, struct source_round *round)
{
	struct command_file file;
	size_t at = 0;

	command->no_list = true;
	command->failed.len = 0;
	cgroups_clear_pids(&command->cgroups);
	while (command_link_next(&command->link, &command->answer, &at, &file)) {
		enum kind kind = kind_by_name(file.name, file.name_len);
		const char *digits = file.bytes;
		uint64_t pid;

		if (command_link_is_called(&file, "self") &&
			text_read_decimal(&digits, file.bytes + file.len, &pid))
			command->shell = (int32_t)pid;
		else if (command_link_is_called(&file, "list") && is_believable(command, &file)) {
			command->no_list = false;
			take_list(command, round, &file);
		} else if (command_link_is_called(&file, "failed"))
			take_text(&command->failed, &file);
		else if (command_link_is_called(&file, "readable"))
			take_text(&command->readable, &file);
		else if (command_link_is_called(&file, "check"))
			take_text(&command->check_text, &file);
		else if (kind < KINDS)
			take_text(&round->text[kind], &file);
		else
			command_cgroup_take(&command->cgroups, &file);
	}
	command_listing_build(
		&command->check, &command->check_text, &(struct command_listing){ 0 });
}

static enum link_result ask_cmdlines(struct command *command)
{
	struct command_listing *listing = &command->listing[command->current];
	struct command_file file;
	enum link_result result;
	size_t at = 0;

	if (!command_script_cmdlines(&command->script, listing, command->shell))
		return LINK_GOOD;
	result = command_link_ask(&command->link, &command->script, &command->answer);
	while (result == LINK_GOOD &&
		command_link_next(&command->link, &command->answer, &at, &file)) {
		const char *digits = file.name;
		struct command_process *entry;
		uint64_t pid;

		if (!text_read_decimal(&digits, file.name + file.name_len, &pid) || pid > INT32_MAX)
			continue;
		entry = command_listing_find(listing, (int32_t)pid);
		if (entry == NULL)
			continue;
		take_text(&entry->cmdline, &file);
		entry->cmdline_known = true;
	}
	return result;
}

/* Requests data for processes not yet requested in this round. True if the targets are those of the
 * current answer, and all survived it. */
static bool settle_targets(struct command *command, struct source_round *round)
{
	struct command_listing *listing = &command->listing[command->current];
	bool settled = true;

	for (size_t i = 0; i < listing->count; i++) {
		struct command_process *entry = &listing->processes[i];
		struct command_process *later;
		bool was_target = entry->is_target;

		if (!entry->asked) {
			struct source_process seen = as_seen(command, entry);

			entry->is_target = round->meet(round->context, &seen);
			entry->asked = true;
			settled &= entry->is_target == was_target;
		}
		if (!entry->is_target)
			continue;
		later = command_listing_find(&command->check, entry->process.pid);
		settled &=
			later != NULL && later->process.start_ticks == entry->process.start_ticks;
	}
	return settled;
}

/* Is ` PID ` in the list of those whose memory is readable? */
static bool is_readable(const struct command *command, int32_t pid)
{
	const char *at = command->readable.bytes, *end = at + command->readable.len;
	uint64_t number;

	while (at < end) {
		if (!text_read_decimal(&at, end, &number))
			at++;
		else if (number == (uint64_t)pid)
			return true;
	}
	return false;
}

static void tell_results(struct command *command, struct source_round *round)
{
	const struct command_listing *listing = &command->listing[command->current];
	struct buffer *stat = &round->text[KIND_STAT];

	for (size_t i = 0; i < listing->count; i++) {
		const struct command_process *entry = &listing->processes[i];

		if (!entry->is_target)
			continue;
		if ((round->kinds & 1u << KIND_STAT) != 0)
			buffer_add(stat, entry->record, entry->record_len);
		tell(command, round, entry,
			is_readable(command, entry->process.pid) ? SOURCE_RECORDED : SOURCE_DENIED);
	}
}

static void add_trouble(struct source_round *round, const char *what, const char *why)
{
	buffer_string(&round->trouble, what);
	buffer_escaped_string(&round->trouble, why);
	buffer_string(&round->trouble, "\n");
}

/* Is ` NAME ` in the list of those whose command failed? */
static bool has_failed(const struct command *command, const char *name)
{
	char word[24];
	size_t len = (size_t)format_text(word, sizeof(word), " %s ", name);

	return command->failed.len >= len &&
	       text_find(command->failed.bytes, command->failed.len, word) != NULL;
}

/* Has a target no memory of its own? Then some kernels have no smaps_rollup of it to read. */
static bool has_empty_target(const struct command_listing *listing)
{
	for (size_t i = 0; i < listing->count; i++)
		if (listing->processes[i].is_target &&
			listing->processes[i].process.space_bytes == 0)
			return true;
	return false;
}

/* Can the text of this kind be incomplete, though all targets survived the round? */
static bool is_half(const struct command *command, const struct source_round *round, enum kind kind)
{
	if (!has_failed(command, kind_row(kind)->name))
		return false;
	/* a missing file of the system is not incomplete */
	if (!kind_row(kind)->of_target && kind != KIND_PS)
		return round->text[kind].len > 0;
	return kind != KIND_SMAPS_ROLLUP || !has_empty_target(&command->listing[command->current]);
}

/* Reports what is incomplete in this attempt; false: nothing. */
static bool note_halves(const struct command *command, struct source_round *round)
{
	bool any = command->no_list;

	if (command->no_list)
		add_trouble(round, "the list of processes: ",
			"not even its own shell is in it: is /proc mounted there?");
	for (int kind = 0; kind < KINDS; kind++)
		if (is_half(command, round, (enum kind)kind)) {
			add_trouble(round, kind_row((enum kind)kind)->name,
				": its command failed on the target; asked again");
			any = true;
		}
	return any;
}

/* A longer answer is taken as endless. A row of stat, of ps and a command line are some hundred
 * bytes; a process has at most 65,530 mappings (vm.max_map_count) of some 100 bytes, in smaps 700.
 */
static size_t answer_max(const struct command *command, const struct source_round *round)
{
	const struct command_listing *listing = &command->listing[command->current];
	size_t most = ANSWER_LEAST + listing->count * ANSWER_PROCESS;

	for (size_t i = 0; i < listing->count && most < ANSWER_MOST; i++)
		if (listing->processes[i].is_target)
			most += (round->kinds & 1u << KIND_SMAPS) != 0 ? ANSWER_SMAPS : ANSWER_MAPS;
	return most < ANSWER_MOST ? most : ANSWER_MOST;
}

/* In a steady state one request is enough: it asks for the targets at the end of the previous
 * round. */
static enum link_result take_round(struct command *command, struct source_round *round)
{
	struct command_listing *listing = &command->listing[command->current];
	enum link_result result = LINK_GOOD;
	bool settled = false;

	for (size_t i = 0; i < listing->count; i++)
		listing->processes[i].asked = false;
	command->is_bad = false;
	for (int attempt = 0; attempt < ATTEMPTS && !settled; attempt++) {
		for (int kind = 0; kind < KINDS; kind++)
			round->text[kind].len = 0;
		command_script_round(&command->script, &command->tools, round,
			&command->listing[command->current]);
		command_cgroup_script(&command->script, &command->cgroups,
			(round->kinds & 1u << KIND_CGROUP) != 0);
		command->link.answer_max = answer_max(command, round);
		result = command_link_ask(&command->link, &command->script, &command->answer);
		if (result != LINK_GOOD)
			return result;
		take_answer(command, round);
		result = command->no_list ? LINK_GOOD : ask_cmdlines(command);
		if (result != LINK_GOOD)
			return result;
		settled = !command->no_list && settle_targets(command, round);
		/* targets that ended meanwhile need not be complete: they are requested again */
		command->is_bad = (settled || command->no_list) && note_halves(command, round);
		settled &= !command->is_bad;
	}
	if (!command->is_bad)
		tell_results(command, round);
	return LINK_GOOD;
}

static enum link_result connect_link(struct command *command)
{
	command->link.answer_max = ANSWER_LEAST;
	if (command_link_open(&command->link) != 0)
		return LINK_LOST;
	return command_tools_probe(&command->link, &command->tools);
}

/* Waits MS; returns false if a stop signal comes. */
static bool pause_ms(struct command *command, int64_t ms)
{
	int64_t deadline = io_monotonic_ms() + ms;
	enum wait_result result;

	do
		result = wait_for(command->link.waiting, -1, 0, deadline);
	while (result == WAIT_CHILD);
	return result == WAIT_DEADLINE;
}

/* Retries after 1, 2, 4 ... 30 s until it works or the time is over. */
static enum source_status reconnect(struct command *command, struct source_round *round)
{
	int64_t deadline = io_monotonic_ms() + command->reconnect_ms, back_off = BACK_OFF_MS;
	const char *via = command->link.via == NULL ? "sh" : command->link.via;

	add_trouble(round, "the connection was lost: ", command->link.why);
	if (!command->quiet)
		say("%s: the connection was lost: %s (trying again for %lld s)", via,
			command->link.why, (long long)(command->reconnect_ms / 1000));
	while (io_monotonic_ms() + back_off <= deadline) {
		if (!pause_ms(command, back_off))
			return SOURCE_STOPPED;
		switch (connect_link(command)) {
		case LINK_GOOD:
			if (!command->quiet)
				say("%s: the connection is back", via);
			return SOURCE_DROPPED;
		case LINK_STOPPED:
			return SOURCE_STOPPED;
		case LINK_LOST:
			break;
		}
		back_off = back_off * 2 < BACK_OFF_MAX_MS ? back_off * 2 : BACK_OFF_MAX_MS;
	}
	say("%s: the connection is lost: %s (go on with --resume when it is back)", via,
		command->link.why);
	return SOURCE_FAILED;
}

static enum source_status command_snapshot(struct source *source, struct source_round *round)
{
	struct command *command = (struct command *)source;

	round->trouble.len = 0;
	switch (take_round(command, round)) {
	case LINK_GOOD:
		return command->is_bad ? SOURCE_DROPPED : SOURCE_GOOD;
	case LINK_STOPPED:
		return SOURCE_STOPPED;
	case LINK_LOST:
		break;
	}
	return reconnect(command, round);
}

static void say_stopped(const char *via)
{
	say("%s: stopped by a signal before it had answered (nothing was recorded)", via);
}

static int command_describe(struct source *source, struct source_info *info)
{
	struct command *command = (struct command *)source;

	const char *via = command->link.via == NULL ? "sh" : command->link.via;

	switch (command_tools_describe(
		&command->link, &command->tools, &info->text, &info->boot_id)) {
	case LINK_GOOD:
		return 0;
	case LINK_STOPPED:
		say_stopped(via);
		return -1;
	case LINK_LOST:
		break;
	}
	say("%s: %s", via, command->link.why);
	return -1;
}

static int command_add_cgroup(struct source *source, const struct cgroup *wish)
{
	struct command *command = (struct command *)source;

	return command_cgroup_add(&command->link, &command->cgroups, wish->path);
}

static bool command_add_cgroups_of(
	struct source *source, const struct buffer *pids, const struct cgroup *wish)
{
	struct command *command = (struct command *)source;

	return command_cgroup_add_of(&command->link, &command->cgroups, pids, wish);
}

static void command_close(struct source *source)
{
	struct command *command = (struct command *)source;

	command_link_close(&command->link);
	for (int i = 0; i < 2; i++) {
		command_listing_free(&command->listing[i]);
		buffer_free(&command->list_text[i]);
	}
	command_listing_free(&command->check);
	cgroups_free(&command->cgroups);
	buffer_free(&command->check_text);
	buffer_free(&command->readable);
	buffer_free(&command->failed);
	buffer_free(&command->script);
	buffer_free(&command->answer);
	free(command);
}

struct source *source_command_open(const struct source_command_options *options)
{
	struct command *command = calloc(1, sizeof(*command));
	const char *via = options->via == NULL ? "sh" : options->via;

	if (command == NULL) {
		say("no memory");
		return NULL;
	}
	command->source = (struct source){ command_snapshot, command_describe, command_add_cgroup,
		command_add_cgroups_of, command_close, 0 };
	command->link.via = options->via;
	command->link.waiting = options->waiting;
	command->reconnect_ms = options->reconnect_ms;
	command->quiet = options->quiet;
	switch (connect_link(command)) {
	case LINK_GOOD:
		return &command->source;
	case LINK_STOPPED:
		say_stopped(via);
		break;
	case LINK_LOST:
		say("%s: %s (does `%s sh` give a shell?)", via, command->link.why, via);
		break;
	}
	command_close(&command->source);
	return NULL;
}
