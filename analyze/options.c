/* options.c - reads the command line by the table of options, and checks what goes together. */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/list.h"
#include "base/nearest.h"
#include "base/say.h"
#include "option_rows.h"
#include "symbols/symbols.h"
#include "verdict/method.h"

/* KiB: 128 TiB, which the sizes of a run end at (history/columns.h). */
static const double MOST_INJECTED = 137438953472.0;

static void print_version(void)
{
	printf("leakline-analyze %s\nLicence GPL-3.0-or-later. There is no warranty.\n+archive +csv +gsl +jansson %celf\n",
		VERSION, symbols_are_there() ? '+' : '-');
}

static enum options_result wrong(const char *what, const char *value)
{
	say("%s: %s (Try 'leakline-analyze --help'.)", what, value);
	return OPTIONS_WRONG;
}

/* Reports a word that is no option, with the one that was probably meant. */
static enum options_result wrong_option(const char *word)
{
	const char *name = word + (strncmp(word, "--", 2) == 0 ? 2 : 0);
	struct nearest nearest = nearest_begin((struct span){ name, strcspn(name, "=") });

	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].name)
			nearest_offer(&nearest, span_of(option_rows[i].name));
	if (!nearest.best.len)
		return wrong(word, "no such option");
	say("%s: no such option: did you mean --%.*s? (Try 'leakline-analyze --help'.)", word,
		(int)nearest.best.len, nearest.best.at);
	return OPTIONS_WRONG;
}

/* Reports an invalid value, with the help text of its option, its units, and the word that was
 * probably meant. */
static enum options_result wrong_value(
	const char *word, const char *value, const struct option_row *row)
{
	static const char units[] =
		"; RATE is a number with B, K, M or G (or KiB, MiB, GiB) and /round, /s, /min, /hour or /day: 4K/round, 1M/5min";
	struct nearest nearest = nearest_begin(span_of(value));
	bool is_rate = !strcmp(row->argument, "RATE");
	char help[160];
	size_t len = 0;

	for (const char *at = row->help; *at && len < sizeof help - 1; at++)
		help[len++] = *at == '\n' ? ' ' : *at;
	help[len] = '\0';
	for (const char *const *one = option_rows_words(row->code); one && *one; one++)
		nearest_offer(&nearest, span_of(*one));
	say("%.*s '%.60s': %s; %s: %s%s%s%.*s%s (Try 'leakline-analyze --help'.)",
		(int)strcspn(word, "="), word, value,
		is_rate ? quantity_rate_fault(span_of(value)) : "this value will not do",
		row->argument, help, is_rate ? units : "",
		nearest.best.len ? "; did you mean " : "", (int)nearest.best.len,
		nearest.best.len ? nearest.best.at : "", nearest.best.len ? "?" : "");
	return OPTIONS_WRONG;
}

/* The number of the value among the words of the option; -1: none of them. */
static int choice(int code, const char *value)
{
	const char *const *words = option_rows_words(code);

	for (int i = 0; words && words[i]; i++)
		if (!strcmp(value, words[i]))
			return i;
	return -1;
}

static void append(struct option_list *list, const char *value)
{
	list->items = list_room(list->items, list->count + 1, &list->capacity, sizeof *list->items);
	list->items[list->count++] = value;
}

/* Sets an option whose value is a number; returns false if the value is invalid. */
static bool take_amount(int code, struct span value, struct analyze_options *options)
{
	uint64_t number = 0;
	bool good = true;

	switch (code) {
	case 'j':
		good = quantity_count(value, 1, 1024, &number);
		options->jobs = (size_t)number;
		break;
	case OPT_ALPHA:
		good = quantity_probability(value, &options->alpha);
		break;
	case OPT_BUDGET:
		good = quantity_rate(value, &options->budget);
		break;
	case OPT_INJECT:
		good = quantity_rate(value, &options->inject);
		break;
	case OPT_SKIP:
		good = quantity_count(value, 0, UINT32_MAX, &number);
		options->skip = (uint32_t)number;
		options->skip_given = true;
		break;
	case OPT_PMAP_DIFF:
		good = quantity_count(value, 1, INT32_MAX, &number);
		options->pmap_diff = (int32_t)number;
		break;
	default:
		break;
	}
	return good;
}

