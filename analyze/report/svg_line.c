/* svg_line.c - a panel as SVG. All numbers come from chart/panels.c; all colors from report.css. */
#include "svg_line.h"

#include <math.h>

#include "../base/escape.h"
#include "../wording/wording.h"
#include "svg_frame.h"

enum { MOST_DOTS = 130, MOST_STROKES = 400, NEAR_EDGE = 60 };

/* A bend of so little of a pixel cannot be seen. */
static const double STRAIGHT = 0.05;

const char *svg_line_caption(size_t n)
{
	return n <= MOST_DOTS ? "Each dot is a reading"
	       : n <= SVG_LINE_POINTS
		       ? "The thin line is the readings"
		       : "The thin line is the least and the greatest reading of each stretch of rounds (all were fitted)";
}

const char *svg_line_lives(size_t lives)
{
	return lives < 2               ? ""
	       : lives <= PANELS_MARKS ? "; dashed are restarts, paler the other lives"
				       : "; paler are other lives, each begun by a restart";
}

static FILE *file_of(const struct svg_line *line)
{
	return line->report->file;
}

static void draw_warm_ups(const struct svg_line *line)
{
	double top = svg_frame_top(line), bottom = line->height - SVG_FRAME_BOTTOM;

	for (size_t i = 0; i < line->panels->warm_up_count; i++) {
		const struct panel_warm_up *warm_up = &line->panels->warm_ups[i];
		double from = warm_up->life ? svg_frame_x(line, warm_up->from) : SVG_FRAME_LEFT,
		       to = svg_frame_x(line, warm_up->to);

		fprintf(file_of(line),
			"<rect class=\"warm\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
			from, top, to - from, bottom - top);
		if (warm_up->named)
			fprintf(file_of(line),
				"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">warm-up</text>",
				from + 4, top + 14);
	}
}

static void draw_steps(const struct svg_line *line)
{
	for (size_t i = 0; i < line->panel->step_count; i++)
		fprintf(file_of(line), "<path class=\"step\" d=\"M%.1f %.1fV%.1f\"/>",
			svg_frame_x(line, line->panel->steps[i]), svg_frame_top(line),
			line->height - SVG_FRAME_BOTTOM);
}

static void draw_restarts(const struct svg_line *line)
{
	bool is_first = line->panel == line->panels->items;

	for (size_t i = 0; i < line->panel->restart_count; i++) {
		const struct panel_restart *restart = &line->panel->restarts[i];
		double x = svg_frame_x(line, restart->round), top = svg_frame_top(line);
		bool right = x > line->width - NEAR_EDGE;

		fprintf(file_of(line), "<path class=\"restart\" d=\"M%.1f %.1fV%.1f\"/>", x, top,
			line->height - SVG_FRAME_BOTTOM);
		if (restart->named && is_first)
			fprintf(file_of(line),
				"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\"%s>restart</text>",
				right ? x - 4 : x + 4, top + 14,
				right ? " text-anchor=\"end\"" : "");
	}
}

/* What is drawn of a point of the fit. */
enum edge { LOWER, MIDDLE, UPPER };

static double fit_y(const struct svg_line *line, const struct panel_point *point, enum edge edge)
{
	return svg_frame_y(line, edge == LOWER    ? point->low
				 : edge == MIDDLE ? point->fit
						  : point->high);
}

/* Does the fit or its band bend at b, between a and c: elsewhere a straight line will do. */
static bool bends(const struct svg_line *line, const struct panel_point *a,
	const struct panel_point *b, const struct panel_point *c)
{
	double share = c->round > a->round
			       ? (double)(b->round - a->round) / (double)(c->round - a->round)
			       : 0;

	for (enum edge edge = LOWER; edge <= UPPER; edge++) {
		double from = fit_y(line, a, edge), to = fit_y(line, c, edge);

		if (fabs(from + share * (to - from) - fit_y(line, b, edge)) > STRAIGHT)
			return true;
	}
	return false;
}

/*
 * The points through which the fit is drawn: its ends, and those that a straight line from the last
 * one kept would miss. In between the one halfway and the latest are looked at: there a curve and a
 * kink are farthest from the line.
 */
static size_t fit_points(const struct svg_line *line, const struct panel_life *life,
	const struct panel_point **points)
{
	const struct panel_point *all = life->points;
	size_t begin = 0, kept, count = 0;

	while (begin < life->count && isnan(all[begin].fit))
		begin++;
	kept = begin;
	for (size_t i = begin; i < life->count; i++) {
		if (i > begin && i + 1 < life->count &&
			!bends(line, &all[kept], &all[i], &all[i + 1]) &&
			!bends(line, &all[kept], &all[(kept + i) / 2], &all[i + 1]))
			continue;
		points[count++] = &all[i];
		kept = i;
	}
	return count;
}

