/* wording.c - short texts on a process and its rates, shared by all reports. */
#include "wording.h"

#include <math.h>
#include <stdio.h>

#include "../base/text.h"
#include "../verdict/method.h"

enum { NAME_BYTES = 120 };

double wording_first(const struct analysis *analysis, const struct series *series)
{
	size_t i = 0;

	while (i + 1 < series->n && series->x[i] < analysis->settings.skip_x)
		i++;
	return series->value[i];
}

bool wording_ends(const struct analysis *analysis, const struct process *process,
	enum metric metric, double *first, double *last)
{
	const struct series *series = &process->value[metric];
	size_t i = 0;

	while (i < series->n && series->x[i] < analysis->settings.skip_x)
		i++;
	*first = i < series->n ? series->value[i] : 0;
	*last = i < series->n ? series->value[series->n - 1] : 0;
	return i < series->n;
}

size_t wording_left_out(const struct analysis *analysis, const struct process *process)
{
	size_t judged = 0;

	for (enum metric metric = 0; metric < METRICS; metric++) {
		const struct series *series = &process->value[metric];
		size_t i = series->n;

		while (i && series->x[i - 1] >= analysis->settings.skip_x)
			i--;
		if (!metric_is_count(metric) && series->n - i > judged)
			judged = series->n - i;
	}
	return judged < process->rounds ? process->rounds - judged : 0;
}

const char *wording_process(struct arena *arena, const struct process *process)
{
	/* a name from ps may be as long as a path: cut it at a character boundary */
	size_t len = process->name.len;

	if (len > NAME_BYTES)
		for (len = NAME_BYTES; len && ((unsigned char)process->name.at[len] & 0xc0) == 0x80;
			len--)
			;
	return text_format(arena, "%.*s%s (%d)", (int)len, process->name.at ? process->name.at : "",
		len < process->name.len ? "..." : "", process->pid);
}

static int late_decimals(const struct analysis *analysis, const struct trend *trend)
{
	return wording_decimals(wording_per_round(analysis, trend->rate),
		wording_per_round(analysis, trend->rate_low),
		wording_per_round(analysis, trend->rate_high));
}

/* Has it a rate with decimals? */
static bool has_rate(const struct analysis *analysis, const struct trend *trend)
{
	double half = (trend->rate_high - trend->rate_low) / 2;

	return trend->has_late && !wording_is_zero(wording_per_round(analysis, trend->rate),
					  wording_per_round(analysis, half));
}

/* Would so few decimals show a slope as 0 that is not? */
static bool is_lost(const struct analysis *analysis, const struct trend *trend, int decimals)
{
	return (trend->rate_low > 0 || trend->rate_high < 0) &&
	       fabs(wording_per_round(analysis, trend->rate)) < 0.95 * pow(10, -decimals);
}

int wording_line_decimals(
	const struct analysis *analysis, const struct trend *a, const struct trend *b)
{
	int of_a, of_b;

	if (!has_rate(analysis, a))
		return has_rate(analysis, b) ? late_decimals(analysis, b) : 1;
	if (!has_rate(analysis, b))
		return late_decimals(analysis, a);
	of_a = late_decimals(analysis, a);
	of_b = late_decimals(analysis, b);
	if (of_a > of_b)
		return is_lost(analysis, a, of_b) ? of_a : of_b;
	return is_lost(analysis, b, of_a) ? of_b : of_a;
}

bool wording_is_unlike_rss(const struct analysis *analysis, const struct trend *trend, int decimals)
{
	const struct trend *footprint = &trend[METRIC_FOOTPRINT], *rss = &trend[METRIC_RSS];
	double apart = wording_per_round(analysis, fabs(footprint->rate - rss->rate));

	return footprint->has_late && rss->has_late && apart > 1.5 * pow(10, -decimals);
}

const char *wording_late_to(struct arena *arena, const struct analysis *analysis,
	const struct trend *trend, int decimals)
{
	if (!trend->has_late)
		return "-";
	return wording_slope_to(arena, wording_per_round(analysis, trend->rate),
		wording_per_round(analysis, trend->rate_low),
		wording_per_round(analysis, trend->rate_high), decimals);
}

