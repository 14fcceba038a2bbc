/* wording_attribution.c - the line that says what growth is due to: which action, or time. */

#include "../base/text.h"
#include "wording.h"

static bool is_plain(char c)
{
	return span_is_letter(c) || span_is_digit(c) || c == '-' || c == '_' || c == '.';
}

const char *wording_arm(struct arena *arena, struct span name)
{
	enum { LONGEST = 64 };
	size_t length = name.len < LONGEST ? name.len : LONGEST;
	char *out = arena_take_array(arena, length + 1, 1);

	for (size_t i = 0; i < length; i++)
		out[i] = is_plain(name.at[i]) ? name.at[i] : '?';
	return out;
}

const struct attributed *wording_attributed(
	const struct analysis *analysis, const struct finding *finding)
{
	return analysis->attributed ? &analysis->attributed[finding - analysis->findings] : NULL;
}

/* "24.0 ± 0.2" */
static const char *part_text(struct arena *arena, const struct attributed_part *part)
{
	return wording_without_plus(wording_slope(arena, part->slope, part->low, part->high));
}

/* A p value, in digits where that is short. */
static const char *p_text(struct arena *arena, double p)
{
	return p >= 1e-4 ? text_format(arena, "%.2g", p) : wording_p(arena, p);
}

/* First what grows, then what does not. */
static void print_arms(struct text *text, struct arena *arena, const struct analysis *analysis,
	const struct attributed *of)
{
	for (int grows = 1; grows >= 0; grows--)
		for (size_t a = 0; a < analysis->design.arm_count; a++)
			if (of->arm[a].grows == grows)
				fprintf(text->file, "%s KiB each time `%s` runs; ",
					part_text(arena, &of->arm[a]),
					wording_arm(arena, analysis->design.arm[a]));
	if (of->has_time && analysis->design.control.len)
		fprintf(text->file, "%s KiB in %s round; ", part_text(arena, &of->time),
			span_is(analysis->design.control, "idle") ? "an idle" : "a control");
	else if (of->has_time)
		fprintf(text->file, "%s KiB a round besides; ", part_text(arena, &of->time));
}

/* The p of what grows, or the least of all; with the blocks that it was drawn from. */
static void print_certainty(struct text *text, struct arena *arena, const struct analysis *analysis,
	const struct attributed *of)
{
	const struct attributed_part *best = &of->arm[0];

	for (size_t a = 1; a < analysis->design.arm_count; a++)
		if (of->arm[a].p < best->p)
			best = &of->arm[a];
	if (of->word == ATTRIBUTION_BY_TIME)
		fprintf(text->file, "p %s for time, %s for actions", p_text(arena, of->time.p),
			p_text(arena, best->p));
	else
		fprintf(text->file, "p %s, %zu %s", p_text(arena, best->p), best->blocks,
			analysis->design.control.len || analysis->design.arm_count > 1 ? "blocks"
										       : "rounds");
}

static const char *lack_text(struct arena *arena, const struct attributed *of)
{
	switch (of->lack) {
	case ATTRIBUTION_LACKS_BLOCKS:
		return text_format(arena,
			"cannot-tell: blocks: %zu are too few for this level; %zu would do",
			of->blocks, of->blocks_needed);
	case ATTRIBUTION_LACKS_CONTROL:
		return "cannot-tell: no round was without an action, and none differs from the others: --control idle tells the action from time";
	case ATTRIBUTION_LACKS_ROUNDS:
		return "cannot-tell: too few readings";
	default:
		return NULL;
	}
}

const char *wording_attribution(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	const struct attributed *of = wording_attributed(analysis, finding);
	const char *lack;
	struct text text;

	if (!of || of->word == ATTRIBUTION_NONE)
		return NULL;
	lack = of->word == ATTRIBUTION_CANNOT_TELL ? lack_text(arena, of) : NULL;
	if (lack)
		return lack;
	text_begin(&text, arena);
	fprintf(text.file, "%s: ", verdict_attribution_code(of->word));
	print_arms(&text, arena, analysis, of);
	print_certainty(&text, arena, analysis, of);
	return text_end(&text);
}
