/* live.c - what is said while a run is watched: a summary on a terminal, else a line a change. */
#include "live.h"

#include <stdio.h>
#include <unistd.h>

#include "../analysis.h"
#include "../base/escape.h"
#include "../base/text.h"
#include "../options.h"
#include "../verdict/method.h"
#include "../wording/wording.h"
#include "decided.h"

enum { MOST_LINES = 12, NAME_COLUMNS = 40 };

void live_begin(struct live *live, const struct analyze_options *options)
{
	*live = (struct live){ .terminal =
				       isatty(STDOUT_FILENO) != 0 && options->format == FORMAT_TEXT,
		.quiet = options->quiet || options->format == FORMAT_JSON };
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

static void print_process(struct arena *arena, const struct decided *decided,
	const struct analysis *analysis, const struct process_verdict *verdict)
{
	const struct finding *finding = wording_gravest(analysis, verdict);
	const struct watched *watched = decided_find(decided, finding->process);

	printf("%s (%d): %s%s, %s KiB a round%s\n",
		escape_for_terminal(
			arena, escape_printable(arena, finding->process->name, NAME_COLUMNS), true),
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

static void draw(struct live *live, const struct decided *decided, const struct analysis *analysis)
{
	struct arena arena = { NULL, 0 };
	size_t shown = 0;

	erase(live);
	printf("%zu rounds judged; the last one is %u\n", decided->rounds,
		(unsigned)analysis->seen_round);
	live->drawn = 1;
	for (size_t i = 0; i < analysis->verdict_count && shown < MOST_LINES; i++, shown++) {
		fputs(wording_glyph(analysis->verdicts[i].verdict, true), stdout);
		putchar(' ');
		print_process(&arena, decided, analysis, &analysis->verdicts[i]);
		live->drawn++;
	}
	if (shown < analysis->verdict_count) {
		printf("  and %zu more\n", analysis->verdict_count - shown);
		live->drawn++;
	}
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
		printf("%zu rounds: ", decided->rounds);
		print_process(&arena, decided, analysis, &analysis->verdicts[i]);
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
