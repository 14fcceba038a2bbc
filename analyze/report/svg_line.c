/* svg_line.c - draws a panel as SVG. All numbers come from chart/panels.c, all colors from
 * report.css. */
#include "svg_line.h"

#include <math.h>

#include "../base/escape.h"
#include "../wording/wording.h"
#include "svg_frame.h"

enum { MOST_DOTS = 130, MOST_STROKES = 400, NEAR_EDGE = 60, WARM_UP_NAME = 44 };

/* A bend smaller than this, in pixels, is invisible. */
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

static FILE *file_of(const struct svg_frame *frame)
{
	return frame->report->file;
}

static double warm_up_from(const struct svg_frame *frame, const struct panel_warm_up *warm_up)
{
	return warm_up->life ? svg_frame_x(frame, warm_up->from) : SVG_FRAME_LEFT;
}

static void draw_warm_ups(const struct svg_frame *frame)
{
	double top = svg_frame_top(frame), bottom = frame->height - SVG_FRAME_BOTTOM;

	for (size_t i = 0; i < frame->panels->warm_up_count; i++) {
		const struct panel_warm_up *warm_up = &frame->panels->warm_ups[i];
		double from = warm_up_from(frame, warm_up), to = svg_frame_x(frame, warm_up->to);

		fprintf(file_of(frame),
			"<rect class=\"warm\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
			from, top, to - from, bottom - top);
	}
}

/* Over the grid, with an edge of the ground's colour: a line of the grid does not strike it out. */
static void draw_warm_up_names(const struct svg_frame *frame)
{
	for (size_t i = 0; i < frame->panels->warm_up_count; i++) {
		const struct panel_warm_up *warm_up = &frame->panels->warm_ups[i];
		double from = warm_up_from(frame, warm_up), to = svg_frame_x(frame, warm_up->to);

		/* on a narrow screen the label may not have the room that the model assumes */
		if (warm_up->named && to - from >= WARM_UP_NAME)
			fprintf(file_of(frame),
				"<text class=\"tick over\" x=\"%.1f\" y=\"%.1f\">warm-up</text>",
				from + 4, svg_frame_top(frame) + 14);
	}
}

static void draw_steps(const struct svg_frame *frame)
{
	for (size_t i = 0; i < frame->panel->step_count; i++)
		fprintf(file_of(frame), "<path class=\"step\" d=\"M%.1f %.1fV%.1f\"/>",
			svg_frame_x(frame, frame->panel->steps[i]), svg_frame_top(frame),
			frame->height - SVG_FRAME_BOTTOM);
}

static void draw_restarts(const struct svg_frame *frame)
{
	bool is_first = frame->panel == frame->panels->items;

	for (size_t i = 0; i < frame->panel->restart_count; i++) {
		const struct panel_restart *restart = &frame->panel->restarts[i];
		double x = svg_frame_x(frame, restart->round), top = svg_frame_top(frame);
		bool right = x > frame->width - NEAR_EDGE;

		fprintf(file_of(frame), "<path class=\"restart\" d=\"M%.1f %.1fV%.1f\"/>", x, top,
			frame->height - SVG_FRAME_BOTTOM);
		if (restart->named && is_first)
			fprintf(file_of(frame),
				"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\"%s>restart</text>",
				right ? x - 4 : x + 4, top + 14,
				right ? " text-anchor=\"end\"" : "");
	}
}

/* The part of a fitted point that is drawn. */
enum edge { LOWER, MIDDLE, UPPER };

static double fit_y(const struct svg_frame *frame, const struct panel_point *point, enum edge edge)
{
	return svg_frame_y(frame, edge == LOWER    ? point->low
				  : edge == MIDDLE ? point->fit
						   : point->high);
}

/* Does the fit or its band bend at b, between a and c? If not, a straight line suffices. */
static bool bends(const struct svg_frame *frame, const struct panel_point *a,
	const struct panel_point *b, const struct panel_point *c)
{
	double share = c->round > a->round
			       ? (double)(b->round - a->round) / (double)(c->round - a->round)
			       : 0;

	for (enum edge edge = LOWER; edge <= UPPER; edge++) {
		double from = fit_y(frame, a, edge), to = fit_y(frame, c, edge);

		if (fabs(from + share * (to - from) - fit_y(frame, b, edge)) > STRAIGHT)
			return true;
	}
	return false;
}

/*
 * Selects the points that draw the fit: its ends, and every point that a straight line from the
 * last selected one would miss. Of the points in between, only the one halfway and the latest are
 * checked: there a curve and a kink are farthest from the line.
 */
static size_t fit_points(const struct svg_frame *frame, const struct panel_life *life,
	const struct panel_point **points)
{
	const struct panel_point *all = life->points;
	size_t begin = 0, kept, count = 0;

	while (begin < life->count && isnan(all[begin].fit))
		begin++;
	kept = begin;
	for (size_t i = begin; i < life->count; i++) {
		if (i > begin && i + 1 < life->count &&
			!bends(frame, &all[kept], &all[i], &all[i + 1]) &&
			!bends(frame, &all[kept], &all[(kept + i) / 2], &all[i + 1]))
			continue;
		points[count++] = &all[i];
		kept = i;
	}
	return count;
}

