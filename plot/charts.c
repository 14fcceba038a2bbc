/* charts.c - the table of charts, and the choice of those that a run gets. */
#include "charts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/base/say.h"
#include "analyze/base/escape.h"
#include "analyze/base/index.h"
#include "analyze/base/text.h"
#include "analyze/across/compare.h"
#include "analyze/options.h"
#include "analyze/wording/wording.h"
#include "chart_baseline.h"
#include "chart_group.h"
#include "chart_process.h"
#include "chart_system.h"
#include "gnuplot.h"

/* Up to so many processes of a run, those that could not be judged are drawn, too. */
enum { MOST_OPEN = 100 };

enum { MOST_GROUPS = 40 };

/* Charts of each life that is not stable. */
static const struct {
	const char *name;
	int (*write)(const struct plot *plot, const struct finding *finding);
	enum verdict_kind least; /* the least grave verdict for which it is drawn */
} life_charts[] = {
	{ "mappings", chart_mappings, VERDICT_INCONCLUSIVE },
	{ "heap", chart_heap, VERDICT_INCONCLUSIVE },
	{ "attribution", chart_attribution, VERDICT_INCONCLUSIVE },
	{ "diagnostics", chart_diagnostics, VERDICT_INCONCLUSIVE },
	{ "forecast", chart_forecast, VERDICT_LEAK },
};

static const struct {
	const char *name;
	int (*write)(const struct plot *plot);
} system_charts[] = {
	{ "overview", chart_overview },
	{ "start-end", chart_start_end },
};

/* The state of writing all charts of a run. */
struct charts {
	const struct analysis *analysis;
	const char *folder;
	const char *format; /* format of pictures; NULL: scripts only */
	struct arena arena; /* memory of the current chart */
	struct index lives; /* PID -> how many targets have it */
};

/* A plot with that name; its memory lives until end_plot(). */
static struct plot plot_of(struct charts *charts, const char *name)
{
	return (struct plot){ charts->analysis, charts->folder, name, &charts->arena };
}

/* Runs gnuplot, if asked, on a script that was written (a chart without data writes none). Returns
 * result, or -1 on failure. */
static int end_plot(struct charts *charts, const struct plot *plot, int result)
{
	const char *path = text_format(&charts->arena, "%s/%s.gp", plot->folder, plot->name);
	struct stat info;

	if (!result && charts->format && !stat(path, &info)) {
		result = gnuplot_render(plot, charts->format);
	} else if (!result && charts->format && errno != ENOENT) {
		say("%s: %s (the picture cannot be made)", path, strerror(errno));
		result = -1;
	}
	arena_reset(&charts->arena);
	return result;
}

/* NAME-PID, with the start time if a PID occurs again: two names may have the same slug. */
static const char *file_name(
	struct charts *charts, const char *chart, const struct process *process)
{
	const char *slug = escape_slug(&charts->arena, process->name);

	if (index_find(&charts->lives, (uint64_t)process->pid) > 1)
		return text_format(&charts->arena, "%s-%s-%d-%llu", chart, slug, (int)process->pid,
			(unsigned long long)process->start_ticks);
	return text_format(&charts->arena, "%s-%s-%d", chart, slug, (int)process->pid);
}

/* Is a process of that verdict drawn? Leaks, suspects and what was asked for always; what could not
 * be judged only where it is not one of many, as in a log of a machine with thousands of short
 * lives. */
static bool is_drawn(const struct charts *charts, enum verdict_kind verdict, bool is_named)
{
	return verdict >= VERDICT_SUSPECT ||
	       (verdict == VERDICT_INCONCLUSIVE &&
		       (is_named || charts->analysis->verdict_count <= MOST_OPEN));
}

static int write_life(struct charts *charts, const struct finding *finding)
{
	if (!finding->process->rounds ||
		!is_drawn(charts, finding->verdict, finding->process->is_named))
		return 0;
	for (size_t i = 0; i < sizeof life_charts / sizeof *life_charts; i++) {
		struct plot plot;

		if (finding->verdict < life_charts[i].least)
			continue;
		plot = plot_of(charts, file_name(charts, life_charts[i].name, finding->process));
		if (end_plot(charts, &plot, life_charts[i].write(&plot, finding)))
			return -1;
	}
	return 0;
}

