/* options.c - the option table: both the parser and --help use it. */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "base/nearest.h"
#include "base/say.h"
#include "symbols/symbols.h"
#include "verdict/method.h"

/* Options without a short form have codes above any byte. */
enum {
	OPT_ALPHA = 256,
	OPT_BUDGET,
	OPT_SKIP,
	OPT_BY,
	OPT_BASELINE,
	OPT_INJECT,
	OPT_GATE,
	OPT_GROUP,
	OPT_IMPORT,
	OPT_SYMBOLS,
	OPT_PMAP_DIFF,
	OPT_MERGE,
	OPT_MAP,
	OPT_FORMAT,
	OPT_COLOR,
	OPT_CHARTS,
	OPT_RENDER,
	OPT_JUNIT,
	OPT_FAIL_ON,
	OPT_FAIL_ON_SYSTEM,
	OPT_ALLOW_INCONCLUSIVE,
	OPT_NO_REPORT,
	OPT_FOLLOW,
	OPT_SUMMARY,
	OPT_JSON,
	OPT_UNTIL
};

struct option_row {
	const char *name;
	int code;             /* the short letter, or one of the above */
	const char *argument; /* NULL: no argument */
	const char *help;     /* '\n' starts a new line in the help column */
};

/* KiB: 128 TiB, which the sizes of a run end at (history/columns.h). */
static const double MOST_INJECTED = 137438953472.0;

/* A row without a name is a group title. */
static const struct option_row rows[] = {
	{ NULL, 0, NULL, "Input" },
	{ "process", 'p', "NAME", "judge only these targets; may be repeated" },
	{ "pid", 'p', "PID", "the same, by its PID" },
	{ "skip", OPT_SKIP, "N",
		"leave out rounds 0 to N-1 (the warm-up that run.info\ntells; the rest of it is found in the data)" },
	{ "import", OPT_IMPORT, "KIND",
		"read RUN as pidstat, atop, top, mprof, psrecord,\nsmemcap, ps, csv or csv:time=COL,rss=COL[,...]\n(else recognised)" },
	{ "symbols", OPT_SYMBOLS, "DIR",
		"binaries or debug files of the target: names for\nwhat its blocks of heap hold" },
	{ "baseline", OPT_BASELINE, "RUN", "compare with RUN, before a fix; may be repeated" },
	{ "map", OPT_MAP, "OLD=NEW", "a process of the baseline has another name now" },
	{ "merge", OPT_MERGE, NULL, "operands are --format json outputs: one table of all" },
	{ "follow", OPT_FOLLOW, NULL, "watch RUN while it is written: a folder or -" },
	{ "until", OPT_UNTIL, "decided", "with --follow: end once the verdict is decided" },
	{ NULL, 0, NULL, "Judging" },
	{ "alpha", OPT_ALPHA, "P", "significance level after correction (0.001)" },
	{ "budget", OPT_BUDGET, "RATE", "growth that may be tolerated, as 4K/round or 1M/h" },
	{ "by", OPT_BY, "round|time", "the regressor (round)" },
	{ "inject", OPT_INJECT, "RATE", "self-test: add a leak, say where it would be caught" },
	{ "gate", OPT_GATE, "FILE", "budgets and known leaks of single processes" },
	{ "group", OPT_GROUP, "BY",
		"judge processes as one: name, tree, cgroup or none\n(where several of a name live, or are replaced)" },
	{ "fail-on", OPT_FAIL_ON, "WHAT",
		"what makes the status 1: leak, provisional, suspect\nor never (leak; a provisional one: 3)" },
	{ "fail-on-system", OPT_FAIL_ON_SYSTEM, "WHAT",
		"does growth of the system make it 1: grows or never\n(only if memory is used up within 30 days)" },
	{ "allow-inconclusive", OPT_ALLOW_INCONCLUSIVE, NULL,
		"status 0, not 3, when nothing could be judged" },
	{ NULL, 0, NULL, "Output" },
	{ "output", 'o', "DIR", "the report folder (NAME.report)" },
	{ "no-report", OPT_NO_REPORT, NULL, "print the summary, write no folder" },
	{ "format", OPT_FORMAT, "FORMAT", "standard output gets text, md or json (text)" },
	{ "json", OPT_JSON, NULL, "as --format json" },
	{ "summary", OPT_SUMMARY, "short|normal", "short: verdict lines alone (normal)" },
	{ "charts", OPT_CHARTS, "found|all",
		"all: a trend of stable processes, too (found; those\nof -p always)" },
	{ "render", OPT_RENDER, "FORMAT", "run gnuplot on the charts too: png, svg or pdf" },
	{ "junit", OPT_JUNIT, "FILE", "verdicts for a CI server" },
	{ "pmap-diff", OPT_PMAP_DIFF, "PID", "print the mappings of PID that changed" },
	{ "color", OPT_COLOR, "WHEN", "auto, always or never (auto)" },
	{ NULL, 0, NULL, "General" },
	{ "jobs", 'j', "N", "threads (the machine's cores)" },
	{ "quiet", 'q', NULL, "less on standard error" },
	{ "verbose", 'v', NULL, "more; list stable targets too" },
	{ "help", 'h', NULL, "this page" },
	{ "version", 'V', NULL, "version, licence, libraries" },
};
enum { ROWS = sizeof rows / sizeof *rows };

