/* option_check.c - which options go together, and which need an ACTION. */
#include "option_check.h"

#include <string.h>

#include "option_wrong.h"
#include "option_set.h"

static int wrong(const char *what, const char *why)
{
	option_wrong(what, why);
	return -1;
}

/* Is the run one tar: a file, or standard output? output: as in struct collect_options. */
static bool is_tar(const char *output)
{
	size_t len = output ? strlen(output) : 0;

	return output && (!strcmp(output, "-") || (len > 4 && !strcmp(output + len - 4, ".tar")));
}

int option_check(const struct collect_options *options)
{
	bool tar = is_tar(options->output);
	const struct {
		const char *name;
		bool given;
	} needs_action[] = { { "--warmup", options->warmup > 0 },
		{ "--timeout", options->timeout_ms > 0 }, { "--control", options->control != NULL },
		{ "--block", options->design.block > 0 },
		{ "--repeat A-B", options->design.is_range },
		{ "--repeat", options->design.most > 1 } };

	if (!options->target_count && !options->match_count && !options->all &&
		(!options->cgroup || !strcmp(options->cgroup, "auto")))
		return wrong("TARGET", "a PID, a name, -m REGEX, -a or --cgroup PATH is needed");
	if (options->resume && (tar || !options->output))
		return wrong("--resume", tar ? "not with a tar: nothing can be appended to it"
					     : "-o must name the folder");
	if (options->plan && tar)
		return wrong("--plan", "not with a tar: it is printed there, or needs a folder");
	if (options->thin && tar)
		return wrong("--thin", "not with a tar: nothing can be removed from it");
	if (options->more_rounds && !options->resume)
		return wrong("--rounds +N", "goes with --resume only");
	for (size_t i = 0; i < sizeof needs_action / sizeof *needs_action; i++)
		if (needs_action[i].given && !options->design.count)
			return wrong(needs_action[i].name, "needs an ACTION after --, or --action");
	if (options->tools && strcmp(options->proc, "/proc"))
		return wrong("--proc", "goes with the native source only");
	return 0;
}
