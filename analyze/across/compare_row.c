/* compare_row.c - one process compared with earlier runs: in which units, and do they agree? */
#include "compare_row.h"

bool compare_row_has(const struct compare_row *row, enum compare_unit unit)
{
	return unit == COMPARE_BY_HOUR ? row->has_hour : row->measured[row->decided_by];
}

struct compare_rate *compare_row_rate(struct compare_row *row, enum compare_unit unit)
{
	return unit == COMPARE_BY_HOUR ? &row->hour : &row->round;
}

bool compare_row_disagrees(const struct compare_row *row)
{
	return row->has_hour && row->hour.verdict != row->round.verdict;
}
