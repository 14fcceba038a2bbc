/* verdict_system.c - the findings about numbers of the whole system. */
#include "verdict.h"

#include "../base/arena.h"
#include "verdict_fit.h"
#include "verdict_rules.h"

/* For a number that is worse when it is smaller, fits its fall as growth. */
static struct trend fit_fall(const struct series *series, const struct trend_settings *fit,
	struct trend_work *work, struct arena *scratch)
{
	double *negative = arena_take_array(scratch, series->n + 1, sizeof *negative);
	struct trend fall;

	for (size_t i = 0; i < series->n; i++)
		negative[i] = -series->value[i];
	verdict_fit_trend(series->n, series->x, negative, fit, work, &fall);
	return fall;
}

void verdict_system(const struct processes *processes, const struct verdict_settings *settings,
	struct system_finding *findings)
{
	struct trend_work *work = verdict_fit_work(NULL);
	struct arena scratch = { NULL, 0 };

	for (size_t i = 0; i < processes->system_count; i++) {
		const struct series *series = &processes->system[i].series;
		struct trend_settings fit =
			verdict_fit_settings(settings, METRIC_RSS, series->grain, -1.0);
		struct rule_settings rules = { fit.alpha, fit.page, fit.floor, -1.0 };
		struct trend asked;

		verdict_fit_trend(
			series->n, series->x, series->value, &fit, work, &findings[i].trend);
		asked = findings[i].trend;
		if (span_is(processes->system[i].name, "MemAvailable"))
			asked = fit_fall(series, &fit, work, &scratch);
		findings[i].judged = verdict_state(&asked, asked.late_p, &rules);
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	trend_work_free(work);
}
