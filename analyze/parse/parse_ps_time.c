/*
 * parse_ps_time.c - TIME and START of ps (procps ps/output.c, pr_bsdtime, pr_time, pr_stime;
 * BusyBox procps/ps.c, format_time). START is the wall clock minus the uptime: it moves when the
 * clock is set, and gets coarser as the process ages.
 */
#include "parse_ps_time.h"

#include <string.h>

#include "../base/calendar.h"

enum {
	DAY = 24 * 60,
	TOLERANCE = 2,
	YOUNGER = DAY
}; /* minutes; the step of every process whose START changes from a day to a time */

/* START's form is in its upper bits, so none is 0. */
enum { CLOCK = 1, FULL = 2, TEXT = 3, FORM_SHIFT = 30 };

bool parse_ps_is_time(struct span field)
{
	bool colon = false;

	if (!field.len || !span_is_digit(field.at[0]))
		return false;
	for (size_t i = 0; i < field.len; i++) {
		colon |= field.at[i] == ':' || field.at[i] == 'h' || field.at[i] == 'd';
		if (!strchr("0123456789:-.hd", field.at[i]))
			return false;
	}
	return colon;
}

uint32_t parse_ps_cpu(struct span field)
{
	uint64_t sum = 0, part = 0, seconds;
	char unit = '\0';

	for (size_t i = 0; i < field.len && field.at[i] != '.'; i++) {
		char c = field.at[i];

		if (span_is_digit(c) && part < UINT32_MAX) {
			part = part * 10 + (uint64_t)(c - '0');
		} else if (i && c == ':' && unit != 'h' && unit != 'd' && sum < UINT32_MAX) {
			sum = (sum + part) * 60;
			unit = unit ? unit : c;
			part = 0;
		} else if (i && !unit && (c == '-' || c == 'h' || c == 'd')) {
			/* 3-02:01:05: the parts that follow multiply the hours by 60 twice */
			sum = c == 'h' ? part * 3600 : c == 'd' ? part * 86400 : part * 24;
			unit = c;
			part = 0;
		} else {
			return 0;
		}
	}
	if (!unit)
		return 0;
	seconds = sum + (unit == 'h' ? part * 60 : unit == 'd' ? part * 3600 : part);
	return seconds < UINT32_MAX ? (uint32_t)seconds + 1 : UINT32_MAX;
}

int64_t parse_ps_elapsed(struct span field)
{
	uint64_t seconds;
	uint32_t time;

	if (span_number(field, UINT32_MAX, &seconds))
		return (int64_t)seconds;
	time = parse_ps_cpu(field);
	return (int64_t)time - 1;
}

/* Minutes of 05:16 or 05:16:00; false if it is neither. */
static bool read_clock(struct span word, uint32_t *minutes)
{
	ptrdiff_t colon = span_find(word, ':');
	uint64_t hour, minute;
	struct span rest;

	if (colon < 1)
		return false;
	rest = span_from(word, (size_t)colon + 1);
	if (!span_number((struct span){ word.at, (size_t)colon }, 23, &hour) || rest.len < 2 ||
		(rest.len > 2 && rest.at[2] != ':') ||
		!span_number((struct span){ rest.at, 2 }, 59, &minute))
		return false;
	*minutes = (uint32_t)(hour * 60 + minute);
	return true;
}

uint32_t parse_ps_start(struct span word)
{
	uint32_t minutes, hash = 2166136261u;

	if (!word.len)
		return 0;
	if (read_clock(word, &minutes))
		return (uint32_t)CLOCK << FORM_SHIFT | minutes;
	for (size_t i = 0; i < word.len; i++)
		hash = (hash ^ (unsigned char)word.at[i]) * 16777619u;
	return (uint32_t)TEXT << FORM_SHIFT | hash >> (32 - FORM_SHIFT);
}

uint32_t parse_ps_start_full(struct span day, struct span time)
{
	uint32_t minutes;
	uint64_t number;

	if (!read_clock(time, &minutes) || !span_number(day, 31, &number))
		return 0;
	return (uint32_t)FULL << FORM_SHIFT | ((uint32_t)number * DAY + minutes);
}

enum ps_starts parse_ps_starts(uint32_t before, uint32_t now, uint32_t *step)
{
	uint32_t form = now >> FORM_SHIFT, mask = (UINT32_C(1) << FORM_SHIFT) - 1,
		 minutes = now & mask;
	uint32_t round = form == FULL ? 32 * DAY : DAY,
		 apart = (minutes + round - (before & mask)) % round;

	if (!before || !now || form == TEXT)
		return PS_STARTS_UNKNOWN;
	if (before >> FORM_SHIFT == TEXT && form == CLOCK) {
		/* from another day to today: they differ, except near midnight, where the clock
		 * wavers between the two */
		*step = YOUNGER;
		return minutes >= TOLERANCE && minutes < DAY - TOLERANCE ? PS_STARTS_DIFFER
									 : PS_STARTS_UNKNOWN;
	}
	if (before >> FORM_SHIFT != form)
		return PS_STARTS_UNKNOWN;
	*step = apart;
	return apart <= TOLERANCE || apart >= round - TOLERANCE ? PS_STARTS_SAME : PS_STARTS_DIFFER;
}

bool parse_ps_start_is_day(uint32_t start)
{
	return start >> FORM_SHIFT == TEXT;
}

/* len digits at offset, or -1. */
static int64_t digits_at(struct span s, size_t offset, size_t len)
{
	uint64_t number;

	if (offset + len > s.len ||
		!span_number((struct span){ s.at + offset, len }, UINT32_MAX, &number))
		return -1;
	return (int64_t)number;
}

int64_t parse_ps_day(struct span field)
{
	int64_t year = digits_at(field, 0, 4), month = digits_at(field, 5, 2),
		day = digits_at(field, 8, 2);

	if (field.len != 10 || (field.at[4] != '-' && field.at[4] != '/') ||
		field.at[7] != field.at[4] || year < 1970 || month < 1 || month > 12 || day < 1 ||
		day > 31)
		return -1;
	return calendar_ms(year, month, day, 0, 0, 0);
}

int64_t parse_ps_daytime(int64_t day_ms, struct span field)
{
	int64_t hour = digits_at(field, 0, 2), minute = digits_at(field, 3, 2),
		second = digits_at(field, 6, 2);

	if (day_ms < 0 || field.len < 8 || field.at[2] != ':' || field.at[5] != ':' || hour < 0 ||
		hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return -1;
	return day_ms + ((hour * 60 + minute) * 60 + second) * 1000;
}
