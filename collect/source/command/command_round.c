/* command_round.c - one round of a host: asked for until its targets stay the same throughout. */
#define _GNU_SOURCE /* memrchr */
#include "command_round.h"

#include <inttypes.h>
#include <string.h>

#include "../../base/format.h"
#include "../../base/text.h"
#include "command_cgroup.h"

/* How often a round is requested until its targets stay the same throughout. After some lists a
 * process that is new waits for the next round: where there always is one, none would ever do. */
enum { ATTEMPTS = 6, LISTS_WITH_NEW = 3 };

/* Bounds of an answer, in bytes: of all, for a process, for a target's maps or smaps. */
static const size_t ANSWER_MOST = (size_t)256 << 20, ANSWER_PROCESS = 4096,
		    ANSWER_MAPS = (size_t)8 << 20, ANSWER_SMAPS = (size_t)64 << 20;

void command_round_trouble(struct source_round *round, const char *what, const char *why)
{
	buffer_string(&round->trouble, what);
	buffer_escaped_string(&round->trouble, why);
	buffer_string(&round->trouble, "\n");
}

static struct source_process as_seen(
	const struct command *command, const struct command_process *entry)
{
	const struct native_process *p = &entry->process;
	struct source_process seen = native_process_seen(p, &command->cgroups);

	seen.cmdline = entry->cmdline.len > 0 ? entry->cmdline.bytes : "";
	seen.cmdline_len = entry->cmdline.len;
	seen.is_ours =
		command->shell > 0 && (p->pid == command->shell || p->parent == command->shell);
	return seen;
}

static void tell(const struct command *command, const struct source_round *round,
	const struct command_process *entry, enum source_result result)
{
	struct source_process seen = as_seen(command, entry);

	/* all targets' are one text */
	seen.status_empty = result != SOURCE_GONE && round->text[KIND_STATUS].len == 0 &&
			    (round->kinds & 1u << KIND_STATUS) != 0;
	round->result(round->context, &seen, result);
}

/* A list of processes ends with the shell that made it: else cat failed, or was killed in the
 * middle, and says nothing of who is gone. Cuts that mark of its end off. */
static bool take_end(const struct command *command, struct command_file *list)
{
	char record[32];
	size_t len = (size_t)format_text(record, sizeof record, "%" PRId32 " (", command->shell);
	const char *before, *last, *end;

	if (list->len == 0)
		return false;
	before = memrchr(list->bytes, '\n', list->len - 1);
	last = before == NULL ? list->bytes : before + 1;
	end = list->bytes + list->len;
	if ((size_t)(end - last) <= len || memcmp(last, record, len) != 0 || end[-1] != '\n')
		return false;
	list->len = (size_t)(last - list->bytes);
	return true;
}

/* Is it this process, not another of its PID, that the listing has? */
static bool is_in(const struct command_listing *listing, const struct command_process *entry)
{
	const struct command_process *found = command_listing_find(listing, entry->process.pid);

	return found != NULL && found->process.start_ticks == entry->process.start_ticks;
}

/* Is a target not in the list, but in the check, which was made later? Then it could not be read.
 */
static bool leaves_out(const struct command *command, const struct command_listing *list)
{
	const struct command_listing *before = &command->listing[command->current];

	for (size_t i = 0; i < before->count; i++)
		if (before->processes[i].is_target && !is_in(list, &before->processes[i]) &&
			is_in(&command->check, &before->processes[i]))
			return true;
	return false;
}

/* Makes the text of `list` the current listing, if it is plausible. */
static enum command_list take_list(struct command *command, const struct command_file *file)
{
	struct command_listing *before = &command->listing[command->current],
			       *now = &command->listing[!command->current];
	struct buffer *text = &command->list_text[!command->current];

	text->len = 0;
	buffer_add(text, file->bytes, file->len);
	command_listing_build(now, text);
	if (leaves_out(command, now)) {
		command_listing_clear(now);
		return LIST_CUT;
	}
	command->current = !command->current;
	command_listing_inherit(now, before);
	for (size_t i = 0; i < before->count; i++)
		if (before->processes[i].is_target)
			command_missing_add(&command->missing, &before->processes[i]);
	command_listing_clear(before);
	return LIST_WHOLE;
}

static void take_text(struct buffer *into, const struct command_file *file)
{
	into->len = 0;
	buffer_add(into, file->bytes, file->len);
}

