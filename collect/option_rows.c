/* option_rows.c - the table of options: the parser, --help and what is said of a wrong one come
 * from it. */
#include "option_rows.h"

#include <string.h>

#include "base/format.h"
#include "base/buffer.h"
#include "base/nearest.h"

/* A row without a name is the title of a group. */
const struct option_row option_rows[] = {
	{ NULL, 0, NULL, "Rounds" },
	{ "rounds", 'n', "N",
		"rounds after the warm-up (30 with ACTION; else until\nstopped); with --resume, +N more than there are" },
	{ "interval", 'i', "DUR",
		"from one snapshot to the next (60s); with ACTION the\nshortest round (0)" },
	{ "duration", OPT_DURATION, "DUR", "end with the snapshot after DUR" },
	{ "settle", 's', "DUR", "wait between ACTION's end and the snapshot (1s)" },
	{ "warmup", 'w', "N",
		"rounds of warm-up before them (20 with ACTION, fewer\nwhere -n is below 30)" },
	{ "repeat", 'r', "N|A-B", "run ACTION N times in each round (1), or A to B" },
	{ "timeout", 't', "DUR", "end ACTION after DUR: it has failed (none)" },
	{ "keep-going", 'k', NULL, "go on when ACTION fails" },
	{ "plan", OPT_PLAN, NULL, "record 12 rounds, and print what to plan for" },
	{ NULL, 0, NULL, "Experiments" },
	{ "control", OPT_CONTROL, "idle|COMMAND", "some rounds without ACTION, or with COMMAND" },
	{ "action", OPT_ACTION, "NAME=COMMAND", "an action for sh; may be repeated" },
	{ "block", OPT_BLOCK, "N", "rounds of one kind in a row (4)" },
	{ NULL, 0, NULL, "Targets" },
	{ "pid", 'p', "PID", "a target, as PID alone; may be repeated" },
	{ "match", 'm', "REGEX",
		"more targets: extended regex on the command line;\nmay be repeated" },
	{ "all", 'a', NULL, "every process with memory of its own is a target" },
	{ "tree", OPT_TREE, NULL, "the targets' descendants are targets, too" },
	{ "cgroup", OPT_CGROUP, "PATH|auto", "that cgroup (auto: the targets') and its processes" },
	{ NULL, 0, NULL, "Where from, where to" },
	{ "output", 'o', "RUN", "folder to create, FILE.tar, or - (HOST-TIME.run)" },
	{ "resume", OPT_RESUME, NULL, "go on in the folder that -o names" },
	{ "thin", OPT_THIN, "N", "bulky files of rounds older than N: each tenth only" },
	{ "source", OPT_SOURCE, "native|tools", "read /proc, or run ps and pmap (native)" },
	{ "via", OPT_VIA, "COMMAND", "take the snapshots on another host: 'ssh dut'" },
	{ "reconnect", OPT_RECONNECT, "DUR", "how long a lost connection is tried again (5m)" },
	{ "proc", OPT_PROC, "DIR", "read DIR instead of /proc" },
	{ "ps", OPT_PS, "each|ends|never", "when to take ps aux of the whole system (each)" },
	{ "also", OPT_ALSO, "KIND,...",
		"maps, smaps, smaps_rollup, heap, cgroup, fd, jstat,\nvmstat, slabinfo too" },
	{ "heap-max", OPT_HEAP_MAX, "SIZE",
		"bytes of its heap that are read of a target in a\nround (1G)" },
	{ NULL, 0, NULL, "General" },
	{ "quiet", 'q', NULL, "less on standard error" },
	{ "verbose", 'v', NULL, "more on standard error" },
	{ "help", 'h', NULL, "this page" },
	{ "version", 'V', NULL, "version and licence" },
};
_Static_assert(sizeof option_rows / sizeof *option_rows == OPTION_ROWS, "count the rows");

void option_rows_help(struct buffer *page)
{
	buffer_string(page,
		"leakline-collect records what ps, pmap and /proc say of processes, a round at a\n"
		"time, for leakline-analyze to judge.\n\n"
		"  leakline-collect -n 60 ntpd -- ntpq -c 'rv 0'\n"
		"  leakline-collect -i 1m --via 'ssh dut' -o dut.run ripd ospfd\n\n"
		"Usage: leakline-collect [OPTION]... TARGET... [-- ACTION [ARG]...]\n"
		"TARGET is a PID or a name. DUR is a number with ms, s, min, h or d (s).\n");
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		bool letter = option_rows[i].code < 256;
		char left[40], line[48];

		if (!option_rows[i].name) {
			buffer_string(page, "\n");
			buffer_string(page, option_rows[i].help);
			buffer_string(page, "\n");
			continue;
		}
		format_text(left, sizeof left, "%s%c%s--%s%s%s", letter ? "-" : "",
			letter ? option_rows[i].code : ' ', letter ? ", " : "   ",
			option_rows[i].name, option_rows[i].argument ? " " : "",
			option_rows[i].argument ? option_rows[i].argument : "");
		format_text(line, sizeof line, "  %-25s ", left);
		buffer_string(page, line);
		for (const char *help = option_rows[i].help; *help; help++) {
			buffer_add(page, help, 1);
			if (*help == '\n')
				buffer_string(page, "                            ");
		}
		buffer_string(page, "\n");
	}
	buffer_string(page,
		"\nExit status: 0 complete; 1 ended early, what was recorded is whole;\n"
		"2 nothing was written; 3 it could not write, or the connection failed.\n");
}

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

bool option_rows_is_beginning(const char *word)
{
	size_t len = strcspn(word, "=");

	for (size_t i = 0; len && i < OPTION_ROWS; i++)
		if (option_rows[i].name && !strncmp(option_rows[i].name, word, len))
			return true;
	return false;
}

void option_rows_nearest(const char *word, char *text, size_t size)
{
	struct nearest nearest;
	char plain[NEAREST_BYTES], shown[40];

	format_text(plain, sizeof plain, "%s", word + strspn(word, "-"));
	plain[strcspn(plain, "=")] = '\0';
	nearest_begin(&nearest, plain);
	for (size_t i = 0; i < OPTION_ROWS && word[1] == '-'; i++) {
		const char *name = option_rows[i].name;

		/* an abbreviation is near, too */
		if (!name)
			continue;
		format_text(shown, sizeof shown, "--%s", name);
		nearest_offer(&nearest, strncmp(name, plain, nearest.len) != 0 ? name : plain,
			strncmp(name, plain, nearest.len) != 0 ? strlen(name) : nearest.len, shown);
	}
	nearest_text(&nearest, text, size);
}