/* The user asked for this process, or for all of them: a pass is to be seen, too. */
static bool is_asked_for(const struct charts *charts)
{
	const struct analyze_options *options = charts->analysis->options;

	return options->charts_all || options->processes.count > 0;
}

/* Writes the trend chart of a process, over all its lives; of a stable one where it was asked for.
 */
static int write_process(struct charts *charts, const struct process_verdict *verdict)
{
	const struct process *process = wording_gravest(charts->analysis, verdict)->process;
	struct plot plot;

	if (!is_asked_for(charts) && !is_drawn(charts, verdict->verdict, process->is_named))
		return 0;
	plot = plot_of(charts, file_name(charts, "trend", process));
	return end_plot(charts, &plot, chart_process(&plot, verdict));
}

/* With --baseline: writes a chart of each process that grows in either run. */
static int write_baselines(struct charts *charts)
{
	const struct comparison *comparison = charts->analysis->comparison;

	for (size_t i = 0; comparison && i < comparison->count; i++) {
		const struct compare_row *row = &comparison->rows[i];
		struct plot plot;

		if (!row->before || (row->now->verdict < VERDICT_SUSPECT &&
					    row->before->verdict < VERDICT_SUSPECT))
			continue;
		plot = plot_of(charts, file_name(charts, "baseline", row->now->process));
		if (end_plot(charts, &plot, chart_baseline(&plot, row)))
			return -1;
	}
	return 0;
}

/* Writes a chart of each of the first groups: their number is in the name, since several may have
 * one slug. */
static int write_groups(struct charts *charts)
{
	const struct analysis *groups = charts->analysis->groups;

	for (size_t k = 0; groups && k < groups->verdict_count && k < MOST_GROUPS; k++) {
		size_t i = groups->verdicts[k].gravest;
		const char *slug = escape_slug(&charts->arena, groups->processes.items[i].name);
		struct plot plot =
			plot_of(charts, text_format(&charts->arena, "group-%s-%zu", slug, i));

		if (end_plot(charts, &plot, chart_group(&plot, i)))
			return -1;
	}
	return 0;
}

/* Writes the charts one after another, until one fails. */
static int write_all(struct charts *charts)
{
	const struct analysis *analysis = charts->analysis;

	for (size_t i = 0; i < sizeof system_charts / sizeof *system_charts; i++) {
		struct plot plot = plot_of(charts, system_charts[i].name);

		if (end_plot(charts, &plot, system_charts[i].write(&plot)))
			return -1;
	}
	for (size_t i = 0; i < analysis->verdict_count; i++)
		if (write_process(charts, &analysis->verdicts[i]))
			return -1;
	for (size_t i = 0; i < analysis->processes.target_count; i++)
		if (write_life(charts, &analysis->findings[i]))
			return -1;
	return write_groups(charts) ? -1 : write_baselines(charts);
}

/* It must be a folder of the report: what became a link leads elsewhere. Returns 0, or -1 and
 * errno.
 */
static int make_folder(const char *folder)
{
	int fd = mkdir(folder, 0777) && errno != EEXIST
			 ? -1
			 : open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	return fd < 0 ? -1 : close(fd);
}

static void count_lives(const struct processes *processes, struct arena *arena, struct index *lives)
{
	for (size_t i = 0; i < processes->target_count; i++)
		*index_at(lives, arena, (uint64_t)processes->items[i].pid) += 1;
}

int charts_write(const struct analysis *analysis, const char *folder, const char *format)
{
	struct arena arena = { NULL, 0 };
	struct charts charts = { .analysis = analysis,
		.folder = text_format(&arena, "%s/plots", folder),
		.format = format };
	int result = -1;

	count_lives(&analysis->processes, &arena, &charts.lives);
	if (make_folder(charts.folder))
		say("%s: %s (the charts have no place)", charts.folder, strerror(errno));
	else
		result = write_all(&charts);
	arena_free(&charts.arena);
	arena_free(&arena);
	return result;
}
