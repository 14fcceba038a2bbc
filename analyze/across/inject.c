/* inject.c - --inject: a leak of a known rate is added to every series. */
#include "inject.h"

#include <math.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../wording/wording.h"
#include "../verdict/verdict_fit.h"

/*
 * Whether a rate is caught does not always go up with it: private memory moves in the steps of an
 * allocator, and two or three of these are no growth yet. So the smallest rate is the one from
 * which on all are caught that lie on a grid of four to the octave, two octaves up; below it a leak
 * is caught only by luck, and a gate does not trust in luck.
 */
enum { GRID = 4, IN_A_ROW = 2 * GRID };
static const double least_rate = 1.0 / 64, most_rate = 1 << 18, exact = 1.02;

enum phase { DOUBLE, WALK, HALVE, DONE };

/* What is tried on one process: KiB a round. */
struct attempt {
	enum phase phase;
	double rate;           /* now */
	double missed, caught; /* the greatest that was missed, the least above it that was caught
				  (INFINITY: none yet) */
	unsigned in_a_row;     /* caught since */
};

/* A run under test; attempts and first have an entry a verdict. */
struct search {
	const struct analysis *analysis;
	struct arena *arena;
	FILE *file;
	double rate; /* of --inject, KiB a round */
	struct attempt *attempts;
	bool *first; /* was it caught at that rate */
};

/* A copy of a series with rate more a round, in whole quanta as the kernel and the allocator hand
 * memory out. */
static struct series with_leak(const struct series *series, double rate, double quantum,
	double round_x, struct arena *arena)
{
	struct series copy = *series;
	double *value = arena_take_array(arena, series->n + 1, sizeof *value);

	for (size_t i = 0; i < series->n; i++) {
		double leaked = rate * (series->x[i] - series->x[0]) / round_x;

		value[i] = series->value[i] + floor(leaked / quantum) * quantum;
	}
	copy.value = value;
	return copy;
}

static void leak_into(
	struct process *process, double rate, const struct analysis *analysis, struct arena *arena)
{
	static const enum metric resident[] = { METRIC_RSS, METRIC_FOOTPRINT, METRIC_ANON,
		METRIC_VMRSS };
	double page = analysis->info.page_kib;

	for (size_t i = 0; i < sizeof resident / sizeof *resident; i++)
		process->value[resident[i]] = with_leak(
			&process->value[resident[i]], rate, page, analysis->round_x, arena);
	process->value[METRIC_PRIVATE] = with_leak(&process->value[METRIC_PRIVATE], rate,
		fmax(process->quantum_kib, page), analysis->round_x, arena);
	process->groups = NULL;
	process->group_count = 0;
}

/* Judges all targets with the rate of each attempt, and says in caught[] (one an attempt) which are
 * called a leak. */
static void try_rates(const struct analysis *analysis, const struct attempt *attempts, bool *caught)
{
	struct arena arena = { NULL, 0 };
	struct processes copy = analysis->processes;
	struct finding *findings = arena_take_array(&arena, copy.count + 1, sizeof *findings);
	struct verdict_tests tests;

	copy.items = arena_take_array(&arena, copy.count + 1, sizeof *copy.items);
	for (size_t i = 0; i < copy.count; i++)
		copy.items[i] = analysis->processes.items[i];
	for (size_t i = 0; i < analysis->verdict_count; i++)
		for (size_t j = analysis->verdicts[i].first; j != SIZE_MAX;
			j = copy.items[j].next_life)
			leak_into(&copy.items[j], attempts[i].rate, analysis, &arena);
	verdict_judge(&copy, &analysis->settings, &arena, findings, &tests);
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		caught[i] = false;
		for (size_t j = analysis->verdicts[i].first; j != SIZE_MAX;
			j = copy.items[j].next_life)
			caught[i] |= findings[j].verdict == VERDICT_LEAK;
	}
	arena_free(&arena);
}

