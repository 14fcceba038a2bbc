/* inject.c - --inject: adds a leak of a known rate to every series. */
#include "inject.h"

#include <math.h>

#include "../analysis.h"
#include "../options.h"
#include "../base/escape.h"
#include "../base/text.h"
#include "../wording/wording.h"
#include "../verdict/verdict_fit.h"
#include "../verdict/verdict_heap.h"
#include "../verdict/verdict_inject.h"

/* Under a tenth of a KiB bytes read better. */
enum { KIB_PART = 10 };

/* A run under test. */
struct test {
	const struct analysis *analysis;
	const struct analyze_options *options;
	struct arena *arena;
	FILE *file;
	double rate;                    /* from --inject, KiB per round */
	const struct finding *findings; /* of all lives, with the leak */
	struct verdict_again *again;
};

/* The process's first life, then the following ones; SIZE_MAX after the last. */
static size_t next_life(const struct test *test, size_t life)
{
	return test->analysis->processes.items[life].next_life;
}

/* Judges the run with the leak in each life of each target. */
static const struct finding *judge_leaking(const struct test *test)
{
	const struct analysis *analysis = test->analysis;
	struct verdict_settings settings = analysis->settings;
	struct processes leaking = analysis->processes;
	struct finding *findings =
		arena_take_array(test->arena, leaking.count + 1, sizeof *findings);
	struct verdict_tests tests;

	settings.no_review = true;
	leaking.items = arena_take_array(test->arena, leaking.count + 1, sizeof *leaking.items);
	for (size_t i = 0; i < leaking.count; i++)
		leaking.items[i] = i < leaking.target_count
					   ? verdict_inject(&analysis->processes.items[i],
						     test->rate, &settings, test->arena)
					   : analysis->processes.items[i];
	verdict_judge(&leaking, &settings, test->arena, findings, &tests);
	return findings;
}

/* Without one of the two metrics, suspect is the worst possible verdict. */
static bool is_half_measured(const struct finding *finding)
{
	return finding->reason == REASON_NO_PRIVATE || finding->reason == REASON_NO_RSS;
}

static bool is_caught(const struct test *test, const struct finding *finding)
{
	return finding->verdict == VERDICT_LEAK ||
	       (finding->verdict == VERDICT_SUSPECT &&
		       (test->options->fail_on == FAIL_ON_SUSPECT || is_half_measured(finding)));
}

/* The process's life with the worst verdict, with the leak. */
static const struct finding *gravest_life(
	const struct test *test, const struct process_verdict *verdict)
{
	const struct finding *gravest = &test->findings[verdict->first];

	for (size_t i = verdict->first; i != SIZE_MAX; i = next_life(test, i))
		if (test->findings[i].verdict > gravest->verdict)
			gravest = &test->findings[i];
	return gravest;
}

static size_t heaps_read(const struct analysis *analysis)
{
	size_t count = 0;

	for (size_t i = 0; i < analysis->processes.target_count; i++)
		count += analysis->findings[i].heap.is_read;
	return count;
}

/* Has the life no verdict at any rate, whatever its series show? Its clock is lost, or of a JVM too
 * few full collections were seen. */
static bool is_barred(const struct finding *finding)
{
	return finding->reason == REASON_CLOCK_SET ||
	       (finding->verdict == VERDICT_INCONCLUSIVE && finding->decided_by == METRIC_OLD);
}

/* Has the review of a pass already found the smallest leak that this life would have shown? */
static bool is_known(const struct finding *finding)
{
	return finding->verdict == VERDICT_STABLE && finding->detectable > 0.0 &&
	       finding->decided_by != METRIC_OLD;
}

static double least_of_life(
	const struct test *test, const struct process *life, const struct finding *finding)
{
	struct verdict_again_tests tests = verdict_again_tests(&test->analysis->tests, life);
	double said = finding->detectable * test->analysis->settings.round_x, least;

	if (is_known(finding))
		return said;
	least = verdict_inject_least(
		test->again, life, test->rate, &test->analysis->settings, &tests);
	return finding->reason == REASON_INSENSITIVE ? fmax(least, said) : least;
}

