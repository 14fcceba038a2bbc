/* svg_line.c - a series as SVG. All numbers come from the analysis; all colors from report.css. */
#include "svg_line.h"

#include <math.h>

#include "../base/escape.h"
#include "svg_frame.h"
#include "svg_scale.h"
#include "../base/text.h"
#include "../wording/wording.h"

enum {
	TOP = 26,
	TOP_TIMES = 44,
	MOST_POINTS = 240,
	MOST_DOTS = 130,
	CURVE_POINTS = 400,
	MOST_NAMED = 8,
	MOST_MARKS = 60,
	MOST_STROKES = 400,
};

/* A bend of so little of a pixel cannot be seen. */
static const double STRAIGHT = 0.05;

/* The next life of the finding's process at *i or behind it, *i behind that; NULL: no more. */
static const struct finding *next_life(
	const struct analysis *analysis, const struct finding *finding, size_t *i)
{
	for (; *i < analysis->processes.target_count; (*i)++)
		if (analysis->processes.items[*i].identity == finding->process->identity)
			return &analysis->findings[(*i)++];
	return NULL;
}

/* Least and greatest of all lives' readings, and of the curve and its band. */
static void extent(const struct analysis *analysis, const struct finding *finding,
	enum metric metric, double *low, double *high)
{
	const struct trend *trend = &finding->trend[metric];
	const struct finding *life;
	double value, half;

	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = 0; (life = next_life(analysis, finding, &i));) {
		const struct series *series = &life->process->value[metric];

		for (size_t k = 0; k < series->n; k++) {
			*low = fmin(*low, series->value[k]);
			*high = fmax(*high, series->value[k]);
		}
	}
	for (int i = 0; i <= 1; i++)
		if (trend_curve(trend, i ? trend->x_last : trend->judged_x, &value, &half)) {
			*low = fmin(*low, value - half);
			*high = fmax(*high, value + half);
		}
}

double svg_line_span(
	const struct analysis *analysis, const struct finding *finding, enum metric metric)
{
	double low, high;

	if (!finding->process->value[metric].n)
		return 0;
	extent(analysis, finding, metric, &low, &high);
	return svg_scale_floor(low, high);
}

const char *svg_line_caption(size_t n)
{
	return n <= MOST_DOTS ? "Each dot is a reading"
	       : n <= MOST_POINTS
		       ? "The thin line is the readings"
		       : "The thin line is the least and the greatest reading of each stretch of rounds (all were fitted)";
}

const char *svg_line_lives(size_t lives)
{
	return lives < 2             ? ""
	       : lives <= MOST_MARKS ? "; dashed are restarts, paler the other lives"
				     : "; paler are other lives, each begun by a restart";
}

/* The round number of a point: the axis shows rounds also where time is the regressor. */
static double round_of(const struct svg_frame *frame, size_t i)
{
	return frame->line->report->analysis->rounds[frame->series->at[i]].number;
}

/* What --skip left out, or what the method explains as warm-up: a reader must see what does not
 * count. */
static void draw_warm_up(const struct svg_frame *frame)
{
	const struct finding *finding = frame->line->finding;
	size_t rounds = finding->warm_up_rounds;
	double begin, end;

	while (rounds < frame->series->n && frame->series->x[rounds] < frame->trend->x_first)
		rounds++;
	if (!rounds || rounds >= frame->series->n)
		return;
	begin = fmax(SVG_FRAME_LEFT, svg_frame_x(frame, round_of(frame, 0) - 0.5));
	end = svg_frame_x(frame, (round_of(frame, rounds - 1) + round_of(frame, rounds)) / 2);
	fprintf(frame->file,
		"<rect class=\"warm\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>"
		"<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">%s</text>",
		begin, frame->top, end - begin, frame->line->height - frame->top - SVG_FRAME_BOTTOM,
		begin + 4, frame->top + (begin > SVG_FRAME_LEFT ? 28 : 14),
		end - begin > 54 ? "warm-up" : "");
}

