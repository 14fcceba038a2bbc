/* soak_look.c - the look before a run: are the targets there? */
#include "base/say.h"
#include "soak.h"

#include <string.h>
#include <sys/stat.h>

#include "base/format.h"
#include "base/nearest.h"
#include "base/proc_mount.h"
#include "round.h"

/* The first line of trouble, for a message; puts a NUL at its end. */
static const char *first_trouble(struct buffer *trouble)
{
	char *end = trouble->len ? memchr(trouble->bytes, '\n', trouble->len) : NULL;

	if (!end)
		return "no answer";
	*end = '\0';
	return trouble->bytes;
}

/* What to do about a process that is not there. */
static const char *advice(const struct collect_options *options, const char *otherwise)
{
	bool here = !options->via && !strcmp(options->proc, "/proc");

	return here && proc_mount_hides_here()
		       ? "/proc is mounted with hidepid, and hides those of other users: run as root, or as its user"
		       : otherwise;
}

/* Prints that no process has the name, and those that are closest. */
static void say_no_name(const struct soak *soak, const char *name)
{
	const struct buffer *names = &soak->targets.names;
	const char *at = names->bytes, *end = at + names->len;
	struct nearest nearest;
	char text[NEAREST_TEXT];

	nearest_begin(&nearest, name);
	while (names->len && at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));

		nearest_offer(&nearest, at, (size_t)(line_end - at), NULL);
		at = line_end + 1;
	}
	nearest_text(&nearest, text, sizeof text);
	say("no process named %s (%s)", name,
		*text ? text : advice(soak->options, "see ps aux for what runs"));
}

/* Is it the unit of a duration, which a blank parted from its number? */
static bool is_unit(const char *name)
{
	static const char *const units[] = { "ms", "s", "sec", "m", "min", "h" };

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(name, units[i]))
			return true;
	return false;
}

/* Is it the folder of a run? A folder alone may have the name of a program. */
static bool is_run(const char *name)
{
	struct stat info;
	char path[512];

	if (strlen(name) > sizeof path - sizeof "/run.info")
		return false;
	format_text(path, sizeof path, "%s/run.info", name);
	return !stat(path, &info);
}

/* Prints which target is missing, and what may be meant. */
static void say_missing(const struct soak *soak, const char *name)
{
	const char *program = soak->options->maybe_action;

	if (is_unit(name))
		say("no process named %s (a duration is one word: 5min)", name);
	else if (is_run(name))
		say("no process named %s (it is a run: leakline-analyze judges it)", name);
	else if (program)
		say("no process named %s (if %s is the ACTION, put -- before it)", name, program);
	else if (!name[strspn(name, "0123456789")])
		say("no process has the PID %s (%s)", name,
			advice(soak->options,
				"it has ended, or is not one; see ps aux for what runs"));
	else
		say_no_name(soak, name);
}

enum soak_status soak_look(struct soak *soak)
{
	const char *missing;
	enum source_status status;

	if (targets_open(&soak->targets, soak->options))
		return SOAK_FAILED;
	if (soak_add_named_cgroup(soak))
		return SOAK_WRONG;
	soak->targets.first_look = true;
	status = round_snapshot(soak, 0, 0);
	soak->targets.first_look = false;
	if (status == SOURCE_DROPPED)
		say("processes: %s (nothing was recorded)", first_trouble(&soak->round.trouble));
	if (status == SOURCE_STOPPED) {
		say("stopped by a signal (nothing was recorded)");
		return SOAK_EARLY;
	}
	if (status != SOURCE_GOOD)
		return SOAK_FAILED;
	missing = targets_missing(&soak->targets);
	if (missing)
		say_missing(soak, missing);
	else if (!soak->targets.alive)
		say("no process that -m, -a or --cgroup means (%s)",
			advice(soak->options, "see ps aux for what runs"));
	if (missing || !soak->targets.alive)
		return SOAK_WRONG;
	if (soak_add_cgroups(soak) || !soak_cgroup_is_auto(soak))
		return SOAK_COMPLETE;
	say("--cgroup auto: the targets are in no cgroup that is mounted here (mount -t cgroup2 none /sys/fs/cgroup)");
	return SOAK_WRONG;
}
