/* columns_status.h - points of status: resident memory by itself, the rest once while it stays the
 * same. */
#ifndef LEAKLINE_COLUMNS_STATUS_H
#define LEAKLINE_COLUMNS_STATUS_H

#include "columns.h"

/* What status says besides VmRSS at a point of this PID; valid until the next point. */
const struct status_rest *columns_status_rest(
	const struct pid_columns *pid, const struct status_point *point);

/* Adds the point of a member to a list of the PID (status or used); of two in one member the later
 * counts. rss: by columns_kib. */
void columns_status_add(struct pid_columns *pid, struct point_list *list, uint32_t at, uint32_t rss,
	const struct status_rest *rest);

/* `grep VmPTE; grep VmRSS`: fills values of the point that are missing with those of the one before
 * it in its round; a complete status, which has a state, needs nothing added. */
void columns_status_join(
	struct pid_columns *pid, struct status_point *point, const struct status_point *before);

#endif
