/* tool_date.c - lines in which a tool, or a word before a date, tells when the text below them was
 * printed. */
#include "tool_date.h"

#include <string.h>

#include "../parse/parse_ps_time.h"
#include "line_controls.h"
#include "../cells/moment_forms.h"
#include "../cells/parse_date.h"

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
	do {
		if (parse_date(rest, time_ms) && *time_ms >= 0)
			return true;
	} while (span_field(&rest, &field));
	return false;
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

/* Is it a word that authors of loops put before a date? */
static bool is_label(struct span word)
{
	static const char *const labels[] = { "sample", "iteration", "iter", "round", "cycle",
		"loop", "run", "snapshot", "measurement", "check", "reading", "step", "test",
		"timestamp", "time", "date" };
	enum { LONGEST = 12 };
	char lower[LONGEST];

	if (word.len > LONGEST)
		return false;
	for (size_t i = 0; i < word.len; i++)
		lower[i] = (char)(word.at[i] | 32);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (span_is((struct span){ lower, word.len }, labels[i]))
			return true;
	return false;
}

/* Sample 7 at 2026-11-02 08:00:00; --- Iteration 7: Mon Nov  2 08:00:00 UTC 2026 --- */
static bool read_labelled(struct span line, int64_t *time_ms)
{
	enum { LONGEST = 80, WORDS = 4 };
	struct span rest, word;

	line = rest = span_strip(line, "=-#*[ ", "=-#*] ");
	if (line.len > LONGEST || !span_field(&rest, &word))
		return false;
	if (!is_label(span_strip(word, "", "#:")))
		return false;
	for (size_t words = 0; words < WORDS; words++) {
		struct span date = span_strip(span_trim(rest), "-(@|, \t", "),");

		if (span_find(date, ':') > 0 &&
			((*time_ms = moment_forms_iso(date)) >= 0 ||
				(parse_date(date, time_ms) && *time_ms >= 0)))
			return true;
		if (!span_field(&rest, &word))
			return false;
	}
	return false;
}

/* 02/Nov/2026:08:00:00 +0000 and 02_Nov_2026_08_00_00, alone in the line. */
static bool read_alone(struct span line, int64_t *time_ms)
{
	line = parse_date_alone(line);
	return (*time_ms = moment_forms_web(line)) >= 0 ||
	       (*time_ms = moment_forms_joined(line)) >= 0;
}

bool tool_date_read(struct span line, int64_t *time_ms)
{
	ptrdiff_t escape;

	/* of a terminal that `script` has recorded */
	line = line_controls_front(line);
	escape = span_find(line, '\x1b');
	line.len = escape > 0 ? (size_t)escape : line.len;
	return read_alone(line, time_ms) || read_atop(line, time_ms) || read_watch(line, time_ms) ||
	       read_collectl(line, time_ms) || read_labelled(line, time_ms);
}
