/* calendar.c - dates as milliseconds (timegm() is in no standard). */
#include "calendar.h"

int64_t calendar_ms(
	int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute, int64_t second)
{
	/* Hinnant, "chrono-compatible low-level date algorithms": years that begin in March */
	int64_t y = month <= 2 ? year - 1 : year, era = y / 400, of_era = y - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
	int64_t days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;

	return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}