/* The smallest leak that would surely be caught in one of its lives; INFINITY: none. */
static double least_of(const struct test *test, const struct process_verdict *verdict)
{
	const struct analysis *analysis = test->analysis;
	double least = INFINITY;

	for (size_t i = verdict->first; i != SIZE_MAX; i = next_life(test, i)) {
		const struct process *life = &analysis->processes.items[i];

		if (!analysis->findings[i].counts || is_barred(&test->findings[i]))
			continue;
		least = fmin(least, least_of_life(test, life, &analysis->findings[i]));
		if (analysis->findings[i].heap.is_read)
			least = fmin(least, verdict_heap_least(life, test->rate,
						    &analysis->settings, heaps_read(analysis)));
	}
	return least;
}

/* What would help to find a leak that was missed. */
static const char *advice(const struct finding *life, bool allowed)
{
	if (life->reason == REASON_CLOCK_SET)
		return "--by round needs no clock";
	if (is_barred(life))
		return "force a full collection each round";
	if (allowed)
		return "the budget allows this one";
	return life->verdict == VERDICT_SUSPECT ? "--fail-on suspect would count it"
						: "record more rounds";
}

/* Prints "called stable, no-growth: ..." for a missed leak. */
static void print_why(
	const struct test *test, const struct process_verdict *verdict, const struct finding *life)
{
	double budget = verdict_budget_of(&test->analysis->settings, verdict->first);

	fprintf(test->file, "; called %s (%s): %s", verdict_code(life->verdict),
		verdict_reason_code(life->reason),
		advice(life, life->reason == REASON_BELOW_BUDGET || budget >= test->rate));
}

/* "2.3 KiB"; what the live heap would have shown, "17 bytes". */
static const char *least_text(const struct test *test, double least)
{
	return least < 1.0 / KIB_PART ? text_format(test->arena, "%.0f bytes", least * 1024)
				      : text_format(test->arena, "%.2g KiB", least);
}

static void print_row(const struct test *test, const struct process_verdict *verdict)
{
	const struct finding *life = gravest_life(test, verdict);
	const struct process *process = test->analysis->findings[verdict->gravest].process;
	bool caught = is_caught(test, life);
	double least;

	fprintf(test->file, "%-10s ", caught ? "caught" : "MISSED");
	escape_terminal(test->file, span_of(wording_process(test->arena, process)));
	if (verdict->verdict == VERDICT_LEAK && caught) {
		fputs(": called a leak without it too\n", test->file);
		return;
	}
	least = least_of(test, verdict);
	if (isinf(least))
		fputs(": no rate that was tried would have been caught", test->file);
	else
		fprintf(test->file,
			": the smallest leak that would surely have been caught is about %s a round",
			least_text(test, least));
	if (!caught)
		print_why(test, verdict, life);
	else if (life->verdict == VERDICT_SUSPECT)
		fprintf(test->file, "; called suspect (%s)", verdict_reason_code(life->reason));
	fputc('\n', test->file);
}

bool inject_report(
	const struct analysis *analysis, const struct analyze_options *options, FILE *file)
{
	struct arena arena = { NULL, 0 };
	struct test test = { .analysis = analysis,
		.options = options,
		.arena = &arena,
		.file = file,
		.rate = quantity_per_round(&options->inject, analysis->round_s),
		.again = verdict_again_new(&analysis->settings, 0) };
	size_t count = 0;

	test.findings = judge_leaking(&test);
	for (size_t i = 0; i < analysis->verdict_count; i++)
		count += is_caught(&test, gravest_life(&test, &analysis->verdicts[i]));
	escape_terminal(file, analysis->run_name);
	fprintf(file,
		": a leak of %.4g %s a round, added to every target, would have been caught in %zu of %zu\n",
		test.rate < 1 ? test.rate * 1024 : test.rate, test.rate < 1 ? "bytes" : "KiB",
		count, analysis->verdict_count);
	for (size_t i = 0; i < analysis->verdict_count; i++)
		print_row(&test, &analysis->verdicts[i]);
	verdict_again_free(test.again);
	fprintf(file, "caught in %zu of %zu      exit %d\n", count, analysis->verdict_count,
		options->fail_on != FAIL_ON_NEVER && count < analysis->verdict_count);
	arena_free(&arena);
	return options->fail_on == FAIL_ON_NEVER || count == analysis->verdict_count;
}
