/* calendar.h - dates as milliseconds. */
#ifndef LEAKLINE_CALENDAR_H
#define LEAKLINE_CALENDAR_H

#include <stdint.h>

/* Returns the ms since 1970 (UTC) of a Gregorian date; months are 1 to 12, days start at 1. A value
 * above its range carries over (hour 24 is the next day). */
int64_t calendar_ms(
	int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second);

#endif
