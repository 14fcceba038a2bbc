/* wording_details.c - the lines below a verdict: how certain it is, what was set aside, what could
 * have been seen, the forecast. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../base/text.h"
#include "../verdict/method.h"
#include "wording.h"
#include "runtimes.h"
#include "wording_heap.h"

enum { MOST_LINES = 24 };

/* A screen has the forecast of a shortage that comes so soon (METHOD_SOON_DAYS). */
static const double SOON_S = METHOD_SOON_DAYS * 86400.0;

struct lines {
	struct arena *arena;
	const char **items;
	size_t count;
};

static void add(struct lines *lines, const char *line)
{
	if (lines->count < MOST_LINES)
		lines->items[lines->count++] = line;
}

/* The number of the round in which the x of the metric reaches x. */
static uint32_t round_at(const struct analysis *analysis, const struct series *series, double x)
{
	size_t i = 0;

	while (i + 1 < series->n && series->x[i] < x)
		i++;
	return series->n ? analysis->rounds.items[series->at[i]].number : 0;
}

bool wording_is_one_number(const struct process *process)
{
	const struct series *value = process->value;

	return value[METRIC_PRIVATE].n &&
	       value[METRIC_PRIVATE].value == value[METRIC_FOOTPRINT].value;
}

/* "private memory: +18.8 ± 0.3 KiB a round at the end (p 4e-12 of 15 tests), straight line +18.8
 * (R² 0.996), robust +18.8" */
static void add_metric(struct lines *lines, const struct analysis *analysis,
	const struct finding *finding, enum metric metric, const char *title)
{
	const struct trend *trend = &finding->trend[metric];
	size_t tests = metric < METRIC_TRENDS ? analysis->tests.count[metric] : 0;
	int decimals = wording_line_decimals(analysis, trend, trend);
	const char *late, *p;
	struct text text;

	if (!trend->has_late || trend->constant)
		return;
	late = wording_late(lines->arena, analysis, trend);
	p = wording_p(lines->arena, finding->judged[metric].p_adjusted);
	text_begin(&text, lines->arena);
	fprintf(text.file, "%s: %s KiB a round at the end of the run, p %s", title, late, p);
	if (tests > 1)
		fprintf(text.file, " corrected for %zu tests", tests);
	if (trend->has_line) {
		const char *slope = wording_number_to(
			lines->arena, wording_per_round(analysis, trend->slope), decimals);

		fprintf(text.file, "; straight line %s, R² %.3f", slope, trend->r2);
	}
	if (trend->has_robust) {
		const char *robust = wording_number_to(
			lines->arena, wording_per_round(analysis, trend->theil_sen), decimals);

		fprintf(text.file, ", robust (Theil-Sen) %s", robust);
	}
	add(lines, text_end(&text));
}

/* Describes what was set aside, as part of a sentence. */
static const char *nuisance_text(struct arena *arena, const struct analysis *analysis,
	const struct series *series, const struct trend *trend, const struct nuisance *nuisance)
{
	const char *size = wording_size(arena, fabs(nuisance->coefficient)), *text = NULL;

	switch (nuisance->kind) {
	case NUISANCE_STEP:
		text = text_format(arena, "a step of %s at round %u", size,
			(unsigned)round_at(analysis, series, nuisance->parameter));
		break;
	case NUISANCE_DROP:
		text = text_format(arena, "%s given back at round %u", size,
			(unsigned)round_at(analysis, series, nuisance->parameter));
		break;
	case NUISANCE_RAMP:
		text = text_format(arena, "another pace up to round %u",
			(unsigned)round_at(analysis, series,
				trend->judged_x + nuisance->parameter * trend->judged_span));
		break;
	case NUISANCE_EXP:
		text = "a warm-up that levels off";
		break;
	case NUISANCE_LOG:
		text = "a growth that becomes ever slower";
		break;
	case NUISANCE_WAVE:
		text = text_format(arena, "a wave that comes back every %.0f rounds or so",
			trend->judged_span / analysis->round_x / fmax(nuisance->parameter, 1));
		break;
	}
	return text;
}