static double next_rate(const struct attempt *a)
{
	switch (a->phase) {
	case DOUBLE:
		return a->missed > 0 ? 2 * a->missed : least_rate;
	case WALK:
		return a->rate * exp2(1.0 / GRID);
	case HALVE:
		return sqrt(a->missed * a->caught);
	case DONE:
		break;
	}
	return a->rate;
}

static void learn(struct attempt *a, bool caught)
{
	if (a->phase == HALVE) {
		*(caught ? &a->caught : &a->missed) = a->rate;
		a->phase = a->caught <= exact * a->missed ? DONE : HALVE;
	} else if (!caught) {
		a->missed = a->rate;
		a->caught = INFINITY;
		a->in_a_row = 0;
		a->phase = a->rate > most_rate ? DONE : a->phase;
	} else if (a->phase == DOUBLE) {
		a->caught = a->missed > 0 ? INFINITY : a->rate;
		a->phase = a->missed > 0 ? WALK : DONE;
		a->rate = a->missed;
	} else if (a->phase == WALK) {
		if (!a->in_a_row++)
			a->caught = a->rate;
		a->phase = a->in_a_row == IN_A_ROW ? HALVE : WALK;
	}
}

/* Finds each process's smallest rate, all at once: one judgement of the run a step. */
static void find_least(struct search *search)
{
	size_t targets = search->analysis->verdict_count;
	bool *caught = arena_take_array(search->arena, targets, sizeof *caught);

	for (;;) {
		bool open = false;

		for (size_t i = 0; i < targets; i++) {
			search->attempts[i].rate = next_rate(&search->attempts[i]);
			open |= search->attempts[i].phase != DONE;
		}
		if (!open)
			return;
		try_rates(search->analysis, search->attempts, caught);
		for (size_t i = 0; i < targets; i++)
			learn(&search->attempts[i], caught[i]);
	}
}

static void print_row(const struct search *search, size_t i)
{
	const struct analysis *analysis = search->analysis;
	const struct process_verdict *verdict = &analysis->verdicts[i];
	const struct attempt *attempt = &search->attempts[i];
	bool caught = search->first[i];
	FILE *file = search->file;
	const struct process *process = analysis->findings[verdict->gravest].process;
	double budget = verdict_budget_of(&analysis->settings, verdict->first);

	fprintf(file, "%-10s ", caught ? "caught" : "MISSED");
	escape_terminal(file, span_of(wording_process(search->arena, process)));
	if (verdict->verdict == VERDICT_LEAK && caught)
		fprintf(file, ": called a leak without it too\n");
	else if (isinf(attempt->caught))
		fprintf(file, ": no rate that was tried would have been caught\n");
	else
		fprintf(file,
			": the smallest leak that would surely have been caught is about %.2g KiB a round%s\n",
			attempt->caught,
			caught                   ? ""
			: budget >= search->rate ? ": the budget allows this one"
						 : ": record more rounds");
}

bool inject_report(
	const struct analysis *analysis, const struct analyze_options *options, FILE *file)
{
	struct arena arena = { NULL, 0 };
	size_t targets = analysis->verdict_count, count = 0;
	struct search search = { analysis, &arena, file,
		quantity_per_round(&options->inject, analysis->round_s),
		arena_take_array(&arena, targets, sizeof *search.attempts),
		arena_take_array(&arena, targets, sizeof *search.first) };

	for (size_t i = 0; i < targets; i++)
		search.attempts[i] = (struct attempt){ DOUBLE, search.rate, 0, INFINITY, 0 };
	try_rates(analysis, search.attempts, search.first);
	for (size_t i = 0; i < targets; i++) {
		if (!search.first[i])
			search.attempts[i].missed = search.rate;
		else if (analysis->verdicts[i].verdict == VERDICT_LEAK)
			search.attempts[i].phase = DONE;
		count += search.first[i];
	}
	find_least(&search);
	escape_terminal(file, analysis->run_name);
	fprintf(file,
		": a leak of %.4g KiB a round, added to every target, would have been caught in %zu of %zu\n",
		search.rate, count, targets);
	for (size_t i = 0; i < targets; i++)
		print_row(&search, i);
	arena_free(&arena);
	return count == targets;
}