/* The same for an option whose value is one of a few words. */
static bool take_choice(int code, const char *value, struct analyze_options *options)
{
	int index = choice(code, value);

	switch (code) {
	case OPT_BY:
		options->by_time = index == 1;
		options->by_told = true;
		break;
	case OPT_FORMAT:
		options->format = (enum format)index;
		break;
	case OPT_COLOR:
		options->color = (enum when)index;
		break;
	case OPT_SUMMARY:
		options->summary_short = index == 1;
		break;
	case OPT_FAIL_ON:
		options->fail_on = (enum fail_on)index;
		break;
	case OPT_GROUP:
		options->group = (enum pool_choice)(POOL_CHOICE_NAME + index);
		break;
	case OPT_FAIL_ON_SYSTEM:
		options->fail_on_system = (enum fail_on_system)(FAIL_ON_SYSTEM_GROWS + index);
		break;
	case OPT_CHARTS:
		options->charts_all = index == 1;
		break;
	case OPT_RENDER:
		options->render = value;
		break;
	case OPT_UNTIL:
		options->until_decided = true;
		break;
	default:
		return take_amount(code, span_of(value), options);
	}
	return index >= 0;
}

/* The same for any option with a value. */
static bool take_value(int code, const char *value, struct analyze_options *options)
{
	if (!*value)
		return false;
	switch (code) {
	case 'o':
		options->output = value;
		return true;
	case 'p':
		append(&options->processes, value);
		return true;
	case OPT_MAP:
		append(&options->maps, value);
		return strchr(value, '=') && *value != '=' && value[strlen(value) - 1] != '=';
	case OPT_BASELINE:
		append(&options->baselines, value);
		return true;
	case OPT_GATE:
		options->gate = value;
		return true;
	case OPT_SYMBOLS:
		options->symbols_folder = value;
		return true;
	case OPT_JUNIT:
		options->junit = value;
		return true;
	default:
		return take_choice(code, value, options);
	}
}

static void take_switch(int code, struct analyze_options *options)
{
	switch (code) {
	case 'q':
		options->quiet = true;
		break;
	case 'v':
		options->verbose = true;
		break;
	case OPT_JSON:
		options->format = FORMAT_JSON;
		break;
	case OPT_MERGE:
		options->merge = true;
		break;
	case OPT_FOLLOW:
		options->follow = true;
		break;
	case OPT_ALLOW_INCONCLUSIVE:
		options->allow_inconclusive = true;
		break;
	case OPT_NO_REPORT:
		options->no_report = true;
		break;
	default:
		break;
	}
}

/* Fills the tables for getopt_long; longs has OPTION_ROWS + 1 entries, letters 2 * OPTION_ROWS + 2
 * bytes. */
static void make_tables(struct option *longs, char *letters)
{
	*letters++ = ':';
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		if (!option_rows[i].name)
			continue;
		*longs++ = (struct option){ option_rows[i].name,
			option_rows[i].argument ? required_argument : no_argument, NULL,
			option_rows[i].code };
		if (option_rows[i].code < 256) {
			*letters++ = (char)option_rows[i].code;
			if (option_rows[i].argument)
				*letters++ = ':';
		}
	}
	*longs = (struct option){ NULL, 0, NULL, 0 };
	*letters = '\0';
}

static enum options_result take_options(int argc, char **argv, struct analyze_options *options)
{
	struct option longs[OPTION_ROWS + 1];
	char letters[2 * OPTION_ROWS + 2];
	int code, index = -1; /* only set for a long option */