static void print_fit(
	const struct svg_line *line, const struct panel_point *point, char command, enum edge edge)
{
	fprintf(file_of(line), "%c%.1f %.1f", command, svg_frame_x(line, point->round),
		fit_y(line, point, edge));
}

/* The fitted trend without waves, and its 95 % band, from the first judged point on. */
static void draw_fit(const struct svg_line *line, const struct panel_life *life)
{
	const struct panel_point *points[SVG_LINE_POINTS];
	size_t count = fit_points(line, life, points);

	if (count < 2)
		return;
	fputs("<path class=\"band\" d=\"", file_of(line));
	/* along the upper edge, and back along the lower one */
	for (size_t k = 0; k < count; k++)
		print_fit(line, points[k], k ? 'L' : 'M', UPPER);
	for (size_t k = count; k-- > 0;)
		print_fit(line, points[k], 'L', LOWER);
	fputs("Z\"/><path class=\"fit\" d=\"", file_of(line));
	for (size_t k = 0; k < count; k++)
		print_fit(line, points[k], k ? 'L' : 'M', MIDDLE);
	fputs("\"/>", file_of(line));
}

/* A dot that tells its reading; hollow where the round was set aside. */
static void draw_dot(const struct svg_line *line, const struct panel_point *point)
{
	fprintf(file_of(line),
		"<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"%s><title>round %u: %s KiB</title></circle>",
		svg_frame_x(line, point->round), svg_frame_y(line, point->kib),
		point->is_set_aside ? " class=\"aside\"" : "", (unsigned)point->round,
		wording_kib(line->report->arena, point->kib, false));
}

/* Dots where there are few readings; where there are many, a line, and dots of what was set
 * aside. */
static void draw_readings(const struct svg_line *line, const struct panel_life *life)
{
	bool few = life->count <= MOST_DOTS;

	if (!few) {
		fputs("<polyline class=\"readings\" points=\"", file_of(line));
		for (size_t i = 0; i < life->count; i++)
			fprintf(file_of(line), "%s%.1f,%.1f", i ? " " : "",
				svg_frame_x(line, life->points[i].round),
				svg_frame_y(line, life->points[i].kib));
		fputs("\"/>", file_of(line));
	}
	if (!few && !life->finding->pulses.count)
		return;
	fputs("<g class=\"dots\">", file_of(line));
	for (size_t i = 0; i < life->count; i++)
		if (few || life->points[i].is_set_aside)
			draw_dot(line, &life->points[i]);
	fputs("</g>", file_of(line));
}

/* A stroke from the first reading of a life to its last: there are many lives. */
static void draw_stroke(const struct svg_line *line, const struct panel_life *life)
{
	const struct panel_point *first = life->points, *last = &life->points[life->count - 1];

	fprintf(file_of(line), "<path class=\"readings\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
		svg_frame_x(line, first->round), svg_frame_y(line, first->kib),
		svg_frame_x(line, last->round), svg_frame_y(line, last->kib));
}

/* The lives before and after, paler. Of so many that they cannot be told apart some are left out.
 */
static void draw_others(const struct svg_line *line)
{
	size_t lives = line->panel->life_count, step = lives / MOST_STROKES + 1, number = 0;

	for (size_t i = 0; i < lives; i++) {
		const struct panel_life *life = &line->panel->lives[i];

		if (life->finding == line->finding || !life->count || number++ % step)
			continue;
		fputs("<g class=\"other\">", file_of(line));
		if (lives > PANELS_MARKS) {
			draw_stroke(line, life);
		} else {
			draw_fit(line, life);
			draw_readings(line, life);
		}
		fputs("</g>", file_of(line));
	}
}

static void begin_svg(const struct svg_line *line)
{
	const struct finding *finding = line->finding;
	enum metric metric = line->panel->metric;

	fprintf(file_of(line),
		"<svg class=\"chart %s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"",
		line->css_class, line->width, line->height);
	escape_html(file_of(line), span_of(wording_process(line->report->arena, finding->process)));
	fprintf(file_of(line), ": %s over %zu rounds, %s KiB a round\">", line->title,
		finding->process->value[metric].n,
		wording_late(line->report->arena, line->report->analysis, &finding->trend[metric]));
}

void svg_line_chart(const struct svg_line *line)
{
	const struct panel_life *own = line->panel->lives;

	while (own->finding != line->finding)
		own++;
	if (!own->count)
		return;
	begin_svg(line);
	draw_warm_ups(line);
	svg_frame_axes(line);
	draw_steps(line);
	draw_others(line);
	if (line->panel->life_count <= PANELS_MARKS)
		draw_restarts(line);
	draw_fit(line, own);
	draw_readings(line, own);
	fputs("</svg>", file_of(line));
}
