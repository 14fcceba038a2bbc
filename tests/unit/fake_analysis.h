/* fake_analysis.h - a judged run made of struct literals, for tests of reports and charts: no file
 * is read, nothing is fitted. */
#ifndef LEAKLINE_FAKE_ANALYSIS_H
#define LEAKLINE_FAKE_ANALYSIS_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/analysis.h"
#include "analyze/options.h"

enum { FAKE_ROUNDS = 61, FAKE_PROCESSES = 6, FAKE_TARGETS = 5, FAKE_GROUPS = 3 };

/* A name that wants to break out of every language there is. */
#define FAKE_HOSTILE "=a`b|c\nd\x1b[31m<b>'\"&@{x}\\\xe2\x80\xae\xff"

struct fake {
	struct analysis analysis;
	struct analyze_options options;
	struct round rounds[FAKE_ROUNDS];
	struct round_time times[FAKE_ROUNDS];
	double x[FAKE_ROUNDS];
	uint32_t at[FAKE_ROUNDS];
	double rss[FAKE_PROCESSES][FAKE_ROUNDS], private[FAKE_PROCESSES][FAKE_ROUNDS];
	double heap[FAKE_ROUNDS];
	struct process processes[FAKE_PROCESSES];
	struct finding findings[FAKE_PROCESSES];
	struct trend trends[FAKE_PROCESSES][METRICS];
	struct process_verdict verdicts[FAKE_TARGETS];
	struct mapping_group groups[FAKE_GROUPS];
	struct trend group_trends[FAKE_GROUPS];
	struct judgement group_judged[FAKE_GROUPS];
	struct note note;
	double covariance[FAKE_PROCESSES][2][4]; /* of RSS and private */
};

/* The straight line by the book, and as late slope the same. */
static void fake_trend(
	struct trend *trend, const struct series *series, double p, double *covariance)
{
	double mean_x = 0, mean_y = 0, sxx = 0, sxy = 0, syy = 0, residual, n = (double)series->n;

	*trend = (struct trend){ .n = series->n,
		.first = series->value[0],
		.last = series->value[series->n - 1],
		.late_p = p,
		.p = p,
		.has_line = true,
		.has_late = true,
		.has_t = true,
		.has_robust = true,
		.x_first = series->x[0],
		.x_last = series->x[series->n - 1],
		.judged_n = series->n,
		.judged_x = series->x[0],
		.low = series->value[0],
		.high = series->value[0],
		.limit = TREND_WHOLE };
	for (size_t i = 0; i < series->n; i++) {
		mean_x += series->x[i] / n;
		mean_y += series->value[i] / n;
		trend->low = fmin(trend->low, series->value[i]);
		trend->high = fmax(trend->high, series->value[i]);
	}
	for (size_t i = 0; i < series->n; i++) {
		sxx += pow(series->x[i] - mean_x, 2);
		sxy += (series->x[i] - mean_x) * (series->value[i] - mean_y);
		syy += pow(series->value[i] - mean_y, 2);
	}
	trend->span = trend->judged_span = trend->x_last - trend->x_first;
	trend->slope = trend->late = trend->rate = trend->theil_sen = sxy / sxx;
	trend->intercept = mean_y - trend->slope * mean_x;
	residual = fmax(0, syy - sxy * sxy / sxx);
	trend->r2 = syy > 0 ? 1 - residual / syy : 0;
	trend->constant = syy == 0;
	trend->slope_error = trend->late_error = sqrt(residual / (n - 2) / sxx);
	trend->t = trend->slope_error > 0 ? trend->slope / trend->slope_error : 0;
	trend->slope_low = trend->late_low = trend->rate_low =
		trend->slope - 2 * trend->slope_error;
	trend->slope_high = trend->late_high = trend->rate_high =
		trend->slope + 2 * trend->slope_error;
	trend->growth = trend->slope * trend->span;
	trend->detectable = 3 * trend->slope_error;
	trend->x_mean = mean_x;
	trend->curve[0] = mean_y;
	trend->curve[1] = trend->slope;
	if (!covariance)
		return;
	covariance[0] = residual / (n - 2) / n;
	covariance[3] = trend->slope_error * trend->slope_error;
	trend->curve_covariance = covariance;
}

/* Noise that is the same everywhere: -1 to 1. */
static double fake_noise(size_t i, size_t k)
{
	return (double)((i * 7919 + k * 104729 + i * i * 31) % 201) / 100 - 1;
}

static struct series fake_series(const struct fake *fake, const double *values)
{
	return (struct series){ FAKE_ROUNDS, fake->x, values, fake->at, KIND_STATUS, 4 };
}