static void print_help(void)
{
	printf("leakline-analyze reads recorded runs and judges, for each process, whether its\n"
	       "memory keeps growing.\n\n"
	       "  leakline-analyze ntpd-refclock.run\n"
	       "  leakline-analyze --budget 1K/round --junit leak.xml --render png soak.tar.zst\n\n"
	       "Usage: leakline-analyze [OPTION]... RUN...\n"
	       "RUN is a folder, a tar (also compressed), a zip, a log, or - (standard input).\n");
	for (size_t i = 0; i < ROWS; i++) {
		char left[40];
		const char *help = rows[i].help;

		if (!rows[i].name) {
			printf("\n%s\n", help);
			continue;
		}
		snprintf(left, sizeof left, "%s%c%s--%s%s%s", rows[i].code < 256 ? "-" : "",
			rows[i].code < 256 ? rows[i].code : ' ', rows[i].code < 256 ? ", " : "   ",
			rows[i].name, rows[i].argument ? " " : "",
			rows[i].argument ? rows[i].argument : "");
		printf("  %-24s ", left);
		for (; *help; help++)
			*help == '\n' ? (void)printf("\n%27s", "") : (void)putchar(*help);
		putchar('\n');
	}
	printf("\nExit status: 0 judged, nothing found; 1 something is at or above --fail-on;\n"
	       "2 wrong usage or input that cannot be read; 3 nothing could be judged.\n");
}

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

	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].name)
			nearest_offer(&nearest, span_of(rows[i].name));
	if (!nearest.best.len)
		return wrong(word, "no such option");
	say("%s: no such option: did you mean --%.*s? (Try 'leakline-analyze --help'.)", word,
		(int)nearest.best.len, nearest.best.at);
	return OPTIONS_WRONG;
}

/* The words that an option takes, the one at its enum's number; NULL: it takes anything. */
static const char *const *words_of(int code)
{
	enum { MOST = 5 };
	static const struct {
		int code;
		const char *words[MOST];
	} choices[] = {
		{ OPT_BY, { "round", "time" } },
		{ OPT_FORMAT, { "text", "md", "json" } },
		{ OPT_COLOR, { "auto", "always", "never" } },
		{ OPT_FAIL_ON, { "leak", "suspect", "never", "provisional" } },
		{ OPT_GROUP, { "name", "tree", "cgroup", "none" } },
		{ OPT_SUMMARY, { "normal", "short" } },
		{ OPT_FAIL_ON_SYSTEM, { "grows", "never" } },
		{ OPT_CHARTS, { "found", "all" } },
		{ OPT_RENDER, { "png", "svg", "pdf" } },
		{ OPT_UNTIL, { "decided" } },
	};

	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		if (choices[i].code == code)
			return choices[i].words;
	return NULL;
}

/* Reports an invalid value, with the help text of its option, its units, and the word that was
 * probably meant. */
