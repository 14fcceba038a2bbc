/* happenings.h - what a run's events say besides its rounds: failed actions, ended targets, clock
 * changes. */
#ifndef LEAKLINE_HAPPENINGS_H
#define LEAKLINE_HAPPENINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../input/run_events.h"

struct arena;
struct process;
struct processes;
struct round_list;

/* An ACTION that ran, or should have. */
struct happened_action {
	uint32_t round;
	bool failed; /* its exit status was not 0, a signal or a timeout ended it, or it could not
			be started */
	struct span arm; /* what was drawn for the round (--control, --action, -r A-B); empty: one
			    ACTION alone */
	uint32_t times;  /* how often it ran; 0: not told, or it did not */
};

/* A target that had ended when a round began, or that might not be read. */
struct happened_end {
	int32_t pid;
	uint64_t start_ticks; /* 0: unknown */
};

/* A process that appeared as a descendant of a target (--tree). */
struct happened_birth {
	int32_t pid, root;    /* root: PID of the target at the top of its tree */
	uint64_t start_ticks; /* 0: unknown */
};

/* A clock that was set between a round and the one before it. */
struct happened_set {
	uint32_t round;
	int64_t ms; /* by how much, as far as known; forward is positive */
	bool timed; /* uptime shows the round's duration all the same */
};

/* All zero is empty. Lists live in the arena of happenings_take and happenings_finish. */
struct happenings {
	struct happened_action *actions; /* after happenings_finish: one for each round, by round */
	size_t action_count, action_capacity;
	struct happened_end *ends;
	size_t end_count, end_capacity;
	struct happened_birth *births;
	size_t birth_count, birth_capacity;
	struct happened_end
		*denied; /* targets that the collector might not read, wholly or in part */
	size_t denied_count, denied_capacity;
	bool others_denied;        /* all processes were targets, and not all were shown */
	struct happened_set *sets; /* by round */
	size_t set_count, set_capacity;
};

/* Takes one event, in any order; ignores irrelevant ones. */
void happenings_take(
	struct happenings *happenings, struct arena *arena, const struct run_event *event);

/* After the last event: sorts actions by round, and finds the clock changes that the (built) rounds
 * show. */
void happenings_finish(
	struct happenings *happenings, struct arena *arena, const struct round_list *rounds);

/* A copy in another arena; of a finished one. */
struct happenings happenings_copy(const struct happenings *from, struct arena *arena);

/* How many rounds from `from` on ran an ACTION, and in how many of them it failed. from: the first
 * round judged, whose own ACTION ran before it; 0: all. */
size_t happenings_actions(const struct happenings *happenings, uint32_t from, size_t *failed);

/* In how many rounds behind from (0: all) the action of that name failed. */
size_t happenings_failures(const struct happenings *happenings, uint32_t from, struct span arm);

/* How often an ACTION that was not drawn ran in a round: the most of all, as what cut a recording
 * off leaves less. Round 0 does not count: earlier versions ran the warm-up before it. 0: it never
 * ran. */
uint32_t happenings_times(const struct happenings *happenings);

/* What tells whether a process ended before its run did. */
struct happened_frame {
	const struct happenings *happened;
	const struct round_list *rounds;
	bool is_log;    /* it may show only the ten largest processes: missing is no sign */
	bool everybody; /* every process is a target (-a) */
};

/* targets: the line of run.info. The frame points to the others. */
struct happened_frame happenings_frame(const struct happenings *happenings,
	const struct round_list *rounds, struct span targets, bool is_log);

/* Does an event say that the process ended? */
bool happenings_ended(const struct happenings *happenings, const struct process *process);

/* Did what is (or stands for) a process end before the run did? Only what was named, or was there
 * from the first round and in at least 12 (as another program, too, before an exec), can end early;
 * if all processes are targets, only what was named. It did if that is known by an event
 * (by_event), or if it was in each round and is missing from the last ones. So did everything if
 * the run's files end before its events do. */
bool happenings_ended_early(
	const struct happened_frame *frame, const struct process *process, bool by_event);

/* Marks is_named, ended_early, and what its children say of never_ran, of the targets of a built
 * run. targets: the line of run.info, as given to the collector. A process that was restarted did
 * not end. */
void happenings_mark(
	const struct happened_frame *frame, struct span targets, struct processes *processes);

/* The PIDs of the targets that might not be read in any round, so that the run has nothing of them:
 * count of them, ascending, in arena. */
const int32_t *happenings_unseen(const struct happenings *happenings,
	const struct processes *processes, struct arena *arena, size_t *count);

/* Was the clock set in a round whose duration only the clock shows? */
bool happenings_untimed(const struct happenings *happenings, uint32_t from);

#endif
