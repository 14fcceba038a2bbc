/* claim_action.c - what the action of a run is called in a title. */
#include "claim_action.h"

#include <string.h>

#include "../base/escape_printable.h"
#include "wording.h"

enum { ACTION_COLUMNS = 24 };

/* Programs that run what the word behind them names. */
static bool is_interpreter(struct span program)
{
	static const char *const names[] = { "sh", "bash", "dash", "ash", "ksh", "zsh", "env",
		"busybox", "perl", "python", "python3", "ruby", "node", "sudo" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (span_is(program, names[i]))
			return true;
	return false;
}

/* The part behind the last slash. */
static struct span without_folder(struct span word)
{
	return span_from(word, (size_t)(span_rfind(word, '/') + 1));
}

/* "create-delete" of "create-delete.sh". */
static struct span without_ending(struct span name)
{
	static const char *const endings[] = { ".sh", ".bash", ".py", ".pl", ".rb", ".js" };

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (span_ends(name, endings[i]) && name.len > strlen(endings[i]))
			return (struct span){ name.at, name.len - strlen(endings[i]) };
	return name;
}

static bool is_name(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!span_is_letter(name.at[i]) && !span_is_digit(name.at[i]) &&
			!strchr("-_.", name.at[i]))
			return false;
	return name.len > 0 && name.len <= ACTION_COLUMNS && name.at[0] != '-' && name.at[0] != '.';
}

/* The program of a command line; empty if it has no name that reads well. */
static struct span program_of(struct span command)
{
	struct span word, name;

	if (!span_field(&command, &word))
		return (struct span){ NULL, 0 };
	name = without_folder(word);
	while (is_interpreter(name) && span_field(&command, &word))
		name = without_folder(word);
	/* `vtysh -c ...`: what it does stands in its options */
	if (name.len == word.len && span_field(&command, &word) && word.at[0] == '-')
		return (struct span){ NULL, 0 };
	name = without_ending(name);
	return is_name(name) && !is_interpreter(name) ? name : (struct span){ NULL, 0 };
}

/* Does every round run the one action once? */
static bool is_once_a_round(const struct analysis *analysis)
{
	const struct happenings *happened = &analysis->happenings;
	struct span times = run_info_value(&analysis->info, "times");

	if (!analysis->info.action.len || analysis->design.control.len ||
		analysis->design.arm_count > 1 || (times.len > 0 && !span_is(times, "1")))
		return false;
	for (size_t i = 0; i < happened->action_count; i++)
		if (happened->actions[i].times > 1)
			return false;
	return true;
}

const char *claim_action(struct arena *arena, const struct analysis *analysis, struct span arm)
{
	struct span program = program_of(analysis->info.action);

	if (arm.len > 0 && !span_is(arm, "action"))
		return escape_elide(arena, wording_arm(arena, arm), ACTION_COLUMNS);
	return program.len > 0 ? escape_printable(arena, program, ACTION_COLUMNS) : "action";
}

const char *claim_action_unit(struct arena *arena, const struct analysis *analysis)
{
	if (!is_once_a_round(analysis))
		return "round";
	return claim_action(arena, analysis,
		analysis->design.arm_count ? analysis->design.arm[0] : (struct span){ NULL, 0 });
}
