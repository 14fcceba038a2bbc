/* member_name.c - parses the name of a run's file. */
#include "member_name.h"

#include "../base/calendar.h"
#include "collect/run_format.h"

/* Parses len digits at offset of s as a number from low to high; -1 if it is none. */
static int64_t part(struct span s, size_t offset, size_t len, uint64_t low, uint64_t high)
{
	uint64_t number;

	if (offset + len > s.len ||
		!span_number((struct span){ s.at + offset, len }, high, &number) || number < low)
		return -1;
	return (int64_t)number;
}

int64_t member_name_time(struct span text)
{
	int64_t year, month, day, hour, minute, second, ms;

	if (text.len != RUN_TIME_LENGTH || text.at[8] != 'T' || text.at[15] != '.' ||
		text.at[19] != 'Z')
		return -1;
	year = part(text, 0, 4, 1970, 9999);
	month = part(text, 4, 2, 1, 12);
	day = part(text, 6, 2, 1, 31);
	hour = part(text, 9, 2, 0, 23);
	minute = part(text, 11, 2, 0, 59);
	second = part(text, 13, 2, 0, 60);
	ms = part(text, 16, 3, 0, 999);
	if (year < 0 || month < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || ms < 0)
		return -1;
	return calendar_ms(year, month, day, hour, minute, second) + ms;
}

static void read_round_name(struct span base, struct member_name *out)
{
	ptrdiff_t dash = span_find(base, '-'), dot;
	struct span rest;
	uint64_t round;

	if (dash < RUN_ROUND_DIGITS ||
		!span_number((struct span){ base.at, (size_t)dash }, UINT32_MAX, &round))
		return;
	rest = span_from(base, (size_t)dash + 1);
	dot = span_rfind(rest, '.');
	if (dot < 0)
		return;
	out->time_ms = member_name_time((struct span){ rest.at, (size_t)dot });
	out->kind = kind_by_name(span_from(rest, (size_t)dot + 1));
	out->has_round = out->time_ms >= 0;
	out->round = (uint32_t)round;
	if (!out->has_round)
		out->kind = KIND_NONE;
}

void member_name_read(struct span path, struct member_name *out)
{
	ptrdiff_t slash;

	while (path.len && path.at[path.len - 1] == '/')
		path.len--;
	while (span_starts(path, "./"))
		path = span_from(path, 2);
	slash = span_rfind(path, '/');
	*out = (struct member_name){ .time_ms = -1, .kind = KIND_NONE };
	out->folder = (struct span){ path.at, slash > 0 ? (size_t)slash : 0 };
	out->base = span_from(path, slash >= 0 ? (size_t)slash + 1 : 0);
	out->hidden = span_starts(out->base, ".");
	out->info = span_is(out->base, RUN_INFO_NAME);
	out->events = span_is(out->base, RUN_EVENTS_NAME);
	out->action = span_is(out->base, RUN_ACTION_NAME);
	if (!out->hidden && !out->info && !out->events && !out->action)
		read_round_name(out->base, out);
}
