/* verdict_rules.h - the stages between the trends and the verdict of a life: each takes plain
 * results and returns new ones. */
#ifndef LEAKLINE_VERDICT_RULES_H
#define LEAKLINE_VERDICT_RULES_H

#include "verdict.h"

struct arena;
struct life_trends;

/* The limits that the rules apply to a life. */
struct rule_settings {
	double alpha;
	double page;   /* KiB: resolution of the readings */
	double floor;  /* KiB: the smallest total growth that matters */
	double budget; /* KiB per unit of x; < 0: none */
};

/* Everything that the rules may look at in a life. */
struct evidence {
	const struct process *process;
	const struct trend *trend; /* array of METRICS */
};

/* The series that decides first: the footprint, or private memory if the footprint was not
 * measured. */
const struct series *verdict_leading(const struct process *process);

/* Have both the same points, read alike? Then all that is computed of them is the same. */
bool verdict_same_series(const struct series *a, const struct series *b);

/* The points of a series that are judged: those with x from skip_x on. */
struct series verdict_judged_series(const struct series *series, double skip_x);

/* The floor of a series with that grain: some pages, but at least two grains. */
double verdict_floor(double page_kib, double grain);

/* The p-values of one life, corrected for the number of tests (docs/method.md 7). */
struct corrected {
	bool counts; /* false: a short life beside a longer one, left out of the correction */
	double metric[METRICS]; /* 1 if it is not tested */
	double *group;          /* one per mapping group, or NULL */
};

/* Corrects the p-values of all lives; returns one entry per item, in arena. */
const struct corrected *verdict_correct(const struct processes *processes,
	const struct life_trends *trends, struct arena *arena, struct verdict_tests *tests);

/* The state of a trend and its reason (docs/method.md 5, before private memory is weighed). */
struct judgement verdict_state(
	const struct trend *trend, double p_adjusted, const struct rule_settings *rules);

/* Do the floors that collections left rise by as much as matters: by floor, and a tenth of the
 * range (docs/method.md 5)? */
bool verdict_floors_rise(const struct trend *trend, double floor);

/* How private memory relates to the footprint, as far as it matters for flags and reason. */
enum private_says { PRIVATE_SAYS_NOTHING, PRIVATE_FOLLOWS, PRIVATE_SILENT, PRIVATE_REPEATS };

/* What footprint and private memory show together (docs/method.md 6). */
struct private_view {
	enum private_says says;
	struct judgement footprint, private;
};

/* Weighs private memory, which may only serve the footprint in its own steps. judged: the judgement
 * of each metric by itself, METRICS of them. scratch: memory for the points that both have. */
struct private_view verdict_private(const struct evidence *life, const struct judgement *judged,
	const struct rule_settings *rules, struct arena *scratch);

/* True if footprint, private or rest grows. */
bool verdict_any_grows(const struct judgement *judged);

/* Doubts a judgement that shows no growth: with few rounds, flat is not believed. */
struct judgement verdict_doubt(const struct trend *trend, struct judgement judged);

/* The description of a life: it decides nothing but the reason of a stable verdict. */
struct look {
	enum shape shape;
	uint32_t flags; /* as in struct finding */
	size_t warm_up_rounds;
};

/* floor: KiB, the smallest total growth that matters. */
struct look verdict_look(const struct evidence *life, const struct judgement *judged,
	enum private_says says, double floor);

/* The verdict of a life (docs/method.md 10); detectable and rounds_needed as in struct finding. */
struct life_verdict {
	enum verdict_kind verdict;
	enum verdict_reason reason;
	enum metric decided_by;
	double detectable, rounds_needed;
};

/* budget: KiB per unit of x; < 0: none. */
struct life_verdict verdict_life(const struct evidence *life, const struct judgement *judged,
	const struct look *look, enum private_says says, double budget);

/* Facts of the recorded run that can withdraw a pass. */
struct circumstances {
	/* as in struct verdict_settings */
	bool has_action, action_failed, undrawn, clock_lost;
};

/* Adjusts a verdict to these circumstances: what did not happen earns no pass (docs/method.md 10).
 */
struct life_verdict verdict_earned(struct life_verdict verdict, const struct evidence *life,
	const struct judgement *judged, const struct circumstances *circumstances);

#endif
