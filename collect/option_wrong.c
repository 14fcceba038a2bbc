/* option_wrong.c - what is said of a wrong command line, and what may be meant. */
#include "option_wrong.h"

#include <string.h>

#include "action_check.h"
#include "base/format.h"
#include "base/say.h"
#include "base/kinds.h"
#include "base/nearest.h"
#include "option_rows.h"

void option_wrong(const char *what, const char *why)
{
	say("%s: %s (Try 'leakline-collect --help'.)", what, why);
}

/* Writes what a value may be: the units of an amount, or the word that is meant. */
static void explain_value(const struct option_row *row, const char *value, char *text, size_t size)
{
	struct nearest nearest;

	nearest_begin(&nearest, value);
	if (!strcmp(row->argument, "DUR")) {
		format_text(text, size, "; DUR is a number with ms, s, min, h or d: 5min");
		return;
	}
	if (!strcmp(row->argument, "SIZE")) {
		format_text(text, size, "; SIZE is a number of bytes, or with K, M or G: 64M");
		return;
	}
	for (const char *at = row->argument; *at >= 'a' && *at <= 'z';) {
		size_t len = strcspn(at, "|");

		nearest_offer(&nearest, at, len, NULL);
		at += len + (at[len] == '|');
	}
	for (int kind = 0; row->code == OPT_ALSO && kind < KINDS; kind++)
		nearest_offer(&nearest, kind_row((enum kind)kind)->name,
			strlen(kind_row((enum kind)kind)->name), NULL);
	format_text(text, size, nearest.count ? "; " : "");
	nearest_text(&nearest, text + strlen(text), size - strlen(text));
}

void option_wrong_value(
	const char *word, const struct option_row *row, const char *value, const char *why)
{
	char help[160], more[NEAREST_TEXT], reason[sizeof help + sizeof more + 80], what[128];
	size_t len = 0, typed = strlen(word), tail = strlen(value);

	for (const char *at = row->help; *at && len < sizeof help - 1; at++)
		help[len++] = *at == '\n' ? ' ' : *at;
	help[len] = '\0';
	explain_value(row, value, more, sizeof more);
	format_text(reason, sizeof reason, "%s; %s: %s%s", why, row->argument, help, more);
	/* `--rounds=x` and `-nx` name their value already */
	if (tail && tail < typed && !strcmp(word + typed - tail, value))
		format_text(what, sizeof what, "%s", word);
	else
		format_text(what, sizeof what, "%s '%s'", word, value);
	option_wrong(what, reason);
}

void option_wrong_name(const char *program, const char *word, const char *why)
{
	char nearest[NEAREST_TEXT], reason[sizeof nearest + 200];

	option_rows_nearest(word, nearest, sizeof nearest);
	if (!*nearest && program)
		format_text(
			nearest, sizeof nearest, "if %s is the ACTION, put -- before it", program);
	format_text(reason, sizeof reason, "%s%s%s", why, *nearest ? "; " : "", nearest);
	option_wrong(word, reason);
}

/* The row of a word that is an option as a whole, without `=`; NULL: it is none. */
static const struct option_row *row_of(const char *word)
{
	if (word[1] != '-')
		return word[1] && !word[2] ? option_rows_find(word[1]) : NULL;
	return strchr(word, '=') ? NULL : option_rows_find_name(word + 2);
}

const char *option_wrong_program(int argc, char **argv)
{
	bool is_first = true;

	for (int i = 1; i < argc; i++) {
		const struct option_row *row = argv[i][0] == '-' ? row_of(argv[i]) : NULL;

		/* the word after it is its value */
		i += row && row->argument;
		if (row || argv[i][0] == '-')
			continue;
		if (!is_first && action_maybe(argv[i]))
			return argv[i];
		is_first = false;
	}
	return NULL;
}
