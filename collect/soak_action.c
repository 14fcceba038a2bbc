/* soak_action.c - what a round does before its snapshot: an action, some times, or nothing. */
#include "base/io.h"
#include "base/say.h"
#include "soak.h"

#include <string.h>

#include "events.h"
#include "progress.h"
#include "round.h"
#include "run_format.h"

/* For an ACTION that cannot be started: the pause, and the most tries. */
enum { START_PAUSE_MS = 500, STARTS_MAX = 5 };

/* Runs ACTION once. If it cannot be started (no process, no memory), tries again: a round without
 * its ACTION would look like one without a leak. */
static enum step start_action(
	struct soak *soak, const struct action *action, struct action_result *result)
{
	for (int tries = 1;; tries++) {
		enum step step;

		action_run(action, soak->waiting, &soak->output, &soak->targets.match.action_group,
			result);
		if (result->started)
			return STEP_GOOD;
		events_action(&soak->lines, action->round, result, NULL, 0);
		if (tries == STARTS_MAX) {
			say("%s: %s (it could not be started)", action_title(action),
				strerror(result->error));
			(void)round_put_events(soak);
			return STEP_FAILED;
		}
		step = soak_wait(soak, io_monotonic_ms() + START_PAUSE_MS, action->round);
		if (step != STEP_GOOD)
			return step;
	}
}

static void tell_failure(
	struct soak *soak, const struct action *action, const struct action_result *result)
{
	soak->end = SOAK_ACTION_FAILED;
	progress_clear(soak);
	say("%s: %s in round %u (-k goes on; what it printed is in %s)", action_title(action),
		result->timed_out         ? "it took too long"
		: result->exit_status < 0 ? "it died by a signal"
					  : "its exit status is not 0",
		(unsigned)action->round, RUN_ACTION_NAME);
}

/* What follows from the end of ACTION. */
static enum step after_action(
	struct soak *soak, const struct action *action, const struct action_result *result)
{
	if (result->abandoned)
		return STEP_NOW;
	if (result->stopped) {
		soak->end = SOAK_SIGNAL;
		return STEP_LAST;
	}
	if (action_failed(result) && !soak->options->keep_going) {
		tell_failure(soak, action, result);
		return STEP_LAST;
	}
	return STEP_GOOD;
}

/* In an experiment: adds the end of one action to that of the round. If one failed, the round has
 * failed. */
static void add_result(struct action_result *all, const struct action_result *one)
{
	int64_t ms = all->ms + one->ms;

	if (!action_failed(all))
		*all = *one;
	all->ms = ms;
}

/* Runs an action some times. The ends are events of their own, or in an experiment one for the
 * round. */
static enum step run_times(struct soak *soak, const struct action *action,
	const struct design_arm *arm, uint32_t times)
{
	bool is_experiment = design_is_experiment(&soak->options->design);
	struct action_result all = { .started = true };
	enum step step = STEP_GOOD;
	uint32_t done = 0;

	while (done < times && step == STEP_GOOD) {
		struct action_result one;

		progress_action(soak, action->round);
		step = start_action(soak, action, &one);
		if (step != STEP_GOOD)
			break;
		done++;
		add_result(&all, &one);
		if (!is_experiment)
			events_action(&soak->lines, action->round, &one, NULL, 0);
		step = after_action(soak, action, &one);
	}
	if (is_experiment && step != STEP_FAILED)
		events_action(&soak->lines, action->round, &all, arm->name, done);
	return step;
}

/* The median of the times that the last actions took; 0: none is known yet. */
static int64_t usual_ms(const struct soak *soak)
{
	size_t count = soak->action_count < SOAK_LENGTHS ? soak->action_count : SOAK_LENGTHS;

	for (size_t i = 0; i < count; i++) {
		size_t below = 0, same = 0;

		for (size_t j = 0; j < count; j++) {
			below += soak->action_ms[j] < soak->action_ms[i];
			same += soak->action_ms[j] == soak->action_ms[i];
		}
		if (below <= count / 2 && below + same > count / 2)
			return soak->action_ms[i];
	}
	return 0;
}

enum step soak_action(struct soak *soak, uint32_t number)
{
	const struct design *design = &soak->options->design;
	const struct design_arm *arm = design_arm(design, number, soak->warmup_rounds);
	struct action action = { .argv = arm->argv,
		.command = arm->command,
		.arm = arm->name,
		.timeout_ms = soak->options->timeout_ms,
		.round = number,
		.warmup = number <= soak->warmup_rounds,
		.only_pid = targets_only_pid(&soak->targets) };
	bool is_control = design->has_control && arm == &design->arms[design->count - 1];
	int64_t began = io_monotonic_ms();
	enum step step;

	/* the action is to find the run */
	progress_clear(soak);
	soak->store->look(soak->store, false);
	action.run = soak->store->path;
	step = run_times(soak, &action, arm, design_times(design, arm, number));

	if (step != STEP_GOOD)
		return step;
	/* rounds of all arms are to be of the same length */
	if (is_control)
		return soak_wait(soak, began + usual_ms(soak), number);
	soak->action_ms[soak->action_count++ % SOAK_LENGTHS] = io_monotonic_ms() - began;
	return STEP_GOOD;
}
