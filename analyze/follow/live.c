/* live.c - what is said while a run is watched: a summary on a terminal, else a line a change. */
#include "live.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "../base/text.h"
#include "../options.h"
#include "../verdict/method.h"
#include "../wording/wording.h"
#include "decided.h"

enum { MOST_LINES = 12, NAME_COLUMNS = 40 };

/* Rows of a terminal that the list of processes leaves: a line above it, one below, and the
 * cursor's.
 */
enum { OTHER_ROWS = 3 };

/* A terminal that does not tell its size is taken for one of these. */
enum { USUAL_COLUMNS = 80, USUAL_ROWS = 24, LEAST_COLUMNS = 20 };

void live_begin(struct live *live, const struct analyze_options *options)
{
	*live = (struct live){
		.terminal = isatty(STDOUT_FILENO) != 0 && options->format == FORMAT_TEXT,
		.quiet = options->quiet || options->format == FORMAT_JSON,
	};
}

/* Reads the terminal's size, which its user may have changed since. */
static void measure(struct live *live)
{
	struct winsize size;
	bool told = !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);

	live->columns = told && size.ws_col ? size.ws_col : USUAL_COLUMNS;
	live->rows = told && size.ws_row ? size.ws_row : USUAL_ROWS;
	if (live->columns < LEAST_COLUMNS)
		live->columns = LEAST_COLUMNS;
}

/* What would decide it: "decided", "decided if it lasts to 126 rounds", or "". */
static const char *ahead(
	struct arena *arena, const struct decided *decided, const struct watched *watched)
{
	size_t until = decided_at(decided, watched);

	if (watched->decided)
		return ", decided";
	if (watched->verdict == VERDICT_STABLE && !watched->has_budget)
		return ", open (a budget decides it)";
	if (watched->verdict != VERDICT_LEAK && watched->verdict != VERDICT_STABLE)
		return ", open";
	if (until <= decided->rounds)
		return ", open (it grows more slowly than before)";
	return text_format(arena, ", decided if it lasts to %zu rounds%s", until,
		watched->verdict == VERDICT_LEAK && !watched->keeps_pace ? " and slows down no more"
									 : "");
}

static const char *process_line(struct arena *arena, const struct decided *decided,
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	const struct watched *watched = decided_find(decided, finding->process);

	return text_format(arena, "%s (%d): %s%s, %s KiB a round%s",
		escape_printable(arena, finding->process->name, NAME_COLUMNS),
		(int)finding->process->pid, verdict_code(verdict->verdict),
		finding->flags & 1u << FLAG_PROVISIONAL ? " (provisional)" : "",
		wording_late(arena, analysis, &finding->trend[METRIC_FOOTPRINT]),
		watched ? ahead(arena, decided, watched) : "");
}

static void erase(struct live *live)
{
	for (; live->drawn; live->drawn--)
		fputs("\033[A\033[2K", stdout);
}

/* One line of the summary. It must not wrap: a line that takes two rows is not taken off again. */
static void draw_line(
	struct live *live, struct arena *arena, const char *glyph, const char *printable)
{
	size_t room = live->columns - 1 - escape_columns(glyph);

	printf("%s%s\n", glyph,
		escape_for_terminal(arena, escape_elide(arena, printable, room), true));
	live->drawn++;
}

static void draw(struct live *live, const struct decided *decided, const struct analysis *analysis)
{
	struct arena arena = { NULL, 0 };
	size_t shown = 0, most = MOST_LINES;

	erase(live);
	measure(live);
	if (live->rows < MOST_LINES + OTHER_ROWS)
		most = live->rows > OTHER_ROWS ? live->rows - OTHER_ROWS : 1;
	draw_line(live, &arena, "",
		text_format(&arena, "%zu rounds judged; the last one is %u", decided->rounds,
			(unsigned)analysis->seen_round));
	for (; shown < analysis->verdict_count && shown < most; shown++) {
		const struct process_verdict *verdict = &analysis->verdicts[shown];

		draw_line(live, &arena,
			text_format(&arena, "%s ", wording_glyph(verdict->verdict, true)),
			process_line(&arena, decided, analysis, verdict));
	}
	if (shown < analysis->verdict_count)
		draw_line(live, &arena, "  ",
			text_format(&arena, "and %zu more", analysis->verdict_count - shown));
	arena_free(&arena);
}

/* One line a process whose verdict changed at this look. */
static void print_changes(const struct decided *decided, const struct analysis *analysis)
{
	struct arena arena = { NULL, 0 };

	for (size_t i = 0; i < analysis->verdict_count; i++) {
		const struct finding *finding = wording_gravest(analysis, &analysis->verdicts[i]);
		const struct watched *watched = decided_find(decided, finding->process);

		if (!watched || !watched->changed)
			continue;
		printf("%zu rounds: %s\n", decided->rounds,
			escape_for_terminal(&arena,
				process_line(&arena, decided, analysis, &analysis->verdicts[i]),
				true));
	}
	arena_free(&arena);
}

void live_show(struct live *live, const struct decided *decided, const struct analysis *analysis,
	bool is_look)
{
	if (live->quiet)
		return;
	if (live->terminal)
		draw(live, decided, analysis);
	else if (is_look)
		print_changes(decided, analysis);
	fflush(stdout);
}

void live_end(struct live *live)
{
	erase(live);
	fflush(stdout);
}
