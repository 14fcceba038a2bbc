/* soak.c - the story of a run. */
#include "soak.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "events.h"
#include "progress.h"
#include "run_format.h"

/* How a step ended. */
enum step { STEP_GOOD, STEP_LAST /* the run ends in order */, STEP_DROPPED, STEP_NOW /* a second signal */, STEP_FAILED };

static enum source_status take_snapshot(struct soak *soak, uint32_t number, unsigned kinds)
{
	soak->round.number = number;
	soak->round.kinds = kinds;
	soak->round.trouble.len = 0;
	for (enum kind kind = 0; kind < KINDS; kind++)
		soak->round.text[kind].len = 0;
	targets_prepare(&soak->targets, &soak->round);
	return soak->source->snapshot(soak->source, &soak->round);
}

int soak_look(struct soak *soak)
{
	const char *missing;

	if (targets_open(&soak->targets, soak->options))
		return -1;
	soak->targets.first_look = true;
	if (take_snapshot(soak, 0, 0) != SOURCE_GOOD)
		return -1;
	soak->targets.first_look = false;
	missing = targets_missing(&soak->targets);
	if (missing)
		say("%s: no process named %s (see ps aux for what runs)", missing, missing);
	return missing ? -1 : 0;
}

static void add_line(struct buffer *text, const char *key, const char *value)
{
	buffer_string(text, key);
	buffer_escaped(text, value, strlen(value));
	buffer_string(text, "\n");
}

static void add_number_line(struct buffer *text, const char *key, int64_t number)
{
	buffer_string(text, key);
	buffer_number(text, number);
	buffer_string(text, "\n");
}

/* The operands, -m and -a as they were given. */
static void add_targets(struct buffer *text, const struct collect_options *options)
{
	for (size_t i = 0; i < options->target_count; i++) {
		buffer_string(text, i ? " " : "");
		buffer_escaped(text, options->targets[i], strlen(options->targets[i]));
	}
	if (options->match_count)
		buffer_string(text, options->target_count ? " -m" : "-m");
	if (options->all)
		buffer_string(text, options->target_count || options->match_count ? " -a" : "-a");
}

static void add_action(struct buffer *text, char *const *action)
{
	for (size_t i = 0; action && action[i]; i++) {
		buffer_string(text, i ? " " : "");
		buffer_escaped(text, action[i], strlen(action[i]));
	}
}

static int write_info(struct soak *soak)
{
	const struct collect_options *options = soak->options;
	struct buffer *text = &soak->text;
	char time[IO_TIME];

	io_time(time, io_wall_ms());
	text->len = 0;
	buffer_string(text, RUN_FORMAT_LINE "\ncollector: leakline-collect " VERSION "\n");
	add_line(text, "started: ", time);
	buffer_add(text, soak->info.text.bytes, soak->info.text.len);
	buffer_string(text, "targets: ");
	add_targets(text, options);
	buffer_string(text, "\naction: ");
	add_action(text, options->action);
	buffer_string(text, "\n");
	add_number_line(text, "interval_ms: ", options->interval_ms);
	if (options->action)
		add_number_line(text, "settle_ms: ", options->settle_ms);
	if (options->rounds >= 0)
		add_number_line(text, "rounds: ", options->rounds);
	return soak->store->info(soak->store, text);
}

/* Hands the lines so far to the store. */
static int put_events(struct soak *soak)
{
	int result = soak->lines.len ? soak->store->events(soak->store, &soak->lines) : 0;

	soak->lines.len = 0;
	return result;
}

static int begin_run(struct soak *soak)
{
	if (!soak->store->resumed) {
		if (write_info(soak))
			return -1;
	} else {
		events_begin(&soak->lines, -1, RUN_EVENT_RESUME);
		buffer_string(&soak->lines, "boot_id=");
		buffer_add(&soak->lines, soak->info.boot_id.bytes, soak->info.boot_id.len);
		events_end(&soak->lines);
	}
	events_begin(&soak->lines, -1, RUN_EVENT_START);
	add_targets(&soak->lines, soak->options);
	events_end(&soak->lines);
	return put_events(soak);
}

