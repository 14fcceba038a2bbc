/* report_section.c - what the summary says of one life: its verdict, and the lines below it. */
#include "report_section.h"

#include <string.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../options.h"
#include "../wording/grown.h"
#include "../wording/hints.h"
#include "../wording/runtimes.h"
#include "../wording/wording.h"
#include "../wording/wording_heap.h"
#include "report_blocks.h"
#include "report_style.h"
#include "words.h"

enum { INDENT = 2, MOST_GROUPS = 4, MOST_LINES = 14 };

static void print_title(const struct report *report, const struct process_verdict *verdict,
	const struct finding *finding, size_t alike)
{
	const char *color = report_style_color(report, finding->verdict);

	fputc('\n', report->file);
	if (color)
		fprintf(report->file, "\033[%sm", color);
	fputs(wording_glyph(finding->verdict, report->style->utf8), report->file);
	if (color)
		fputs("\033[0m", report->file);
	fputc(' ', report->file);
	words_print_name(report, finding->process->name);
	fprintf(report->file, " (%d)  ", finding->process->pid);
	if (color)
		fprintf(report->file, "\033[%sm", color);
	fputs(verdict_code(finding->verdict), report->file);
	if (color)
		fputs("\033[0m", report->file);
	if (verdict->in_group)
		fputs("  judged with its group", report->file);
	if (verdict->known && wording_gravest(report->analysis, verdict) == finding) {
		fputs(verdict->known_reason.len ? "  known: " : "  known", report->file);
		words_print_name(report, verdict->known_reason);
	}
	if (verdict->lapsed)
		fprintf(report->file, "  %s", verdict->lapsed);
	if (alike)
		fprintf(report->file, "  and %zu more like it", alike);
	fputc('\n', report->file);
}

/* Prints a line below a verdict; nothing for NULL. */
static void print_says(const struct report *report, const char *says)
{
	if (says)
		words_wrap(report, INDENT, says);
}

static void print_because(const struct report *report, const struct finding *finding)
{
	print_says(report, wording_because(report->arena, report->analysis, finding));
	print_says(report, wording_attribution(report->arena, report->analysis, finding));
}

static void print_lines(const struct report *report, const struct finding *finding)
{
	size_t count;
	const char *const *lines =
		report->style->verbose
			? wording_details(report->arena, report->analysis, finding, &count)
			: wording_outline(report->arena, report->analysis, finding, &count);

	for (size_t i = 0; i < count; i++)
		words_wrap(report, INDENT, lines[i]);
}

/* Prints "what grew: [heap] 96 %, +924 KiB, +3.9 KiB a round", at least one line per group. */
static void print_grown(const struct report *report, const struct finding *finding)
{
	size_t count, shown = 0, most = report->style->verbose ? MOST_GROUPS : MOST_GROUPS / 2;
	struct grown_group *groups = grown_groups(report->arena, report->analysis, finding, &count);
	const char *rest;

	for (size_t i = 0; i < count && groups[i].share > 0 && shown < most; i++, shown++) {
		const char *name = words_short_name(report, groups[i].group->name);
		const char *share = wording_percent(report->arena, groups[i].share);
		const char *slope = grown_slope(report->arena, report->analysis, &groups[i]);
		const char *change = wording_kib_change(report->arena, groups[i].change_kib);
		const char *use = wording_use(report->arena, report->analysis, groups[i].group);

		words_wrap_behind(report, shown ? "             " : "  what grew: ",
			text_format(report->arena, "%s %s, %s KiB%s%s", name, share, change,
				*slope ? ", " : "", slope));
		if (*use)
			words_wrap(report, 15, text_format(report->arena, "of it %s", use));
	}
	rest = grown_rest(report->arena, groups, count, shown);
	if (*rest)
		words_wrap(report, 13, rest);
}

static void print_touched(const struct report *report, const struct finding *finding)
{
	size_t count;
	const struct mapping_group **groups =
		grown_touched(report->arena, report->analysis, finding, &count);

	for (size_t i = 0; i < count; i++) {
		const char *name = words_short_name(report, groups[i]->name),
			   *use = wording_use(report->arena, report->analysis, groups[i]);

		words_wrap_behind(report, i ? "                    " : "  what was touched: ",
			text_format(report->arena, "%s, %s", name, use));
	}
}

static void print_hints(const struct report *report, const struct finding *finding)
{
	size_t count;
	const char *const *lines = hints_of(report->arena, report->analysis, finding, &count);

	for (size_t i = 0; i < count; i++)
		words_wrap(report, INDENT, text_format(report->arena, "hint: %s", lines[i]));
}

static void print_runtime(const struct report *report, const struct finding *finding)
{
	print_says(report, runtimes_line(report->arena, report->analysis, finding));
}

/* Of what could not be judged, or passed. */
static void print_short(const struct report *report, const struct finding *finding)
{
	if (report->style->verbose)
		print_says(report, wording_pulses(report->arena, report->analysis, finding));
	print_says(report, wording_heap_unread(report->arena, finding));
	print_runtime(report, finding);
}

/* A part of a section; one with a greater rank goes first if there is no room. */
struct part {
	void (*print)(const struct report *report, const struct finding *finding);
	unsigned rank;
};

static const struct part leak_parts[] = {
	{ print_because, 0 },
	{ print_lines, 2 },
	{ report_blocks_text, 1 },
	{ print_grown, 3 },
	{ print_touched, 5 },
	{ print_hints, 6 },
	{ print_runtime, 4 },
};

static const struct part other_parts[] = {
	{ print_because, 0 },
	{ print_short, 1 },
};

enum { MOST_PARTS = sizeof leak_parts / sizeof *leak_parts };

static size_t lines_in(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

/* The part as text, for this terminal. */
static const char *rendered(
	const struct report *report, const struct part *part, const struct finding *finding)
{
	struct report own = *report;
	struct text text;

	text_begin(&text, report->arena);
	own.file = text.file;
	part->print(&own, finding);
	return text_end(&text);
}

/* Empties the texts that have no room, those of the greatest rank first; returns whether any was.
 */
static bool make_room(const struct part *parts, size_t count, const char *texts[MOST_PARTS])
{
	size_t lines = 0;
	bool any = false;

	for (size_t i = 0; i < count; i++)
		lines += lines_in(texts[i]);
	for (unsigned rank = MOST_PARTS; rank > 0 && lines > MOST_LINES; rank--)
		for (size_t i = 0; i < count; i++) {
			if (parts[i].rank != rank || !*texts[i])
				continue;
			/* the line that says so takes one, too */
			lines += !any;
			lines -= lines_in(texts[i]);
			texts[i] = "";
			any = true;
		}
	return any;
}

void report_section_text(const struct report *report, const struct process_verdict *verdict,
	const struct finding *finding, size_t alike)
{
	bool detailed = finding->verdict >= VERDICT_SUSPECT;
	const struct part *parts = detailed ? leak_parts : other_parts;
	size_t count = detailed ? MOST_PARTS : sizeof other_parts / sizeof *other_parts;
	const char *texts[MOST_PARTS];
	bool more;

	for (size_t i = 0; i < count; i++)
		texts[i] = rendered(report, &parts[i], finding);
	more = !report->style->verbose && make_room(parts, count, texts);
	print_title(report, verdict, finding, alike);
	for (size_t i = 0; i < count; i++)
		fputs(texts[i], report->file);
	if (more)
		words_wrap(report, INDENT, "-v shows more");
}
