/* inject.c - --inject: a leak of a known rate is added to every series. */
#include "inject.h"

#include <math.h>
#include <stdlib.h>

#include "analysis.h"
#include "options.h"
#include "report/escape.h"
#include "report/wording.h"

/* Halvings of the interval in which the smallest rate lies: 2^10 makes three digits of a doubling. */
enum { HALVINGS = 10, DOUBLINGS = 24 };

/* What is tried on one process: KiB a round. */
struct attempt {
	double rate;           /* now */
	double missed, caught; /* the greatest that was missed, the least that was caught (INFINITY: none yet) */
};

/* A copy of a series with rate more a round, in whole quanta as the kernel and the allocator hand memory out. */
static struct series with_leak(const struct series *series, double rate, double quantum, double round_x, struct arena *arena)
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

static void leak_into(struct process *process, double rate, const struct analysis *analysis, struct arena *arena)
{
	static const enum metric resident[] = { METRIC_RSS, METRIC_FOOTPRINT, METRIC_ANON, METRIC_VMRSS };
	double page = analysis->info.page_kib;

	for (size_t i = 0; i < sizeof resident / sizeof *resident; i++)
		process->value[resident[i]] = with_leak(&process->value[resident[i]], rate, page, analysis->round_x, arena);
	process->value[METRIC_PRIVATE] = with_leak(&process->value[METRIC_PRIVATE], rate, fmax(process->quantum_kib, page),
		analysis->round_x, arena);
	process->groups = NULL;
	process->group_count = 0;
}

/* Judges all targets with the rate of each attempt, and says in caught[] (one an attempt) which are called a leak. */
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
		for (size_t j = analysis->verdicts[i].first; j != SIZE_MAX; j = copy.items[j].next_life)
			leak_into(&copy.items[j], attempts[i].rate, analysis, &arena);
	verdict_judge(&copy, &analysis->settings, &arena, findings, &tests);
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		caught[i] = false;
		for (size_t j = analysis->verdicts[i].first; j != SIZE_MAX; j = copy.items[j].next_life)
			caught[i] |= findings[j].verdict == VERDICT_LEAK;
	}
	arena_free(&arena);
}

/* Narrows each process's smallest rate down: first by doubling, then by halving (in proportion). */
static void search(const struct analysis *analysis, struct attempt *attempts, bool *caught)
{
	for (size_t step = 0; step < DOUBLINGS + HALVINGS; step++) {
		bool open = false;

		for (size_t i = 0; i < analysis->verdict_count; i++) {
			struct attempt *a = &attempts[i];

			if (isinf(a->caught))
				a->rate = a->missed > 0 ? 2 * a->missed : 1.0 / 64;
			else if (a->missed <= 0)
				a->rate = a->caught / 4;
			else
				a->rate = sqrt(a->missed * a->caught);
			open |= isinf(a->caught) || a->caught > 1.02 * a->missed;
		}
		if (!open)
			return;
		try_rates(analysis, attempts, caught);
		for (size_t i = 0; i < analysis->verdict_count; i++) {
			struct attempt *a = &attempts[i];

			if (caught[i])
				a->caught = fmin(a->caught, a->rate);
			else
				a->missed = fmax(a->missed, a->rate);
		}
	}
}

static void print_row(const struct analysis *analysis, size_t i, double rate, bool caught, const struct attempt *attempt, FILE *file)
{
	const struct process_verdict *verdict = &analysis->verdicts[i];
	const struct process *process = analysis->findings[verdict->gravest].process;
	char *name = wording_process(process);

	fprintf(file, "%-10s ", caught ? "caught" : "MISSED");
	escape_terminal(file, span_of(name));
	if (verdict->verdict == VERDICT_LEAK)
		fprintf(file, ": called a leak without it too\n");
	else if (isinf(attempt->caught))
		fprintf(file, ": no rate that was tried would have been caught\n");
	else
		fprintf(file, ": the smallest leak that would have been caught is about %.2g KiB a round%s\n", attempt->caught,
			caught ? "" : attempt->caught > rate ? ": record more rounds" : "");
	free(name);
}

bool inject_report(const struct analysis *analysis, const struct analyze_options *options, FILE *file)
{
	double rate = quantity_per_round(&options->inject, analysis->round_s);
	struct attempt *attempts = calloc(analysis->verdict_count + 1, sizeof *attempts);
	bool *caught = calloc(analysis->verdict_count + 1, sizeof *caught);
	bool *first = calloc(analysis->verdict_count + 1, sizeof *first);
	size_t count = 0;

	if (!attempts || !caught || !first)
		exit(2);
	for (size_t i = 0; i < analysis->verdict_count; i++)
		attempts[i] = (struct attempt){ rate, 0, INFINITY };
	try_rates(analysis, attempts, first);
	for (size_t i = 0; i < analysis->verdict_count; i++) {
		*(first[i] ? &attempts[i].caught : &attempts[i].missed) = rate;
		count += first[i];
	}
	search(analysis, attempts, caught);
	escape_terminal(file, analysis->run_name);
	fprintf(file, ": a leak of %.4g KiB a round, added to every target, would have been caught in %zu of %zu\n", rate, count,
		analysis->verdict_count);
	for (size_t i = 0; i < analysis->verdict_count; i++)
		print_row(analysis, i, rate, first[i], &attempts[i], file);
	free(attempts);
	free(caught);
	free(first);
	return count == analysis->verdict_count;
}