/* Lines of trouble become `error` events. */
static void add_trouble(struct soak *soak, uint32_t number)
{
	const struct buffer *trouble = &soak->round.trouble;

	for (size_t begin = 0, i = 0; i < trouble->len; i++) {
		if (trouble->bytes[i] != '\n')
			continue;
		events_begin(&soak->lines, number, RUN_EVENT_ERROR);
		buffer_escaped(&soak->lines, trouble->bytes + begin, i - begin);
		events_end(&soak->lines);
		begin = i + 1;
	}
}

static int commit(struct soak *soak, uint32_t number, int64_t time_ms)
{
	struct store_round round = { number, time_ms, soak->round.text };
	struct buffer *text = &soak->text;

	text->len = 0;
	action_take_output(&soak->output, number, text);
	if (text->len && soak->store->action(soak->store, &round, text))
		return -1;
	if (put_events(soak))
		return -1;
	text->len = 0;
	events_add(text, number, RUN_EVENT_ROUND, NULL);
	if (soak->store->commit(soak->store, &round, text))
		return -1;
	soak->last_number = number;
	soak->last_time_ms = time_ms;
	soak->rounds_here++;
	return 0;
}

/* One line: a signal to stop may have come while the snapshot was made; it is asked for without waiting. */
static bool asked_to_stop(struct soak *soak)
{
	while (wait_for(soak->waiting, -1, 0, 0) == WAIT_CHILD)
		;
	return soak->waiting->stops > 0;
}

/* Is this snapshot the last of the call? Sets why. */
static bool is_last(struct soak *soak, uint32_t number)
{
	if (asked_to_stop(soak))
		soak->why = "signal";
	else if (targets_ended(&soak->targets))
		soak->why = "all targets are gone";
	else if (!soak->why && soak->options->rounds >= 0 && number >= soak->options->rounds)
		soak->why = "rounds";
	return soak->why != NULL;
}

static unsigned kinds_of(const struct soak *soak, bool first, bool last)
{
	unsigned kinds = soak->options->kinds;
	bool ps = soak->options->ps == PS_EACH || (soak->options->ps == PS_ENDS && (first || last));

	return ps ? kinds | 1u << KIND_PS : kinds & ~(1u << KIND_PS);
}

/* A round that is not to be: its events stay. */
static enum step drop(struct soak *soak, uint32_t number, enum source_status status)
{
	add_trouble(soak, number);
	if (put_events(soak))
		return STEP_FAILED;
	if (status == SOURCE_FAILED)
		return STEP_FAILED;
	return status == SOURCE_STOPPED || soak->waiting->stops > 1 ? STEP_NOW : STEP_DROPPED;
}

/* The snapshot and its commit. */
static enum step take_round(struct soak *soak, uint32_t number)
{
	bool first = !soak->rounds_here && number == 0, last;
	bool known_last = soak->why || (soak->options->rounds >= 0 && number >= soak->options->rounds);
	int64_t time_ms = io_wall_ms();
	enum source_status status;
	uint32_t empty = soak->targets.empty_rounds;

	soak->started_ms = io_monotonic_ms();
	status = take_snapshot(soak, number, kinds_of(soak, first, known_last));
	if (status != SOURCE_GOOD)
		return drop(soak, number, status);
	targets_finish(&soak->targets, number, &soak->lines);
	last = is_last(soak, number);
	if (last && soak->options->ps == PS_ENDS && !(soak->round.kinds & 1u << KIND_PS)) {
		/* only now is it known to be the last: once more, with ps */
		status = take_snapshot(soak, number, kinds_of(soak, first, true));
		if (status != SOURCE_GOOD)
			return drop(soak, number, status);
		soak->targets.empty_rounds = empty;
		targets_finish(&soak->targets, number, &soak->lines);
	}
	if (soak->waiting->stops > 1)
		return STEP_NOW;
	add_trouble(soak, number);
	if (commit(soak, number, time_ms))
		return STEP_FAILED;
	progress_round(soak, number);
	return last ? STEP_LAST : STEP_GOOD;
}

