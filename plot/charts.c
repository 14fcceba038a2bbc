/* charts.c - the table of charts, and which of them a run gets. */
#include "charts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analyze/base/say.h"
#include "analyze/base/escape.h"
#include "analyze/base/text.h"
#include "analyze/across/compare.h"
#include "analyze/wording/wording.h"
#include "chart_baseline.h"
#include "chart_process.h"
#include "chart_system.h"
#include "gnuplot.h"

/* Charts of each life that is not stable. */
static const struct {
	const char *name;
	int (*write)(const struct analysis *, const struct finding *, const char *folder,
		const char *name);
	enum verdict_kind least; /* drawn from this verdict on */
} life_charts[] = {
	{ "mappings", chart_mappings, VERDICT_INCONCLUSIVE },
	{ "diagnostics", chart_diagnostics, VERDICT_INCONCLUSIVE },
	{ "forecast", chart_forecast, VERDICT_LEAK },
};

static const struct {
	const char *name;
	int (*write)(const struct analysis *, const char *folder, const char *name);
} system_charts[] = {
	{ "overview", chart_overview },
	{ "start-end", chart_start_end },
};

/* Runs gnuplot where asked, on a script that was written (a chart without data writes none). */
static int render(const char *folder, const char *name, const char *format)
{
	char *path = text_format("%s/%s.gp", folder, name);
	struct stat info;
	int result = 0;

	if (format && !stat(path, &info))
		result = gnuplot_render(folder, name, format);
	free(path);
	return result;
}

/* NAME-PID, with the start time where a PID recurs: two names may share a slug. */
static void file_name(char *name, size_t size, const char *chart, const struct analysis *analysis,
	const struct process *process)
{
	char *slug = escape_slug(process->name);
	bool again = false;

	for (size_t i = 0; i < analysis->processes.target_count; i++)
		again |= &analysis->processes.items[i] != process &&
			 analysis->processes.items[i].pid == process->pid;
	if (again)
		snprintf(name, size, "%s-%s-%d-%llu", chart, slug, (int)process->pid,
			(unsigned long long)process->start_ticks);
	else
		snprintf(name, size, "%s-%s-%d", chart, slug, (int)process->pid);
	free(slug);
}

static int write_life(const struct analysis *analysis, const struct finding *finding,
	const char *folder, const char *format)
{
	for (size_t i = 0; i < sizeof life_charts / sizeof *life_charts; i++) {
		char name[90];

		if (finding->verdict < life_charts[i].least || finding->verdict == VERDICT_STABLE ||
			!finding->process->rounds)
			continue;
		file_name(name, sizeof name, life_charts[i].name, analysis, finding->process);
		if (life_charts[i].write(analysis, finding, folder, name) ||
			render(folder, name, format))
			return -1;
	}
	return 0;
}

/* The trend of a process that is not stable, through all its lives. */
static int write_process(const struct analysis *analysis, const struct process_verdict *verdict,
	const char *folder, const char *format)
{
	char name[90];

	if (verdict->verdict == VERDICT_STABLE)
		return 0;
	file_name(
		name, sizeof name, "trend", analysis, wording_gravest(analysis, verdict)->process);
	return chart_process(analysis, verdict, folder, name) || render(folder, name, format) ? -1
											      : 0;
}

/* With --baseline: a chart of each process that grows in either run. */
static int write_baselines(const struct analysis *analysis, const char *folder, const char *format)
{
	const struct comparison *comparison = analysis->comparison;

	for (size_t i = 0; comparison && i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		char name[90];

		if (!row->before || (row->now->verdict < VERDICT_SUSPECT &&
					    row->before->verdict < VERDICT_SUSPECT))
			continue;
		file_name(name, sizeof name, "baseline", analysis, row->now->process);
		if (chart_baseline(analysis, row, folder, name) || render(folder, name, format))
			return -1;
	}
	return 0;
}

int charts_write(const struct analysis *analysis, const char *folder, const char *format)
{
	char *plots = text_format("%s/plots", folder);
	int result = -1;

	if (mkdir(plots, 0777) && errno != EEXIST) {
		say("%s: %s (the charts have no place)", plots, strerror(errno));
		goto out;
	}
	for (size_t i = 0; i < sizeof system_charts / sizeof *system_charts; i++)
		if (system_charts[i].write(analysis, plots, system_charts[i].name) ||
			render(plots, system_charts[i].name, format))
			goto out;
	for (size_t i = 0; i < analysis->verdict_count; i++)
		if (write_process(analysis, &analysis->verdicts[i], plots, format))
			goto out;
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		if (write_life(analysis, &analysis->findings[i], plots, format))
			goto out;
	result = write_baselines(analysis, plots, format);
out:
	free(plots);
	return result;
}
