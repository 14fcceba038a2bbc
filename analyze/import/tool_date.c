/* tool_date.c - lines in which a tool tells when the text below them was printed. */
#include "tool_date.h"

#include "../parse/parse_ps_time.h"
#include "parse_date.h"

/* ATOP - host  2026/11/02  08:00:00  ----  10m0s elapsed */
static bool read_atop(struct span line, int64_t *time_ms)
{
	struct span rest = line, field, time;

	if (!span_starts(line, "ATOP - "))
		return false;
	while (span_field(&rest, &field)) {
		int64_t day_ms = parse_ps_day(field);

		if (day_ms >= 0 && span_field(&rest, &time)) {
			*time_ms = parse_ps_daytime(day_ms, time);
			return true;
		}
	}
	return false;
}

/* Every 60.0s: ps aux    host: Mon Nov  2 08:00:00 2026 */
static bool read_watch(struct span line, int64_t *time_ms)
{
	enum { LONGEST = 60 };
	struct span rest = line, field;

	if (!span_starts(line, "Every ") || !span_field(&rest, &field) ||
		!span_field(&rest, &field) || !span_ends(field, "s:"))
		return false;
	/* the host's name and a colon come before the date, from procps 3.3.10 on */
	for (ptrdiff_t at; (at = span_find_text(rest, ": ")) >= 0;)
		rest = span_from(rest, (size_t)at + 2);
	if (rest.len > LONGEST)
		rest = span_from(rest, rest.len - LONGEST);
	while (rest.len && !(parse_date(rest, time_ms) && *time_ms >= 0))
		span_field(&rest, &field);
	return rest.len > 0;
}

/* ### RECORD    1 >>> host <<< (1793606400.001) (Mon Nov  2 08:00:00 2026) ### */
static bool read_collectl(struct span line, int64_t *time_ms)
{
	ptrdiff_t open = span_find_text(line, "<<< ("), point;
	struct span rest = span_from(line, open > 0 ? (size_t)open + 5 : line.len);
	uint64_t seconds;

	point = span_find(rest, '.');
	if (!span_starts(line, "### RECORD ") || point <= 0 ||
		!span_number((struct span){ rest.at, (size_t)point }, UINT32_MAX, &seconds))
		return false;
	*time_ms = (int64_t)seconds * 1000;
	return true;
}

bool tool_date_read(struct span line, int64_t *time_ms)
{
	return read_atop(line, time_ms) || read_watch(line, time_ms) ||
	       read_collectl(line, time_ms);
}