/* Readings of process k in round i: a leak, a leak in steps, one step, a saw-tooth, flat, not a
 * target. */
static void fake_readings(struct fake *fake, size_t k, size_t i)
{
	double warm = 300 * exp(-(double)i / 2), rss = 6000 + 700 * (double)k, grown = 0;

	if (k == 0)
		grown = 18.8 * (double)i - warm;
	else if (k == 1)
		grown = 132 * floor((double)i / 11);
	else if (k == 2)
		grown = i >= 27 ? 512 : 0;
	else if (k == 3)
		grown = 40 * (double)(i % 16);
	else if (k == 5)
		grown = 9.5 * (double)i;
	fake->rss[k][i] = floor((rss + grown + 12 * fake_noise(i, k)) / 4) * 4;
	fake->private[k][i] = floor((rss / 2 + grown) / 4) * 4;
}

static void fake_process(struct fake *fake, size_t k)
{
	static const char *const names[FAKE_PROCESSES] = { "ntpd", "gpsd", "rsyslogd", FAKE_HOSTILE,
		"日本語-daemon", "postgres" };
	static const enum verdict_kind verdicts[] = { VERDICT_LEAK, VERDICT_LEAK, VERDICT_SUSPECT,
		VERDICT_INCONCLUSIVE, VERDICT_STABLE, VERDICT_STABLE };
	static const enum verdict_reason reasons[] = { REASON_BOTH_GROW, REASON_PRIVATE_FOLLOWS,
		REASON_ONLY_RSS, REASON_FEW_CYCLES, REASON_NO_GROWTH, REASON_NO_GROWTH };
	static const enum shape shapes[] = { SHAPE_STEADY, SHAPE_STEPS, SHAPE_STEP, SHAPE_SAWTOOTH,
		SHAPE_FLAT, SHAPE_STEADY };
	struct process *process = &fake->processes[k];
	struct finding *finding = &fake->findings[k];
	struct trend *trend = fake->trends[k];
	enum trend_state state = k < 2 || k == 5 ? STATE_GROW : STATE_FLAT;
	double p = k < 2 || k == 5 ? 4e-12 : 0.4;

	*process = (struct process){ .pid = (int32_t)(812 + k),
		.start_ticks = 1000 + k,
		.name = span_of(names[k]),
		.command = span_of("/usr/sbin/daemon -f =1"),
		.user = span_of("root"),
		.first_round = 0,
		.last_round = FAKE_ROUNDS - 1,
		.rounds = FAKE_ROUNDS,
		.is_target = k < FAKE_TARGETS,
		.life = 1,
		.lives = 1,
		.identity = k,
		.first_life = k,
		.next_life = SIZE_MAX,
		.quantum_kib = 132 };
	process->value[METRIC_RSS] = process->value[METRIC_FOOTPRINT] =
		process->value[METRIC_VMRSS] = fake_series(fake, fake->rss[k]);
	if (process->is_target)
		process->value[METRIC_PRIVATE] = fake_series(fake, fake->private[k]);
	*finding = (struct finding){ .process = process,
		.verdict = verdicts[k],
		.reason = reasons[k],
		.shape = shapes[k],
		.flags = k == 1 ? 1u << FLAG_QUANTISED | 1u << FLAG_WARM_UP : 0,
		.decided_by = METRIC_FOOTPRINT,
		.counts = true,
		.detectable = 0.4,
		.rounds_needed = 120,
		.exhausted_low_s = -1,
		.exhausted_high_s = -1 };
	finding->trend = trend;
	fake_trend(&trend[METRIC_RSS], &process->value[METRIC_RSS], p, fake->covariance[k][0]);
	trend[METRIC_FOOTPRINT] = trend[METRIC_RSS];
	finding->judged[METRIC_RSS] = finding->judged[METRIC_FOOTPRINT] =
		(struct judgement){ state, -1, p, p };
	if (!process->is_target)
		return;
	p = k < 2 ? 1e-20 : 1;
	fake_trend(
		&trend[METRIC_PRIVATE], &process->value[METRIC_PRIVATE], p, fake->covariance[k][1]);
	finding->judged[METRIC_PRIVATE] = (struct judgement){ state, -1, p, p };
}