/* Sorts steps by round, before everything that has no position. */
static int compare_nuisances(const void *a, const void *b)
{
	const struct nuisance *x = a, *y = b;
	bool x_placed = x->kind <= NUISANCE_DROP, y_placed = y->kind <= NUISANCE_DROP;

	if (x_placed != y_placed)
		return x_placed ? -1 : 1;
	if (x->kind != y->kind && !x_placed)
		return x->kind < y->kind ? -1 : 1;
	return (x->parameter > y->parameter) - (x->parameter < y->parameter);
}

/* "set aside of private memory: a step of 132 KiB at round 13, a warm-up that levels off" */
static void add_nuisances(struct lines *lines, const struct analysis *analysis,
	const struct finding *finding, enum metric metric, const char *title)
{
	const struct trend *trend = &finding->trend[metric];
	struct nuisance sorted[TREND_NUISANCES];
	const char *said = NULL;
	struct text text;

	if ((!trend->nuisance_count && !trend->skipped) || trend->nuisance_count > TREND_NUISANCES)
		return;
	memcpy(sorted, trend->nuisance, trend->nuisance_count * sizeof *sorted);
	qsort(sorted, trend->nuisance_count, sizeof *sorted, compare_nuisances);
	text_begin(&text, lines->arena);
	fprintf(text.file, "set aside of %s", title);
	if (trend->skipped) {
		said = "";
		fprintf(text.file, ": all before round %u, which is steeper",
			(unsigned)round_at(
				analysis, &finding->process->value[metric], trend->judged_x));
	}
	for (size_t i = 0; i < trend->nuisance_count; i++) {
		const char *part = nuisance_text(lines->arena, analysis,
			&finding->process->value[metric], trend, &sorted[i]);

		/* two that differ by less than a round look the same to a reader: print one */
		if (!said || strcmp(said, part) != 0)
			fprintf(text.file, "%s %s", said ? "," : ":", part);
		said = part;
	}
	add(lines, text_end(&text));
}

const char *wording_pulses(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	enum { MOST_ROUNDS = 8 };
	const struct pulses *pulses = &finding->pulses;
	struct text text;

	if (!pulses->count)
		return NULL;
	text_begin(&text, arena);
	fputs(pulses->count > 1 ? "set aside: rounds" : "set aside: round", text.file);
	for (size_t i = 0; i < pulses->count && i < MOST_ROUNDS; i++)
		fprintf(text.file, "%s %u", i ? "," : "",
			(unsigned)analysis->rounds.items[pulses->at[i]].number);
	if (pulses->count > MOST_ROUNDS)
		fprintf(text.file, " and %zu more", pulses->count - MOST_ROUNDS);
	fputs(", far off, and back again at once", text.file);
	return text_end(&text);
}

static void add_warm_up(
	struct lines *lines, const struct analysis *analysis, const struct finding *finding)
{
	const struct series *series = &finding->process->value[finding->decided_by];

	if (finding->warm_up_rounds && finding->warm_up_rounds <= series->n)
		add(lines,
			text_format(lines->arena,
				"rounds %u to %u are warm-up: found in the data, and no part of the slope",
				(unsigned)analysis->rounds.items[series->at[0]].number,
				(unsigned)analysis->rounds
					.items[series->at[finding->warm_up_rounds - 1]]
					.number));
}

static void add_detectable(
	struct lines *lines, const struct analysis *analysis, const struct finding *finding)
{
	const char *least;

	/* a stable one says it in its sentence; next to growth that was found it is of no use */
	if (finding->detectable < 0 || finding->verdict != VERDICT_INCONCLUSIVE)
		return;
	least = wording_number(lines->arena, wording_per_round(analysis, finding->detectable));
	add(lines, text_format(lines->arena,
			   "the least growth that this run would have shown is %s KiB a round",
			   least));
}

