/* action_check.c - can what rounds are to run be run; and if not, what to do. */
#include "action_check.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "action.h"
#include "base/buffer.h"
#include "base/child.h"
#include "base/format.h"
#include "base/io.h"
#include "base/nearest.h"
#include "base/say.h"
#include "base/text.h"
#include "design.h"

enum { WORD_BYTES = 256, HINT_BYTES = 2 * WORD_BYTES + 80, SHELL_MS = 5000 };

/* A file of that name, from this folder: a name without a slash is looked for in PATH alone. */
static bool is_file(const char *name)
{
	struct stat info;

	return !stat(name, &info) && S_ISREG(info.st_mode);
}

bool action_maybe(const char *word)
{
	size_t len = strlen(word);

	return !action_find(word) ||
	       (is_file(word) &&
		       ((len > 3 && !strcmp(word + len - 3, ".sh")) || !access(word, X_OK)));
}

/* Writes what to do about a program that is not found, by the errno of action_find. */
static void advise(const char *name, int error, const char *otherwise, char hint[static HINT_BYTES])
{
	bool is_path = strchr(name, '/') != NULL, here = strlen(name) < WORD_BYTES && is_file(name);
	const char *dot = is_path ? "" : "./";

	if (here && !access(name, X_OK) && !is_path)
		format_text(hint, HINT_BYTES, "not in PATH: did you mean ./%s?", name);
	else if (here && error != EISDIR && access(name, X_OK))
		format_text(hint, HINT_BYTES, "the file is not executable: chmod +x %s, then %s%s",
			name, dot, name);
	else
		format_text(hint, HINT_BYTES, "%s", otherwise);
}

/* A program with its arguments. */
static bool check_program(const char *name)
{
	char hint[HINT_BYTES];
	int error;

	if (!action_find(name))
		return true;
	error = errno;
	advise(name, error,
		is_file(name) || !strchr(name, ' ')
			? "ACTION must be a program, in PATH or with its folder; a shell line goes into sh -c '...'"
			: "ACTION is a program and its arguments, each a word; a shell line goes into sh -c '...'",
		hint);
	say("%s: %s (%s)", name, strerror(error), hint);
	return false;
}

/* The first word of a command, if nothing in it means anything to a shell; false: it is none, or
 * another command stands in where it cannot be run (drop_caches || true). */
static bool first_word(const char *command, char word[static WORD_BYTES])
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
	const char *at = command + strspn(command, " \t");
	size_t len = strspn(at, plain);

	if (text_find(command, strlen(command), "||") || !len || len >= WORD_BYTES || *at == '-' ||
		(at[len] && !strchr(" \t;&|", at[len])))
		return false;
	memcpy(word, at, len);
	word[len] = '\0';
	return true;
}

/* Only the shell knows its own words. What it cannot say within seconds is left to the first
 * round. */
static bool shell_finds(char *word, struct waiting *waiting)
{
	char *argv[] = { "sh", "-c", "command -v \"$1\" || exit 1", "sh", word, NULL };
	struct buffer output = { 0 };
	enum child_end end = child_output(argv, waiting, io_monotonic_ms() + SHELL_MS, &output);

	buffer_free(&output);
	return end != CHILD_BAD;
}

/* A command for sh -c. */
static bool check_command(const struct design *design, size_t arm, struct waiting *waiting)
{
	bool is_control = design->has_control && arm + 1 == design->count;
	char word[WORD_BYTES], hint[HINT_BYTES], near[NEAREST_TEXT];
	struct nearest nearest;

	if (!first_word(design->arms[arm].command, word) || shell_finds(word, waiting))
		return true;
	nearest_begin(&nearest, word);
	nearest_offer(&nearest, DESIGN_IDLE, strlen(DESIGN_IDLE), NULL);
	nearest_text(&nearest, near, sizeof near);
	(void)action_find(word);
	advise(word, errno,
		is_control ? *near ? near : "--control takes idle, or a command for sh -c"
			   : "--action takes NAME=COMMAND, a command for sh -c",
		hint);
	say("%s %s: sh finds no command %s (%s)", is_control ? "--control" : "--action",
		is_control ? design->arms[arm].command : design->arms[arm].name, word, hint);
	return false;
}

bool action_check(const struct design *design, struct waiting *waiting)
{
	for (size_t i = 0; i < design->count; i++) {
		const struct design_arm *arm = &design->arms[i];

		if (arm->argv ? !check_program(arm->argv[0])
			      : arm->command && !check_command(design, i, waiting))
			return false;
	}
	return true;
}