const char *wording_late(
	struct arena *arena, const struct analysis *analysis, const struct trend *trend)
{
	return wording_late_to(
		arena, analysis, trend, trend->has_late ? late_decimals(analysis, trend) : 0);
}

static bool follows_in_steps(const struct finding *finding)
{
	return finding->reason == REASON_PRIVATE_FOLLOWS && finding->trend[METRIC_PRIVATE].has_line;
}

/* Does private memory of a leak by the live heap rise in the last half of the run, at no pace? */
static bool rises_in_steps(const struct finding *finding)
{
	const struct trend *trend = &finding->trend[METRIC_PRIVATE];
	const struct series *series = &finding->process->value[METRIC_PRIVATE];

	return finding->verdict == VERDICT_LEAK && finding->decided_by == METRIC_HEAP &&
	       trend->has_line && trend->slope > 0 &&
	       fabs(trend->rate) < METHOD_LATE_SHARE * trend->slope && series->n &&
	       series->value[series->n - 1] > series->value[series->n / 2];
}

/* The decimals of the rates in a row of a table. */
static int row_decimals(const struct analysis *analysis, const struct finding *finding)
{
	const struct trend *rss = &finding->trend[METRIC_RSS];

	return wording_line_decimals(
		analysis, follows_in_steps(finding) ? rss : &finding->trend[METRIC_PRIVATE], rss);
}

const char *wording_private(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct trend *trend = &finding->trend[METRIC_PRIVATE];
	int decimals = row_decimals(analysis, finding);
	const char *number;

	if (rises_in_steps(finding))
		return "in steps";
	if (!follows_in_steps(finding))
		return wording_late_to(arena, analysis, trend, decimals);
	if (finding->flags & 1u << FLAG_PRIVATE_SILENT)
		return trend->last > trend->first ? "too few steps" : "no step yet";
	/* memory given back at the start says nothing of the pace of later steps */
	if (trend->slope <= 0)
		return "in steps";
	number = wording_number_to(arena, wording_per_round(analysis, trend->slope), decimals);
	return text_format(arena, "+%s in steps", number);
}

const char *wording_rss(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	return wording_late_to(
		arena, analysis, &finding->trend[METRIC_RSS], row_decimals(analysis, finding));
}

const char *wording_use(
	struct arena *arena, const struct analysis *analysis, const struct mapping_group *group)
{
	const struct {
		const char *name;
		const struct series *series;
	} uses[] = { { "private dirty", &group->private_dirty }, { "Pss", &group->pss } };
	struct text text;
	bool any = false;

	text_begin(&text, arena);
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
		const struct series *series = uses[i].series;
		const char *first, *last;

		if (!series->n)
			continue;
		first = wording_kib(arena, wording_first(analysis, series));
		last = wording_kib(arena, series->value[series->n - 1]);
		fprintf(text.file, "%s%s %s → %s KiB", any ? ", " : "", uses[i].name, first, last);
		any = true;
	}
	return text_end(&text);
}

const char *wording_glyph(enum verdict_kind verdict, bool utf8)
{
	static const char *const glyphs[VERDICTS][2] = {
		[VERDICT_INCONCLUSIVE] = { "?", "?" },
		[VERDICT_STABLE] = { ".", "●" },
		[VERDICT_SUSPECT] = { "~", "△" },
		[VERDICT_LEAK] = { "^", "▲" },
	};

	return glyphs[verdict][utf8];
}

const char *wording_limits(void)
{
	return "What a look from outside cannot tell: memory that was freed, and that the allocator keeps, can take in a slow leak unseen; and in fewer than 100 rounds a cache that is still filling looks like a leak.";
}

const struct finding *wording_gravest(
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	return &analysis->findings[verdict->gravest];
}

double wording_per_round(const struct analysis *analysis, double slope)
{
	return slope * analysis->round_x;
}

bool wording_per_hour(const struct analysis *analysis, double slope, double *kib_per_hour)
{
	if (analysis->round_s <= 0 || analysis->round_mean_s <= 0)
		return false;
	/* if x is time, the slope already is per time; if x is rounds, use the number of rounds in
	 * the time that passed */
	*kib_per_hour = wording_per_round(analysis, slope) * 3600 /
			(analysis->by_time ? analysis->round_s : analysis->round_mean_s);
	return true;
}
