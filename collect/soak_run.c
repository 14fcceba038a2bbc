/* soak_run.c - the course of a run. */
#include "base/io.h"
#include "base/say.h"
#include "soak.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "events.h"
#include "info.h"
#include "progress.h"
#include "round.h"
#include "run_format.h"

/* For a source that keeps failing although no connection is lost: the pause after a dropped round,
 * and the most dropped rounds in a row. */
enum { DROP_PAUSE_MS = 1000, DROPS_MAX = 60 };

static int write_info(struct soak *soak)
{
	soak->text.len = 0;
	info_write(&soak->text, soak->options, &soak->info, !soak->targets.outside);
	return soak->store->info(soak->store, &soak->text);
}

static int begin_run(struct soak *soak)
{
	if (!soak->store->resumed) {
		if (write_info(soak))
			return -1;
		events_begin(&soak->lines, -1, RUN_EVENT_START);
		info_targets(&soak->lines, soak->options);
	} else {
		events_begin(&soak->lines, -1, RUN_EVENT_RESUME);
		buffer_string(&soak->lines, "boot_id=");
		buffer_add(&soak->lines, soak->info.boot_id.bytes, soak->info.boot_id.len);
	}
	events_end(&soak->lines);
	if (info_lacks_heap(soak->options)) {
		events_add(&soak->lines, -1, RUN_EVENT_DENIED,
			RUN_KIND_HEAP ": only the native source reads it");
		say("--also heap: only the native source reads it (run leakline-collect on the host itself); the run goes on without");
	}
	return round_put_events(soak);
}

/* Everything before the snapshot of a round after the first: action and settling, then the rest of
 * the interval. */
static enum step prepare_round(struct soak *soak, uint32_t number, int64_t due_ms)
{
	const struct collect_options *options = soak->options;
	enum step step;

	if (options->design.count) {
		step = soak_action(soak, number);
		if (step != STEP_GOOD)
			return step;
		step = soak_wait(soak, io_monotonic_ms() + options->settle_ms, number);
		if (step != STEP_GOOD)
			return step;
	}
	return soak_wait(soak, due_ms, number);
}

/* Pauses after a dropped round, so that a source that fails at once is not asked in a busy loop. */
static enum step after_drop(struct soak *soak, uint32_t number)
{
	if (soak->end || soak->waiting->stops)
		return STEP_NOW;
	if (++soak->drops >= DROPS_MAX) {
		say("round %u: dropped %d times (events.tsv says why)", (unsigned)number,
			DROPS_MAX);
		return STEP_FAILED;
	}
	return soak_wait(soak, io_monotonic_ms() + DROP_PAUSE_MS, number);
}

/* Round 0, before any ACTION; retried until it is not dropped. */
static enum step take_first_round(struct soak *soak, uint32_t number)
{
	enum step step = STEP_GOOD;

	while (step == STEP_GOOD || step == STEP_LAST) {
		step = round_take(soak, number);
		if (step != STEP_DROPPED)
			break;
		step = after_drop(soak, number);
	}
	return step;
}

/* A round after round 0. If dropped, it is a gap if its ACTION has run, else it is retried. */
static enum step take_next_round(struct soak *soak, uint32_t *number)
{
	const struct collect_options *options = soak->options;
	int64_t now = io_monotonic_ms(), due = now;
	enum step step;

	if (soak->started_ms >= 0)
		due = (options->design.count ? soak->started_ms : soak->due_ms) +
		      options->interval_ms;
	if (soak->until_ms >= 0 && due > soak->until_ms)
		due = soak->until_ms;
	/* missed intervals are not caught up */
	soak->due_ms = due < now ? now : due;
	step = prepare_round(soak, *number, soak->due_ms);
	if (step == STEP_NOW || step == STEP_FAILED)
		return step;
	step = round_take(soak, *number);
	if (step == STEP_DROPPED) {
		step = after_drop(soak, *number);
		if (!options->design.count)
			return step;
		if (step == STEP_GOOD && soak->last_round >= 0 && *number >= soak->last_round) {
			soak->end = SOAK_LAST_DROPPED;
			return STEP_NOW;
		}
	}
	++*number;
	return step;
}

