/* compare_blocks.c - --baseline: which classes of blocks grew before, and which do now. */
#include "compare_blocks.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "../analysis.h"
#include "../base/text.h"
#include "../verdict/method.h"
#include "../wording/blocks.h"

/* The classes of one run. */
struct side {
	struct blocks_row *rows;
	size_t count, growing;
	bool is_read;
	bool *taken; /* by a class of the other side */
};

static struct side side_of(
	struct arena *arena, const struct analysis *analysis, const struct finding *finding)
{
	struct side side = { .is_read = finding->heap.is_read };

	side.rows = blocks_rows(arena, analysis, finding, &side.count, &side.growing);
	side.taken = arena_take_array(arena, side.count + 1, sizeof *side.taken);
	return side;
}

static bool is_same_kind(const struct block_class *a, const struct block_class *b)
{
	return a->size == b->size && a->is_pooled == b->is_pooled;
}

/* The same object by name; without names the same place of the same file. */
static bool holds_same(const struct block_class *a, const struct block_class *b)
{
	if (a->object.len && b->object.len)
		return span_equal(a->object, b->object);
	return span_equal(a->module, b->module) && a->offset == b->offset &&
	       a->position == b->position;
}

/* A new build moves what is in a file: then the place in the block must do. */
static bool is_rebuilt(const struct block_class *a, const struct block_class *b)
{
	return a->module.len && span_equal(a->module, b->module) && a->position == b->position &&
	       !(a->object.len && b->object.len) && !span_equal(a->build_id, b->build_id);
}

/* Takes the first of count rows of the other run whose blocks are of that kind and for which is_so
 * holds. */
static const struct blocks_row *take(const struct blocks_row *row, struct side *other, size_t count,
	bool (*is_so)(const struct block_class *a, const struct block_class *b))
{
	for (size_t i = 0; i < count; i++)
		if (!other->taken[i] && is_same_kind(row->class, other->rows[i].class) &&
			is_so(row->class, other->rows[i].class)) {
			other->taken[i] = true;
			return &other->rows[i];
		}
	return NULL;
}

/* The class of the other run that is this one; NULL: it has none. */
static const struct blocks_row *match(const struct blocks_row *row, struct side *other)
{
	const struct blocks_row *same = take(row, other, other->count, holds_same);

	return same ? same : take(row, other, other->growing, is_rebuilt);
}

static double rate_of(const struct side *side, const struct blocks_row *row)
{
	if (!side->is_read)
		return (double)NAN;
	return row && row->finding->grows ? row->per_round : 0.0;
}

/* Both grow: do the rates differ by more than a quarter of the earlier one? */
static enum compare_verdict both_grow(const struct blocks_row *before, const struct blocks_row *now)
{
	double margin = METHOD_COMPARE_PART * fabs(before->per_round);

	if (now->high < before->per_round - margin)
		return COMPARE_IMPROVED;
	if (now->low > before->per_round + margin)
		return COMPARE_WORSE;
	return COMPARE_SAME;
}

static struct block_change change_of(
	const struct side *sides, const struct blocks_row *before, const struct blocks_row *now)
{
	const struct blocks_row *row = before ? before : now;
	bool grew = before && before->finding->grows, grows = now && now->finding->grows;
	struct block_change change = { .before = rate_of(&sides[0], before),
		.now = rate_of(&sides[1], now) };

	assert(row); /* one of the two runs has it */
	change.size = row->class->size;
	change.is_pooled = row->class->is_pooled;
	change.holds = blocks_holds(row);
	if (!sides[0].is_read || !sides[1].is_read)
		change.verdict = COMPARE_CANNOT_TELL;
	else if (grew && grows)
		change.verdict = both_grow(before, now);
	else if (grew)
		change.verdict = COMPARE_FIXED;
	else
		change.verdict = before ? COMPARE_WORSE : COMPARE_NEW;
	return change;
}

struct block_change *compare_blocks(struct arena *arena, const struct analysis *analysis,
	const struct compare_row *row, size_t *count)
{
	struct side sides[2];
	struct block_change *changes;

	*count = 0;
	if (!row->before)
		return NULL;
	sides[0] = side_of(arena, row->before_run, row->before);
	sides[1] = side_of(arena, analysis, row->now);
	changes = arena_take_array(arena, sides[0].growing + sides[1].growing + 1, sizeof *changes);
	for (size_t i = 0; i < sides[0].growing; i++) {
		sides[0].taken[i] = true;
		changes[(*count)++] =
			change_of(sides, &sides[0].rows[i], match(&sides[0].rows[i], &sides[1]));
	}
	for (size_t i = 0; i < sides[1].growing; i++)
		if (!sides[1].taken[i])
			changes[(*count)++] = change_of(
				sides, match(&sides[1].rows[i], &sides[0]), &sides[1].rows[i]);
	return changes;
}

static const char *rate_words(struct arena *arena, double rate)
{
	if (isnan(rate))
		return "not known";
	return rate > 0.0 ? text_format(arena, "+%.3f a round", rate) : "none";
}

const char *compare_blocks_words(struct arena *arena, const struct block_change *change)
{
	const char *before = rate_words(arena, change->before);

	return text_format(arena, "%s before, %s now", before, rate_words(arena, change->now));
}