static enum options_result wrong_value(
	const char *word, const char *value, const struct option_row *row)
{
	static const char units[] =
		"; RATE is a number with B, K, M or G (or KiB, MiB, GiB) and /round, /s, /min, /hour or /day: 4K/round, 1M/5min";
	struct nearest nearest = nearest_begin(span_of(value));
	char help[160];
	size_t len = 0;

	for (const char *at = row->help; *at && len < sizeof help - 1; at++)
		help[len++] = *at == '\n' ? ' ' : *at;
	help[len] = '\0';
	for (const char *const *one = words_of(row->code); one && *one; one++)
		nearest_offer(&nearest, span_of(*one));
	say("%s: this value will not do; %s: %s%s%s%.*s%s (Try 'leakline-analyze --help'.)", word,
		row->argument, help, strcmp(row->argument, "RATE") ? "" : units,
		nearest.best.len ? "; did you mean " : "", (int)nearest.best.len,
		nearest.best.len ? nearest.best.at : "", nearest.best.len ? "?" : "");
	return OPTIONS_WRONG;
}

/* The number of the value among the words of the option; -1: none of them. */
static int choice(int code, const char *value)
{
	const char *const *words = words_of(code);

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
	switch (code) {
	case 'o':
		options->output = value;
		return *value != '\0';
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

static const struct option_row *row_of(int code)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].name && rows[i].code == code)
			return &rows[i];
	return NULL;
}

/* getopt_long accepts abbreviations; we refuse them, because scripts that use them would break when
 * options are added. */
static bool abbreviated(const char *word)
{
	size_t len = strcspn(word, "=");

	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].name && strlen(rows[i].name) == len &&
			!strncmp(rows[i].name, word, len))
			return false;
	return true;
}

/* Fills the tables for getopt_long; longs has ROWS + 1 entries, letters 2 * ROWS + 2 bytes. */
static void make_tables(struct option *longs, char *letters)
{
	*letters++ = ':';
	for (size_t i = 0; i < ROWS; i++) {
		if (!rows[i].name)
			continue;
		*longs++ = (struct option){ rows[i].name,
			rows[i].argument ? required_argument : no_argument, NULL, rows[i].code };
		if (rows[i].code < 256) {
			*letters++ = (char)rows[i].code;
			if (rows[i].argument)
				*letters++ = ':';
		}
	}
	*longs = (struct option){ NULL, 0, NULL, 0 };
	*letters = '\0';
}

static enum options_result take_options(int argc, char **argv, struct analyze_options *options)
{
	struct option longs[ROWS + 1];
	char letters[2 * ROWS + 2];
	int code, index = -1; /* only set for a long option */

	make_tables(longs, letters);
	opterr = 0;
	for (; (code = getopt_long(argc, argv, letters, longs, &index)) != -1; index = -1) {
		const char *word = argv[optind - 1];
		const struct option_row *row = row_of(code);

		if (code == '?' && optopt > 0 && optopt < 256 && strncmp(word, "--", 2) != 0)
			return wrong((char[]){ '-', (char)optopt, '\0' }, "no such option");
		if (code == '?')
			return row_of(optopt) ? wrong(word, "this option takes no value")
					      : wrong_option(word);
		if (code == ':')
			return wrong(word, "this option needs a value");
		if (row && row->argument && word == optarg && optind >= 2)
			word = argv[optind - 2];
		if (index >= 0 && abbreviated(word + 2))
			return wrong(word, "no such option; long options are not abbreviated");
		if (code == 'h' || code == 'V') {
			code == 'h' ? print_help() : print_version();
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
	if (options->merge &&
		(options->baselines.count || options->inject.given || options->pmap_diff ||
			options->gate || options->budget.given || options->junit))
		return wrong("--merge",
			"goes with none of --baseline, --budget, --gate, --inject, --junit, --pmap-diff");
	if (options->until_decided && !options->follow)
		return wrong("--until", "needs --follow");
	if (options->follow && options->run_count > 1)
		return wrong("--follow", "watches one RUN, and there are more");
	if (options->follow && (options->merge || options->inject.given || options->pmap_diff))
		return wrong("--follow", "goes with none of --merge, --inject, --pmap-diff");
	if (options->inject.given && options->inject.kib > MOST_INJECTED)
		return wrong("--inject",
			"no machine has memory for such a leak: at most 131072G a round, or a second");
	if (options->inject.given && options->format != FORMAT_TEXT)
		return wrong("--inject", "prints text alone, not what --format says");
	return OPTIONS_GO;
}

void options_free(struct analyze_options *options)
{
	free(options->processes.items);
	free(options->baselines.items);
	free(options->maps.items);
}
