/* source_command.c - a snapshot by the tools of a host: this one, or one behind a transport */
#include "../../base/io.h"
#include "../../base/say.h"
#include "../source.h"

#include <stdlib.h>

#include "command_cgroup.h"
#include "command_round.h"
#include "command_tools.h"
#include "../../base/waiting.h"

/* The first wait before reconnecting, and the longest. */
enum { BACK_OFF_MS = 1000, BACK_OFF_MAX_MS = 30000 };

static enum link_result connect_link(struct command *command)
{
	command->link.answer_max = COMMAND_ROUND_ANSWER;
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

	command_round_trouble(round, "the connection was lost: ", command->link.why);
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
	round->hides = false;
	switch (command_round_take(command, round)) {
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
	command_missing_free(&command->missing);
	buffer_free(&command->script);
	buffer_free(&command->answer);
	free(command);
}

struct source *source_command_open(const struct source_command_options *options)
{
	struct command *command = calloc(1, sizeof *command);
	const char *via = options->via == NULL ? "sh" : options->via;

	if (!command) {
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
