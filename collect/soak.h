/* soak.h - the course of a run: round 0; then action, settle, snapshot, until finished or stopped.
 */
#ifndef LEAKLINE_SOAK_H
#define LEAKLINE_SOAK_H

#include <stdbool.h>
#include <stdint.h>

#include "action.h"
#include "base/buffer.h"
#include "options.h"
#include "plan.h"
#include "source/source.h"
#include "store/store.h"
#include "targets.h"
#include "base/waiting.h"

enum soak_status { SOAK_COMPLETE = 0, SOAK_EARLY = 1, SOAK_WRONG = 2, SOAK_FAILED = 3 };

/* Why no round follows. */
enum soak_end {
	SOAK_GOES_ON,
	SOAK_ROUNDS_DONE,
	SOAK_TIME_OVER,
	SOAK_SIGNAL,
	SOAK_ACTION_FAILED,
	SOAK_TARGETS_GONE,
	SOAK_LAST_DROPPED,
	SOAK_ENDS
};

/* How many of the last actions say how long a round of the control lasts. */
enum { SOAK_LENGTHS = 7 };

/* How a step of a run ended. */
enum step {
	STEP_GOOD,
	STEP_LAST /* the run ends in order */,
	STEP_DROPPED,
	STEP_NOW /* a second stop signal */,
	STEP_FAILED
};

struct soak {
	struct collect_options *options;
	struct waiting *waiting;
	struct source *source;
	struct store *store;
	struct targets targets;
	struct source_round round;
	struct source_info info;
	struct action_output output;
	struct buffer lines, text; /* events of the current round; scratch */
	int64_t started_ms;        /* monotonic: start of the last snapshot; -1: none yet */
	int64_t until_ms;          /* monotonic: the first snapshot from then on is the last; -1:
				      none */
	int64_t due_ms;            /* monotonic: when it was due */
	int64_t last_round;        /* number of the run's last round; -1: until stopped */
	int64_t warmup_rounds;     /* rounds below this number are the warm-up */
	uint32_t last_number;      /* of the last complete round */
	int64_t last_time_ms;
	int64_t thinned;      /* rounds up to this one have been thinned in this session */
	uint32_t rounds_here; /* complete rounds in this session */
	struct plan plan;     /* --plan */
	int64_t drawn_ms;     /* when the progress line was last drawn */
	int64_t action_ms[SOAK_LENGTHS]; /* how long the last rounds ran an action; a ring */
	size_t action_count;
	bool told_others; /* that /proc hides processes which -a means */
	int drops;        /* rounds dropped since the last complete one */
	enum soak_end end;
};

/* Looks for the targets before anything is written. Returns SOAK_COMPLETE, or the status to exit
 * with (after printing one line). */
enum soak_status soak_look(struct soak *soak);

/* Does --cgroup auto ask for the cgroups of the targets? */
bool soak_cgroup_is_auto(const struct soak *soak);

/* Has the source record the cgroup that --cgroup names, if it names one. Returns 0, or -1 after
 * printing one line. */
int soak_add_named_cgroup(struct soak *soak);

/* Has the source record the cgroups of targets that are new: with --cgroup auto all of them, with
 * --tree to find out whose child an orphan is. Returns whether any was found. */
bool soak_add_cgroups(struct soak *soak);

/* Performs the run, from run.info to stop. Returns the exit status, after printing one line if it
 * is not 0. */
enum soak_status soak_run(struct soak *soak);

/* Waits until the deadline (monotonic ms). STEP_LAST: a stop signal makes the next snapshot the
 * last. */
enum step soak_wait(struct soak *soak, int64_t deadline_ms, uint32_t number);

/* Runs the action of a round as often as the design says, or waits as long. STEP_LAST: the run ends
 * with the next snapshot; soak->end is the reason. */
enum step soak_action(struct soak *soak, uint32_t number);

/* Frees targets and buffers, closes the pipe of ACTION; store and source are the caller's. */
void soak_free(struct soak *soak);

#endif
