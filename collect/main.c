/* main.c - options, source, store, soak: then the exit status. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "action_check.h"
#include "base/io.h"
#include "base/say.h"
#include "base/stack.h"
#include "resume.h"
#include "run_format.h"
#include "base/format.h"
#include "soak.h"

enum { NAME_BYTES = 128 };

/* HOST-TIME, without characters that do not belong in a file name. */
static void default_name(char name[static NAME_BYTES])
{
	struct utsname system = { .nodename = "" };
	char *host = system.nodename, time[IO_TIME];

	if (uname(&system) || !*host)
		memcpy(host, "host", 5);
	for (char *c = host; *c; c++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-",
			    *c))
			*c = '-';
	if (*host == '.' || *host == '-')
		*host = 'h';
	io_time(time, io_wall_ms());
	format_text(name, NAME_BYTES, "%s-%s", host, time);
}

static struct store *open_store(
	const struct collect_options *options, struct waiting *waiting, bool *wrong)
{
	const char *output = options->output, *base;
	size_t len = output ? strlen(output) : 0;
	char name[NAME_BYTES], folder[NAME_BYTES + sizeof RUN_SUFFIX];

	default_name(name);
	if (output && !strcmp(output, "-"))
		return store_tar_open(output, name, waiting, wrong);
	if (len > 4 && !strcmp(output + len - 4, ".tar")) {
		char *inside = strdup(output);
		struct store *store;

		if (!inside) {
			say("no memory: the run cannot begin");
			return NULL;
		}
		inside[len - 4] = '\0';
		if (len > 8 && !strcmp(inside + len - 8, RUN_SUFFIX))
			inside[len - 8] = '\0';
		base = strrchr(inside, '/') ? strrchr(inside, '/') + 1 : inside;
		store = store_tar_open(output, *base ? base : name, waiting, wrong);
		free(inside);
		return store;
	}
	format_text(folder, sizeof folder, "%s" RUN_SUFFIX, name);
	return store_folder_open(output ? output : folder, options->resume, waiting, wrong);
}

static struct source *open_source(const struct collect_options *options, struct waiting *waiting)
{
	struct source_command_options command = { options->via, options->reconnect_ms, waiting,
		options->quiet };

	return options->tools ? source_command_open(&command)
			      : source_native_open(options->proc, waiting, options->heap_max);
}

/* "8 rounds are in soak.run"; of a run that was resumed, "8 rounds are in soak.run, 4 of them new".
 */
static void say_rounds(const struct soak *soak)
{
	unsigned here = (unsigned)soak->rounds_here, all = soak->store->rounds_before + here;

	if (soak->store->rounds_before)
		say("%u %s in %s, %u of them new%s", all, all == 1 ? "round is" : "rounds are",
			soak->store->path, here,
			here ? "" : " (-n counts them all, -n +N records N more)");
	else
		say("%u %s in %s", all, all == 1 ? "round is" : "rounds are", soak->store->path);
}

/* A plan with -i, or with the -n of the run that is planned, takes as long as its rounds do:
 * minutes, without a word, look like a program that hangs. */
static void say_plan(const struct collect_options *options)
{
	const int64_t short_ms = 5000;
	long long rounds = (long long)options->rounds + options->warmup + 1;

	if (!options->plan || options->quiet)
		return;
	if (options->interval_ms >= short_ms)
		say("--plan: %lld rounds, %lld s apart (a shorter -i will do to plan with)", rounds,
			(long long)options->interval_ms / 1000);
	else if (rounds > PLAN_ROUNDS)
		say("--plan: %lld rounds, as -n says (%d without it: they will do to plan with)",
			rounds, PLAN_ROUNDS);
}

/* The status where there is no source, or it does not say what host it is on. A signal is no fault
 * of a transport. */
static enum soak_status no_source(const struct collect_options *options, const struct soak *soak)
{
	if (soak->waiting->stops > 1)
		return SOAK_EARLY;
	/* a folder that is no /proc is a usage error; this host's /proc or a transport is a failure
	 */
	return options->tools || !strcmp(options->proc, "/proc") ? SOAK_FAILED : SOAK_WRONG;
}

static enum soak_status record(struct collect_options *options, struct soak *soak)
{
	enum soak_status status;
	bool wrong = true;

	soak->source = open_source(options, soak->waiting);
	if (!soak->source || soak->source->describe(soak->source, &soak->info))
		return no_source(options, soak);
	status = soak_look(soak);
	if (status != SOAK_COMPLETE)
		return status;
	if (!action_check(&options->design, soak->waiting))
		return SOAK_WRONG;
	if (design_draw_seed(&options->design)) {
		say("getrandom: %s (it draws the order of the actions)", strerror(errno));
		return SOAK_FAILED;
	}
	soak->store = open_store(options, soak->waiting, &wrong);
	if (!soak->store)
		return wrong ? SOAK_WRONG : SOAK_FAILED;
	if (soak->store->resumed && resume_check(options, soak->store))
		return SOAK_WRONG;
	say_plan(options);
	status = soak_run(soak);
	if (!options->quiet && *soak->store->path)
		say_rounds(soak);
	if (options->plan && status == SOAK_COMPLETE &&
		plan_print(&soak->plan, options->plan_interval_ms, options->design.count > 0,
			soak->store->path))
		return SOAK_FAILED;
	return status;
}

/* If the caller closed a standard descriptor, a file of the run would get its number: open
 * /dev/null instead. */
static void fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

int main(int argc, char **argv)
{
	struct collect_options options;
	struct waiting waiting = { .fd = -1 };
	struct soak soak = { .options = &options,
		.waiting = &waiting,
		.output = { .read_fd = -1, .write_fd = -1 } };
	enum soak_status status = SOAK_WRONG;
	bool output_closed = fcntl(STDOUT_FILENO, F_GETFD) < 0;

	fill_standard_descriptors();
	switch (options_parse(argc, argv, &options)) {
	case OPTIONS_DONE:
		status = SOAK_COMPLETE;
		break;
	case OPTIONS_UNWRITTEN:
		status = SOAK_FAILED;
		break;
	case OPTIONS_GO:
		if (options.output && !strcmp(options.output, "-") && output_closed)
			status = SOAK_FAILED; /* quietly, as where the stream's reader has gone */
		else if (stack_begin())
			status = SOAK_FAILED;
		else if (waiting_open(&waiting))
			say("signals: %s (signalfd is needed: Linux 2.6.27 or later)",
				strerror(errno));
		else
			status = record(&options, &soak);
		break;
	case OPTIONS_WRONG:
		break;
	}
	if (soak.store)
		soak.store->close(soak.store);
	if (soak.source)
		soak.source->close(soak.source);
	soak_free(&soak);
	waiting_close(&waiting);
	options_free(&options);
	return (int)status;
}
