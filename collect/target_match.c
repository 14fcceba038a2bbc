/* target_match.c - do the operands and options of the command line mean this process? */
#include "target_match.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "option_set.h"
#include "pattern/pattern.h"
#include "source/source.h"

/* TASK_COMM_LEN without its NUL (linux/sched.h). */
enum { COMM_BYTES = 15 };

/* The PID in a text of digits (0: too large for any process); -1: it is a name. */
static int32_t pid_of(const char *text)
{
	int64_t pid = 0;

	if (!*text)
		return -1;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		pid = pid > INT32_MAX ? pid : pid * 10 + (*text - '0');
	}
	return pid > INT32_MAX ? 0 : (int32_t)pid;
}

int target_match_open(
	struct target_match *match, const struct collect_options *options, int32_t self)
{
	*match = (struct target_match){ .options = options, .self = self };
	match->operands = calloc(options->target_count + 1, sizeof *match->operands);
	if (!match->operands)
		return -1;
	for (size_t i = 0; i < options->target_count; i++) {
		const char *name = options->targets[i];

		match->operands[i] = (struct operand){ name, strlen(name), pid_of(name), false };
	}
	return 0;
}

void target_match_close(struct target_match *match)
{
	free(match->operands);
	buffer_free(&match->line);
}

/* Does the operand's name match comm, argv[0] or its base name? The kernel cuts comm at 15 bytes.
 */
static bool name_matches(const struct operand *operand, const struct source_process *process)
{
	const char *name = operand->name, *base;
	size_t len = operand->len, word;

	if (process->name_len == (len < COMM_BYTES ? len : COMM_BYTES) &&
		!memcmp(process->name, name, process->name_len))
		return true;
	/* kernel threads have longer ones (proc_pid_comm, fs/proc/array.c) */
	if (process->name_len == len && !memcmp(process->name, name, len))
		return true;
	word = process->cmdline_len ? strnlen(process->cmdline, process->cmdline_len) : 0;
	if (word < len || !word)
		return false;
	base = process->cmdline + word - len;
	return !memcmp(base, name, len) &&
	       (word == len || (base[-1] == '/' && !memchr(name, '/', len)));
}

/* Is it the command line of what began a collector, as sudo, timeout or a shell? The expression
 * that is written in it, behind the collector, says nothing about that process. */
static bool began_collector(const struct buffer *line, const char *expression)
{
	const char *name = "leakline-collect", *end = line->bytes + line->len,
		   *found = text_find(line->bytes, line->len, name);

	if (!found)
		return false;
	found += strlen(name);
	return text_find(found, (size_t)(end - found), expression) != NULL;
}

/* Does an -m expression match the whole command line, with arguments joined by blanks? */
static bool expression_matches(struct target_match *match, const struct source_process *process)
{
	const struct collect_options *options = match->options;
	struct buffer *line = &match->line;
	bool found = false;

	if (!options->match_count || !process->cmdline_len)
		return false;
	line->len = 0;
	buffer_add(line, process->cmdline, process->cmdline_len);
	while (line->len && !line->bytes[line->len - 1])
		line->len--;
	for (size_t i = 0; i < line->len; i++)
		if (!line->bytes[i])
			line->bytes[i] = ' ';
	for (size_t i = 0; i < options->match_count && !found; i++)
		found = pattern_matches(options->matches[i].compiled, line->bytes, line->len) &&
			!began_collector(line, options->matches[i].text);
	return found;
}

bool target_match_is_ours(const struct target_match *match, const struct source_process *process)
{
	return process->is_ours || process->pid == match->self ||
	       (match->orphan && process->pid == match->orphan) ||
	       (match->self && match->action_group && process->group == match->action_group);
}

bool target_match(struct target_match *match, const struct source_process *process, bool *by_pid)
{
	const struct collect_options *options = match->options;
	bool ours = target_match_is_ours(match, process);
	bool named = false, numbered = false;

	for (size_t i = 0; i < options->target_count; i++) {
		struct operand *operand = &match->operands[i];
		bool is_pid = operand->pid >= 0;
		bool met = is_pid ? operand->pid == process->pid
				  : !ours && name_matches(operand, process);

		operand->met |= met;
		numbered |= met && is_pid;
		named |= met && !is_pid;
	}
	if (!ours && !named)
		named = (options->all && process->has_memory) || process->in_cgroup ||
			expression_matches(match, process);
	*by_pid = numbered && !named;
	return numbered || named;
}