static void add_result(struct buffer *lines, uint32_t number, const struct action_result *result)
{
	if (!result->started) {
		events_begin(lines, number, RUN_EVENT_ERROR);
		buffer_string(lines, "ACTION could not be started: ");
		buffer_string(lines, strerror(result->error));
		events_end(lines);
		return;
	}
	events_begin(lines, number, RUN_EVENT_ACTION);
	buffer_string(lines, result->exit_status >= 0 ? "exit=" : "signal=");
	buffer_number(lines, result->exit_status >= 0 ? result->exit_status : result->signal);
	buffer_string(lines, " ms=");
	buffer_number(lines, result->ms);
	buffer_string(lines, result->timed_out ? " timeout" : "");
	events_end(lines);
}

/* Runs ACTION times times. */
static enum step run_action(struct soak *soak, uint32_t number, uint32_t times)
{
	struct action action = { soak->options->action, soak->options->timeout_ms, number, soak->store->path,
		targets_only_pid(&soak->targets) };
	struct action_result result;

	for (uint32_t i = 0; i < times; i++) {
		action_run(&action, soak->waiting, &soak->output, &soak->targets.action_group, &result);
		add_result(&soak->lines, number, &result);
		if (result.abandoned)
			return STEP_NOW;
		if (result.stopped) {
			soak->why = "signal";
			return STEP_LAST;
		}
		if (action_failed(&result) && !soak->options->keep_going) {
			soak->why = "ACTION failed";
			say("%s: %s in round %u (-k goes on; what it printed is in %s)", action.argv[0],
			    !result.started ? strerror(result.error) : result.timed_out ? "it took too long" :
			    result.exit_status < 0 ? "it died by a signal" : "its exit status is not 0", (unsigned)number,
			    RUN_ACTION_NAME);
			return STEP_LAST;
		}
	}
	return STEP_GOOD;
}

/* Waits until the deadline; a signal to stop makes the next snapshot the last. */
static enum step wait_until(struct soak *soak, int64_t deadline_ms, uint32_t number)
{
	for (;;) {
		int64_t redraw = progress_due(soak, number, deadline_ms);
		enum wait_result woke = wait_for(soak->waiting, -1, 0, redraw < deadline_ms ? redraw : deadline_ms);

		if (woke == WAIT_STOP && soak->waiting->stops > 1)
			return STEP_NOW;
		if (woke == WAIT_STOP) {
			soak->why = "signal";
			return STEP_LAST;
		}
		if (woke == WAIT_FAILED) {
			say("waiting: %s (the run cannot go on)", strerror(errno));
			return STEP_FAILED;
		}
		if (io_monotonic_ms() >= deadline_ms)
			return STEP_GOOD;
	}
}

/* What comes before the snapshot of a round after the first: action and settling, then the rest of the interval. */
static enum step prepare_round(struct soak *soak, uint32_t number, int64_t due_ms)
{
	const struct collect_options *options = soak->options;
	enum step step;

	if (options->action) {
		step = run_action(soak, number, options->repeat);
		if (step != STEP_GOOD)
			return step;
		step = wait_until(soak, io_monotonic_ms() + options->settle_ms, number);
		if (step != STEP_GOOD)
			return step;
	}
	return wait_until(soak, due_ms, number);
}

/* The first snapshot of the call: round 0, or where a resumed run has rounds the one after the highest. */
static enum step begin_rounds(struct soak *soak, uint32_t *number)
{
	const struct collect_options *options = soak->options;
	enum step step = STEP_GOOD;

