/* verdict.h - what we think of a process: rules from trends to leak, suspect, stable, inconclusive,
 * each with its reason. */
#ifndef LEAKLINE_VERDICT_H
#define LEAKLINE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../history/processes.h"
#include "../stats/trend.h"

struct arena;

/* From harmless to grave as they decide a process of several lives: inconclusive < stable < suspect
 * < leak. */
enum verdict_kind { VERDICT_INCONCLUSIVE, VERDICT_STABLE, VERDICT_SUSPECT, VERDICT_LEAK, VERDICTS };

/* The codes of leakline-analyze(1); verdict_reason_code() gives the text. */
enum verdict_reason {
	REASON_BOTH_GROW,
	REASON_PRIVATE_FOLLOWS,
	REASON_ONLY_RSS,
	REASON_ONLY_PRIVATE,
	REASON_ONLY_FILES,
	REASON_NO_PRIVATE,
	REASON_NO_RSS,
	REASON_CONSTANT,
	REASON_NO_GROWTH,
	REASON_STOPPED,
	REASON_RETURNS,
	REASON_BELOW_FLOOR,
	REASON_BELOW_BUDGET,
	REASON_ROUNDS,
	REASON_SHORT,
	REASON_DECELERATING,
	REASON_LATE_BEND,
	REASON_NEAR_MISS,
	REASON_FEW_CYCLES,
	REASON_INSENSITIVE,
	REASON_SHORT_LIFE,
	REASON_UNMEASURABLE,
	REASON_STILL_RISES,
	REASON_HINGES,
	REASON_ENDED_EARLY,
	REASON_ACTION_FAILED,
	REASON_IDLE,
	REASON_CLOCK_SET,
	REASON_NO_FULL_COLLECTION,
	REASON_HEAP_GROWS,
	REASON_HEAP_RETAINED,
	REASONS
};

enum shape {
	SHAPE_CONSTANT,
	SHAPE_FLAT,
	SHAPE_STEADY,
	SHAPE_STEPS,
	SHAPE_ACCELERATING,
	SHAPE_LATE_START,
	SHAPE_DECELERATING,
	SHAPE_WARM_UP,
	SHAPE_FILLING,
	SHAPE_STEP,
	SHAPE_SAWTOOTH,
	SHAPE_PERIODIC,
	SHAPE_FALLING,
	SHAPE_UNKNOWN,
	SHAPES
};

/* Flags of docs/method.md 10, a bit each, in the order in which they are printed. */
enum verdict_flag {
	FLAG_WARM_UP,
	FLAG_CACHE_FILLED,
	FLAG_LATE_START,
	FLAG_STEP,
	FLAG_DROP,
	FLAG_PERIODIC,
	FLAG_SAWTOOTH,
	FLAG_SWAP,
	FLAG_RESTARTED,
	FLAG_GAPS,
	FLAG_QUANTISED,
	FLAG_DECELERATING,
	FLAG_LATE_BEND,
	FLAG_NEAR_MISS,
	FLAG_ONE_METRIC,
	FLAG_NO_SWAP,
	FLAG_NO_ANON,
	FLAG_FILE_PAGES,
	FLAG_PRIVATE_SILENT,
	FLAG_FEW_CYCLES,
	FLAG_SHORT,
	FLAG_PULSE,       /* rounds that went out of line and came back were set aside */
	FLAG_PROVISIONAL, /* a leak that a longer or warmer run may take back */
	FLAGS
};

/* Does a metric grow (docs/method.md 5). */
enum trend_state { STATE_ABSENT, STATE_FLAT, STATE_UNSURE, STATE_GROW };

/* What is concluded of one trend. */
struct judgement {
	enum trend_state state;
	int reason;        /* enum verdict_reason (or -1): why it is not simply flat or growing */
	double p;          /* one-sided, of what was asked: growth; of MemAvailable its fall */
	double p_adjusted; /* p, corrected for the number of tests */
};

/* The rounds of one life that were set aside, by their places in the run, rising; NULL: none. */
struct pulses {
	const uint32_t *at;
	size_t count;
};

/* Why a leak is provisional. */
enum provisional {
	PROVISIONAL_NOT,
	PROVISIONAL_COLD,      /* few rounds since the process began: fills look like leaks */
	PROVISIONAL_COLLECTOR, /* garbage that no collection was seen to take */
	PROVISIONAL_HINGES,    /* a fiftieth of the rounds makes it one */
	PROVISIONAL_SLOWS,     /* the end gains less than the middle */
	PROVISIONAL_SUDDEN     /* a somewhat shorter run would not have been called so */
};

