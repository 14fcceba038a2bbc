/* session.c - one call of the program, over all its operands. */
#include "session.h"

#include <langinfo.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "across/compare.h"
#include "across/fleet_outcome.h"
#include "across/gate_file.h"
#include "across/inject.h"
#include "across/pmap_diff.h"
#include "analysis.h"
#include "base/list.h"
#include "base/out.h"
#include "base/text.h"
#include "follow/follow.h"
#include "plot/charts.h"
#include "report/reports.h"
#include "input/rotated.h"
#include "session_say.h"
#include "symbols/symbols.h"
#include "wording/wording.h"

static void occurred(struct session *session, enum exit_status status)
{
	session->occurred[status] = true;
}

/* Appends one run to a list. */
static void keep(struct run_shelf *shelf, struct analysis *analysis)
{
	shelf->items =
		list_room(shelf->items, shelf->count + 1, &shelf->capacity, sizeof *shelf->items);
	shelf->items[shelf->count++] = analysis;
}

static bool wants_color(enum when when)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (when != WHEN_AUTO)
		return when == WHEN_ALWAYS;
	return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
	       !(term && !strcmp(term, "dumb"));
}

static struct text_style style_of(const struct analyze_options *options)
{
	bool terminal = isatty(STDOUT_FILENO);
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t width = 100;

	if (terminal && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		width = size.ws_col;
	else if (terminal && columns)
		(void)quantity_count(span_of(columns), 20, 1000, &width);
	return (struct text_style){ .color = wants_color(options->color),
		.utf8 = !strcmp(nl_langinfo(CODESET), "UTF-8"),
		.width = (size_t)width,
		.elide = terminal,
		.verbose = options->verbose,
		.brief = options->summary_short };
}

static void keep_baseline(void *context, struct analysis *analysis)
{
	struct session *session = context;

	keep(&session->baselines, analysis);
}

static void keep_pending(void *context, struct analysis *analysis)
{
	struct session *session = context;

	keep(&session->pending, analysis);
}

void session_begin(struct session *session, struct analyze_options *options)
{
	*session = (struct session){ .options = options };
	if (options->gate && !(options->rules = gate_file_read(options->gate)))
		session->broken = true;
	if (options->symbols_folder &&
		!(options->symbols = symbols_open(options->symbols_folder, SYMBOL_FILES_MAX)))
		session->broken = true;
	for (size_t i = 0; i < options->baselines.count; i++)
		if (analysis_read(options->baselines.items[i], options, keep_baseline, session))
			session->broken = true;
	if (!session->broken)
		session_say_maps((const struct analysis *const *)session->baselines.items,
			session->baselines.count, options);
	if (session->broken)
		occurred(session, EXIT_STATUS_ERROR);
}

/* The report folder of a run; NULL (after printing one line) if it cannot be made. */
static const char *report_folder(struct session *session, const char *name, bool several)
{
	const char *top = session->options->output;
	const char *folder;
	size_t len = top ? strlen(top) : 0;

	while (len > 1 && top[len - 1] == '/')
		len--;
	if (several && !session->top_prepared) {
		session->top_refused =
			session->top_refused || reports_prepare_top(top ? top : "leakline.report");
		if (session->top_refused)
			return NULL;
		session->top_prepared = true;
	}
	if (several)
		folder = text_format(&session->arena, "%.*s/%s", top ? (int)len : INT_MAX,
			top ? top : "leakline.report", name);
	else
		folder = top ? text_format(&session->arena, "%.*s", (int)len, top)
			     : text_format(&session->arena, "%s.report", name);
	return reports_prepare(folder) ? NULL : folder;
}

/* Writes the report of a run; returns its folder, or NULL (after printing one line). */
static const char *write_report(
	struct session *session, const struct analysis *analysis, bool several)
{
	const char *folder = report_folder(session, analysis->run_name.at, several);

	return folder && !reports_write(analysis, folder) &&
			       !charts_write(analysis, folder, session->options->render)
		       ? folder
		       : NULL;
}

/* folder: of its report, or NULL. */
static int print_run(struct session *session, const struct analysis *analysis, const char *folder)
{
	const struct analyze_options *options = session->options;
	struct text_style style = style_of(options);
	struct arena arena = { NULL, 0 };
	struct report report = { analysis, stdout, &arena, &style };
	int result = 0;

	style.folder = folder;
	switch (options->format) {
	case FORMAT_JSON:
		result = report_json(&report, REPORT_JSON_LINE);
		break;
	case FORMAT_MD:
		report_markdown(&report);
		break;
	case FORMAT_TEXT:
		if (session->run_count > 1)
			putchar('\n');
		report_text(&report);
	}
	arena_free(&arena);
	return result;
}

static void judge_run(struct session *session, struct analysis *analysis, bool several)
{
	const struct analyze_options *options = session->options;
	const char *folder = NULL;

	session->run_count++;
	analysis->run_name = unique_name(&session->names, &session->arena, analysis->run_name);
	if (!analysis->verdict_count && !analysis->is_of_system) {
		session_say_no_target(analysis, options);
		occurred(session, EXIT_STATUS_ERROR);
		return;
	}
	if (session_say_rates(analysis, options)) {
		occurred(session, EXIT_STATUS_ERROR);
		return;
	}
	if (options->inject.given) {
		occurred(session, inject_report(analysis, options, stdout) ? EXIT_STATUS_GOOD
									   : EXIT_STATUS_FOUND);
		return;
	}
	if (session->baselines.count)
		compare_build(analysis, (const struct analysis *const *)session->baselines.items,
			session->baselines.count);
	if (!options->no_report && !(folder = write_report(session, analysis, several)))
		occurred(session, EXIT_STATUS_ERROR);
	if (print_run(session, analysis, folder))
		occurred(session, EXIT_STATUS_ERROR);
	session_say_open(analysis, options);
	occurred(session, analysis->outcome.status);
	session->any_unread |= analysis->unread > 0 || analysis->is_part || analysis->lacks_lines;
	session->only = analysis->outcome;
	session->only.decided = "";
	fleet_add(&session->fleet, analysis);
}

/* files: the operand, or the parts of it. */
static void read_operand(
	struct session *session, const char *path, const char *const *files, size_t count)
{
	const struct analyze_options *options = session->options;
	bool several;

