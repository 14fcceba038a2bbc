/* calendar.h - dates as a count of milliseconds. */
#ifndef LEAKLINE_CALENDAR_H
#define LEAKLINE_CALENDAR_H

#include <stdint.h>

/* ms since 1970 (UTC) of a Gregorian date: months 1 to 12, days from 1; what exceeds its range
 * counts on (hour 24 is the next day). */
int64_t calendar_ms(
	int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second);

#endif
