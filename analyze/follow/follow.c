/* follow.c - watches a run that is being written, until it ends or is decided. */
#include "follow.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "../analysis.h"
#include "../base/say.h"
#include "../options.h"
#include "decided.h"
#include "live.h"
#include "silence.h"
#include "source.h"

/* More is read again once it has grown by this part. */
enum { GROWTH_PART = 50 };

/* With fewer bytes there is no whole round. */
enum { LEAST_BYTES = 10240 };

struct following {
	const struct analyze_options *options;
	struct source source;
	struct decided decided;
	struct live live;
	uint32_t next;          /* look at the rounds up to this one */
	uint32_t seen;          /* the highest round that is there */
	uint32_t told;          /* and that the reading before told of */
	int64_t read;           /* bytes that were there at the last reading */
	struct silence silence; /* how long it may be without a round */
	bool any;               /* some reading had a run */
	bool looked;            /* the last reading held all rounds up to next */
};

static struct silence silence_of(const struct analysis *analysis)
{
	return (struct silence){ .round_ms = (int64_t)(analysis->round_s * 1000.0),
		.told_ms = silence_told(run_info_value(&analysis->info, "interval_ms")) };
}

/* The same of a folder in which there is no round yet: its run.info is there first. */
static struct silence silence_before_rounds(const char *folder)
{
	static const char key[] = "\ninterval_ms: ";
	char path[4096], text[4096];
	int length = snprintf(path, sizeof path, "%s/run.info", folder);
	bool fits = length > 0 && (size_t)length < sizeof path;
	struct stat what;
	FILE *file = fits && !stat(path, &what) && S_ISREG(what.st_mode) ? fopen(path, "re") : NULL;
	struct silence silence = { 0, -1 };
	struct span info = { text, 0 };
	ptrdiff_t at;

	if (!file)
		return silence;
	info.len = fread(text, 1, sizeof text, file);
	fclose(file);
	at = span_find_text(info, key);
	if (at < 0)
		return silence;
	info = span_from(info, (size_t)at + sizeof key - 1);
	info.len = span_digits(info);
	silence.told_ms = silence_told(info);
	return silence;
}

/* Has the reading all files of the rounds that its events tell of? A stream of the collector has
 * them before their event. The archive of a folder has them in any order: it is looked at once it
 * is whole. The names in a folder are read before its events: a round that ended in between lacks
 * files, but those that an earlier reading told of are whole. */
static bool is_whole(const struct following *following, const struct analysis *analysis)
{
	if (following->source.path)
		return following->told >= following->next;
	return !analysis->has_events_file || following->source.ended;
}

/* Takes the first run of a reading. */
static void take_run(void *context, struct analysis *analysis)
{
	struct following *following = context;

	following->any = true;
	if (!following->looked) {
		following->silence = silence_of(analysis);
		following->seen = analysis->seen_round;
		following->looked =
			analysis->seen_round >= following->next && is_whole(following, analysis);
		following->told = analysis->seen_round;
		if (following->looked)
			decided_look(&following->decided, analysis);
		live_show(&following->live, &following->decided, analysis, following->looked);
	}
	analysis_free(analysis);
}

/* Looks at all rounds that are due and there. Returns true once the run is decided. */
static bool look(struct following *following)
{
	struct analyze_options options = *following->options;

	options.quiet = options.is_look = true;
	following->read = following->source.size;
	for (;;) {
		uint32_t before = following->told;

		options.last_round = following->next;
		following->looked = false;
		source_rewind(&following->source);
		(void)analysis_read(following->source.path ? following->source.path : "-", &options,
			take_run, following);
		if (!following->looked && following->source.path && before < following->next &&
			following->told >= following->next)
			continue; /* what is told of now is whole in the next reading */
		if (!following->looked)
			return false;
		if (following->decided.is_decided && following->options->until_decided)
			return true;
		following->next = decided_next(following->next, following->decided.planned);
		if (following->seen < following->next)
			return false;
	}
}

static bool is_due(const struct following *following)
{
	return (following->source.size > following->read || following->source.ended) &&
	       (following->source.path || following->source.size >= LEAST_BYTES);
}

/* Waits and looks until the run ends in any way; false after printing one line. */
static bool watch(struct following *following, struct follow_end *end)
{
	for (;;) {
		enum source_news news = source_wait(&following->source,
			following->read + following->read / GROWTH_PART,
			silence_ms(&following->silence));

		if (news == SOURCE_FAILED)
			return false;
		if (news == SOURCE_SILENT && following->source.size > following->read)
			news = SOURCE_MORE; /* it goes on, but slowly */
		if (is_due(following) && look(following)) {
			end->last_round = following->next;
			return true;
		}
		if (news == SOURCE_SILENT) {
			end->silent = true;
			end->is_empty = !following->any;
			say("%s: no round for %s: the watching ends here (is the collector still running?)",
				following->source.path ? following->source.path : "stream",
				silence_words(&following->silence));
		}
		if (news != SOURCE_MORE)
			return true;
	}
}

/* Is there nothing yet, as before the collector begins? */
static bool is_bare(const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool bare = dir != NULL;

	while (dir && bare && (entry = readdir(dir)) != NULL)
		bare = entry->d_name[0] == '.';
	if (dir)
		closedir(dir);
	return bare;
}

int follow_run(const struct analyze_options *options, const char *run, struct follow_end *end)
{
	struct following following = {
		.options = options, .next = decided_next(0, 0), .silence = { 0, -1 }
	};
	bool good;

	*end = (struct follow_end){ .path = run };
	if (source_open(&following.source, run))
		return -1;
	if (following.source.path)
		following.silence = silence_before_rounds(following.source.path);
	if (following.source.path && !options->quiet && is_bare(run))
		say("%s: nothing is in it yet: waiting for a round, for ten minutes at most (is it the folder that the collector writes?)",
			run);
	live_begin(&following.live, options);
	good = watch(&following, end);
	live_end(&following.live);
	source_rewind(&following.source);
	source_close(&following.source);
	decided_free(&following.decided);
	return good ? 0 : -1;
}
