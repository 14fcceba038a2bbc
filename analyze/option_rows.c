/* option_rows.c - the table of options: its rows, the words that their values may be, its page. */
#include "option_rows.h"

#include <stdio.h>
#include <string.h>

const struct option_row option_rows[] = {
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
	{ "alpha", OPT_ALPHA, "P",
		"significance level after correction, above 0 and\nbelow 1 (0.001)" },
	{ "budget", OPT_BUDGET, "RATE", "growth that may be tolerated, as 4K/round or 1M/h" },
	{ "by", OPT_BY, "round|time", "what growth is counted by (round)" },
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
	{ "jobs", 'j', "N", "threads, 1 to 1024 (the machine's cores)" },
	{ "quiet", 'q', NULL, "less on standard error" },
	{ "verbose", 'v', NULL, "more; list stable targets too" },
	{ "help", 'h', NULL, "this page" },
	{ "version", 'V', NULL, "version, licence, libraries" },
};
_Static_assert(sizeof option_rows / sizeof *option_rows == OPTION_ROWS, "count the rows");

const struct option_row *option_rows_find(int code)
{
	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].name && option_rows[i].code == code)
			return &option_rows[i];
	return NULL;
}

const struct option_row *option_rows_find_name(const char *word)
{
	size_t len = strcspn(word, "=");

	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].name && strlen(option_rows[i].name) == len &&
			!strncmp(option_rows[i].name, word, len))
			return &option_rows[i];
	return NULL;
}

const char *const *option_rows_words(int code)
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

void option_rows_help(void)
{
	printf("leakline-analyze reads recorded runs and judges, for each process, whether its\n"
	       "memory keeps growing.\n\n"
	       "  leakline-analyze ntpd-refclock.run\n"
	       "  leakline-analyze --budget 1K/round --junit leak.xml --render png soak.tar.zst\n\n"
	       "Usage: leakline-analyze [OPTION]... RUN...\n"
	       "RUN is a folder, a tar (also compressed), a zip, a log, or - (standard input).\n");
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		char left[40];
		const char *help = option_rows[i].help;

		if (!option_rows[i].name) {
			printf("\n%s\n", help);
			continue;
		}
		snprintf(left, sizeof left, "%s%c%s--%s%s%s", option_rows[i].code < 256 ? "-" : "",
			option_rows[i].code < 256 ? option_rows[i].code : ' ',
			option_rows[i].code < 256 ? ", " : "   ", option_rows[i].name,
			option_rows[i].argument ? " " : "",
			option_rows[i].argument ? option_rows[i].argument : "");
		printf("  %-24s ", left);
		for (; *help; help++)
			*help == '\n' ? (void)printf("\n%27s", "") : (void)putchar(*help);
		putchar('\n');
	}
	printf("\nExit status: 0 judged, nothing found; 1 something is at or above --fail-on;\n"
	       "2 wrong usage or input that cannot be read; 3 nothing could be judged.\n");
}