static void draw_steps(const struct svg_frame *frame)
{
	for (size_t i = 0; i < frame->trend->nuisance_count; i++) {
		const struct nuisance *nuisance = &frame->trend->nuisance[i];
		size_t at = 0;

		if (!trend_draws_step(nuisance, frame->span))
			continue;
		while (at + 1 < frame->series->n && frame->series->x[at] < nuisance->parameter)
			at++;
		fprintf(frame->file, "<path class=\"step\" d=\"M%.1f %.1fV%.1f\"/>",
			svg_frame_x(frame, round_of(frame, at) - 0.5), frame->top,
			frame->line->height - SVG_FRAME_BOTTOM);
	}
}

/* The height of the fitted trend or an edge of its band at point i. */
static double fit_at(const struct svg_frame *frame, size_t i, double side)
{
	double value = 0, half = 0;

	trend_curve(frame->trend, frame->series->x[i], &value, &half);
	return svg_frame_y(frame, value + side * half);
}

static void print_point(const struct svg_frame *frame, size_t i, double side)
{
	fprintf(frame->file, "%.1f %.1f", svg_frame_x(frame, round_of(frame, i)),
		fit_at(frame, i, side));
}

/* Does the trend or its band bend at a point between others: elsewhere a straight line will do. */
static bool bends(const struct svg_frame *frame, size_t before, size_t i, size_t after)
{
	for (double side = -1; side <= 1; side++)
		if (fabs(fit_at(frame, before, side) + fit_at(frame, after, side) -
			    2 * fit_at(frame, i, side)) > STRAIGHT)
			return true;
	return false;
}

/* The points through which the fit is drawn, from begin on; at most CURVE_POINTS. */
static size_t fit_points(const struct svg_frame *frame, size_t begin, size_t *points)
{
	size_t n = frame->series->n, all = n - begin < CURVE_POINTS ? n - begin : CURVE_POINTS,
	       count = 0;

	for (size_t k = 0; k < all; k++) {
		size_t i = begin + k * (n - begin - 1) / (all - 1);

		if (k && k + 1 < all &&
			!bends(frame, begin + (k - 1) * (n - begin - 1) / (all - 1), i,
				begin + (k + 1) * (n - begin - 1) / (all - 1)))
			continue;
		points[count++] = i;
	}
	return count;
}

/* The fitted trend without waves, and its 95 % band, from the first judged point on. */
static void draw_fit(const struct svg_frame *frame)
{
	size_t n = frame->series->n, begin = 0, points[CURVE_POINTS], count;
	double value, half;

	while (begin < n && frame->series->x[begin] < frame->trend->judged_x)
		begin++;
	if (n - begin < 2 || !trend_curve(frame->trend, frame->trend->judged_x, &value, &half))
		return;
	count = fit_points(frame, begin, points);
	fputs("<path class=\"band\" d=\"", frame->file);
	/* along the upper edge, and back along the lower one */
	for (size_t k = 0; k < 2 * count; k++) {
		fputc(k ? 'L' : 'M', frame->file);
		print_point(frame, points[k < count ? k : 2 * count - 1 - k], k < count ? 1 : -1);
	}
	fputs("Z\"/><path class=\"fit\" d=\"", frame->file);
	for (size_t k = 0; k < count; k++) {
		fputc(k ? 'L' : 'M', frame->file);
		print_point(frame, points[k], 0);
	}
	fputs("\"/>", frame->file);
}

static void draw_dots(const struct svg_frame *frame, const size_t *indices, size_t count)
{
	fputs("<g class=\"dots\">", frame->file);
	for (size_t i = 0; i < count; i++) {
		const char *kib = wording_kib(
			frame->line->report->arena, frame->series->value[indices[i]], false);

		fprintf(frame->file,
			"<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"><title>round %.0f: %s "
			"KiB</title></circle>",
			svg_frame_x(frame, round_of(frame, indices[i])),
			svg_frame_y(frame, frame->series->value[indices[i]]),
			round_of(frame, indices[i]), kib);
	}
	fputs("</g>", frame->file);
}

/* Dots where there are few readings, a line where there are many. */
static void draw_readings(const struct svg_frame *frame)
{
	size_t indices[MOST_POINTS + 2],
		count = svg_scale_thin(frame->series, MOST_POINTS, indices);

	if (count <= MOST_DOTS) {
		draw_dots(frame, indices, count);
		return;
	}
	fputs("<polyline class=\"readings\" points=\"", frame->file);
	for (size_t i = 0; i < count; i++)
		fprintf(frame->file, "%s%.1f,%.1f", i ? " " : "",
			svg_frame_x(frame, round_of(frame, indices[i])),
			svg_frame_y(frame, frame->series->value[indices[i]]));
	fputs("\"/>", frame->file);
}