	make_tables(longs, letters);
	opterr = 0;
	for (; (code = getopt_long(argc, argv, letters, longs, &index)) != -1; index = -1) {
		const char *word = argv[optind - 1];
		const struct option_row *row = option_rows_find(code);

		if (code == '?' && optopt > 0 && optopt < 256 && strncmp(word, "--", 2) != 0)
			return wrong((char[]){ '-', (char)optopt, '\0' }, "no such option");
		if (code == '?')
			return option_rows_find(optopt) ? wrong(word, "this option takes no value")
							: wrong_option(word);
		if (code == ':')
			return wrong(word, "this option needs a value");
		if (row && row->argument && word == optarg && optind >= 2)
			word = argv[optind - 2];
		/* the next option stands in the place of the value */
		if (row && row->argument && !strncmp(optarg, "--", 2) &&
			option_rows_find_name(optarg + 2))
			return wrong(word, "this option needs a value");
		if (index >= 0 && !option_rows_find_name(word + 2))
			return wrong(word, "no such option; long options are not abbreviated");
		if (code == 'h' || code == 'V') {
			code == 'h' ? option_rows_help() : print_version();
			return OPTIONS_DONE;
		}
		if (code == OPT_IMPORT) {
			const char *why = import_spec_read(optarg, &options->import);

			if (why)
				return wrong(word, why);
		} else if (!row || !row->argument)
			take_switch(code, options);
		else if (!take_value(code, optarg, options))
			return wrong_value(word, optarg, row);
	}
	return OPTIONS_GO;
}

/* Why verdicts cannot be written there; NULL: they can, as far as is known before. */
static const char *no_junit(const char *path)
{
	struct stat info;

	if (!strcmp(path, "-"))
		return "it needs a file: standard output has the summary";
	if (!stat(path, &info) && S_ISDIR(info.st_mode))
		return "it needs a file, and this is a folder";
	return NULL;
}

/* Are there options that do not go together, or one that another needs? */
static enum options_result check_together(const struct analyze_options *options)
{
	if (options->merge &&
		(options->baselines.count || options->inject.given || options->pmap_diff ||
			options->gate || options->budget.given || options->junit))
		return wrong("--merge",
			"goes with none of --baseline, --budget, --gate, --inject, --junit, --pmap-diff");
	if (options->junit && no_junit(options->junit))
		return wrong("--junit", no_junit(options->junit));
	if (options->until_decided && !options->follow)
		return wrong("--until", "needs --follow");
	if (options->maps.count && !options->baselines.count)
		return wrong("--map", "needs --baseline");
	if (options->follow && options->run_count > 1)
		return wrong("--follow", "watches one RUN, and there are more");
	if (options->follow && (options->merge || options->inject.given || options->pmap_diff))
		return wrong("--follow", "goes with none of --merge, --inject, --pmap-diff");
	if (options->inject.given && options->inject.kib <= 0)
		return wrong("--inject", "a leak of nothing is none: a rate above 0, as 4K/round");
	if (options->inject.given && options->inject.kib > MOST_INJECTED)
		return wrong("--inject",
			"no machine has memory for such a leak: at most 131072G a round, or a second");
	if (options->inject.given && options->format != FORMAT_TEXT)
		return wrong("--inject", "prints text alone, not what --format says");
	return OPTIONS_GO;
}

enum options_result options_parse(int argc, char **argv, struct analyze_options *options)
{
	enum options_result result;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	*options = (struct analyze_options){ .alpha = METHOD_ALPHA,
		.import.kind = KIND_NONE,
		.jobs = cores > 0 ? (size_t)cores : 1 };
	result = take_options(argc, argv, options);
	if (result != OPTIONS_GO)
		return result;
	options->runs = (const char **)(argv + optind);
	options->run_count = (size_t)(argc - optind);
	if (!options->run_count) {
		say("no RUN given: name a folder, an archive or - (Try 'leakline-analyze --help'.)");
		return OPTIONS_WRONG;
	}
	return check_together(options);
}

void options_free(struct analyze_options *options)
{
	free(options->processes.items);
	free(options->baselines.items);
	free(options->maps.items);
}
