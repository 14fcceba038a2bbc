/* verdict_rules.h - the stages between trends and the verdict of a life: each takes plain results
 * and gives new ones. */
#ifndef LEAKLINE_VERDICT_RULES_H
#define LEAKLINE_VERDICT_RULES_H

#include "verdict.h"

struct arena;
struct life_trends;

/* What the rules ask of a life. */
struct rule_settings {
	double alpha;
	double page;   /* KiB: resolution of the readings */
	double floor;  /* KiB: the total growth that matters at least */
	double budget; /* KiB a unit of x, < 0: none */
};

/* What a life shows: the rules look at nothing else. */
struct evidence {
	const struct process *process;
	const struct trend *trend; /* METRICS of them */
};

/* The series that decides first: the footprint, private memory where that was not measured. */
const struct series *verdict_leading(const struct process *process);

/* The floor of a series with that grain: some pages, but never less than two of its units. */
double verdict_floor(double page_kib, double grain);

/* The p values of one life, corrected for the number of tests (docs/method.md 7). */
struct corrected {
	bool counts; /* false: a short life beside a longer one, left out of the correction */
	double metric[METRICS]; /* 1 where it is not tested */
	double *group;          /* of each mapping group, or NULL */
};

/* Corrects the p values of all lives: one entry an item, which live in arena. */
const struct corrected *verdict_correct(const struct processes *processes,
	const struct life_trends *trends, struct arena *arena, struct verdict_tests *tests);

/* The state of a trend and its reason (docs/method.md 5, but for what private memory adds). */
struct judgement verdict_state(
	const struct trend *trend, double p_adjusted, const struct rule_settings *rules);

/* How private memory stands to the footprint, as far as it matters for flags and reason. */
enum private_says { PRIVATE_SAYS_NOTHING, PRIVATE_FOLLOWS, PRIVATE_SILENT, PRIVATE_REPEATS };

/* What footprint and private say together (docs/method.md 6). */
struct private_view {
	enum private_says says;
	struct judgement footprint, private;
};

/* Weighs private memory, which may only serve the footprint in its own steps. judged: what each
 * metric says by itself, METRICS of them. scratch: memory for the points that both have. */
struct private_view verdict_private(const struct evidence *life, const struct judgement *judged,
	const struct rule_settings *rules, struct arena *scratch);

/* True where footprint, private or rest grow. */
bool verdict_any_grows(const struct judgement *judged);

/* What is left of a judgement where nothing grows: flat is not believed of few rounds. */
struct judgement verdict_doubt(const struct trend *trend, struct judgement judged);

/* What a life looks like: describes, and decides nothing but the reason of a stable verdict. */
struct look {
	enum shape shape;
	uint32_t flags; /* as struct finding */
	size_t warm_up_rounds;
};

struct look verdict_look(const struct evidence *life, const struct judgement *judged,
	enum private_says says, double floor);

/* The verdict of a life (docs/method.md 10); detectable and rounds_needed as struct finding. */
struct life_verdict {
	enum verdict_kind verdict;
	enum verdict_reason reason;
	enum metric decided_by;
	double detectable, rounds_needed;
};

struct life_verdict verdict_life(const struct evidence *life, const struct judgement *judged,
	const struct look *look, enum private_says says, double budget);

/* What the record knows of a run that can take a pass back. */
struct circumstances {
	bool has_action, action_failed, clock_lost; /* as struct verdict_settings */
};

/* A verdict in these circumstances: what did not happen is no pass (docs/method.md 10). */
struct life_verdict verdict_earned(struct life_verdict verdict, const struct evidence *life,
	const struct judgement *judged, const struct circumstances *circumstances);

#endif
