/* verdict.h - the verdict on a process: rules that turn trends into leak, suspect, stable or
 * inconclusive, each with its reason. */
#ifndef LEAKLINE_VERDICT_H
#define LEAKLINE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../history/processes.h"
#include "../stats/slowing.h"
#include "../stats/trend.h"

struct arena;
struct verdict_works;

/* From harmless to grave: a process with several lives takes the gravest: inconclusive < stable <
 * suspect < leak. */
enum verdict_kind { VERDICT_INCONCLUSIVE, VERDICT_STABLE, VERDICT_SUSPECT, VERDICT_LEAK, VERDICTS };

/* The codes of leakline-analyze(1); verdict_reason_code() returns the text. */
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
	REASON_HEAP_MASKED,
	REASON_HEAP_CLASS,
	REASON_MEMBERS_GROW, /* of a group: its members multiply */
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

/* Flags of docs/method.md 10, one bit each, in the order in which they are printed. */
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
	FLAG_PULSE,       /* rounds that jumped far off and came back were set aside */
	FLAG_PROVISIONAL, /* a leak that a longer or warmer run may not confirm */
	FLAGS
};

/* Whether a metric grows (docs/method.md 5). */
enum trend_state { STATE_ABSENT, STATE_FLAT, STATE_UNSURE, STATE_GROW };

/* The conclusion about one trend. */
struct judgement {
	enum trend_state state;
	int reason;        /* enum verdict_reason (or -1): why it is not simply flat or growing */
	double p;          /* one-sided p-value: of growth, or for MemAvailable of its fall */
	double p_adjusted; /* p, corrected for the number of tests */
};

/* The rounds of one life that were set aside, as ascending indices into the run; NULL: none. */
struct pulses {
	const uint32_t *at;
	size_t count;
};

/* Why a leak is only provisional. */
enum provisional {
	PROVISIONAL_NOT,
	PROVISIONAL_COLD, /* few rounds since the process began: filling a cache looks like a leak
			   */
	PROVISIONAL_COLLECTOR, /* garbage: no collection was seen that would free it */
	PROVISIONAL_HINGES,    /* without one fiftieth of the rounds it would not be a leak */
	PROVISIONAL_SLOWS,     /* the last third gains less than the middle third */
	PROVISIONAL_SLOWED, /* bytes in use grew faster at first, and no class of blocks goes on */
	PROVISIONAL_SUDDEN  /* a somewhat shorter run would not have been called a leak */
};

/* The conclusion about a class of blocks. */
struct block_finding {
	const struct trend *trend; /* of its KiB */
	struct judgement judged;
	enum shape shape;
	bool grows;
	bool slows; /* as a cache does that fills: by itself, or no less than the whole heap */
	bool may_be_walk; /* but what comes and goes by chance may, too: it is no witness */
	bool goes_on; /* and surely to the end of the run: no cache that fills, as far as known */
	double step;  /* by how many blocks it most often changes from round to round */
	size_t same_steps, step_count; /* so many steps are that one and upwards, of all */
};

/* The conclusion about the live heap of a life. */
struct heap_finding {
	bool is_read;              /* in so many rounds that it is judged */
	const struct trend *trend; /* of the KiB in use; NULL: not judged */
	struct judgement judged;
	enum verdict_kind verdict; /* of the bytes in use by themselves */
	enum verdict_reason reason;
	enum provisional provisional;
	bool awaits_collection; /* these two of a leak, as in a finding */
	double last_to_middle;
	enum shape shape;
	struct slowing pace; /* of the KiB in use, by themselves */
	bool may_be_walk;    /* they rose by no more than what comes and goes by chance may */
	bool rests;          /* they have reached no new height for longer than ever before */
	double detectable;   /* of bytes in use, KiB per unit of x; < 0: unknown */
	double one_rise_kib; /* these two of a pass, as in a finding */
	bool one_rise_hides;
	double free_kib;      /* free heap at the end: it takes in a leak that RSS does not show */
	double hidden_rounds; /* so long it will; < 0: it does not */
	double outside_kib; /* private memory that malloc does not hold, at the end; < 0: unknown */
	bool outside_grows; /* and this grows */
	double outside_detectable; /* the life's own: what holds for memory outside of malloc */
	const struct block_finding *blocks; /* one for each class of the process's heap, or NULL */
	size_t class_at;                    /* of REASON_HEAP_CLASS: the class that decides */
};