/* Puts the files of the answer where they belong. */
static void take_answer(struct command *command, struct source_round *round)
{
	struct command_file file, list = { 0 };
	size_t at = 0;

	command->check_text.len = 0;
	command->failed.len = 0;
	cgroups_clear_pids(&command->cgroups);
	while (command_link_next(&command->link, &command->answer, &at, &file)) {
		enum kind kind = kind_by_name(file.name, file.name_len);
		const char *digits = file.bytes;
		uint64_t pid;

		if (command_link_is_called(&file, "self") &&
			text_read_decimal(&digits, file.bytes + file.len, &pid))
			command->shell = (int32_t)pid;
		else if (command_link_is_called(&file, "list"))
			list = file;
		else if (command_link_is_called(&file, "failed"))
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
	command_listing_build(&command->check, &command->check_text);
	command->list = list.len == 0 ? LIST_MISSING : LIST_CUT;
	if (take_end(command, &list))
		command->list = take_list(command, &list);
}

static enum link_result ask_cmdlines(struct command *command)
{
	struct command_listing *listing = &command->listing[command->current];
	struct command_process *entry = NULL;
	struct command_file file;
	enum link_result result;
	size_t at = 0;

	if (!command_script_cmdlines(&command->script, listing, command->shell))
		return LINK_GOOD;
	result = command_link_ask(&command->link, &command->script, &command->answer);
	while (result == LINK_GOOD &&
		command_link_next(&command->link, &command->answer, &at, &file)) {
		const char *digits = file.name;
		uint64_t pid;

		if (entry && command_link_is_called(&file, "known"))
			entry->cmdline_known = true;
		entry = NULL;
		if (!text_read_decimal(&digits, file.name + file.name_len, &pid) || pid > INT32_MAX)
			continue;
		entry = command_listing_find(listing, (int32_t)pid);
		if (entry)
			take_text(&entry->cmdline, &file);
	}
	return result;
}

static enum link_result ask_missing(struct command *command, struct source_round *round)
{
	const struct command_host host = { &command->listing[command->current],
		&command->cgroups.targets, command->shell };

	return command_missing_ask(&command->missing, &command->link, &host, round);
}

/* Were only targets asked for? A PID of one that ended may be another process' by now. */
static bool asked_for_targets(const struct command *command)
{
	const struct command_listing *listing = &command->listing[command->current];

	for (size_t i = 0; i < command->check.count; i++) {
		const struct command_process *found =
			command_listing_find(listing, command->check.processes[i].process.pid);

		if (found == NULL || !found->is_target)
			return false;
	}
	return true;
}

/* Asks the round which processes are targets, where it was not asked yet. Returns whether the
 * current answer was about these targets, and all of them survived it. */
static bool settle_targets(struct command *command, struct source_round *round, bool takes_new)
{
	struct command_listing *listing = &command->listing[command->current];
	bool settled = true;

	for (size_t i = 0; i < listing->count; i++) {
		struct command_process *entry = &listing->processes[i];
		bool was_target = entry->is_target;

		if (!entry->asked && !takes_new)
			continue;
		if (!entry->asked) {
			struct source_process seen = as_seen(command, entry);

			entry->is_target = round->meet(round->context, &seen);
			entry->asked = true;
			settled &= entry->is_target == was_target;
		}
		if (!entry->is_target)
			continue;
		settled &= is_in(&command->check, entry);
	}
	return settled && asked_for_targets(command);
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

/* Is ` NAME ` in the list of those whose command failed? */
static bool has_failed(const struct command *command, const char *name)
{
	char word[24];
	size_t len = (size_t)format_text(word, sizeof word, " %s ", name);

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

/* May the text of this kind be incomplete, although all targets lived through the round? */
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
	static const char *const reasons[] = {
		[LIST_MISSING] = "not even its own shell is in it: is /proc mounted there?",
		[LIST_CUT] = "a part of it is missing; asked again"
	};
	bool any = command->list != LIST_WHOLE;

	if (any)
		command_round_trouble(round, "the list of processes: ", reasons[command->list]);
	for (int kind = 0; kind < KINDS; kind++)
		if (is_half(command, round, (enum kind)kind)) {
			command_round_trouble(round, kind_row((enum kind)kind)->name,
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
	size_t most = COMMAND_ROUND_ANSWER + listing->count * ANSWER_PROCESS;

	for (size_t i = 0; i < listing->count && most < ANSWER_MOST; i++)
		if (listing->processes[i].is_target)
			most += (round->kinds & 1u << KIND_SMAPS) != 0 ? ANSWER_SMAPS : ANSWER_MAPS;
	return most < ANSWER_MOST ? most : ANSWER_MOST;
}

enum link_result command_round_take(struct command *command, struct source_round *round)
{
	struct command_listing *listing = &command->listing[command->current];
	enum link_result result = LINK_GOOD;
	bool settled = false, has_list;
	int lists = 0;

	for (size_t i = 0; i < listing->count; i++)
		listing->processes[i].asked = false;
	command_missing_begin(&command->missing);
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
		has_list = command->list == LIST_WHOLE;
		result = has_list ? ask_missing(command, round) : LINK_GOOD;
		if (result == LINK_GOOD && has_list)
			result = ask_cmdlines(command);
		if (result != LINK_GOOD)
			return result;
		settled = has_list && settle_targets(command, round, lists++ < LISTS_WITH_NEW);
		/* targets that ended meanwhile need not be complete: they are requested again */
		command->is_bad = (settled || !has_list) && note_halves(command, round);
		settled &= !command->is_bad;
	}
	if (!command->is_bad)
		tell_results(command, round);
	return LINK_GOOD;
}