static void draw_restart(
	const struct svg_frame *frame, const struct process *before, const struct process *life)
{
	const struct svg_line *line = frame->line;
	double x = svg_frame_x(frame, (life->first_round + before->last_round) / 2.0);
	bool right = x > line->width - 60;

	fprintf(frame->file, "<path class=\"restart\" d=\"M%.1f %.1fV%.1f\"/>", x, frame->top,
		line->height - SVG_FRAME_BOTTOM);
	if (life->lives <= MOST_NAMED)
		fprintf(frame->file, "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\"%s>restart</text>",
			right ? x - 4 : x + 4, frame->top + 14,
			right ? " text-anchor=\"end\"" : "");
}

/* A stroke from the first reading of a life to its last: there are many lives. */
static void draw_short(const struct svg_frame *frame)
{
	size_t last = frame->series->n - 1;

	fprintf(frame->file, "<path class=\"readings\" d=\"M%.1f %.1fL%.1f %.1f\"/>",
		svg_frame_x(frame, round_of(frame, 0)), svg_frame_y(frame, frame->series->value[0]),
		svg_frame_x(frame, round_of(frame, last)),
		svg_frame_y(frame, frame->series->value[last]));
}

/* The lives before and after: their readings, paler, and a dashed line at each restart. Of so many
 * that they cannot be told apart some are left out. */
static void draw_lives(const struct svg_frame *frame)
{
	const struct svg_line *line = frame->line;
	const struct finding *life, *before = NULL;
	size_t lives = line->finding->process->lives, step = lives / MOST_STROKES + 1, number = 0;

	for (size_t i = 0; (life = next_life(line->report->analysis, line->finding, &i));
		before = life) {
		struct svg_frame other = *frame;

		other.series = &life->process->value[line->metric];
		if (life != line->finding && other.series->n && number++ % step == 0) {
			fputs("<g class=\"other\">", frame->file);
			if (lives > MOST_MARKS)
				draw_short(&other);
			else
				draw_readings(&other);
			fputs("</g>", frame->file);
		}
		if (before && lives <= MOST_MARKS)
			draw_restart(frame, before->process, life->process);
	}
}

static void begin_svg(const struct svg_frame *frame)
{
	const struct svg_line *line = frame->line;
	const char *slope = wording_late(
			   frame->line->report->arena, line->report->analysis, frame->trend),
		   *process = wording_process(frame->line->report->arena, line->finding->process);

	fprintf(frame->file,
		"<svg class=\"chart %s\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"",
		line->css_class, line->width, line->height);
	escape_html(frame->file, span_of(process));
	fprintf(frame->file, ": %s over %zu rounds, %s KiB a round\">", line->title,
		frame->series->n, slope);
}

void svg_line_chart(const struct svg_line *line)
{
	const struct series *series = &line->finding->process->value[line->metric];
	struct svg_frame frame = { .file = line->report->file,
		.line = line,
		.series = series,
		.trend = &line->finding->trend[line->metric],
		.first = SIZE_MAX,
		.top = line->times ? TOP_TIMES : TOP };
	const struct finding *life;
	double low, high;

	if (!series->n)
		return;
	extent(line->report->analysis, line->finding, line->metric, &low, &high);
	for (size_t i = 0; (life = next_life(line->report->analysis, line->finding, &i));) {
		const struct series *all = &life->process->value[line->metric];

		if (all->n && all->at[0] < frame.first)
			frame.first = all->at[0];
		if (all->n && all->at[all->n - 1] > frame.last)
			frame.last = all->at[all->n - 1];
	}
	/* a little air, and the curve in the middle of the panel */
	frame.span = line->span_kib * 1.06;
	frame.low = fmax(0, (low + high) / 2 - frame.span / 2);
	begin_svg(&frame);
	draw_warm_up(&frame);
	svg_frame_axes(&frame);
	draw_steps(&frame);
	draw_lives(&frame);
	draw_fit(&frame);
	draw_readings(&frame);
	fputs("</svg>", frame.file);
}