/* The conclusion about one life. Metrics that do not decide (threads, page tables, swap) are judged
 * too. */
struct finding {
	const struct process *process;
	struct pulses pulses;             /* rounds left out of every trend */
	const struct trend *trend;        /* array of METRICS */
	struct judgement judged[METRICS]; /* one for each trend */
	const struct trend *group_trend;  /* one for each mapping group of the process, same order;
					     NULL without groups */
	const struct judgement *group_judged; /* one for each of those */
	enum verdict_kind verdict;
	enum verdict_reason reason;
	enum provisional provisional; /* set only for a leak */
	bool awaits_collection;       /* of a leak, whatever else it is provisional for: it may be
					 garbage */
	double last_to_middle;        /* of a leak: what its last third gains, divided by what the
					 middle third did; INFINITY: that did not gain */
	size_t rose_rounds; /* of a pass that is doubted: the last rounds by which it rose; 0: for
			       another reason */
	enum shape shape;
	uint32_t flags; /* bit set of 1u << enum verdict_flag */
	enum metric decided_by;
	bool counts;         /* false: a short life beside a longer one */
	double detectable;   /* KiB per unit of x, the larger of footprint and private; < 0: unknown
			      */
	double one_rise_kib; /* of a pass: a rise that came once, as whose step a leak up to
				detectable may hide; 0: none */
	bool one_rise_hides; /* a leak above detectable may, too: a budget or a heap is claimed */
	double free_room_kib;  /* of a pass under a budget: what a heap may have had free at first,
				  which takes in a leak above it, too; 0: not that much */
	double rounds_needed;  /* < 0: unknown */
	size_t warm_up_rounds; /* number of first points that the method explains as warm-up; 0:
				  none */
	struct heap_finding heap;
	double exhausted_low_s,
		exhausted_high_s; /* forecast, only for a leak: seconds after the last round until
				     MemAvailable is used up; < 0: unknown; high may be INFINITY */
};

/* The verdict on a process: that of its gravest life. */
struct process_verdict {
	size_t identity;
	size_t first, last; /* its lives are these findings; the gravest is at .gravest */
	size_t gravest;
	enum verdict_kind verdict;
	bool in_group;            /* its group counts in its place */
	bool known;               /* a known leak of --gate: reported, but not a failure */
	struct span known_reason; /* the reason given in the gate file */
	const char *lapsed; /* why a known leak of --gate does not hold; NULL: none, or it does */
	unsigned over, unseen; /* count budgets that are exceeded, and those that could not be
				  checked: bit sets of 1u << enum metric */
};

/* If several apply, the first of 2, 1, 3, 0 is returned. */
enum exit_status {
	EXIT_STATUS_GOOD = 0,
	EXIT_STATUS_FOUND = 1,
	EXIT_STATUS_ERROR = 2,
	EXIT_STATUS_NOTHING = 3,
	EXIT_STATUSES
};

/* What the verdicts of a run mean for the exit status (computed in across/outcome.h). */
struct outcome {
	enum exit_status status;
	size_t count[VERDICTS]; /* processes with each verdict */
	size_t provisional;     /* provisional leaks */
	size_t known;           /* leaks that the gate file knows: they fail nothing */
	const char *decided;    /* what else decided the status ("action failed in 30 of 30 rounds",
				   "no verdict: ripd"), or "": printable, in the arena */
	bool of_run; /* status 3 has a reason that is none of a process: what was not read */
	bool lacks;  /* a pass would lack something, other than that leaks are provisional; also
			where  the status is 1 */
	bool over;   /* a count is beyond its budget */
};