/* The forecast is by resident memory: is that far from the pace that the sentence begins with? */
static bool is_other_pace(const struct finding *finding)
{
	const struct trend *resident = &finding->trend[METRIC_FOOTPRINT];
	double sentence = finding->trend[METRIC_PRIVATE].rate;

	return finding->reason == REASON_BOTH_GROW &&
	       (sentence < resident->rate_low / 2 || sentence > resident->rate_high * 2);
}

/* Only a leak has a forecast: the time until MemAvailable is used up. */
static void add_forecast(
	struct lines *lines, const struct analysis *analysis, const struct finding *finding)
{
	double low = finding->exhausted_low_s, high = finding->exhausted_high_s;

	if (finding->verdict != VERDICT_LEAK || low < 0 || analysis->mem_available_kib < 0)
		return;
	add(lines,
		text_format(lines->arena,
			"at %s the %s that were available at the end of the run last another %s%s",
			is_other_pace(finding) ? "the pace of its resident memory" : "this pace",
			wording_size(lines->arena, analysis->mem_available_kib),
			wording_about_to(lines->arena, low, isfinite(high) ? high : low),
			isfinite(high) ? "" : " at least"));
}

/* "5 688 → 7 116 KiB (+1 428)" */
static void print_ends(const struct text *text, double first, double last)
{
	fprintf(text->file, "%s → %s KiB (%s)", wording_kib(text->arena, first),
		wording_kib(text->arena, last), wording_kib_change(text->arena, last - first));
}

static void add_ends(
	struct lines *lines, const struct analysis *analysis, const struct process *process)
{
	double rss_first, rss_last, first, last;
	bool rss = wording_ends(analysis, process, METRIC_RSS, &rss_first, &rss_last);
	bool private = wording_ends(analysis, process, METRIC_PRIVATE, &first, &last);
	struct text text;

	if (!rss && !private)
		return;
	text_begin(&text, lines->arena);
	if (wording_is_one_number(process)) {
		fprintf(text.file, "%s ", WORDING_CGROUP_MEMORY);
		print_ends(&text, first, last);
		add(lines, text_end(&text));
		return;
	}
	if (rss) {
		fputs(process->value[METRIC_SWAP].n ? "RSS with swap " : "RSS ", text.file);
		print_ends(&text, rss_first, rss_last);
	}
	if (private) {
		fputs(rss ? ", private " : "private ", text.file);
		print_ends(&text, first, last);
	}
	add(lines, text_end(&text));
}

const char *wording_provisional(struct arena *arena, const struct finding *finding)
{
	static const char *const texts[] = {
		[PROVISIONAL_NOT] = "",
		[PROVISIONAL_COLLECTOR] = "provisional: no full collection was seen",
		[PROVISIONAL_SLOWS] = "provisional: it slows down",
		[PROVISIONAL_SLOWED] = "provisional: it has slowed down",
		[PROVISIONAL_HINGES] = "provisional: it hinges on few rounds",
		[PROVISIONAL_SUDDEN] = "provisional: a run a third shorter would not have shown it",
	};

	if (finding->provisional == PROVISIONAL_COLD)
		return text_format(arena, "provisional: %zu cold rounds", finding->process->rounds);
	return texts[finding->provisional];
}

static const char *const why_provisional[] = {
	[PROVISIONAL_COLD] =
		"in fewer than 100 rounds from the start a cache that is still filling cannot be told from a leak",
	[PROVISIONAL_SLOWS] =
		"the last third of the run gained clearly less than the middle third did: more rounds would tell whether it ends",
	[PROVISIONAL_SLOWED] =
		"bytes in use grew faster in the first third of the run, and no blocks of one kind go on as before: it may be a cache that fills; more rounds would tell",
	[PROVISIONAL_HINGES] =
		"without the 2 % of rounds that are furthest off it would not be called a leak",
	[PROVISIONAL_SUDDEN] =
		"a run that is shorter, by up to a third, would not have shown it: half as many rounds again would tell",
};