static void print_fit(const struct svg_frame *frame, const struct panel_point *point, char command,
	enum edge edge)
{
	fprintf(file_of(frame), "%c%.1f %.1f", command, svg_frame_x(frame, point->round),
		fit_y(frame, point, edge));
}

/* Draws the fitted trend without waves, and its 95 % band, from the first judged point on. */
static void draw_fit(const struct svg_frame *frame, const struct panel_life *life)
{
	const struct panel_point *points[SVG_LINE_POINTS];
	size_t count = fit_points(frame, life, points);

	if (count < 2)
		return;
	fputs("<path class=\"band\" d=\"", file_of(frame));
	/* along the upper edge, then back along the lower one */
	for (size_t k = 0; k < count; k++)
		print_fit(frame, points[k], k ? 'L' : 'M', UPPER);
	for (size_t k = count; k-- > 0;)
		print_fit(frame, points[k], 'L', LOWER);
	fputs("Z\"/><path class=\"fit\" d=\"", file_of(frame));
	for (size_t k = 0; k < count; k++)
		print_fit(frame, points[k], k ? 'L' : 'M', MIDDLE);
	fputs("\"/>", file_of(frame));
}

/* Draws a dot with its reading as a tooltip; hollow if the round was set aside. */
static void draw_dot(const struct svg_frame *frame, const struct panel_point *point)
{
	fprintf(file_of(frame),
		"<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"%s><title>round %u: %s KiB</title></circle>",
		svg_frame_x(frame, point->round), svg_frame_y(frame, point->kib),
		point->is_set_aside ? " class=\"aside\"" : "", (unsigned)point->round,
		wording_kib(frame->report->arena, point->kib));
}

/* Draws few readings as dots; many readings as a line, with dots only for rounds that were set
 * aside. */
static void draw_readings(const struct svg_frame *frame, const struct panel_life *life)
{
	bool few = life->count <= MOST_DOTS;

	if (!few) {
		fputs("<polyline class=\"readings\" points=\"", file_of(frame));
		for (size_t i = 0; i < life->count; i++)
			fprintf(file_of(frame), "%s%.1f,%.1f", i ? " " : "",
				svg_frame_x(frame, life->points[i].round),
				svg_frame_y(frame, life->points[i].kib));
		fputs("\"/>", file_of(frame));
	}
	if (!few && !life->finding->pulses.count)
		return;
	fputs("<g class=\"dots\">", file_of(frame));
	for (size_t i = 0; i < life->count; i++)
		if (few || life->points[i].is_set_aside)
			draw_dot(frame, &life->points[i]);
	fputs("</g>", file_of(frame));
}

/* Draws a line from the first reading of a life to its last, for a process with many lives. */
static void draw_stroke(const struct svg_frame *frame, const struct panel_life *life)
{
	const struct panel_point *first = life->points, *last = &life->points[life->count - 1];

	fprintf(file_of(frame), "<path class=\"readings\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
		svg_frame_x(frame, first->round), svg_frame_y(frame, first->kib),
		svg_frame_x(frame, last->round), svg_frame_y(frame, last->kib));
}

/* Draws the other lives, paler. If they are too many to tell apart, some are left out. */
static void draw_others(const struct svg_frame *frame)
{
	size_t lives = frame->panel->life_count, step = lives / MOST_STROKES + 1, number = 0;

	for (size_t i = 0; i < lives; i++) {
		const struct panel_life *life = &frame->panel->lives[i];

		if (life->finding == frame->finding || !life->count || number++ % step)
			continue;
		fputs("<g class=\"other\">", file_of(frame));
		if (lives > PANELS_MARKS) {
			draw_stroke(frame, life);
		} else {
			draw_fit(frame, life);
			draw_readings(frame, life);
		}
		fputs("</g>", file_of(frame));
	}
}

static void begin_svg(const struct svg_frame *frame)
{
	const struct finding *finding = frame->finding;
	enum metric metric = frame->panel->metric;

	fprintf(file_of(frame),
		"<svg class=\"chart %s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"",
		frame->css_class, frame->width, frame->height);
	escape_html(
		file_of(frame), span_of(wording_process(frame->report->arena, finding->process)));
	fprintf(file_of(frame), ": %s over %zu rounds, %s KiB a round\">", frame->title,
		finding->process->value[metric].n,
		wording_late(
			frame->report->arena, frame->report->analysis, &finding->trend[metric]));
}

void svg_line_chart(const struct svg_frame *frame)
{
	const struct panel_life *own = frame->panel->lives;

	while (own->finding != frame->finding)
		own++;
	if (!own->count)
		return;
	begin_svg(frame);
	draw_warm_ups(frame);
	svg_frame_axes(frame);
	draw_warm_up_names(frame);
	draw_steps(frame);
	draw_others(frame);
	if (frame->panel->life_count <= PANELS_MARKS)
		draw_restarts(frame);
	draw_fit(frame, own);
	draw_readings(frame, own);
	fputs("</svg>", file_of(frame));
}
