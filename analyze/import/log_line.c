/* log_line.c - recognises lines of a log without a header, by their form. */
#include "log_line.h"

#include <string.h>

#include "../cells/column_name.h"
#include "../cells/moment.h"
#include "../cells/parse_date.h"
#include "../parse/parse_pmap_footer.h"
#include "../parse/parse_ps.h"
#include "../parse/parse_ps_time.h"
#include "../parse/parse_smaps.h"
#include "../parse/parse_status.h"
#include "../parse/parse_status_bare.h"

enum { DATE_WORDS = 8 }; /* Fri 27 Nov 2026 06:26:31 PM UTC */

enum kind log_line_mapping_kind(struct span line)
{
	bool rollup;

	if (!parse_smaps_first_line(line, &rollup))
		return KIND_NONE;
	return rollup ? KIND_SMAPS_ROLLUP : KIND_SMAPS;
}

/* `RSS: 24004 kB VSZ: 90000 kB Swap: 0 kB`: three sizes behind colons, as at the end of pmap -d in
 * any language, but these keys are known. */
static bool has_key(struct span line)
{
	for (ptrdiff_t colon; (colon = span_find(line, ':')) >= 0;) {
		struct span before = { line.at, (size_t)colon }, key;

		if (span_last_field(&before, &key) && column_name_read(key).role >= COLUMN_RSS)
			return true;
		line = span_from(line, (size_t)colon + 1);
	}
	return false;
}

enum kind log_line_kind(struct span line)
{
	enum kind mapping = log_line_mapping_kind(line);
	struct pmap_block sums;

	if (parse_ps_is_row(line))
		return KIND_PS;
	if (parse_status_bare_takes(line))
		return KIND_STATUS;
	if (mapping != KIND_NONE)
		return mapping;
	if (span_find(line, ':') <= 0 && !span_starts(line, "total"))
		return KIND_NONE;
	return parse_pmap_sums(line, &sums) && !has_key(line) ? KIND_PMAP : KIND_NONE;
}

/* Is it a date that begins with a certain one? The words behind that are a name. */
static bool has_name(struct span date)
{
	struct span rest = date, word;
	int64_t time_ms;

	while (span_field(&rest, &word) && rest.len)
		if (parse_date((struct span){ date.at, (size_t)(word.at + word.len - date.at) },
			    &time_ms) &&
			time_ms >= 0)
			return true;
	return false;
}

enum kind log_line_dated(struct span line, struct span *date, struct span *rest, int64_t *time_ms)
{
	struct span after = line, word;

	for (int words = 0; words < DATE_WORDS && span_field(&after, &word); words++) {
		size_t blanks = 0;
		enum kind kind;

		while (blanks < after.len && after.at[blanks] == ' ')
			blanks++;
		*rest = span_from(after, blanks);
		*date = (struct span){ line.at, (size_t)(word.at + word.len - line.at) };
		kind = log_line_kind(*rest);
		if (kind != KIND_NONE && parse_date(*date, time_ms))
			return *time_ms < 0 && has_name(*date) ? KIND_NONE : kind;
	}
	return KIND_NONE;
}

enum kind log_line_first_kind(struct span text, uint64_t lines)
{
	struct span line, date, rest;
	enum kind kind = KIND_NONE;
	int64_t time_ms;

	for (; kind == KIND_NONE && lines && span_line(&text, &line, NULL); lines--) {
		kind = log_line_kind(line);
		if (kind == KIND_NONE)
			kind = log_line_dated(line, &date, &rest, &time_ms);
	}
	return kind;
}

/* 0.0, 12.5: a share in percent. */
static bool is_share(struct span field)
{
	return field.len > 2 && field.at[field.len - 2] == '.' &&
	       span_digits(field) == field.len - 2 && span_is_digit(field.at[field.len - 1]);
}

bool log_line_is_row(struct span line)
{
	struct span user, pid, share;

	return span_field(&line, &user) && span_field(&line, &pid) && span_digits(pid) == pid.len &&
	       span_field(&line, &share) && is_share(share) && span_field(&line, &share) &&
	       is_share(share);
}

/* 08:00:00 */
static bool is_clock(struct span word)
{
	return word.len == 8 && span_is_digit(word.at[0]) && word.at[2] == ':';
}

/* 08:00:00 up 3 days,  2:03,  1 user,  load average: 0.00, 0.01, 0.05 */
static bool read_uptime(struct span line, struct span *clock)
{
	struct span rest = span_starts(line, " ") ? span_from(line, 1) : line, word;

	/* nearly no line is */
	return rest.len > 8 && rest.at[2] == ':' && span_field(&rest, clock) && is_clock(*clock) &&
	       span_field(&rest, &word) && span_is(word, "up") &&
	       span_find_text(rest, "load average") > 0;
}

bool log_line_clock(struct span line, bool is_header, struct span *clock)
{
	static const char top[] = "top - ";
	struct span rest, half;

	/* FreeBSD and OpenBSD: the time of day ends the line */
	if (span_starts(line, "last pid: ") || span_starts(line, "load averages: "))
		return span_last_field(&line, clock) && is_clock(*clock);
	if (read_uptime(line, clock))
		return true;
	if (!is_header && !span_starts(line, top))
		return false;
	rest = span_from(line, is_header ? 0 : sizeof top - 1);
	if (!span_field(&rest, clock) || !is_clock(*clock))
		return false;
	if (span_field(&rest, &half) && (span_is(half, "AM") || span_is(half, "PM")))
		clock->len = (size_t)(half.at + half.len - clock->at);
	return true;
}

struct span log_line_columns(struct span header)
{
	ptrdiff_t pid = span_find_text(header, "PID"), tgid = span_find_text(header, "TGID");

	return span_from(header, pid > 0 ? (size_t)pid : tgid > 0 ? (size_t)tgid : 0);
}

struct span log_line_told_by(enum kind kind, struct span line)
{
	struct span field = { NULL, 0 };

	if (!span_field(&line, &field) || (kind == KIND_PS && !span_field(&line, &field)))
		return (struct span){ NULL, 0 };
	return field;
}

/* 08:05, as date +%H:%M prints it. */
static bool is_minute(struct span line)
{
	uint64_t hour, minute;

	return line.len == 5 && line.at[2] == ':' &&
	       span_number((struct span){ line.at, 2 }, 23, &hour) &&
	       span_number(span_from(line, 3), 59, &minute);
}

bool log_line_date_alone(struct span line, int64_t *time_ms)
{
	struct span date, rest;
	int64_t dated_ms;

	*time_ms = -1;
	if (is_minute(span_trim(line)))
		return true;
	return moment_day(line, time_ms) &&
	       log_line_dated(line, &date, &rest, &dated_ms) == KIND_NONE;
}

int32_t log_line_told_pid(struct span line)
{
	static const char *const labels[] = { "PID", "pid", "Process", "process", "/proc/" };
	static const char *const files[] = { "/status", "/smaps_rollup" };
	struct span rest = span_strip(line, "=-#*<>[ \t", "=-#*<>]: \t");
	uint64_t pid;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct span digits = span_from(rest, strlen(labels[i]));

		if (!span_starts(rest, labels[i]))
			continue;
		digits = span_strip(digits, ":=# \t", "");
		for (size_t j = 0; j < sizeof files / sizeof *files; j++)
			if (span_ends(digits, files[j]))
				digits.len -= strlen(files[j]);
		return span_number(digits, INT32_MAX, &pid) ? (int32_t)pid : 0;
	}
	return 0;
}