/* Runs rounds until a step reports the last one. */
static enum step run_rounds(struct soak *soak)
{
	uint32_t number = soak->store->next_round;
	enum step step = STEP_GOOD;

	soak->due_ms = io_monotonic_ms();
	if (!soak->store->rounds_before) {
		step = take_first_round(soak, number++);
		soak->due_ms = soak->started_ms;
	} else {
		soak->last_number = number - 1;
		if (soak->last_round >= 0 && number > soak->last_round) {
			soak->end = SOAK_ROUNDS_DONE;
			step = STEP_LAST;
		}
	}
	while (step == STEP_GOOD)
		step = take_next_round(soak, &number);
	return step;
}

/* The detail of the `stop` event. */
static const char *const end_texts[SOAK_ENDS] = { [SOAK_ROUNDS_DONE] = "rounds",
	[SOAK_TIME_OVER] = "duration",
	[SOAK_SIGNAL] = "signal",
	[SOAK_ACTION_FAILED] = "ACTION failed",
	[SOAK_TARGETS_GONE] = "all targets are gone",
	[SOAK_LAST_DROPPED] = "the last round was dropped" };

static int end_run(struct soak *soak)
{
	/* never the name of the last round's events, even if the clock was set back meanwhile */
	int64_t now = io_wall_ms(), after = soak->last_time_ms + 1;
	struct store_round last = { soak->last_number, now < after ? after : now,
		soak->round.text };

	events_begin(&soak->lines, -1, RUN_EVENT_STOP);
	buffer_string(&soak->lines, end_texts[soak->end]);
	if (soak->end == SOAK_SIGNAL) {
		buffer_string(&soak->lines, " ");
		buffer_number(&soak->lines, soak->waiting->stop_signal);
	}
	events_end(&soak->lines);
	return soak->store->end(soak->store, &last, &soak->lines);
}

static enum soak_status status_of(const struct soak *soak)
{
	unsigned number = (unsigned)soak->last_number;

	if (soak->end == SOAK_ROUNDS_DONE || soak->end == SOAK_TIME_OVER ||
		(soak->end == SOAK_SIGNAL && soak->options->rounds < 0))
		return SOAK_COMPLETE;
	if (soak->end == SOAK_SIGNAL)
		say("stopped by a signal at round %u of %lld (what was recorded is whole; --resume goes on)",
			number, (long long)soak->last_round);
	else if (soak->end != SOAK_ACTION_FAILED)
		say("%s: the run ends at round %u (what was recorded is whole)",
			end_texts[soak->end], number);
	return SOAK_EARLY;
}

/* The number of the run's last round; -1: until stopped. */
static int64_t last_round(const struct soak *soak)
{
	const struct collect_options *options = soak->options;

	if (options->rounds < 0)
		return -1;
	if (options->more_rounds && soak->store->next_round)
		return (int64_t)soak->store->next_round - 1 + options->rounds;
	return soak->warmup_rounds + options->rounds;
}

/* The status if something could not be written. A stream is complete if its reader closed it after
 * a whole round; one that a second signal cut off while its reader slept is no failure either. */
static enum soak_status failure_of(const struct soak *soak)
{
	if (soak->store->reader_left)
		return SOAK_COMPLETE;
	return soak->waiting->stops > 1 && soak->waiting->stop_signal != SIGPIPE ? SOAK_EARLY
										 : SOAK_FAILED;
}

enum soak_status soak_run(struct soak *soak)
{
	enum soak_status status;
	enum step step = STEP_FAILED;

	soak->started_ms = -1;
	soak->until_ms = -1;
	soak->warmup_rounds =
		soak->store->resumed ? soak->store->warmup_rounds : soak->options->warmup;
	soak->last_round = last_round(soak);
	if (soak->options->design.count && action_output_open(&soak->output))
		say("pipe: %s (nothing was recorded)", strerror(errno));
	else if (!begin_run(soak))
		step = run_rounds(soak);
	progress_clear(soak);
	if (step == STEP_FAILED)
		return failure_of(soak);
	if (!soak->end)
		soak->end = SOAK_SIGNAL;
	status = status_of(soak);
	return end_run(soak) ? failure_of(soak) : status;
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
	action_output_close(&soak->output);
	targets_close(&soak->targets);
}