	if (session->broken)
		return; /* already reported: without its gate or baseline no run is judged */
	if (options->merge) {
		if (fleet_merge(&session->fleet, path))
			occurred(session, EXIT_STATUS_ERROR);
		return;
	}
	if (options->pmap_diff) {
		occurred(session, pmap_diff(path, options->pmap_diff, stdout) ? EXIT_STATUS_ERROR
									      : EXIT_STATUS_GOOD);
		return;
	}
	session->pending.count = 0;
	if (count > 1 ? analysis_read_files(path, files, count, options, keep_pending, session)
		      : analysis_read(path, options, keep_pending, session))
		occurred(session, EXIT_STATUS_ERROR);
	several = options->run_count > count || session->pending.count > 1;
	for (size_t i = 0; i < session->pending.count; i++) {
		struct analysis *analysis = session->pending.items[i];

		judge_run(session, analysis, several);
		if (options->junit)
			keep(&session->kept, analysis);
		else
			analysis_free(analysis);
	}
}

size_t session_operands(struct session *session, const char **paths, size_t count)
{
	const struct analyze_options *options = session->options;
	bool alone = options->merge || options->pmap_diff;
	size_t parts = alone ? 1 : rotated_gather(paths, count);
	char *name = rotated_name(paths[0]);

	read_operand(session, parts > 1 ? name : paths[0], paths, parts);
	free(name);
	return parts;
}

void session_follow(struct session *session, struct analyze_options *options, const char *path)
{
	struct follow_end end;

	if (session->broken)
		return;
	if (follow_run(options, path, &end)) {
		occurred(session, EXIT_STATUS_ERROR);
		return;
	}
	options->last_round = end.last_round;
	options->is_silent = end.silent;
	if (end.silent)
		occurred(session, EXIT_STATUS_NOTHING);
	if (!end.is_empty)
		read_operand(session, end.path, &end.path, 1);
}

/* Writes the table of several runs: to standard output (text, md) and, if a report folder was made,
 * to fleet.csv. */
static void end_fleet(struct session *session)
{
	const struct analyze_options *options = session->options;
	const char *folder = options->output ? options->output : "leakline.report";

	if (session->fleet.run_count < (options->merge ? 1 : 2))
		return;
	fleet_correct(&session->fleet, options->alpha);
	if (options->format != FORMAT_JSON) {
		struct text_style style = style_of(options);

		report_fleet(&session->fleet, &style, stdout);
	}
	if (options->merge && !options->no_report && options->output &&
		!reports_prepare_top(folder))
		session->top_prepared = true;
	if (session->top_prepared && report_fleet_csv(&session->fleet, folder))
		occurred(session, EXIT_STATUS_ERROR);
}

/* Prints the last line of standard output, for several runs or if that of the only run no longer
 * holds. */
static void print_outcome(const struct session *session, enum exit_status status)
{
	struct arena arena = { NULL, 0 };
	bool one = session->fleet.run_count == 1 && !session->options->merge;
	struct outcome outcome =
		one ? session->only : fleet_outcome(&session->fleet, session->options);

	outcome.status = status;
	outcome.decided = fleet_outcome_decided(
		&session->fleet, session->options, &outcome, session->any_unread, &arena);
	if (session->options->format != FORMAT_JSON && session->fleet.run_count &&
		(session->fleet.run_count > 1 || session->options->merge ||
			status == EXIT_STATUS_ERROR))
		printf("\n%s\n", wording_outcome(&arena, &outcome));
	arena_free(&arena);
}

static enum exit_status status_of(const struct session *session)
{
	enum exit_status status = EXIT_STATUS_GOOD;

	for (enum exit_status one = 0; one < EXIT_STATUSES; one++)
		if (session->occurred[one])
			status = outcome_graver(status, one);
	return status;
}

int session_end(struct session *session)
{
	struct out out;
	int status;

	end_fleet(session);
	if (session->options->merge)
		occurred(session, fleet_outcome(&session->fleet, session->options).status);
	if (session->options->junit && session->kept.count &&
		report_junit((const struct analysis *const *)session->kept.items,
			session->kept.count, session->options->junit))
		occurred(session, EXIT_STATUS_ERROR);
	print_outcome(session, status_of(session));
	out_stdout(&out);
	if (out_close(&out))
		occurred(session, EXIT_STATUS_ERROR);
	status = (int)status_of(session);
	for (size_t i = 0; i < session->kept.count; i++)
		analysis_free(session->kept.items[i]);
	for (size_t i = 0; i < session->baselines.count; i++)
		analysis_free(session->baselines.items[i]);
	free(session->kept.items);
	free(session->pending.items);
	free(session->baselines.items);
	arena_free(&session->arena);
	gate_file_free(session->options->rules);
	symbols_free(session->options->symbols);
	fleet_free(&session->fleet);
	return status;
}
