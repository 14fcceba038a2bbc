/* moment_month.h - dates that are one word, with the name of the month within: 02Nov2026. */
#ifndef LEAKLINE_MOMENT_MONTH_H
#define LEAKLINE_MOMENT_MONTH_H

#include <stdint.h>

#include "../base/span.h"

/*
 * 02Nov2026, 02Nov26-0800, 02NOV2026:08:00:00, 02-Nov-26 08.00.00 AM: the day, the first three
 * letters of an English month in any case, the year, and perhaps a time behind it. Gives ms since
 * 1970, without a time those of the day's beginning; -1: it is none. Years of two digits are of
 * this century.
 */
int64_t moment_month(struct span s);

/* Takes AM or PM off the end of a time of the day, in any case, with a blank before it or without.
 * Gives `a` or `p`; 0: neither stands there. */
char moment_month_half(struct span *time);

#endif
