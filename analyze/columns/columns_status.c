/* columns_status.c - points of status: resident memory by itself, the rest once while it stays the
 * same. */
#include "columns_status.h"

#include <assert.h>
#include <string.h>

/* A log may have a million points, and a run that many rests: no gaps in them, which are compared
 * byte by byte. */
static_assert(sizeof(struct status_point) == 12, "a point of status grew");
static_assert(sizeof(struct status_rest) == 40, "what status says besides has gaps");

/* A log of several lines a round has as many rests in turn. */
enum { LOOK_BACK = 4 };

const struct status_rest *columns_status_rest(
	const struct pid_columns *pid, const struct status_point *point)
{
	return (const struct status_rest *)pid->rests.items + point->rest;
}

/* The number of an equal one among the last, or of a new one. */
static uint32_t keep_rest(struct pid_columns *pid, const struct status_rest *rest)
{
	const struct status_rest *kept = pid->rests.items;
	size_t count = pid->rests.count;

	for (size_t i = count; i > 0 && count - i < LOOK_BACK; i--)
		if (!memcmp(&kept[i - 1], rest, sizeof *rest))
			return (uint32_t)(i - 1);
	*(struct status_rest *)columns_add(&pid->rests, sizeof *rest) = *rest;
	return (uint32_t)count;
}

void columns_status_add(struct pid_columns *pid, struct point_list *list, uint32_t at, uint32_t rss,
	const struct status_rest *rest)
{
	struct status_point *point = columns_last(list, sizeof *point, at);

	if (!point)
		point = columns_add(list, sizeof *point);
	*point = (struct status_point){ at, rss, keep_rest(pid, rest) };
}

static void take_over(uint32_t *value, uint32_t before)
{
	if (*value == UINT32_MAX)
		*value = before;
}

void columns_status_join(
	struct pid_columns *pid, struct status_point *point, const struct status_point *before)
{
	const struct status_rest *other = columns_status_rest(pid, before);
	struct status_rest rest = *columns_status_rest(pid, point);

	if (rest.state)
		return;
	take_over(&point->rss, before->rss);
	take_over(&rest.anon, other->anon);
	take_over(&rest.swap, other->swap);
	take_over(&rest.page_tables, other->page_tables);
	take_over(&rest.size, other->size);
	take_over(&rest.peak, other->peak);
	take_over(&rest.worked, other->worked);
	point->rest = keep_rest(pid, &rest);
}