/* What we think of one life. Metrics that do not decide (threads, page tables, swap) are judged
 * too. */
struct finding {
	const struct process *process;
	struct pulses pulses;             /* rounds that no trend has */
	const struct trend *trend;        /* METRICS of them */
	struct judgement judged[METRICS]; /* of each trend */
	const struct trend *group_trend;  /* one a mapping group of the process, same order; NULL
					     without groups */
	const struct judgement *group_judged; /* of each of those */
	enum verdict_kind verdict;
	enum verdict_reason reason;
	enum provisional provisional; /* only of a leak */
	enum shape shape;
	uint32_t flags; /* bit set of 1u << enum verdict_flag */
	enum metric decided_by;
	bool counts;       /* false: a short life beside a longer one */
	double detectable; /* KiB a unit of x, the greater of footprint and private; < 0 not known
			    */
	double rounds_needed;  /* < 0 not known */
	size_t warm_up_rounds; /* how many first points the method explains as warm-up; 0 none found
				*/
	double exhausted_low_s,
		exhausted_high_s; /* forecast, only for a leak: seconds after the last round until
			   MemAvailable is used up; < 0 not known; high may be INFINITY */
};

/* The verdict of a process: of its lives the gravest. */
struct process_verdict {
	size_t identity;
	size_t first, last; /* findings that are its lives: gravest at .gravest */
	size_t gravest;
	enum verdict_kind verdict;
	bool known;               /* a known leak of --gate: reported, but no failure */
	struct span known_reason; /* the gate file's words */
	unsigned over, unseen; /* budgets of counts that are exceeded; of which nobody can tell: bit
				  sets of 1u << enum metric */
};

/* Of several the first that occurs of 2, 1, 3, 0 is given. */
enum exit_status {
	EXIT_STATUS_GOOD = 0,
	EXIT_STATUS_FOUND = 1,
	EXIT_STATUS_ERROR = 2,
	EXIT_STATUS_NOTHING = 3
};

/* What the verdicts of a run mean for the exit status (across/outcome.h makes it). */
struct outcome {
	enum exit_status status;
	size_t count[VERDICTS]; /* processes of each verdict */
	size_t provisional;     /* of the leaks */
	const char
		*decided; /* what decided beside these counts ("action failed in 30 of 30 rounds",
			     "no verdict: ripd"), or "": printable, lives in the arena */
};

struct verdict_settings {
	double alpha;                /* after correction */
	double budget_kib_per_round; /* < 0: none */
	const double *
		budgets; /* of single processes (--gate), one an item, < 0: the above; NULL: none */
	double page_kib;
	double round_x;           /* x of one round: 1, or with --by time its median seconds */
	double mem_available_kib; /* at the end of the run; < 0 not known */
	double round_s;           /* median seconds of a round; <= 0 not known */
	double skip_x;            /* points with a smaller x are left out (--skip, warm-up) */
	bool has_action;          /* the run has an ACTION */
	bool action_failed;       /* in too many of its rounds */
	bool clock_lost;          /* x is time, and the clock was set where nothing else tells it */
	bool no_review; /* verdicts as the rules give them: no pass is earned, nothing provisional
			 */
	size_t jobs;
};

/* How many tests were corrected for, of each metric that decides: printed in reports. */
struct verdict_tests {
	size_t count[METRIC_TRENDS];
	size_t ps_count; /* the list of processes that only ps shows */
};

/* What is concluded of a number of the whole system. */
struct system_finding {
	struct trend trend;
	struct judgement judged;
};

/*
 * Judges all lives. findings has processes->count entries (owned by the caller) and is filled in
 * the same order. arena: memory of trends and of what groups are judged. Never fails: what cannot
 * be said is in the findings.
 */
void verdict_judge(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings, struct verdict_tests *tests);

/* Judges the system's numbers: fills processes->system_count findings in the same order. */
void verdict_system(const struct processes *processes, const struct verdict_settings *settings,
	struct system_finding *findings);

/*
 * The verdict of each target process of its lives' ones. verdicts has target_count entries; gives
 * how many were filled: gravest first, then by late slope of the footprint, then by name.
 */
size_t verdict_processes(const struct processes *processes, const struct finding *findings,
	struct process_verdict *verdicts);

/* Codes as in leakline-analyze(1): "leak", "both-grow", "steady", "warm-up". */
const char *verdict_code(enum verdict_kind verdict);
const char *verdict_reason_code(enum verdict_reason reason);
const char *verdict_shape_code(enum shape shape);
const char *verdict_flag_code(enum verdict_flag flag);
const char *verdict_state_code(enum trend_state state);

#endif