	*number = soak->store->next_round;
	if (soak->store->has_round) {
		soak->last_number = *number - 1;
		if (options->rounds >= 0 && *number > options->rounds) {
			soak->why = "rounds";
			return STEP_LAST;
		}
		return STEP_GOOD;
	}
	if (options->action && options->warmup && !soak->store->resumed)
		step = run_action(soak, 0, options->warmup);
	if (step == STEP_NOW || step == STEP_FAILED)
		return step;
	do
		step = take_round(soak, *number);
	while (step == STEP_DROPPED && !soak->waiting->stops);
	++*number;
	return step;
}

/* All rounds, until a step says that it was the last. */
static enum step run_rounds(struct soak *soak)
{
	const struct collect_options *options = soak->options;
	uint32_t number;
	enum step step = begin_rounds(soak, &number), before;
	int64_t due = soak->started_ms < 0 ? io_monotonic_ms() : soak->started_ms;

	while (step == STEP_GOOD || step == STEP_DROPPED) {
		if (soak->started_ms >= 0)
			due = options->action ? soak->started_ms + options->interval_ms : due + options->interval_ms;
		if (due < io_monotonic_ms() && !options->action)
			due = io_monotonic_ms(); /* late ones are not made up for */
		before = prepare_round(soak, number, due);
		if (before == STEP_NOW || before == STEP_FAILED)
			return before;
		step = take_round(soak, number);
		if (step == STEP_DROPPED && !options->action && !soak->why)
			continue; /* nothing was done for this number: it is tried again */
		if (step == STEP_DROPPED && (soak->why || (options->rounds >= 0 && number >= options->rounds)))
			return STEP_NOW;
		number++;
	}
	return step;
}

static int end_run(struct soak *soak)
{
	struct store_round last = { soak->last_number, io_wall_ms(), soak->round.text };

	events_begin(&soak->lines, -1, RUN_EVENT_STOP);
	buffer_string(&soak->lines, soak->why);
	if (!strcmp(soak->why, "signal")) {
		buffer_string(&soak->lines, " ");
		buffer_number(&soak->lines, soak->waiting->stop_signal);
	}
	events_end(&soak->lines);
	return soak->store->end(soak->store, &last, &soak->lines);
}

static enum soak_status status_of(const struct soak *soak)
{
	if (!strcmp(soak->why, "rounds"))
		return SOAK_COMPLETE;
	if (!strcmp(soak->why, "signal") && soak->options->rounds < 0)
		return SOAK_COMPLETE;
	if (!strcmp(soak->why, "all targets are gone"))
		say("all targets are gone: the run ends at round %u (it is whole)", (unsigned)soak->last_number);
	else if (!strcmp(soak->why, "signal"))
		say("stopped by a signal at round %u of %lld (the run is whole; --resume goes on)", (unsigned)soak->last_number,
		    (long long)soak->options->rounds);
	return SOAK_EARLY;
}

enum soak_status soak_run(struct soak *soak)
{
	enum soak_status status;
	enum step step;

	soak->started_ms = -1;
	if (begin_run(soak))
		return SOAK_FAILED;
	step = run_rounds(soak);
	progress_clear(soak);
	if (step == STEP_FAILED) {
		/* the last word of a run whose source failed; one whose store failed writes nothing more */
		return SOAK_FAILED;
	}
	if (step == STEP_NOW && !soak->why)
		soak->why = "signal";
	if (step == STEP_NOW && !strcmp(soak->why, "rounds"))
		soak->why = "the last round was dropped";
	status = status_of(soak);
	return end_run(soak) ? SOAK_FAILED : status;
}

void soak_free(struct soak *soak)
{
	for (enum kind kind = 0; kind < KINDS; kind++)
		buffer_free(&soak->round.text[kind]);
	buffer_free(&soak->round.trouble);
	buffer_free(&soak->info.text);
	buffer_free(&soak->info.boot_id);
	buffer_free(&soak->lines);
	buffer_free(&soak->text);
	action_output_free(&soak->output);
	targets_close(&soak->targets);
}
