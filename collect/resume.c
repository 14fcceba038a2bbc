/* resume.c - a run that goes on: what may differ, and what may not. */
#include "resume.h"

#include "base/buffer.h"
#include "base/format.h"
#include "base/say.h"
#include "base/text.h"
#include "info.h"
#include "info_value.h"
#include "option_set.h"
#include "source/source.h"
#include "store/store.h"

/* Lines of run.info that a run may go on without, and what a message calls each. */
static const struct {
	const char *key, *name;
	bool is_ms, is_count;
} settings[] = {
	{ "interval_ms", "-i ", true, false },
	{ "settle_ms", "-s ", true, false },
	{ "rounds", "-n ", false, true },
	{ "targets", "the targets ", false, false },
	{ "action", "the action ", false, false },
	{ "tree", "--tree ", false, false },
	{ "cgroup", "--cgroup ", false, false },
};

/* Appends a value; NULL: the line is not there. */
static void add_value(struct buffer *line, const char *value, size_t len, bool is_ms)
{
	const char *at, *end;
	uint64_t ms;

	if (!value || len < 2) {
		buffer_string(line, "none");
		return;
	}
	at = value + 1; /* behind a blank */
	end = value + len;
	if (is_ms && text_read_decimal(&at, end, &ms) && at == end && ms <= INT64_MAX) {
		buffer_number(line, (int64_t)(ms % 1000 ? ms : ms / 1000));
		buffer_string(line, ms % 1000 ? "ms" : "s");
	} else {
		buffer_add(line, value + 1, len - 1);
	}
}

/* The options are given again, or have their defaults: a forgotten one changes the run's pace
 * without a trace but this. */
static void say_changes(const struct collect_options *options, const struct store *store)
{
	const struct source_info nothing = { .text = { 0 } };
	struct buffer now = { 0 }, line = { 0 };

	info_write(&now, options, &nothing, false);
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const char *key = settings[i].key, *value, *before;
		size_t len = 0, before_len = 0;

		if (info_same(&store->info_text, &now, key) ||
			(options->more_rounds && settings[i].is_count))
			continue;
		value = info_value(&now, key, &len);
		before = info_value(&store->info_text, key, &before_len);
		buffer_string(&line, line.len ? ", " : "");
		buffer_string(&line, settings[i].name);
		add_value(&line, value, len, settings[i].is_ms);
		buffer_string(&line, " (");
		add_value(&line, before, before_len, settings[i].is_ms);
		buffer_string(&line, " before)");
	}
	buffer_add(&line, "", 1); /* its end */
	if (line.len > 1)
		say("%s goes on with %s", store->path, line.bytes);
	buffer_free(&now);
	buffer_free(&line);
}

int resume_check(struct collect_options *options, const struct store *store)
{
	struct design *design = &options->design;
	const char *differs = design_resume(design, &store->info_text);

	if (differs) {
		say("%s: it was begun with another design: its %s in run.info differs (give the same actions, --control, --block and -r)",
			store->path, differs);
		return -1;
	}
	if (!design_runs_as_often(design, &store->info_text, store->actions)) {
		say("%s: it was begun with another design: ACTION ran %u %s in a round (give -r %u)",
			store->path, (unsigned)store->actions,
			store->actions == 1 ? "time" : "times", (unsigned)store->actions);
		return -1;
	}
	if (!options->quiet)
		say_changes(options, store);
	return 0;
}