struct verdict_settings {
	double alpha;                /* after correction */
	double budget_kib_per_round; /* < 0: none */
	const double *budgets;       /* budgets of single processes (--gate), one per item; < 0: the
					budget above; NULL: none */
	const double *heap_budgets;  /* the same for bytes in use of the live heap (--gate); NULL:
					those above */
	double page_kib;
	bool is_exact;            /* readings are exact to some bytes: no page hides a growth */
	double round_x;           /* x of one round: 1, or its median seconds with --by time */
	double mem_available_kib; /* at the end of the run; < 0: unknown */
	double x_s;               /* seconds per unit of x, in the mean; <= 0: unknown */
	double skip_x;            /* points with a smaller x are left out (--skip, warm-up) */
	bool has_action;          /* the run has an ACTION */
	bool action_failed;       /* in too many rounds of the run */
	bool undrawn;             /* an action of the experiment ran in no round */
	bool clock_lost; /* x is time, and the clock was set; no other clock in the run shows by how
			    much */
	bool any_level; /* without a budget any growth that can be seen will do: counts, whose level
			   is no measure of what matters */
	double most_kib;  /* without a budget so much growth over the run always matters; < 0: none
			   */
	double least_kib; /* without a budget less growth over the run does not matter; 0 for
			     processes, whose level tells what does */
	bool no_review;   /* verdicts straight from the rules: without the review that checks a pass
			     and marks leaks as provisional */
	size_t jobs;
	struct verdict_works *works; /* work spaces for so many workers (verdict_works.h); NULL:
					each stage has its own */
};

/* The number of tests that each deciding metric was corrected for; printed in reports. */
struct verdict_tests {
	size_t count[METRIC_TRENDS];
	size_t ps_count; /* the list of processes that only ps shows */
};

/* The conclusion about one number of the whole system. */
struct system_finding {
	struct trend trend; /* of the number as recorded: that of MemAvailable falls */
	struct judgement judged;
	const struct finding *finding; /* the verdict, as on a process whose memory is what the
					  machine loses; NULL: it has none (SYSTEM_OTHER) */
	double ends_s;   /* seconds after the last round until MemAvailable is used up at its pace;
			    INFINITY: never, or what is available is unknown; < 0: the run has no
			    times */
	bool has_budget; /* --gate limits it */
	bool over, unseen; /* it grows beyond that, or whether it does is not known */
};

/*
 * Judges all lives. findings has processes->count entries (owned by the caller) and is filled in
 * the same order. arena: holds the trends and the judgements of groups. Never fails: what could
 * not be judged is marked in the findings.
 */
void verdict_judge(const struct processes *processes, const struct verdict_settings *settings,
	struct arena *arena, struct finding *findings, struct verdict_tests *tests);

/*
 * Judges the system's numbers by the rules for processes, corrected within themselves: fills
 * processes->system_count findings in the same order, kept in arena. budgets: of each key, KiB (or
 * things) per round, < 0: none; SYSTEM_KEYS of them, or NULL.
 */
void verdict_system(const struct processes *processes, const struct verdict_settings *settings,
	const double *budgets, struct arena *arena, struct system_finding *findings);

/*
 * Combines the verdicts of lives into one per target process. verdicts has target_count entries;
 * returns how many were filled. Sorted by gravity, then by late slope of the footprint, then by
 * name.
 */
size_t verdict_processes(const struct processes *processes, const struct finding *findings,
	struct process_verdict *verdicts);

/* Could the file that tells its memory not be read in more than a few rounds? */
bool verdict_is_unread(const struct process *process);

/* Codes as in leakline-analyze(1): "leak", "both-grow", "steady", "warm-up". */
const char *verdict_code(enum verdict_kind verdict);
const char *verdict_reason_code(enum verdict_reason reason);
/* For a number of the system: "grows", "stable", "inconclusive". */
const char *verdict_system_code(enum verdict_kind verdict);
const char *verdict_shape_code(enum shape shape);
const char *verdict_flag_code(enum verdict_flag flag);
const char *verdict_state_code(enum trend_state state);

#endif