/* Why a longer or warmer run may say otherwise. */
static void add_doubts(
	struct lines *lines, const struct analysis *analysis, const struct finding *finding)
{
	if (finding->verdict != VERDICT_LEAK || finding->provisional == PROVISIONAL_NOT)
		return;
	add(lines, finding->provisional == PROVISIONAL_COLLECTOR
			   ? runtimes_doubt(analysis, finding->process)
			   : why_provisional[finding->provisional]);
}

static void add_life(struct lines *lines, const struct finding *finding)
{
	if (finding->process->trouble & LIFE_DEAD_LEADER && finding->process->rounds)
		add(lines,
			text_format(lines->arena,
				"its main thread has ended while others go on: what they hold after round %u cannot be measured, and was not freed",
				(unsigned)finding->process->last_round));
	if (finding->process->lives > 1)
		add(lines,
			text_format(lines->arena, "this is life %u of %u: %s",
				(unsigned)finding->process->life, (unsigned)finding->process->lives,
				finding->process->rounds_before ||
						finding->process->trouble & LIFE_EXECED
					? "exec began another"
					: "the process was restarted"));
}

static void add_heap(
	struct lines *lines, const struct analysis *analysis, const struct finding *finding)
{
	const char *about[WORDING_HEAP_LINES];
	size_t count = wording_heap_lines(lines->arena, analysis, finding, about);

	for (size_t i = 0; i < count; i++)
		add(lines, about[i]);
}

/* The numbers of the method: slopes with p and R², what was set aside. */
static void add_method(
	struct lines *lines, const struct analysis *analysis, const struct finding *finding)
{
	bool one = wording_is_one_number(finding->process);
	const char *footprint = one ? WORDING_CGROUP_MEMORY : "resident memory";

	if (!one)
		add_metric(lines, analysis, finding, METRIC_PRIVATE, "private memory");
	add_metric(lines, analysis, finding, METRIC_FOOTPRINT, footprint);
	if (finding->reason == REASON_ONLY_FILES)
		add_metric(lines, analysis, finding, METRIC_REST, "files and shared memory");
	add_warm_up(lines, analysis, finding);
	if (!one)
		add_nuisances(lines, analysis, finding, METRIC_PRIVATE, "private memory");
	add_nuisances(lines, analysis, finding, METRIC_FOOTPRINT, footprint);
}

/* An outline leaves out how the numbers came about. */
enum extent { EXTENT_OUTLINE, EXTENT_ALL };

static struct lines lines_of(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, enum extent extent)
{
	struct lines lines = { arena, arena_take_array(arena, MOST_LINES, sizeof *lines.items), 0 };

	add_heap(&lines, analysis, finding);
	add_ends(&lines, analysis, finding->process);
	if (extent == EXTENT_ALL) {
		add_method(&lines, analysis, finding);
		if (finding->pulses.count)
			add(&lines, wording_pulses(arena, analysis, finding));
	}
	add_detectable(&lines, analysis, finding);
	if (extent == EXTENT_ALL || finding->exhausted_low_s < SOON_S)
		add_forecast(&lines, analysis, finding);
	add_doubts(&lines, analysis, finding);
	add_life(&lines, finding);
	return lines;
}

const char *const *wording_details(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count)
{
	struct lines lines = lines_of(arena, analysis, finding, EXTENT_ALL);

	*count = lines.count;
	return lines.items;
}

const char *const *wording_outline(struct arena *arena, const struct analysis *analysis,
	const struct finding *finding, size_t *count)
{
	struct lines lines = lines_of(arena, analysis, finding, EXTENT_OUTLINE);

	*count = lines.count;
	return lines.items;
}
