/* svg_doses.c - draws memory against actions done, a colour an arm. */
#include "svg_doses.h"

#include <math.h>

#include "../chart/doses.h"
#include "../wording/wording.h"
#include "svg_frame.h"

enum {
	HEIGHT = 300,
	LEFT = SVG_FRAME_LEFT,
	RIGHT = SVG_FRAME_RIGHT,
	TOP = 34,
	BOTTOM = SVG_FRAME_BOTTOM,
	POINTS = 600,
	KIB_OF_MIB = 1024,
	KEY = 150
};

static double x_of(const struct doses *doses, double width, double done)
{
	return LEFT +
	       (done - doses->x.low) / (doses->x.high - doses->x.low) * (width - LEFT - RIGHT);
}

static double y_of(const struct doses *doses, double kib)
{
	return TOP + (1 - (kib - doses->y.low) / (doses->y.high - doses->y.low)) *
			     (HEIGHT - TOP - BOTTOM);
}

static void draw_axes(FILE *file, const struct doses *doses, double width)
{
	double low = doses->y.low / KIB_OF_MIB, high = doses->y.high / KIB_OF_MIB,
	       step = axis_step(high - low, 5),
	       round = axis_round_step(doses->x.high - doses->x.low, svg_frame_ticks(width));

	for (double value = ceil(low / step) * step; value <= high; value += step)
		svg_frame_value(file, width, y_of(doses, value * KIB_OF_MIB), step, value);
	for (double done = fmax(ceil(doses->x.low / round) * round, 0); done <= doses->x.high;
		done += round)
		fprintf(file,
			"<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.0f</text>",
			x_of(doses, width, done), HEIGHT - BOTTOM + 16, done);
	fprintf(file,
		"<text class=\"name\" x=\"%d\" y=\"14\">memory, MiB</text><text class=\"tick\" x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">actions so far</text>",
		LEFT, (LEFT + width - RIGHT) / 2, HEIGHT - 7);
}

/* The class of a colour: arms count from 0, the control and what counts in no arm are grey. */
static int color_of(int arm)
{
	return arm < 0 ? 0 : arm % 6 + 1;
}

static void draw_key(const struct report *report, double width)
{
	const struct design *design = &report->analysis->design;
	size_t count = design->arm_count + (design->control.len > 0);

	for (size_t a = 0; a < count; a++) {
		bool control = a == design->arm_count;
		double x =
			LEFT + 130 + (double)a * fmin(KEY, (width - LEFT - 130.0) / (double)count);

		fprintf(report->file,
			"<circle class=\"arm%d\" cx=\"%.1f\" cy=\"10\" r=\"4\"/><text class=\"tick\" x=\"%.1f\" y=\"14\">%s</text>",
			color_of(control ? DESIGN_CONTROL : (int)a), x, x + 9,
			wording_arm(report->arena, control ? design->control : design->arm[a]));
	}
}

static void draw(const struct report *report, const struct doses *doses, double width)
{
	fprintf(report->file,
		"<svg class=\"doses %s\" viewBox=\"0 0 %.0f %d\" role=\"img\" aria-label=\"memory against actions done\">",
		svg_frame_class(width), width, HEIGHT);
	draw_axes(report->file, doses, width);
	draw_key(report, width);
	for (size_t i = 0; i < doses->count; i++)
		fprintf(report->file, "<circle class=\"arm%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2.4\"/>",
			color_of(doses->items[i].arm), x_of(doses, width, doses->items[i].done),
			y_of(doses, doses->items[i].kib));
	fputs("</svg>", report->file);
}

void svg_doses(const struct report *report, const struct finding *finding)
{
	struct doses doses = { .count = 0 };

	if (report->analysis->attributed)
		doses = doses_of(report->arena, report->analysis, finding, POINTS);
	if (!doses.count)
		return;
	fputs("<figure>", report->file);
	draw(report, &doses, SVG_FRAME_WIDE);
	draw(report, &doses, SVG_FRAME_SLIM);
	fputs("<figcaption>Each reading against the actions before it: what rises with its colour is due to that action, what rises in grey to time.</figcaption></figure>\n",
		report->file);
}