static void fake_mappings(struct fake *fake)
{
	static const char *const names[FAKE_GROUPS] = { "[heap]", "[arena]", "libc.so.6|`x`" };
	static const int64_t first[FAKE_GROUPS] = { 1188, 132, 1832 },
			     last[FAKE_GROUPS] = { 2112, 264, 1832 };

	for (size_t i = 0; i < FAKE_ROUNDS; i++)
		fake->heap[i] = 1188 + floor((double)i * 15.4 / 132) * 132;
	for (size_t g = 0; g < FAKE_GROUPS; g++) {
		fake->groups[g] = (struct mapping_group){ .name = span_of(names[g]),
			.mode = "rw---",
			.count_first = (uint32_t)g,
			.count_last = (uint32_t)g + 1,
			.kib_first = first[g],
			.kib_last = last[g],
			.size = fake_series(fake, fake->heap) };
		fake_trend(&fake->group_trends[g], &fake->groups[g].size, g < 2 ? 1e-9 : 1, NULL);
		fake->group_judged[g] = (struct judgement){ g < 2 ? STATE_GROW : STATE_FLAT, -1,
			g < 2 ? 1e-9 : 1, g < 2 ? 1e-9 : 1 };
	}
	fake->processes[0].groups = fake->groups;
	fake->processes[0].group_count = FAKE_GROUPS;
	fake->findings[0].group_trend = fake->group_trends;
	fake->findings[0].group_judged = fake->group_judged;
	fake->findings[0].warm_up_rounds = 5;
	fake->findings[0].exhausted_low_s = 86400 * 3;
	fake->findings[0].exhausted_high_s = 86400 * 4;
}

static void fake_analysis(struct analysis *analysis, struct fake *fake)
{
	*analysis = (struct analysis){ .run_name = span_of("ntpd-refclock"),
		.path = span_of("/somewhere/ntpd-refclock.run"),
		.rounds = { .items = fake->rounds,
			.count = FAKE_ROUNDS,
			.times = fake->times,
			.time_count = FAKE_ROUNDS },
		.round_s = 30.2,
		.round_mean_s = 30.2,
		.mem_available_kib = 524288,
		.processes = { .items = fake->processes,
			.count = FAKE_PROCESSES,
			.target_count = FAKE_TARGETS },
		.findings = fake->findings,
		.verdicts = fake->verdicts,
		.verdict_count = FAKE_TARGETS,
		.round_x = 1,
		.options = &fake->options };
	analysis->info = (struct run_info){ .host = span_of("testbed-4"),
		.kernel = span_of("6.1.0-28-amd64"),
		.collector = span_of("0.1.0"),
		.action = span_of("ntpq -c \"rv 0\""),
		.started = span_of("2026-11-23T05:16:00.000Z"),
		.page_kib = 4 };
	analysis->settings = (struct verdict_settings){ .alpha = 0.001,
		.budget_kib_per_round = -1,
		.page_kib = 4,
		.round_x = 1,
		.x_s = 30.2,
		.mem_available_kib = 524288,
		.most_kib = -1 };
	for (size_t m = 0; m < METRIC_TRENDS; m++)
		analysis->tests.count[m] = FAKE_TARGETS;
	fake->note =
		(struct note){ span_of("0003-x.ps"), 7, span_of("not a row of ps \"\x1b[2J<i>\"") };
	analysis->notes = (struct notes){ .items = &fake->note, .count = 1, .total = 1 };
}

/* A whole judged run; free() it. */
static struct fake *fake_new(void)
{
	struct fake *fake = calloc(1, sizeof *fake);

	if (!fake)
		abort();
	for (size_t i = 0; i < FAKE_ROUNDS; i++) {
		fake->x[i] = (double)i;
		fake->at[i] = (uint32_t)i;
		fake->rounds[i] = (struct round){ .number = (uint32_t)i, .is_timed = true };
		fake->times[i] =
			(struct round_time){ 1795411000123 + (int64_t)i * 30200, (double)i * 30.2 };
		for (size_t k = 0; k < FAKE_PROCESSES; k++)
			fake_readings(fake, k, i);
	}
	for (size_t k = 0; k < FAKE_PROCESSES; k++)
		fake_process(fake, k);
	fake_mappings(fake);
	for (size_t k = 0; k < FAKE_TARGETS; k++)
		fake->verdicts[k] = (struct process_verdict){ .identity = k,
			.first = k,
			.last = k,
			.gravest = k,
			.verdict = fake->findings[k].verdict };
	fake_analysis(&fake->analysis, fake);
	for (size_t k = 0; k < FAKE_TARGETS; k++)
		fake->analysis.outcome.count[fake->verdicts[k].verdict]++;
	fake->analysis.outcome.status = EXIT_STATUS_FOUND;
	fake->analysis.outcome.decided = "";
	return fake;
}

#endif
