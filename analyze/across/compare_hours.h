/* compare_hours.h - --baseline of runs whose rounds last unequally long: what is it by the hour? */
#ifndef LEAKLINE_COMPARE_HOURS_H
#define LEAKLINE_COMPARE_HOURS_H

#include "compare_rate.h"

/* Fills row->hour, and which unit counts, if the rounds of these runs last unequally long. */
void compare_hours_fill(struct compare_row *row, const struct compare_runs *runs);

#endif
